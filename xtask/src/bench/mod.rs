//! `cargo xtask bench [name]`: the figures that claims about speed rest on.

mod connection;
mod contender;
mod foreign;
mod handshake;
mod held;
mod limits;
mod measure;
mod memory;
mod peer;
mod processor;
mod query;
mod records;
mod save;
mod setting;
mod shape;
mod simulator;

use clap::ValueEnum;

use crate::cargo::{self, Profile};
use crate::failure::Failure;
use crate::report::{Report, table};

use limits::Verdict;
use setting::Setting;

/// Something that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Benchmark {
    /// Apply, plan and destroy of many records, beside a provider that does nothing and beside no
    /// provider.
    Records,
    /// From the start of the process to the line that tells Terraform where it listens.
    Handshake,
    /// The protocol crate beside tf-provider, with the same small provider on both.
    Peer,
    /// `terraform query` of 10,000 records of one table.
    Query,
    /// Inserts and indexed queries of the simulated instance with 100,000 rows.
    Simulator,
}

/// A finished measurement: a sentence about how it was made, rows, and remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Findings {
    title: String,
    method: String,
    rows: Vec<Vec<String>>,
    remarks: Vec<String>,
    /// The remarks that say that a limit was not kept.
    missed: Vec<String>,
}

/// Measures `name`, or everything, and prints the tables; `save` also writes them to
/// `benches/README.md`, and `held` leaves out the shapes of records that have no limits. A limit that is not kept is a
/// failure.
pub fn run(name: Option<Benchmark>, held: bool, save: bool) -> Result<(), Failure> {
    let mut report = Report::new();
    report.step("Build everything as released");
    let names = name.map_or_else(|| Benchmark::value_variants().to_vec(), |name| vec![name]);
    let measured = names.into_iter().map(|name| measure(name, held, &mut report));
    let findings = measured.collect::<Result<Vec<_>, _>>()?;
    let sections: Vec<String> = findings.iter().map(Findings::markdown).collect();
    report.line("");
    report.line(sections.join("\n\n"));
    if save {
        save::write(&cargo::root(), &sections)?;
    }
    verdict(&findings)
}

fn measure(name: Benchmark, held: bool, report: &mut Report) -> Result<Findings, Failure> {
    match name {
        Benchmark::Records => records::measure(&Setting::build()?, held, report),
        Benchmark::Handshake => handshake::measure(&Setting::build()?, report),
        Benchmark::Peer => peer::measure(report),
        Benchmark::Query => query::measure(&Setting::build()?, report),
        Benchmark::Simulator => of_the_simulator(report),
    }
}

/// The simulated instance needs neither Terraform nor the provider.
fn of_the_simulator(report: &mut Report) -> Result<Findings, Failure> {
    let binaries = cargo::build_package(&cargo::root(), Profile::Release, "simulator")?;
    simulator::measure(binaries.get(cargo::SIMULATOR)?, report)
}

fn verdict(findings: &[Findings]) -> Result<(), Failure> {
    let missed: Vec<&str> =
        findings.iter().flat_map(|found| &found.missed).map(String::as_str).collect();
    match missed.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!("{count} limits were not kept"))
            .because(missed.join("\n"))
            .remedy("measure again on a machine that does nothing else, then look for the cause")),
    }
}

impl Findings {
    /// A measurement with limits.
    fn held(title: &str, method: String, rows: Vec<Vec<String>>, verdicts: Vec<Verdict>) -> Self {
        let missed = verdicts.iter().filter(|verdict| !verdict.kept);
        let missed = missed.map(|verdict| verdict.sentence.clone()).collect();
        let remarks = verdicts.into_iter().map(|verdict| verdict.sentence).collect();
        Self { title: title.to_owned(), method, rows, remarks, missed }
    }

    fn markdown(&self) -> String {
        let remarks: Vec<String> =
            self.remarks.iter().map(|remark| format!("* {remark}")).collect();
        let Self { title, method, .. } = self;
        let parts = [format!("## {title}"), method.clone(), table(&self.rows), remarks.join("\n")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_is_not_kept_fails_the_run_and_is_named() {
        let verdicts = vec![Verdict::new(true, "one"), Verdict::new(false, "two")];
        let found = Findings::held("Title", String::new(), Vec::new(), verdicts);
        assert_eq!(found.remarks, ["within the limit: one", "OVER the limit: two"]);
        let failure = verdict(&[found]).unwrap_err();
        assert!(failure.explained().contains("OVER the limit: two"));
        assert!(!failure.explained().contains("one\n"));
        assert!(verdict(&[]).is_ok());
    }
}
