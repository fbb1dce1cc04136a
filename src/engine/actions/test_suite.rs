//! `servicenow_test_suite_run`: a suite of the Automated Test Framework, and which of its tests failed.

use async_trait::async_trait;
use servicenow::TestSuite;
use tfplugin::Schema;

use super::{Act, Action, text, waiting};
use crate::describe::{Target, looks_like_sys_id};
use crate::engine::lookup::references;
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "run the test suite";
const SUITE: &str = "suite";
const SUITES: Target = Target::new("sys_atf_test_suite", &["name"]);
const RESULTS: &str = "sys_atf_test_result";
/// More failed tests than this are counted, not named.
const MOST: usize = 25;

/// The action.
pub(super) struct TestSuiteRun;

#[async_trait]
impl Action for TestSuiteRun {
    fn type_name(&self) -> &'static str {
        "servicenow_test_suite_run"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Runs a suite of the Automated Test Framework, with the suites within it, and fails where a test fails: each failed test \
             is named, with what it said. The instance must allow it (property `sn_atf.schedule.enabled`), and a suite with steps \
             in a browser needs a scheduled client test runner.",
            vec![text(SUITE, "The suite, by name or sys_id.").required()],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let spelling = act.text(SUITE);
        let suite = if looks_like_sys_id(spelling) {
            TestSuite::SysId(spelling.to_owned())
        } else {
            TestSuite::Name(spelling.to_owned())
        };
        let begun = act.work.client.cicd().run_test_suite(&suite).await;
        if begun.as_ref().is_err_and(servicenow::Error::is_not_found) {
            // Says which suites there are, where they may be read.
            references::the_one(act.work, SUITE, &SUITES, spelling, None).await?;
        }
        let ended = act.follow(DEED, begun).await?;
        let Some(results) = ended.results_id.clone() else {
            let status = ended.status.label();
            let ended = act.work.client.cicd().successful(ended);
            return match ended {
                Ok(_) => Ok(Problem::from(ActionProblem::NoResults(status)).into()),
                Err(error) => Err(act.failed(DEED, error)),
            };
        };
        tell_results(act, &results).await
    }
}

async fn tell_results(act: Act<'_>, results_id: &str) -> Result<Problems, Problem> {
    let cicd = act.work.client.cicd();
    let results = cicd.suite_results(results_id).await.map_err(|error| act.failed(DEED, error))?;
    if results.is_success() {
        act.say(&Told::Passed(results));
        return Ok(Problems::new());
    }
    // That tests failed is sure; who may not see which is told so.
    let found = cicd.failed_tests(results_id).await;
    let failed = match found {
        Err(error) if error.is_forbidden() => Vec::new(),
        found => found.map_err(|error| act.unread(DEED, RESULTS, error))?.tests,
    };
    let named = failed.len().min(MOST) as u64;
    let unnamed = (results.failed + results.errors).saturating_sub(named);
    let suite = results.name.clone();
    let of_test = |test| Problem::from(ActionProblem::Test(suite.clone(), test));
    let tests = failed.into_iter().take(MOST).map(of_test);
    Ok(tests.chain([Problem::from(ActionProblem::Suite(results, unnamed))]).collect())
}
