//! What the platform's own rules demand, in our words. An answer names the rule and mostly leaves its words out
//! (docs/facts.md#abort-words), so both are looked at.

/// What a rule's name or words hold, and what it demands.
const DEMANDS: &[(&str, &str)] = &[
    (
        "Unique Key violation",
        "A column of the table takes each value once, and another record has one of these values. Import that record, set \
         adopt_existing = true to take it over, or choose another value.",
    ),
    (
        "Connection alias and Domain combination",
        "An alias has one active connection in a domain, unless it has multiple_connections. Deactivate the other connection \
         first, or set multiple_connections = true on the alias.",
    ),
    ("Connection alias cannot be empty", "A connection belongs to an alias: set connection_alias."),
    (
        "Credential and Domain combination",
        "In a domain a credential serves one active connection. Give this one a credential of its own, or deactivate the other \
         connection first.",
    ),
    (
        "Alias Connection type must match",
        "The alias leads to connections of another kind: its connection_type and the type of the connection must agree.",
    ),
    (
        "is not of type Credential",
        "An alias that leads to connections takes no credential: name the credential in a connection of that alias, or name an \
         alias of type \"credential\".",
    ),
    (
        "Another policy with the same configuration",
        "One policy of each reach can be active. Change the reach of one, or set active = false on one.",
    ),
    (
        "duplicated API resource",
        "One scope opens a path, method, resource and version. Narrow one of the two, or give clients the other scope.",
    ),
    (
        "Validate OAuth entity profile",
        "Some instances let the entry of a third party have its default profile alone. Manage that one: set \
         is_default = true and adopt_existing = true.",
    ),
    (
        "Password value cannot be saved",
        "The instance could not encrypt the secret. Whoever administers it finds the reason in its system log.",
    ),
];

/// What the rule demands, where that is known.
pub(super) fn demand(name: &str, words: &str) -> Option<&'static str> {
    let speaks = |mark: &str| name.contains(mark) || words.contains(mark);
    DEMANDS.iter().find(|(mark, _)| speaks(mark)).map(|(_, demand)| *demand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_known_by_its_name_or_by_its_words() {
        assert!(demand("Unique Key violation detected by database", "").is_some());
        let words = "Credential and Domain combination for an active record already exists.";
        assert!(demand("Validate record", words).unwrap().contains("a credential of its own"));
        assert_eq!(demand("No aliases on Sundays", "Operation Failed"), None);
    }
}
