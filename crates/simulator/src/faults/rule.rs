//! The rules a test writes down.

use crate::http::Request;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which requests go wrong, and how. What is not given does not narrow the rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// An HTTP method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A table of the Table or Aggregate API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The beginning of a path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The first matching request that is struck, from 1. Alone it means that one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u64>,
    /// How many requests are struck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// Between 0 and 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Milliseconds during which the rule does nothing yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<u64>,
    /// What goes wrong.
    pub fault: Fault,
}

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The connection ends before anything is done.
    CutBefore,
    /// The request is carried out and the connection ends without an answer.
    CutAfter,
    /// The request waits.
    Latency {
        /// Milliseconds.
        ms: u64,
    },
    /// Another answer.
    Status {
        /// The HTTP status.
        status: u16,
        /// Headers of the answer.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Its body.
        #[serde(default)]
        body: String,
        /// Whether the request is carried out all the same, as when a gateway loses patience.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        carried_out: bool,
    },
    /// The page of a developer instance that sleeps.
    Hibernating {
        /// The HTTP status: 200, or 503 on some instances.
        #[serde(default = "ok")]
        status: u16,
    },
    /// A web page of something in between, with 200.
    Html,
    /// The request is carried out; of the answer's body only half arrives.
    HalfBody,
    /// 202, and the request is dropped.
    #[serde(rename = "accepted_202")]
    Accepted202,
    /// 403 by an access rule.
    AclRefusal,
    /// 403 by a business rule.
    BusinessRule {
        /// The rule's name.
        rule: String,
    },
    /// A column of the body is dropped without a word.
    DropColumn {
        /// The column.
        column: String,
    },
    /// A column is left out of the answer, as where an access rule hides it.
    HideColumn {
        /// The column.
        column: String,
    },
    /// The request is carried out and the caller may not see the rows: a list is empty, a record
    /// is not found, the answer to a write shows no column.
    Unreadable,
    /// The request is carried out, and the answer is about another record.
    AnotherRecord,
    /// The request is carried out only after a while, also where nobody waits for it any more.
    Late {
        /// Milliseconds.
        ms: u64,
    },
    /// The request is not carried out, a gateway gives up on it with 504, and somebody else has made
    /// a record that is the same but for one column meanwhile.
    Namesake {
        /// The column.
        column: String,
    },
    /// Every page of a list is said to be followed by another, which is the same.
    Endless,
    /// 400 with the request in its words, as a gateway does that explains what it refuses.
    Echo,
    /// The request is carried out; an error is appended to the answer's JSON.
    QuotaText,
    /// 429 with the headers of a rate limit.
    RateLimit {
        /// Seconds until the limit is lifted.
        reset_seconds: i64,
    },
}

const fn ok() -> u16 {
    200
}

impl FaultRule {
    /// Whether the rule is about such a request.
    pub(super) fn concerns(&self, request: &Request) -> bool {
        let method =
            self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&request.method));
        let table = self.table.is_none() || self.table == request.table();
        let path = self.path.as_ref().is_none_or(|path| request.path.starts_with(path));
        method && table && path
    }
}
