//! Update sets of other instances: retrieving, previewing, committing and backing them out
//! (docs/facts.md#update-set-operations).

use serde_json::json;

use super::{Cicd, Progress};
use crate::mask::Mask;
use crate::request::Request;
use crate::{Error, Query, Record};

/// An update set to fetch from another instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateSetToRetrieve {
    /// The id that its record has on the other instance.
    pub update_set_id: String,
    /// The id of the record of the other instance among the update sources.
    pub update_source_id: String,
    /// Whether it is previewed as soon as it is there.
    pub auto_preview: bool,
    /// Whether what was retrieved of it before is deleted first.
    pub cleanup_retrieved: bool,
}

/// What the preview of an update set found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreviewProblems {
    /// The problems, in the order of their ids.
    pub problems: Vec<PreviewProblem>,
    /// How many more are hidden from this user; none if that cannot be told.
    pub hidden: Option<u64>,
}

/// One thing that keeps an update set from being committed (docs/facts.md#preview-problems).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreviewProblem {
    /// The id of its record.
    pub sys_id: String,
    /// `error` or `warning`.
    pub kind: String,
    /// `ignored`, `skipped`, or empty while nobody has decided.
    pub status: String,
    /// What the instance says of it.
    pub description: String,
    /// What it is about: the name of the target, or else of the update.
    pub record: String,
    /// The type of the update, as people call it.
    pub record_type: String,
    /// The table and the id of a record that is missing, if one is.
    pub missing: Option<(String, String)>,
}

impl PreviewProblem {
    /// Whether nobody has decided yet what is to become of it.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let found = client.cicd().preview_problems("no such set").await?;
    /// assert!(!found.problems.iter().any(|problem| problem.is_unresolved()));
    /// # Ok(()) }) }
    /// ```
    pub fn is_unresolved(&self) -> bool {
        self.status.is_empty()
    }

    fn of(record: &Record, mask: &Mask) -> Self {
        let text = |column: &str| mask.said(record.get(column).unwrap_or_default()).to_string();
        let target = Some(text("remote_update.target_name")).filter(|name| !name.is_empty());
        let missing = Some(text("missing_item_table")).filter(|table| !table.is_empty());
        Self {
            sys_id: record.sys_id().to_owned(),
            kind: text("type"),
            status: text("status"),
            description: text("description"),
            record: target.unwrap_or_else(|| text("remote_update.name")),
            record_type: text("remote_update.type"),
            missing: missing.map(|table| (table, text("missing_item"))),
        }
    }
}

impl Cicd {
    /// Starts fetching an update set from another instance.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    /// use servicenow::UpdateSetToRetrieve;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let set = UpdateSetToRetrieve {
    ///     update_set_id: "2ce715950d619e10f87785462179bd67".to_owned(),
    ///     update_source_id: "e66613a49d011210f877036c70ae59f7".to_owned(),
    ///     ..UpdateSetToRetrieve::default()
    /// };
    /// let cicd = client.cicd();
    /// let began = cicd.retrieve_update_set(&set).await?;
    /// let ended = cicd.finish(began, Duration::from_mins(1), |_| ()).await;
    /// assert!(ended.is_err(), "the instance has no such source");
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn retrieve_update_set(&self, set: &UpdateSetToRetrieve) -> Result<Progress, Error> {
        let flag = |set: bool| if set { "true" } else { "false" };
        let request = Request::post(self.url(&["update_set", "retrieve"])?)
            .parameter("update_set_id", &set.update_set_id)
            .parameter("update_source_id", &set.update_source_id)
            .parameter("auto_preview", flag(set.auto_preview))
            .parameter("cleanup_retrieved", flag(set.cleanup_retrieved));
        self.start(request).await
    }

    /// Starts looking for what keeps a retrieved update set from being committed. Where it finds
    /// something, the operation may end as failed: see [`follow`](Self::follow) and
    /// [`preview_problems`](Self::preview_problems).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let refused = client.cicd().preview_update_set("no such set").await.unwrap_err();
    /// assert!(refused.is_not_found());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn preview_update_set(&self, retrieved_id: &str) -> Result<Progress, Error> {
        self.start(Request::post(self.url(&["update_set", "preview", retrieved_id])?)).await
    }

    /// Starts doing what retrieved update sets say, in their order. Several are committed by one
    /// operation. With `force` a set need not have been previewed.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let refused = client.cicd().commit_update_sets(&["no such set"], false).await.unwrap_err();
    /// assert!(refused.is_not_found());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn commit_update_sets(
        &self,
        retrieved_ids: &[&str],
        force: bool,
    ) -> Result<Progress, Error> {
        let request = match retrieved_ids {
            [only] => Request::post(self.url(&["update_set", "commit", only])?),
            several => Request::post(self.url(&["update_set", "commitMultiple"])?)
                .parameter("remote_update_set_ids", &several.join(",")),
        };
        let force = if force { "true" } else { "false" };
        self.start(request.json(&json!({ "force_commit": force }))).await
    }

    /// Starts undoing what a committed update set did. It is named by its local record, and deleted.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let cicd = client.cicd();
    /// let began = cicd.back_out_update_set("no such set", true).await?;
    /// assert!(cicd.finish(began, Duration::from_mins(1), |_| ()).await.is_err());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn back_out_update_set(
        &self,
        update_set_id: &str,
        rollback_installs: bool,
    ) -> Result<Progress, Error> {
        let installs = if rollback_installs { "true" } else { "false" };
        let request = Request::post(self.url(&["update_set", "back_out"])?)
            .parameter("update_set_id", update_set_id)
            .parameter("rollback_installs", installs);
        self.start(request).await
    }

    /// What the last preview of a retrieved update set found.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let found = client.cicd().preview_problems("no such set").await?;
    /// assert_eq!((found.problems.len(), found.hidden), (0, Some(0)));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with.
    pub async fn preview_problems(&self, retrieved_id: &str) -> Result<PreviewProblems, Error> {
        const COLUMNS: [&str; 8] = [
            "type",
            "status",
            "description",
            "remote_update.target_name",
            "remote_update.name",
            "remote_update.type",
            "missing_item_table",
            "missing_item",
        ];
        let query = Query::new().equals("remote_update_set", retrieved_id)?;
        let table = self.client.table("sys_update_preview_problem");
        let found = table.matching(&query, &COLUMNS, None).await?;
        let problems = found.rows.iter().map(|row| PreviewProblem::of(row, self.mask())).collect();
        Ok(PreviewProblems { problems, hidden: found.hidden })
    }
}
