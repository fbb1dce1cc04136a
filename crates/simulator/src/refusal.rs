//! Why the instance does not do what it is asked to.

use serde_json::{Value, json};

/// A kind of write, as access rules and messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Read,
    Insert,
    Update,
    Delete,
}

impl Operation {
    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Insert => "Insert",
            Self::Update => "Update",
            Self::Delete => "Delete",
        }
    }
}

/// A refusal, which becomes an error answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("invalid table {0}")]
    InvalidTable(String),
    #[error("no such record")]
    NotFound,
    #[error("no such resource: {0}")]
    NoSuchResource(String),
    #[error("not authenticated")]
    Unauthenticated,
    #[error("the request of a session lacks its token")]
    Forgery { token: String },
    #[error("no scope opens that API, and the client is restricted to scopes")]
    UnscopedApi,
    #[error("the access rules refuse it")]
    Access(Operation),
    #[error("the business rule {rule} aborts it")]
    BusinessRule { table: String, rule: String, words: String },
    #[error("a column of the query may not be read")]
    UnreadableQuery,
    #[error("the request cannot be read: {0}")]
    Malformed(String),
    #[error("{method} is not supported here")]
    Method { method: String },
    #[error("that form cannot be given")]
    NotAcceptable,
    #[error("that form cannot be read")]
    UnsupportedMediaType,
    #[error("an answer of its own")]
    Custom { status: u16, message: String, detail: String },
    #[error("the store failed")]
    Store(#[from] rusqlite::Error),
}

impl Refusal {
    /// A business rule that stops a write to `table`.
    pub(crate) fn rule(table: &str, rule: &str) -> Self {
        let (table, rule) = (table.to_owned(), rule.to_owned());
        Self::BusinessRule { table, rule, words: String::new() }
    }

    /// Status, message and detail of the answer (docs/facts.md#refusals).
    pub(crate) fn answer(&self) -> (u16, String, Option<String>) {
        let failed = "Operation Failed".to_owned();
        match self {
            Self::InvalidTable(name) => (400, format!("Invalid table {name}"), None),
            Self::NotFound => (
                404,
                "No Record found".to_owned(),
                Some("Record doesn't exist or ACL restricts the record retrieval".to_owned()),
            ),
            Self::NoSuchResource(path) => (
                400,
                "Requested URI does not represent any resource".to_owned(),
                Some(path.clone()),
            ),
            Self::UnscopedApi => (
                403,
                "User Not Authorized".to_owned(),
                Some("Access to unscoped api is not allowed".to_owned()),
            ),
            Self::Unauthenticated | Self::Forgery { .. } => (
                401,
                "User Not Authenticated".to_owned(),
                Some("Required to provide Auth information".to_owned()),
            ),
            Self::Access(operation) => (403, failed, Some(acl_text(*operation))),
            Self::BusinessRule { table, rule, words } => {
                (403, failed, Some(rule_text(table, rule, words)))
            }
            Self::UnreadableQuery => (
                403,
                "Insufficient rights to query records".to_owned(),
                Some("Field(s) present in the query do not have permission to be read".to_owned()),
            ),
            Self::Malformed(detail) => {
                (400, "Exception while reading request".to_owned(), Some(detail.clone()))
            }
            Self::Method { method } => (
                405,
                "Method not Supported".to_owned(),
                Some(format!("{method} method not supported")),
            ),
            Self::NotAcceptable => (406, "Not Acceptable".to_owned(), None),
            Self::UnsupportedMediaType => (415, "Unsupported Media Type".to_owned(), None),
            Self::Custom { status, message, detail } => {
                (*status, message.clone(), Some(detail.clone()))
            }
            Self::Store(error) => {
                (500, "The simulator's store failed".to_owned(), Some(error.to_string()))
            }
        }
    }

    /// Message and detail in one sentence, for a person to read.
    pub(crate) fn in_words(&self) -> String {
        let (_, message, detail) = self.answer();
        match detail.filter(|detail| !detail.is_empty()) {
            Some(detail) => format!("{message}: {detail}"),
            None => message,
        }
    }

    /// The body of the answer: the Table API's error envelope.
    pub(crate) fn body(&self) -> Value {
        let (_, message, detail) = self.answer();
        json!({ "error": { "message": message, "detail": detail }, "status": "failure" })
    }
}

fn acl_text(operation: Operation) -> String {
    format!("ACL Exception {} Failed due to security constraints", operation.word())
}

fn rule_text(table: &str, rule: &str, words: &str) -> String {
    let id = crate::vault::token_digest(rule);
    let id = &id[..32];
    let words = if words.is_empty() { String::new() } else { format!("{words}. ") };
    format!(
        "{words}Operation against file '{table}' was aborted by Business Rule '{rule}^{id}'. \
         Business Rule Stack:{rule}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_use_the_words_that_were_measured() {
        let (status, message, detail) = Refusal::Access(Operation::Insert).answer();
        assert_eq!((status, message.as_str()), (403, "Operation Failed"));
        assert_eq!(
            detail.as_deref(),
            Some("ACL Exception Insert Failed due to security constraints")
        );
        let detail = Refusal::rule("sys_alias", "One rule").answer().2.unwrap();
        assert!(detail.starts_with(
            "Operation against file 'sys_alias' was aborted by Business Rule 'One rule^"
        ));
        assert!(detail.ends_with("Business Rule Stack:One rule"));
    }

    #[test]
    fn an_error_body_has_the_envelope() {
        let body = Refusal::InvalidTable("x".to_owned()).body();
        assert_eq!(
            body.to_string(),
            r#"{"error":{"message":"Invalid table x","detail":null},"status":"failure"}"#
        );
    }
}
