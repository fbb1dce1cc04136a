//! The state of a long operation, as every call of the CI/CD API answers with it.

use serde_json::{Map, Value};

use crate::Error;
use crate::error::Failure;
use crate::mask::Mask;

/// The state of a long operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// By which to ask for its progress.
    pub id: String,
    /// Where it stands.
    pub status: ProgressStatus,
    /// How far it has come, 0 to 100.
    pub percent: u8,
    /// What the instance says of it.
    pub message: String,
    /// What the instance adds.
    pub detail: String,
    /// The error text, or the empty text.
    pub error: String,
    /// The version to roll back to, if the instance named one.
    pub rollback_version: Option<String>,
    /// By which to ask for a rollback of a batch, if the instance named one.
    pub rollback_id: Option<String>,
    /// By which to ask for its results, if it has any: they are told at its end.
    pub results_id: Option<String>,
}

/// Where an operation stands. The instance writes these as the texts "0" to "4".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressStatus {
    /// It waits for its turn.
    Pending,
    /// It is being done.
    Running,
    /// It is done.
    Successful,
    /// It ended without success.
    Failed,
    /// Somebody ended it.
    Canceled,
}

impl ProgressStatus {
    /// Whether nothing more will happen.
    ///
    /// ```
    /// use servicenow::ProgressStatus;
    ///
    /// assert!(ProgressStatus::Canceled.is_end() && !ProgressStatus::Pending.is_end());
    /// ```
    pub fn is_end(self) -> bool {
        !matches!(self, Self::Pending | Self::Running)
    }

    /// The status as a word.
    ///
    /// ```
    /// use servicenow::ProgressStatus;
    ///
    /// assert_eq!(ProgressStatus::Successful.label(), "successful");
    /// ```
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Successful => "successful",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }

    fn read(code: &str) -> Option<Self> {
        Some(match code {
            "0" => Self::Pending,
            "1" => Self::Running,
            "2" => Self::Successful,
            "3" => Self::Failed,
            "4" => Self::Canceled,
            _ => return None,
        })
    }
}

impl Progress {
    /// Reads the `result` of an answer; `id` is taken where the answer names none. What has not ended and has no id
    /// cannot be followed.
    pub(super) fn read(result: &Map<String, Value>, id: &str, mask: &Mask) -> Result<Self, Error> {
        let said = |name: &str| mask.said(&text(result.get(name))).to_string();
        let status = ProgressStatus::read(&text(result.get("status")));
        let status =
            status.ok_or_else(|| Error::new(Failure::Lacking("the status of the operation")))?;
        let link = |name: &str| result.get("links")?.get(name)?.get("id")?.as_str();
        let id = link("progress").unwrap_or(id);
        if id.is_empty() && !status.is_end() {
            return Err(Error::new(Failure::Lacking("the id by which its progress is asked for")));
        }
        let percent = text(result.get("percent_complete")).parse::<f32>().unwrap_or(0.0);
        Ok(Self {
            id: id.to_owned(),
            status,
            percent: to_percent(percent),
            message: said("status_message"),
            detail: said("status_detail"),
            error: said("error"),
            rollback_version: Some(text(result.get("rollback_version"))).filter(|v| !v.is_empty()),
            rollback_id: link("rollback").filter(|id| !id.is_empty()).map(str::to_owned),
            results_id: link("results").filter(|id| !id.is_empty()).map(str::to_owned),
        })
    }

    /// This state, with what only the first answer of the operation told.
    pub(super) fn after(self, earlier: &Self) -> Self {
        let rollback_version = self.rollback_version.or_else(|| earlier.rollback_version.clone());
        let rollback_id = self.rollback_id.or_else(|| earlier.rollback_id.clone());
        let results_id = self.results_id.or_else(|| earlier.results_id.clone());
        Self { rollback_version, rollback_id, results_id, ..self }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is within 0 and 100"
)]
fn to_percent(value: f32) -> u8 {
    value.clamp(0.0, 100.0) as u8
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(result: Value) -> Result<Progress, Error> {
        let Value::Object(map) = result else { panic!("an object") };
        Progress::read(&map, "given", &Mask::default())
    }

    #[test]
    fn the_beginning_of_an_operation_is_read() {
        let progress = read(json!({
            "links": {"progress": {"id": "abc", "url": "https://x"}},
            "status": "0", "status_label": "Pending", "status_message": "M", "status_detail": "D",
            "error": "", "percent_complete": 0, "rollback_version": "1.0.0"
        }))
        .unwrap();
        assert_eq!((progress.id.as_str(), progress.status), ("abc", ProgressStatus::Pending));
        assert_eq!(progress.rollback_version.as_deref(), Some("1.0.0"));
        assert_eq!((progress.message.as_str(), progress.detail.as_str()), ("M", "D"));
    }

    #[test]
    fn numbers_may_come_as_either_kind() {
        let progress = read(json!({"status": 1, "percent_complete": "47.5"})).unwrap();
        assert_eq!((progress.percent, progress.status.label()), (47, "running"));
        assert_eq!(progress.id, "given");
        assert_eq!(read(json!({"status": "2", "percent_complete": 250})).unwrap().percent, 100);
    }

    #[test]
    fn an_unknown_status_is_an_error() {
        assert!(read(json!({"status": "9"})).is_err());
        assert!(read(json!({})).is_err());
    }

    #[test]
    fn what_is_under_way_can_be_followed() {
        let nameless = |status: &str| {
            let Value::Object(map) = json!({ "status": status }) else { panic!("an object") };
            Progress::read(&map, "", &Mask::default())
        };
        assert!(nameless("0").unwrap_err().to_string().contains("the id by which"));
        assert!(nameless("1").is_err() && nameless("2").is_ok());
    }

    #[test]
    fn what_the_first_answer_told_is_kept() {
        let first = read(json!({"status": "0", "rollback_version": "1.0"})).unwrap();
        let later = read(json!({"status": "2"})).unwrap().after(&first);
        assert_eq!(later.rollback_version.as_deref(), Some("1.0"));
        assert!(later.status.is_end() && !first.status.is_end());
    }
}
