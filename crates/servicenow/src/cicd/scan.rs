//! Instance Scan, and what it finds (docs/facts.md#instance-scan).

use serde_json::json;

use super::{Cicd, Progress};
use crate::mask::Mask;
use crate::request::Request;
use crate::{Error, Query, Record};

/// What to scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// Everything, with all active checks.
    Full,
    /// One record, with all checks that are about its table.
    Point {
        /// The table.
        table: String,
        /// The id of the record.
        sys_id: String,
    },
    /// The files of applications, with the checks of a suite.
    Applications {
        /// The id of the suite.
        suite: String,
        /// The ids of the applications.
        applications: Vec<String>,
    },
    /// What update sets captured, with the checks of a suite.
    UpdateSets {
        /// The id of the suite.
        suite: String,
        /// The ids of the update sets.
        update_sets: Vec<String>,
    },
    /// A scan of a suite that was made before, by the id of its combo.
    Combo(String),
}

/// What a scan found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// The findings, in the order of their ids.
    pub findings: Vec<Finding>,
    /// How many more are hidden from this user; none if that cannot be told.
    pub hidden: Option<u64>,
    /// How many there are in all, if more were found than are read.
    pub beyond: Option<u64>,
}

/// One thing that a check found (docs/facts.md#scan-findings).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The name of the check.
    pub check: String,
    /// `1` for the most urgent, to `5`; empty if the check has none.
    pub priority: String,
    /// What the check is for, as `security`.
    pub category: String,
    /// The table of the record.
    pub table: String,
    /// The id of the record.
    pub record: String,
    /// What the check says of it.
    pub details: String,
    /// Whether somebody decided not to hear of it.
    pub muted: bool,
}

impl Finding {
    fn of(record: &Record, mask: &Mask) -> Self {
        let text = |column: &str| mask.said(record.get(column).unwrap_or_default()).to_string();
        Self {
            check: text("check.name"),
            priority: text("check.priority"),
            category: text("check.category"),
            table: text("source_table"),
            record: text("source"),
            details: text("finding_details"),
            muted: text("muted") == "true",
        }
    }
}

impl Cicd {
    /// Starts a scan.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    /// use servicenow::Scan;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let cicd = client.cicd();
    /// let began = cicd.scan(&Scan::Full).await?;
    /// let ended = cicd.finish(began, Duration::from_mins(1), |_| ()).await?;
    /// assert!(cicd.findings(&ended.id, 100).await?.findings.is_empty());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn scan(&self, scan: &Scan) -> Result<Progress, Error> {
        let at = |path: &[&str]| -> Result<Request, Error> {
            Ok(Request::post(self.url(&[&["instance_scan"], path].concat())?))
        };
        let request = match scan {
            Scan::Full => at(&["full_scan"])?,
            Scan::Point { table, sys_id } => at(&["point_scan"])?
                .parameter("target_table", table)
                .parameter("target_sys_id", sys_id),
            Scan::Applications { suite, applications } => {
                at(&["suite_scan", suite, "scoped_apps"])?
                    .json(&json!({ "app_scope_sys_ids": applications }))
            }
            Scan::UpdateSets { suite, update_sets } => at(&["suite_scan", suite, "update_sets"])?
                .json(&json!({ "update_set_sys_ids": update_sets })),
            Scan::Combo(id) => at(&["suite_scan", "combo", id])?,
        };
        self.start(request).await
    }

    /// What a scan found, by the id of its progress, `most` findings at most.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let found = client.cicd().findings("no such scan", 100).await?;
    /// assert_eq!((found.findings.len(), found.hidden), (0, Some(0)));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with.
    pub async fn findings(&self, progress_id: &str, most: usize) -> Result<Findings, Error> {
        const COLUMNS: [&str; 7] = [
            "check.name",
            "check.priority",
            "check.category",
            "source_table",
            "source",
            "finding_details",
            "muted",
        ];
        let query = Query::new().equals("result.progress_id", progress_id)?;
        let table = self.client.table("scan_finding");
        let found = table.matching(&query, &COLUMNS, Some(most)).await?;
        let findings = found.rows.iter().map(|row| Finding::of(row, self.mask())).collect();
        let beyond = found.beyond.and_then(|beyond| beyond.total);
        Ok(Findings { findings, hidden: found.hidden, beyond })
    }
}
