//! Who inserts a task opens it, now, unless the task says otherwise.

use crate::{
    clock,
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Set opened by",
    tables: &["task"],
    when: When::BeforeInsert,
    evidence: Evidence::Seen,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("opened_by").is_empty() {
        let user = change.work.caller.user_id.clone();
        change.set("opened_by", user);
    }
    if change.get("opened_at").is_empty() {
        let now = clock::stored(change.work.now);
        change.set("opened_at", now);
    }
    Ok(())
}
