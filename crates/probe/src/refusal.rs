//! Why an instance refused, as far as anybody may be told: its own words name rules, labels and sys_ids of whoever uses it, and
//! a report of the probe is made to be shown.

use serde_json::Value;
use std::fmt;

/// Words of the platform's own that name nothing of anybody (docs/facts.md#refusals). They are told where an answer consists
/// of just them.
const PLATFORM: &[&str] = &[
    "User Not Authenticated",
    "User Not Authorized",
    "Required to provide Auth information",
    "Operation Failed",
    "ACL Exception Insert Failed due to security constraints",
    "ACL Exception Update Failed due to security constraints",
    "ACL Exception Delete Failed due to security constraints",
    "Insufficient rights to query records",
    "Failed API level ACL Validation",
    "No Record found",
    "Record doesn't exist or ACL restricts the record retrieval",
];

/// What refuses, and by what in the words of an answer it is told.
const KINDS: &[(&str, &[&str])] = &[
    ("a business rule", &["Business Rule"]),
    ("a data policy", &["Data Policy Exception"]),
    (
        "an access rule",
        &["ACL", "Insufficient rights", "do not have permission", "User Not Authorized"],
    ),
    ("the sign-in", &["User Not Authenticated"]),
];

/// A refusal: its status, what refused, and the platform's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    kind: &'static str,
    words: Vec<&'static str>,
}

impl Refusal {
    /// That of an answer; of its words only those that are the platform's.
    pub(crate) fn of(status: u16, body: &Value) -> Self {
        let error = &body["error"];
        let said = ["message", "detail"].map(|part| error[part].as_str().unwrap_or_default());
        let holds =
            |pieces: &[&str]| pieces.iter().any(|piece| said.iter().any(|it| it.contains(piece)));
        let kind = KINDS.iter().find(|(_, pieces)| holds(pieces)).map(|(kind, _)| *kind);
        let known = |said: &&str| PLATFORM.iter().copied().find(|words| words == said);
        let words = said.iter().filter_map(known).collect();
        Self { status, kind: kind.unwrap_or("something else"), words }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", self.status, self.kind)?;
        if self.words.is_empty() { Ok(()) } else { write!(f, ": {}", self.words.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(message: &str, detail: &str) -> String {
        let body = json!({ "error": { "message": message, "detail": detail } });
        Refusal::of(403, &body).to_string()
    }

    #[test]
    fn what_refused_is_told_and_no_word_that_somebody_wrote() {
        let rule = "Operation against file 'http_connection' was aborted by Business Rule \
                    'ACME: no connections^46d44a5dc0a8010e0000c7a7b0d1a7f2'. Business Rule Stack:ACME: no connections";
        assert_eq!(told("Operation Failed", rule), "403 by a business rule: Operation Failed");
        let policy = "Data Policy Exception: The following fields are mandatory: ACME cost centre";
        assert_eq!(told("Operation Failed", policy), "403 by a data policy: Operation Failed");
        assert_eq!(told(policy, ""), "403 by a data policy");
        assert_eq!(told("ACME says no", "Ask Abel Tuter"), "403 by something else");
        let page = Refusal::of(502, &Value::Null);
        assert_eq!(page.to_string(), "502 by something else");
    }

    #[test]
    fn the_platforms_own_words_are_told() {
        let inserting = "ACL Exception Insert Failed due to security constraints";
        let wanted = format!("403 by an access rule: Operation Failed, {inserting}");
        assert_eq!(told("Operation Failed", inserting), wanted);
        let signing_in = told("User Not Authenticated", "Required to provide Auth information");
        assert!(
            signing_in.starts_with("403 by the sign-in: User Not Authenticated"),
            "{signing_in}"
        );
    }

    #[test]
    fn every_word_that_is_told_is_among_the_facts() {
        let facts = include_str!("../../../docs/facts.md");
        let updated =
            |word: &&&str| word.contains("Update Failed") || word.contains("Delete Failed");
        for words in PLATFORM.iter().filter(|word| !updated(word)) {
            assert!(facts.contains(*words), "{words}");
        }
    }
}
