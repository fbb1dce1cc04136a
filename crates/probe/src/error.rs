//! Why a probe could not be finished.

/// Why a probe could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// The list of unknowns is malformed: a fault of this program, which brings it along.
    #[error("the list of unknowns, unknowns.toml, cannot be read")]
    Points(#[from] toml::de::Error),
    /// The instance does not answer.
    #[error("the instance does not answer")]
    Unreachable(#[from] reqwest::Error),
    /// It answers otherwise than the probe can go on with.
    #[error("{action} was answered with {status}: {said}")]
    Refused {
        /// What was attempted.
        action: String,
        /// The HTTP status.
        status: u16,
        /// The message and detail of the answer.
        said: String,
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

impl ProbeError {
    /// The same with the records, by table and sys_id, that could not be deleted.
    pub(crate) fn with_left(self, left: &[(String, String)]) -> Self {
        let records = left.iter().map(|(table, id)| format!("{table} {id}"));
        let records = records.collect::<Vec<_>>().join(", ");
        if records.is_empty() { self } else { Self::LeftBehind { records, source: Box::new(self) } }
    }
}
