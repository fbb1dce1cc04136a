//! Every trouble the simulator can make, by name.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use simulator::Fault;

/// Name of a trouble, and the simulator's fault behind it. `COLUMN` stands for a column of the operation.
pub(super) const TROUBLES: &[(&str, &str)] = &[
    ("cut before", r#"{"kind": "cut_before"}"#),
    ("cut after", r#"{"kind": "cut_after"}"#),
    ("half an answer", r#"{"kind": "half_body"}"#),
    ("slow", r#"{"kind": "latency", "ms": 200}"#),
    ("too slow", r#"{"kind": "latency", "ms": 60000}"#),
    ("dropped with 202", r#"{"kind": "accepted_202"}"#),
    (
        "401",
        r#"{"kind": "status", "status": 401, "body": "{\"error\": {\"message\": \"User Not Authenticated\"}}"}"#,
    ),
    (
        "500",
        r#"{"kind": "status", "status": 500, "body": "{\"error\": {\"message\": \"Script failed\"}}"}"#,
    ),
    (
        "500 after",
        r#"{"kind": "status", "status": 500, "body": "{\"error\": {\"message\": \"Script failed\"}}", "carried_out": true}"#,
    ),
    ("503", r#"{"kind": "status", "status": 503, "body": "<html></html>"}"#),
    (
        "503 after",
        r#"{"kind": "status", "status": 503, "body": "<html></html>", "carried_out": true}"#,
    ),
    ("asleep with 200", r#"{"kind": "hibernating"}"#),
    ("asleep with 503", r#"{"kind": "hibernating", "status": 503}"#),
    ("web page", r#"{"kind": "html"}"#),
    ("quota", r#"{"kind": "quota_text"}"#),
    ("limit for 1 s", r#"{"kind": "rate_limit", "reset_seconds": 1}"#),
    ("limit for 1 h", r#"{"kind": "rate_limit", "reset_seconds": 3600}"#),
    ("access rule", r#"{"kind": "acl_refusal"}"#),
    ("business rule", r#"{"kind": "business_rule", "rule": "Not on Sundays"}"#),
    ("column dropped", r#"{"kind": "drop_column", "column": "COLUMN"}"#),
    ("column hidden", r#"{"kind": "hide_column", "column": "COLUMN"}"#),
    ("hidden", r#"{"kind": "unreadable"}"#),
    ("about another", r#"{"kind": "another_record"}"#),
    ("late", r#"{"kind": "late", "ms": 3000}"#),
    ("a namesake", r#"{"kind": "namesake", "column": "COLUMN"}"#),
    ("without end", r#"{"kind": "endless"}"#),
    ("echo", r#"{"kind": "echo"}"#),
];

/// The fault of this name.
pub(super) fn fault(name: &str, column: &str) -> Json {
    let (_, text) = TROUBLES.iter().find(|(known, _)| *known == name).expect("a trouble's name");
    serde_json::from_str(&text.replace("COLUMN", column)).unwrap()
}

/// The kinds of fault the simulator knows, in its own words: it lists them when it refuses one.
fn kinds_of_the_simulator() -> BTreeSet<String> {
    let unknown = json!({ "kind": "no such kind" });
    let said = serde_json::from_value::<Fault>(unknown).unwrap_err().to_string();
    let listed = said.split("expected one of").nth(1).expect("it lists what it knows");
    let quoted = listed.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn every_fault_of_the_simulator_is_a_trouble() {
    let mine = TROUBLES.iter().map(|(name, _)| {
        let fault = fault(name, "name");
        serde_json::from_value::<Fault>(fault.clone()).unwrap();
        fault["kind"].as_str().unwrap().to_owned()
    });
    let known = kinds_of_the_simulator();
    assert!(known.len() > 10, "{known:?}");
    assert_eq!(mine.collect::<BTreeSet<_>>(), known);
}
