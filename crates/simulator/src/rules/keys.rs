//! Keys: what the instance makes of them.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    vault,
    world::{Change, Rule, When},
};

/// A verifier map without a key id gets one from the instance.
pub(super) static KEY_ID: Rule = Rule {
    name: "Generate key id",
    tables: &["jwt_verifier_map"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply: generate_key_id,
};

fn generate_key_id(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("kid").is_empty() {
        change.set("kid", vault::new_id());
    }
    Ok(())
}

/// A REST API key gets its token from the instance, and is found again by a digest of it.
///
/// Nobody can read the token over REST, so a test may also send one: that is invented.
pub(super) static API_KEY_TOKEN: Rule = Rule {
    name: "Generate API key token",
    tables: &["api_key"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: generate_token,
};

fn generate_token(change: &mut Change<'_>) -> Result<(), Refusal> {
    let vault = &change.work.world.vault;
    if change.get("token").is_empty() {
        let token = vault.encrypt(&format!("now_{}{}", vault::new_id(), vault::new_id()));
        change.set("token", token);
    }
    let digest = vault.decrypt(change.get("token")).map(|token| vault::token_digest(&token));
    change.set("token_digest", digest.unwrap_or_default());
    Ok(())
}
