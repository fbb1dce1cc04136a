//! A task in one of its closed states is not active, and says who closed it and when. An incident
//! keeps its state in two columns, of which the one written last counts.

use crate::{
    clock,
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Close task",
    tables: &["task"],
    when: When::BeforeWrite,
    evidence: Evidence::Seen,
    apply,
};

/// Each table's closed states; the nearest ancestor counts.
const CLOSED: &[(&str, &[&str])] = &[
    ("incident", &["7", "8"]),
    ("problem", &["107"]),
    ("change_request", &["3", "4"]),
    ("task", &["3", "4", "7"]),
];

/// Columns that repeat the state.
const TWINS: &[&str] = &["incident_state", "problem_state"];

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    for twin in TWINS {
        mirror(change, twin);
    }
    if !change.changes("state") {
        return Ok(());
    }
    let closed = CLOSED.iter().find(|(table, _)| change.table.is_a(table));
    let is_closed = closed.is_some_and(|(_, states)| states.contains(&change.get("state")));
    if is_closed {
        let (user, now) = (change.work.caller.user_id.clone(), clock::stored(change.work.now));
        change.set("active", "false");
        change.set("closed_by", user);
        change.set("closed_at", now);
    } else if change.previous.is_some() {
        change.set("active", "true");
    }
    Ok(())
}

fn mirror(change: &mut Change<'_>, twin: &str) {
    if change.table.column(twin).is_none() {
        return;
    }
    let by_twin = change.previous.is_some() && change.changes(twin) && !change.changes("state");
    let (from, to) = if by_twin { (twin, "state") } else { ("state", twin) };
    let state = change.get(from).to_owned();
    change.set(to, state);
}
