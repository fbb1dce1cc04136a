//! Reading the instance's own words: which of its mechanisms is speaking (docs/facts.md#refusals).

use std::error::Error;

/// An access control rule refused a record, a query or the API itself.
pub(super) fn speak_of_access_control(message: &str, detail: &str) -> bool {
    let tokens =
        ["ACL Exception", "ACL Validation", "Insufficient rights", "do not have permission"];
    tokens.iter().any(|token| message.contains(token) || detail.contains(token))
}

/// A restricted OAuth client was refused an API that no scope opens (docs/facts.md#unscoped-api).
pub(super) fn speak_of_unscoped_api(message: &str, detail: &str) -> bool {
    [message, detail].iter().any(|text| text.contains("unscoped api"))
}

/// The scope that a token lacks, in `Missing required api access scope: <scope>`.
pub(super) fn missing_api_scope(text: &str) -> Option<&str> {
    let (_, scope) = text.split_once("required api access scope:")?;
    Some(scope.trim()).filter(|scope| !scope.is_empty())
}

/// A data policy refused.
pub(super) fn speak_of_data_policy(message: &str, detail: &str) -> bool {
    message.contains("Data Policy Exception") || detail.contains("Data Policy Exception")
}

/// A transaction quota ended the request.
pub(super) fn speak_of_quota(text: &str) -> bool {
    text.contains("maximum execution time exceeded")
}

/// The database has a record with this id already (docs/facts.md#sent-sys-id).
pub(super) fn speak_of_a_taken_id(text: &str) -> bool {
    text.contains("Unique Key violation")
}

/// The TLS library found no TLS in what came. Its own error is not to be had from the one of the
/// HTTP client but by its words.
pub(super) fn speak_of_no_tls(error: &(dyn Error + 'static)) -> bool {
    let causes = std::iter::successors(Some(error), |&cause| cause.source());
    causes
        .map(ToString::to_string)
        .any(|words| words.contains("message of type InvalidContentType"))
}

/// The name in `… aborted by Business Rule '<name>^<sys_id>'…`.
pub(super) fn business_rule(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("aborted by Business Rule '")?;
    rest.split(['^', '\'']).next().filter(|name| !name.is_empty())
}

/// The instance's words as the end of a sentence, or nothing.
pub(super) fn clause(message: &str, detail: &str) -> String {
    let parts: Vec<&str> = [message, detail].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(": ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_control_speaks_in_several_ways() {
        assert!(speak_of_access_control(
            "Operation Failed",
            "ACL Exception Update Failed due to …"
        ));
        assert!(speak_of_access_control("Insufficient rights to query records", ""));
        assert!(speak_of_access_control("Failed API level ACL Validation", ""));
        assert!(!speak_of_access_control("Operation Failed", "aborted by Business Rule 'x^1'"));
    }

    #[test]
    fn a_scope_that_lacks_is_told_from_an_api_without_any() {
        let (message, detail) = ("User Not Authorized", "Access to unscoped api is not allowed");
        assert!(speak_of_unscoped_api(message, detail) && !speak_of_unscoped_api(message, ""));
        assert!(!speak_of_access_control(message, detail));
        let missing = "Missing required api access scope: table_read";
        assert_eq!(missing_api_scope(missing), Some("table_read"));
        assert!(!speak_of_unscoped_api(missing, ""));
        assert_eq!(missing_api_scope("Missing required api access scope: "), None);
    }

    #[test]
    fn a_rule_without_id_is_named_as_well() {
        assert_eq!(
            business_rule("was aborted by Business Rule 'Check name'. Stack"),
            Some("Check name")
        );
        assert_eq!(business_rule("was aborted by Business Rule ''"), None);
        assert_eq!(business_rule("nothing of the kind"), None);
    }

    #[test]
    fn a_clause_joins_what_was_said() {
        assert_eq!(clause("", ""), "");
        assert_eq!(clause("a", "b"), ": a: b");
        assert_eq!(clause("", "b"), ": b");
    }
}
