//! Under what a test runs: each supported Terraform, times each profile of unknowns.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use xtask::failure::Failure;
use xtask::terraform::{self, Cli};

/// The simulator's answers to what no source establishes about real instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknowns {
    /// Each as it most probably is.
    Likely,
    /// Each as it would hurt most.
    Worst,
}

/// One combination.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    pub(crate) terraform: Cli,
    pub(crate) unknowns: Unknowns,
}

impl Unknowns {
    /// What the simulator's `--unknowns` calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Worst => "worst",
        }
    }
}

impl Setup {
    /// Every combination. Panics with what to run when a Terraform is missing.
    pub(crate) fn all() -> Vec<Self> {
        let clis = terraform::installed(&xtask::cargo::root());
        let clis = clis.unwrap_or_else(|failure| panic!("{}", failure.explained()));
        let profiles = [Unknowns::Likely, Unknowns::Worst];
        let pairs = clis.iter().flat_map(|terraform| {
            profiles.map(|unknowns| Self { terraform: terraform.clone(), unknowns })
        });
        pairs.collect()
    }

    /// One combination after the other, from turn to turn.
    pub(crate) fn in_turn(turn: usize) -> Vec<Self> {
        let all = Self::all();
        let one = turn % all.len();
        all.into_iter().skip(one).take(1).collect()
    }

    /// The newest Terraform with this profile: for what takes long.
    pub(crate) fn newest(unknowns: Unknowns) -> Self {
        Self::all().into_iter().rfind(|setup| setup.unknowns == unknowns).unwrap()
    }

    /// The combination in words.
    pub(crate) fn name(&self) -> String {
        format!("Terraform {}, {} unknowns", self.terraform.label, self.unknowns.name())
    }
}

/// Runs `test` under every combination; fails with everything that failed.
pub(crate) fn everywhere(test: impl Fn(&Setup) -> Result<(), Failure> + Sync) {
    let setups = Setup::all();
    let cases = setups.iter().map(|setup| (setup.name(), setup)).collect();
    for_each(cases, test);
}

/// Runs `test` under the newest Terraform and both profiles: for what older ones do not know.
pub(crate) fn under_the_newest(test: impl Fn(&Setup) -> Result<(), Failure> + Sync) {
    let setups = [Unknowns::Likely, Unknowns::Worst].map(Setup::newest);
    let cases = setups.iter().map(|setup| (setup.name(), setup)).collect();
    for_each(cases, test);
}

/// Runs `test` once under every Terraform, with the likely profile: for what the instance's
/// unknowns have no bearing on.
pub(crate) fn under_each_terraform(test: impl Fn(&Setup) -> Result<(), Failure> + Sync) {
    let setups: Vec<Setup> =
        Setup::all().into_iter().filter(|setup| setup.unknowns == Unknowns::Likely).collect();
    let cases = setups.iter().map(|setup| (setup.name(), setup)).collect();
    for_each(cases, test);
}

/// Runs `test` for every named case, some at a time. All run, also after a failure; then it
/// panics with each that failed and why.
pub(crate) fn for_each<C: Send>(
    cases: Vec<(String, C)>,
    test: impl Fn(C) -> Result<(), Failure> + Sync,
) {
    let count = cases.len();
    let queue = Mutex::new(cases.into_iter());
    // A function of its own, so that the lock is released before the case runs.
    let next = || queue.lock().unwrap().next();
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..at_a_time() {
            scope.spawn(|| {
                while let Some((name, case)) = next() {
                    let start = Instant::now();
                    let outcome = outcome_of(|| test(case));
                    tell(&format!("{name}: {:.1} s", start.elapsed().as_secs_f32()));
                    failures.lock().unwrap().extend(outcome.map(|why| format!("== {name}\n{why}")));
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {count} failed\n{}", failures.len(), failures.join("\n"));
}

// Captured with the test's output: shown when it fails, or with `--nocapture`.
#[expect(clippy::print_stdout, reason = "a test's output, which the runner captures")]
fn tell(line: &str) {
    println!("{line}");
}

/// How many cases of one test run at a time: a little more than the machine has processors,
/// because Terraform, provider and instance wait for each other.
fn at_a_time() -> usize {
    thread::available_parallelism().map_or(2, usize::from) + 1
}

fn outcome_of(test: impl FnOnce() -> Result<(), Failure>) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(test)) {
        Ok(Ok(())) => None,
        Ok(Err(failure)) => Some(failure.explained()),
        Err(panic) => Some(said_by(panic.as_ref())),
    }
}

fn said_by(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn cases_run_beside_each_other() {
        // Each waits for the other: one after the other, they would wait for ever.
        let barrier = Barrier::new(2);
        let cases = vec![("one".to_owned(), ()), ("other".to_owned(), ())];
        for_each(cases, |()| {
            barrier.wait();
            Ok(())
        });
    }

    #[test]
    fn every_case_runs_and_every_failure_is_told() {
        let cases = ["good", "bad", "worse"].map(|name| (name.to_owned(), name)).to_vec();
        let run = catch_unwind(AssertUnwindSafe(|| {
            for_each(cases, |name| match name {
                "good" => Ok(()),
                "bad" => Err(Failure::new("it failed")),
                _ => panic!("it panicked"),
            });
        }));
        let said = said_by(run.unwrap_err().as_ref());
        assert!(said.contains("2 of 3 failed"), "{said}");
        assert!(said.contains("== bad\nit failed") && said.contains("== worse\nit panicked"));
    }
}
