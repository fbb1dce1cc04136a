//! Under what a test runs: each supported Terraform, times each profile of unknowns.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

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
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..at_a_time() {
            scope.spawn(|| {
                while let Some((name, case)) = queue.lock().unwrap().next() {
                    let outcome = outcome_of(|| test(case));
                    failures.lock().unwrap().extend(outcome.map(|why| format!("== {name}\n{why}")));
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {count} failed\n{}", failures.len(), failures.join("\n"));
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
