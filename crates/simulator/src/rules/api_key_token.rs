//! A REST API key gets its token from the instance, and is found again by a digest of it.
//!
//! Nobody can read the token over REST, so a test may also send one: that is invented.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    vault,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Generate API key token",
    tables: &["api_key"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let vault = &change.work.world.vault;
    if change.get("token").is_empty() {
        let token = vault.encrypt(&format!("now_{}{}", vault::new_id(), vault::new_id()));
        change.set("token", token);
    }
    let digest = vault.decrypt(change.get("token")).map(|token| vault::token_digest(&token));
    change.set("token_digest", digest.unwrap_or_default());
    Ok(())
}
