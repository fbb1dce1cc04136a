//! Why a probe could not be finished.

use crate::refusal::Refusal;

/// Why a probe could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// A list that this program brings along is malformed: a fault of its own.
    #[error("a list that comes with this program cannot be read")]
    Lists(#[from] toml::de::Error),
    /// The instance does not answer.
    #[error("the instance does not answer")]
    Unreachable(#[source] reqwest::Error),
    /// It answers otherwise than the probe can go on with.
    #[error("{action} was answered with {refusal}")]
    Refused {
        /// What was attempted.
        action: String,
        /// The HTTP status and what refused.
        refusal: Refusal,
    },
    /// Something would have been written, and this probe only reads. Nothing was sent.
    #[error("a read-only probe writes nothing")]
    ReadOnly,
    /// The dictionary shows this account nothing, so that it cannot tell what is there.
    #[error("{table} shows this account nothing: give it the role {role}")]
    Blind {
        /// The table that shows nothing.
        table: &'static str,
        /// The role that reads it on a new instance (docs/facts.md#table-roles).
        role: &'static str,
    },
    /// Records are left on the instance.
    #[error("{records} could not be deleted")]
    LeftBehind {
        /// Table and sys_id of each.
        records: String,
        /// Why the probe ended.
        source: Box<ProbeError>,
    },
}

/// What is said about a request never names the host: it may end up in a report, as all that this program says may.
impl From<reqwest::Error> for ProbeError {
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }
}

impl ProbeError {
    /// The same with the records, by table and sys_id, that could not be deleted.
    pub(crate) fn with_left(self, left: &[(String, String)]) -> Self {
        let records = left.iter().map(|(table, id)| format!("{table} {id}"));
        let records = records.collect::<Vec<_>>().join(", ");
        if records.is_empty() { self } else { Self::LeftBehind { records, source: Box::new(self) } }
    }
}
