//! Runs of test suites. What tests do is not played: a seed says how each of them ends
//! (docs/facts.md#test-results).

use crate::{
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    vault,
    world::Work,
};
use std::collections::BTreeSet;

const SUITES: &str = "sys_atf_test_suite";
const SUITE_RESULTS: &str = "sys_atf_test_suite_result";
const RESULTS: &str = "sys_atf_test_result";

/// How a test ended.
struct Ended {
    test: String,
    status: String,
    output: String,
}

impl Ended {
    fn is_bad(&self) -> bool {
        matches!(self.status.as_str(), "failure" | "error")
    }
}

/// The suite that a sys_id or a name stands for.
pub(crate) fn find(work: &Work<'_>, id: &str, name: &str) -> Result<Option<Record>, Refusal> {
    match (id, name) {
        ("", "") => Ok(None),
        ("", name) => Ok(work.find(SUITES, &[("name", name)])?.into_iter().next()),
        (id, _) => work.fetch(SUITES, id),
    }
}

/// Whether a test of the suite, or of one within it, will fail.
pub(crate) fn will_fail(work: &Work<'_>, suite: &str) -> Result<bool, Refusal> {
    for suite in family(work, suite)? {
        if tests(work, &suite)?.iter().any(Ended::is_bad) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Notes how the tests of the suite ended, and those of the suites within it.
pub(crate) fn run(work: &Work<'_>, suite: &str, result: &str) -> Result<(), Refusal> {
    for member in family(work, suite)? {
        let is_root = member == suite;
        let id = if is_root { result.to_owned() } else { vault::new_id() };
        let tests = tests(work, &member)?;
        let is_bad = tests.iter().any(Ended::is_bad);
        let row = Input::platform([
            ("sys_id", id.as_str()),
            ("test_suite", &member),
            ("status", if is_bad { "failure" } else { "success" }),
            ("parent", if is_root { "" } else { result }),
        ]);
        records::insert(work, work.table(SUITE_RESULTS)?, &row)?;
        for test in &tests {
            let row = Input::platform([
                ("test", test.test.as_str()),
                ("parent", &id),
                ("status", &test.status),
                ("output", &test.output),
            ]);
            records::insert(work, work.table(RESULTS)?, &row)?;
        }
    }
    Ok(())
}

/// How many tests of a run ended with that status.
pub(crate) fn count(work: &Work<'_>, result: &str, status: &str) -> Result<usize, Refusal> {
    let within = work.find(SUITE_RESULTS, &[("parent", result)])?;
    let results = within.iter().map(|row| row.value("sys_id")).chain([result]);
    results.map(|id| Ok(work.find(RESULTS, &[("parent", id), ("status", status)])?.len())).sum()
}

/// The suite and all within it, each once.
fn family(work: &Work<'_>, suite: &str) -> Result<Vec<String>, Refusal> {
    let (mut family, mut seen) = (vec![suite.to_owned()], BTreeSet::from([suite.to_owned()]));
    let mut next = 0;
    while let Some(member) = family.get(next).cloned() {
        for child in work.find(SUITES, &[("parent", &member)])? {
            if seen.insert(child.value("sys_id").to_owned()) {
                family.push(child.value("sys_id").to_owned());
            }
        }
        next = next.saturating_add(1);
    }
    Ok(family)
}

/// The tests of one suite, in their order, and how each ends.
fn tests(work: &Work<'_>, suite: &str) -> Result<Vec<Ended>, Refusal> {
    let mut members = work.find("sys_atf_test_suite_test", &[("test_suite", suite)])?;
    members.sort_by_key(|member| member.value("order").parse().unwrap_or(0_i64));
    members.iter().map(|member| ended(work, member.value("test"))).collect()
}

fn ended(work: &Work<'_>, test: &str) -> Result<Ended, Refusal> {
    let outcomes = work.find("simulator_test_outcome", &[("test", test)])?;
    let is_active =
        work.fetch("sys_atf_test", test)?.is_some_and(|row| row.value("active") == "true");
    let (status, output) = match outcomes.first() {
        _ if !is_active => ("skipped", ""),
        Some(outcome) => (outcome.value("status"), outcome.value("output")),
        None => ("success", ""),
    };
    Ok(Ended { test: test.to_owned(), status: status.to_owned(), output: output.to_owned() })
}
