//! A provider without a redirect URL gets the instance's own.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Default redirect URL",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("type") == "oauth_provider" && change.get("redirect_url").is_empty() {
        let url = format!("{}/oauth_redirect.do", change.work.world.url);
        change.set("redirect_url", url);
    }
    Ok(())
}
