//! What actions say, for the golden file.

use std::fmt::Write;
use std::time::Duration;

use servicenow::{Error, Finding, PreviewProblem, SuiteResults, TestResult};

use super::Golden;
use crate::engine::model::{Access, CICD};
use crate::engine::problem::{ActionProblem, Attempt, Problem, Told};
use crate::engine::session::Work;

/// What they say while they run, what they find, and how their requests fail.
pub(super) fn all(golden: &mut Golden, work: &Work, forbidden: &Error) {
    for told in said() {
        writeln!(golden.0, "{told}").unwrap();
    }
    golden.0.push('\n');
    let attempt = Attempt::Act("commit the update set");
    golden.add("a refused action", &work.failed(attempt, CICD, Access::Update, forbidden.clone()));
    for (title, problem) in found() {
        golden.add(title, &Problem::Action(Box::new(problem)));
    }
}

fn set() -> String {
    "Release 1".to_owned()
}

fn said() -> Vec<Told> {
    let percent = |percent, message: &str| Told::Percent {
        percent,
        status: "running",
        message: message.to_owned(),
    };
    let token = |scopes: &[&str]| Told::Token {
        client: "c0ffee".into(),
        user: "integration".into(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        lifetime: Some(Duration::from_mins(30)),
    };
    vec![
        percent(0, ""),
        percent(50, "Committing"),
        Told::Retrieved { set: set(), sys_id: "<sys_id>".into() },
        Told::Clean(set()),
        Told::Committed { set: set(), local: "<sys_id>".into() },
        Told::Committed { set: set(), local: String::new() },
        Told::CommittedBefore(set()),
        Told::BackedOut("<sys_id>".into()),
        Told::Passed(results()),
        Told::Scanned(0),
        Told::Scanned(1),
        Told::Scanned(2),
        token(&[]),
        token(&["useraccount"]),
        token(&["table_read", "table_write"]),
    ]
}

fn results() -> SuiteResults {
    let mut results = SuiteResults::default();
    results.name = "Smoke".into();
    results.duration = "4 Seconds".into();
    (results.passed, results.failed, results.errors, results.skipped) = (7, 1, 0, 2);
    results
}

fn problem(kind: &str, record: &str, missing: bool) -> PreviewProblem {
    let mut problem = PreviewProblem::default();
    problem.kind = kind.to_owned();
    problem.record = record.to_owned();
    problem.record_type = "Connection & Credential Aliases".into();
    problem.description = if missing {
        "Could not find a record in sys_retry_policy for column retry_policy referenced in this update"
    } else {
        "Found a local update that is newer than this one"
    }
    .into();
    problem.missing = missing.then(|| ("sys_retry_policy".to_owned(), "<sys_id>".to_owned()));
    problem
}

fn test(output: &str) -> TestResult {
    let mut test = TestResult::default();
    test.name = "Orders are sent".into();
    test.status = "failure".into();
    test.output = output.to_owned();
    test
}

fn finding(is_whole: bool) -> Finding {
    let mut finding = Finding::default();
    finding.check = "No passwords in properties".into();
    if is_whole {
        finding.priority = "1".into();
        finding.category = "security".into();
        finding.table = "sys_properties".into();
        finding.record = "<sys_id>".into();
        finding.details = "Keep it in a credential".into();
    }
    finding
}

fn found() -> Vec<(&'static str, ActionProblem)> {
    let preview =
        |kind, missing| ActionProblem::Preview(set(), Box::new(problem(kind, "A", missing)));
    let many = (0..12).map(|number| problem("error", &format!("A{number}"), false)).collect();
    vec![
        ("preview_problem", preview("error", true)),
        ("preview_problem: warning", preview("warning", false)),
        ("unresolved", ActionProblem::Unresolved(set(), vec![problem("error", "A", true)])),
        ("unresolved: many", ActionProblem::Unresolved(set(), many)),
        ("not_previewed", ActionProblem::NotPreviewed { set: set(), state: "loaded".into() }),
        ("problems_hidden", ActionProblem::ProblemsHidden(set())),
        ("retrieved_hidden", ActionProblem::RetrievedHidden),
        ("not_committed", ActionProblem::NotCommitted(set())),
        ("failed_test", ActionProblem::Test("Smoke".into(), test("Expected 1, got 2"))),
        ("failed_test: silent", ActionProblem::Test("Smoke".into(), test(""))),
        ("failed_suite", ActionProblem::Suite(results(), 0)),
        ("failed_suite: unnamed", ActionProblem::Suite(results(), 1)),
        ("no_results", ActionProblem::NoResults("successful")),
        ("finding", ActionProblem::Finding(finding(true))),
        ("finding: bare", ActionProblem::Finding(finding(false))),
        ("more_findings", ActionProblem::MoreFindings(70, 120)),
        ("findings_hidden", ActionProblem::FindingsHidden(3)),
        ("other_user", ActionProblem::OtherUser { wanted: "ann".into(), user: "guest".into() }),
        ("no_scope", ActionProblem::NoScope(vec!["table_read".into(), "table_write".into()])),
        ("empty", ActionProblem::Empty("suite".into())),
        ("no_duration", ActionProblem::NoDuration("soon".into(), "expected number at 0".into())),
        ("both", ActionProblem::Both("scope", "app_id")),
        ("without", ActionProblem::Without("table", "record")),
    ]
}
