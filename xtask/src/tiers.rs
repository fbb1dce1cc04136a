//! `cargo xtask test [tier]`: the tiers of tests, in the order in which a fault is cheapest to find.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use tempfile::NamedTempFile;

use crate::cargo;
use crate::clients;
use crate::counts::Counts;
use crate::failure::{Attempt, Failure};
use crate::programs::{self, Manner, Program};
use crate::report::{Report, aligned};
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
    /// proofs of the guides; `GnuPG` on what signs a release. Only when it is named: they come from
    /// package registries.
    Clients,
    /// What takes minutes: long random queries, damaged queries, messages and answers, the instance
    /// killed a hundred times, applies killed two hundred times, a thousand records made under all
    /// troubles at once. Only when it is named.
    Soak,
}

/// The tiers that run only when they are named.
const ONLY_NAMED: &[Tier] = &[Tier::Clients, Tier::Soak];

/// The tiers that are a test program of their own.
const OWN_PROGRAMS: &[&str] = &["laws", "protocol", "acceptance"];

/// How long the soak goes on: seconds of damaged queries, rounds of random ones, kills of the
/// instance, kills of applies, records made in trouble, seconds of damaged messages and answers.
const SOAK: &[(&str, &str)] = &[
    ("SIMULATOR_FUZZ_SECONDS", "300"),
    ("SIMULATOR_QUERY_ROUNDS", "400"),
    ("SIMULATOR_KILLS", "100"),
    ("PROVIDER_KILLS", "200"),
    ("PROVIDER_CREATES", "1000"),
    ("PROVIDER_FUZZ_SECONDS", "300"),
    ("CLIENT_FUZZ_SECONDS", "300"),
];

/// The tests of the simulated instance that the soak repeats.
const SOAKED: &[&str] = &["query::fuzz", "queries::", "durability::"];

/// The tests that damage what the provider is sent, and what its client is answered.
const FUZZED: &[&str] = &["fuzz::", "--nocapture"];

/// What a tier came to.
struct Outcome {
    tier: Tier,
    counts: Counts,
    time: Duration,
}

/// Runs `tier`, or all of those that need not be named, and answers whether every test passed. Every tier
/// that was asked for runs, also after a failure. The last line told is the sum of all.
pub fn run(tier: Option<Tier>) -> Result<bool, Failure> {
    let (root, begun) = (cargo::root(), Instant::now());
    let tiers = tier.map_or_else(all, |tier| vec![tier]);
    let mut report = Report::new();
    if tiers.iter().any(|tier| tier.needs_terraform()) {
        terraform::fetch(&root, &terraform::RELEASES)?;
    }
    report.step("build");
    let name = tier.map_or_else(String::new, Tier::name);
    let built = match tier {
        Some(Tier::Laws | Tier::Protocol) => programs::build(&root, &["--test", &name])?,
        _ => programs::build(&root, &[])?,
    };
    let mut outcomes = Vec::new();
    for tier in tiers {
        report.step(format!("{} tests", tier.name()));
        let start = Instant::now();
        let counts = tier.run(&root, &built)?;
        outcomes.push(Outcome { tier, counts, time: start.elapsed() });
    }
    Ok(conclude(&report, &outcomes, begun.elapsed()))
}

/// Tells each tier, the time of all and their sum, and answers whether all is well.
fn conclude(report: &Report, outcomes: &[Outcome], time: Duration) -> bool {
    let mut total = Counts::default();
    for outcome in outcomes {
        total += outcome.counts;
    }
    report.line("");
    let mut lines: Vec<_> = outcomes.iter().map(Outcome::line).collect();
    lines.push(("in all".to_owned(), format!("{:.0} s, with the build", time.as_secs_f32())));
    for line in aligned(&lines) {
        report.line(line);
    }
    if !total.is_good() {
        report.line("some tests failed: look for `failures:` above");
    }
    report.line(format!("total: {total}"));
    total.is_good()
}

impl Outcome {
    fn line(&self) -> (String, String) {
        let Self { tier, counts, time } = self;
        (tier.name(), format!("{counts} in {:.0} s", time.as_secs_f32()))
    }
}

/// The tiers that run when none is named.
fn all() -> Vec<Tier> {
    Tier::value_variants().iter().copied().filter(|tier| !ONLY_NAMED.contains(tier)).collect()
}

