//! A client without id or secret gets them from the instance: 32 hexadecimal digits and a secret.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    vault,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Generate client credentials",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Measured,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    change.set("client_uuid", vault::new_id());
    change.set("salt", vault::new_id());
    if change.get("type") != "client" {
        return Ok(());
    }
    if change.get("client_id").is_empty() {
        change.set("client_id", vault::new_id());
    }
    if change.get("client_secret").is_empty() && !change.is("public_client") {
        let secret = change.work.world.vault.encrypt(&vault::new_id());
        change.set("client_secret", secret);
    }
    Ok(())
}
