//! Tasks: their numbers, who opened and closed them, and an incident's priority.

use crate::{
    clock,
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Change, Rule, When, Work},
};

/// A new task or import set gets the next number of its kind, such as `INC0010001`. Numbers are never given
/// twice, not even after a delete.
pub(super) static NUMBER: Rule = Rule {
    name: "Get next number",
    tables: &["task", "sys_import_set"],
    when: When::BeforeInsert,
    evidence: Evidence::Seen,
    apply: give_number,
};

/// The platform's usual number of digits.
const DIGITS: usize = 7;

fn give_number(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.get("number").is_empty() {
        return Ok(());
    }
    let Some(kind) = kind(change)? else { return Ok(()) };
    let next = next(change.work, &kind)?;
    let digits = kind.value("maximum_digits").parse().unwrap_or(DIGITS);
    let number = format!("{}{next:0digits$}", kind.value("prefix"));
    change.set("number", number);
    Ok(())
}

/// The row of `sys_number` for the table or its nearest ancestor that has one.
fn kind(change: &Change<'_>) -> Result<Option<Record>, Refusal> {
    for table in &change.table.lineage {
        if let Some(row) = change.work.find("sys_number", &[("category", table)])?.pop() {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Counts on from the last number given, or from where the kind begins.
fn next(work: &Work<'_>, kind: &Record) -> Result<u64, Refusal> {
    let category = kind.value("category");
    let counter = work.find("sys_number_counter", &[("table", category)])?.pop();
    let last = counter.as_ref().map_or_else(|| kind.value("number"), |row| row.value("number"));
    let next = last.parse::<u64>().unwrap_or(0).saturating_add(1);
    let table = work.table("sys_number_counter")?;
    if let Some(mut row) = counter {
        row.insert("number".to_owned(), next.to_string());
        work.store_again(table, &row)?;
    } else {
        let first = [("table", category), ("number", &next.to_string())];
        records::insert(work, table, &Input::platform(first))?;
    }
    Ok(next)
}

/// Who inserts a task opens it, now, unless the task says otherwise.
pub(super) static OPENED: Rule = Rule {
    name: "Set opened by",
    tables: &["task"],
    when: When::BeforeInsert,
    evidence: Evidence::Seen,
    apply: note_opening,
};

fn note_opening(change: &mut Change<'_>) -> Result<(), Refusal> {
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

/// An incident's priority follows from impact and urgency, whatever was sent.
pub(super) static PRIORITY: Rule = Rule {
    name: "Calculate priority",
    tables: &["incident"],
    when: When::BeforeWrite,
    evidence: Evidence::Seen,
    apply: compute_priority,
};

fn compute_priority(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(priority) = priority(change.get("impact"), change.get("urgency")) {
        change.set("priority", priority.to_string());
    }
    Ok(())
}

/// The platform's table: 1 and 1 give 1, 3 and 3 give 5. Values it does not know decide nothing.
fn priority(impact: &str, urgency: &str) -> Option<u8> {
    let (impact, urgency) = (impact.parse::<u8>().ok()?, urgency.parse::<u8>().ok()?);
    let known = (1..=3).contains(&impact) && (1..=3).contains(&urgency);
    known.then(|| impact.saturating_add(urgency).saturating_sub(1))
}

/// A task in one of its closed states is not active, and says who closed it and when. An incident
/// keeps its state in two columns, of which the one written last counts.
pub(super) static CLOSING: Rule = Rule {
    name: "Close task",
    tables: &["task"],
    when: When::BeforeWrite,
    evidence: Evidence::Seen,
    apply: close,
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

fn close(change: &mut Change<'_>) -> Result<(), Refusal> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impact_and_urgency_decide_together() {
        assert_eq!(priority("1", "1"), Some(1));
        assert_eq!(priority("1", "2"), Some(2));
        assert_eq!(priority("2", "2"), Some(3));
        assert_eq!(priority("3", "2"), Some(4));
        assert_eq!(priority("3", "3"), Some(5));
        assert_eq!(priority("7", "3"), None);
        assert_eq!(priority("", "3"), None);
    }
}