impl Tier {
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn needs_terraform(self) -> bool {
        matches!(self, Self::Acceptance | Self::Clients | Self::Soak)
    }

    fn run(self, root: &Path, built: &[Program]) -> Result<Counts, Failure> {
        match self {
            Self::Unit => unit(root, built),
            Self::Laws | Self::Protocol => {
                // Most of a test is waiting for what an instance does in its own time.
                let threads = (4 * programs::processors()).to_string();
                let arguments = ["--test-threads", &threads];
                let roots = one_root()?;
                let roots = roots.path().to_string_lossy();
                let roots = [("SSL_CERT_FILE", &*roots), ("SSL_CERT_DIR", "")];
                own_program(built, &self.name(), &arguments, &roots)
            }
            Self::Acceptance => own_program(built, &self.name(), &[], &[]),
            Self::Clients => of_others(root, built),
            Self::Soak => soak(root, built),
        }
    }
}

/// A certificate for those of the machine, of which each client that is made reads more than a hundred: the instances of
/// these tests speak plain HTTP, and they make thousands of clients.
fn one_root() -> Result<NamedTempFile, Failure> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]);
    let pem = made.attempting("make a certificate")?.cert.pem();
    let file = NamedTempFile::new().attempting("create a temporary file")?;
    fs::write(file.path(), pem).attempting("write a certificate")?;
    Ok(file)
}

/// The programs that are no tier of their own, side by side, and then the examples in the documentation.
fn unit(root: &Path, built: &[Program]) -> Result<Counts, Failure> {
    let is_unit = |program: &&Program| !OWN_PROGRAMS.iter().any(|name| program.is_test(name));
    let mut units: Vec<&Program> = built.iter().filter(is_unit).collect();
    // Those of the crates' own servers take longest, so that they begin first.
    units.sort_by_key(|program| program.kind != "test");
    let mut counts = programs::run_all(&units, Manner::default())?;
    let mut documentation = cargo::test(root, &["--workspace", "--no-fail-fast", "--doc"]);
    counts += programs::run(&mut documentation, "the documentation", false)?;
    Ok(counts)
}

fn own_program(
    built: &[Program],
    name: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<Counts, Failure> {
    let own: Vec<&Program> = built.iter().filter(|program| program.is_test(name)).collect();
    programs::run_all(&own, Manner { arguments, variables, aloud: true })
}

/// Clients against the instance alone, then each as the third party of a guide, then what checks a release.
fn of_others(root: &Path, built: &[Program]) -> Result<Counts, Failure> {
    let mut counts = clients::run(root)?;
    counts += own_program(built, "acceptance", &["--ignored", "guides::", "packages::"], &[])?;
    Ok(counts)
}

fn soak(root: &Path, built: &[Program]) -> Result<Counts, Failure> {
    let simulator = root.join("crates/simulator");
    let instance: Vec<&Program> = built.iter().filter(|one| one.is_in(&simulator)).collect();
    let manner = Manner { arguments: SOAKED, variables: SOAK, aloud: false };
    let mut counts = programs::run_all(&instance, manner)?;
    let client = root.join("crates/servicenow");
    let client: Vec<&Program> = built.iter().filter(|one| one.is_in(&client)).collect();
    let aloud = Manner { arguments: FUZZED, variables: SOAK, aloud: false };
    counts += programs::run_all(&client, aloud)?;
    counts += own_program(built, "protocol", FUZZED, SOAK)?;
    counts += own_program(built, "acceptance", &["soak::", "--nocapture"], SOAK)?;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiers_run_from_the_cheapest_to_the_dearest() {
        let names: Vec<String> = all().iter().map(|tier| tier.name()).collect();
        assert_eq!(names, ["unit", "laws", "protocol", "acceptance"]);
    }

    #[test]
    fn a_tier_is_told_with_its_counts_and_its_time() {
        let counts = Counts { passed: 3, failed: 0, skipped: 1 };
        let outcome = Outcome { tier: Tier::Laws, counts, time: Duration::from_millis(1600) };
        assert_eq!(outcome.line(), ("laws".into(), "3 passed, 0 failed, 1 skipped in 2 s".into()));
    }
}
