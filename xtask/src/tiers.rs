//! `cargo xtask test [tier]`: the tiers of tests, in the order in which a fault is cheapest to find.

use std::path::Path;

use clap::ValueEnum;

use crate::cargo::{self, Profile};
use crate::clients;
use crate::failure::Failure;
use crate::report::Report;
use crate::terraform;

/// One tier of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tier {
    /// Pure functions, each crate's own integration tests, and the examples in the documentation.
    Unit,
    /// What must hold for every resource, checked over the whole list.
    Laws,
    /// The provider's gRPC service in process, Terraform core's rules as the oracle.
    Protocol,
    /// The real Terraform, oldest and newest, the real binary and the simulated instance.
    Acceptance,
    /// Clients that others wrote, unmodified, against the simulated instance over TLS, and in the
    /// proofs of the guides. Only when it is named: they come from package registries.
    Clients,
    /// What takes minutes: long random queries, damaged queries, the instance killed a hundred
    /// times, applies killed two hundred times, a thousand records made under all troubles at
    /// once. Only when it is named.
    Soak,
}

/// The tiers that run only when they are named.
const ONLY_NAMED: &[Tier] = &[Tier::Clients, Tier::Soak];

/// How long the soak goes on: seconds of damaged queries, rounds of random ones, kills of the
/// instance, kills of applies, records made in trouble.
const SOAK: &[(&str, &str)] = &[
    ("SIMULATOR_FUZZ_SECONDS", "300"),
    ("SIMULATOR_QUERY_ROUNDS", "400"),
    ("SIMULATOR_KILLS", "100"),
    ("PROVIDER_KILLS", "200"),
    ("PROVIDER_CREATES", "1000"),
];

/// Runs `tier`, or all of those that need not be named, and fails if any test failed. Every tier
/// that was asked for runs, also after a failure.
pub fn run(tier: Option<Tier>) -> Result<(), Failure> {
    let root = cargo::root();
    let tiers = tier.map_or_else(all, |tier| vec![tier]);
    let mut report = Report::new();
    let mut results = Vec::new();
    for tier in tiers {
        report.step(format!("{} tests", tier.name()));
        results.push((tier, tier.run(&root)?));
    }
    report.line("");
    for (tier, passed) in &results {
        report.line(format!("{}: {}", tier.name(), if *passed { "passed" } else { "FAILED" }));
    }
    if results.iter().all(|(_, passed)| *passed) {
        return Ok(());
    }
    Err(Failure::new("some tests failed").remedy("look for `failures:` above"))
}

/// The tiers that run when none is named.
fn all() -> Vec<Tier> {
    Tier::value_variants().iter().copied().filter(|tier| !ONLY_NAMED.contains(tier)).collect()
}

impl Tier {
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn run(self, root: &Path) -> Result<bool, Failure> {
        match self {
            Self::Unit => unit(root),
            Self::Laws | Self::Protocol => test_binary(root, &self.name()),
            Self::Acceptance => acceptance(root),
            Self::Clients => of_others(root),
            Self::Soak => soak(root),
        }
    }
}

fn unit(root: &Path) -> Result<bool, Failure> {
    // `cargo test --examples` builds an example as a test of itself, never as the program that
    // tests start.
    cargo::build_examples(root, Profile::Debug)?;
    let mut arguments = words("--workspace --no-fail-fast --lib --bins --examples");
    for name in cargo::integration_tests_of_the_crates(root)? {
        arguments.extend(["--test".to_owned(), name]);
    }
    let programs = cargo::test(root, &arguments)?;
    let documentation = cargo::test(root, &words("--workspace --no-fail-fast --doc"))?;
    Ok(programs && documentation)
}

fn acceptance(root: &Path) -> Result<bool, Failure> {
    terraform::fetch(root, &terraform::RELEASES)?;
    cargo::build(root, Profile::Debug)?;
    test_binary(root, "acceptance")
}

/// Clients against the instance alone, then each as the third party of a guide.
fn of_others(root: &Path) -> Result<bool, Failure> {
    let alone = clients::run(root)?;
    terraform::fetch(root, &terraform::RELEASES)?;
    let line = "--workspace --test acceptance -- --ignored guides::";
    Ok(cargo::test(root, &words(line))? && alone)
}

fn soak(root: &Path) -> Result<bool, Failure> {
    let filters = "query::fuzz queries:: durability::";
    let line = format!("--workspace --no-fail-fast --lib --test api -- {filters}");
    let instance = cargo::test_with(root, &words(&line), SOAK)?;
    terraform::fetch(root, &terraform::RELEASES)?;
    cargo::build(root, Profile::Debug)?;
    let line = "--workspace --test acceptance -- soak:: --nocapture";
    Ok(cargo::test_with(root, &words(line), SOAK)? && instance)
}

// The whole workspace is always selected: another selection would unify features differently
// and compile the dependencies once more.
fn test_binary(root: &Path, name: &str) -> Result<bool, Failure> {
    cargo::test(root, &words(&format!("--workspace --test {name}")))
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiers_run_from_the_cheapest_to_the_dearest() {
        let names: Vec<String> = all().iter().map(|tier| tier.name()).collect();
        assert_eq!(names, ["unit", "laws", "protocol", "acceptance"]);
    }
}
