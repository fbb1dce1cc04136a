//! Running test suites, and how their tests ended (docs/facts.md#test-suites).

use serde_json::{Map, Value};

use super::{Cicd, Progress};
use crate::mask::Mask;
use crate::request::Request;
use crate::{Error, Query, Record};

/// A suite of the Automated Test Framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestSuite {
    /// By its name.
    Name(String),
    /// By the id of its record.
    SysId(String),
}

/// How a run of a suite ended, suites within it included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SuiteResults {
    /// The name of the suite.
    pub name: String,
    /// `success`, `failure`, or another word of the instance.
    pub status: String,
    /// How long it took, in words.
    pub duration: String,
    /// How many tests passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
    /// How many could not be carried out.
    pub errors: u64,
    /// How many were left out.
    pub skipped: u64,
}

/// Single tests of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestResults {
    /// The tests, in the order of their results' ids.
    pub tests: Vec<TestResult>,
    /// How many more are hidden from this user; none if that cannot be told.
    pub hidden: Option<u64>,
}

/// How one test ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TestResult {
    /// The name of the test.
    pub name: String,
    /// `success`, `failure`, `error` or `skipped`.
    pub status: String,
    /// What it said.
    pub output: String,
}

impl SuiteResults {
    /// Whether no test failed.
    ///
    /// ```
    /// use servicenow::SuiteResults;
    ///
    /// assert!(SuiteResults::default().is_success());
    /// ```
    pub fn is_success(&self) -> bool {
        self.failed == 0 && self.errors == 0 && matches!(self.status.as_str(), "" | "success")
    }

    fn of(result: &Map<String, Value>, mask: &Mask) -> Self {
        let text = |name: &str| {
            mask.said(result.get(name).and_then(Value::as_str).unwrap_or_default()).to_string()
        };
        let count = |of: &str| {
            let value = result.get(&format!("rolledup_test_{of}_count"));
            let text = value.and_then(Value::as_str).and_then(|text| text.parse().ok());
            value.and_then(Value::as_u64).or(text).unwrap_or_default()
        };
        Self {
            name: text("test_suite_name"),
            status: text("test_suite_status"),
            duration: text("test_suite_duration"),
            passed: count("success"),
            failed: count("failure"),
            errors: count("error"),
            skipped: count("skip"),
        }
    }
}

impl TestResult {
    fn of(record: &Record, mask: &Mask) -> Self {
        let text = |column: &str| mask.said(record.get(column).unwrap_or_default()).to_string();
        Self { name: text("test.name"), status: text("status"), output: text("output") }
    }
}

impl Cicd {
    /// Starts running a suite. A run with failed tests may end as failed: see
    /// [`follow`](Self::follow) and [`Progress::results_id`].
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::TestSuite;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let suite = TestSuite::Name("no such suite".to_owned());
    /// assert!(client.cicd().run_test_suite(&suite).await.unwrap_err().is_not_found());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn run_test_suite(&self, suite: &TestSuite) -> Result<Progress, Error> {
        let request = Request::post(self.url(&["testsuite", "run"])?);
        let request = match suite {
            TestSuite::Name(name) => request.parameter("test_suite_name", name),
            TestSuite::SysId(sys_id) => request.parameter("test_suite_sys_id", sys_id),
        };
        self.start(request).await
    }

    /// How a run ended, by its [`Progress::results_id`].
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert!(client.cicd().suite_results("no such run").await.unwrap_err().is_not_found());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer has no result.
    pub async fn suite_results(&self, results_id: &str) -> Result<SuiteResults, Error> {
        let url = self.url(&["testsuite", "results", results_id])?;
        let result = self.client.send(&Request::get(url)).await?.result_object()?;
        Ok(SuiteResults::of(&result, self.mask()))
    }

    /// The tests of a run that failed or could not be carried out, those of suites within it
    /// included.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let failed = client.cicd().failed_tests("no such run").await?;
    /// assert!(failed.tests.is_empty());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with.
    pub async fn failed_tests(&self, results_id: &str) -> Result<TestResults, Error> {
        let query = Query::new()
            .equals("parent", results_id)?
            .or_equals("parent.parent", results_id)?
            .equals("status", "failure")?
            .or_equals("status", "error")?;
        let columns = ["test.name", "status", "output", "parent.parent"];
        let table = self.client.table("sys_atf_test_result");
        let found = table.matching(&query, &columns, None).await?;
        let tests = found.rows.iter().map(|row| TestResult::of(row, self.mask())).collect();
        Ok(TestResults { tests, hidden: found.hidden })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn counts_come_as_numbers_or_as_texts() {
        let json = json!({ "test_suite_name": "Smoke", "test_suite_status": "failure",
            "rolledup_test_success_count": 3, "rolledup_test_failure_count": "1" });
        let Value::Object(result) = json else { panic!("an object") };
        let results = SuiteResults::of(&result, &Mask::default());
        assert_eq!((results.passed, results.failed, results.errors), (3, 1, 0));
        assert!(!results.is_success());
    }

    #[test]
    fn a_suite_without_failures_of_an_unknown_status_is_no_success() {
        let canceled = SuiteResults { status: "canceled".to_owned(), ..SuiteResults::default() };
        assert!(!canceled.is_success());
    }
}
