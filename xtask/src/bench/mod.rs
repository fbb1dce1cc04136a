//! `cargo xtask bench [name]`: the figures that claims about speed rest on.

mod configuration;
mod connection;
mod handshake;
mod measure;
mod memory;
mod plan;
mod processor;
mod save;
mod setting;
mod simulator;

use clap::ValueEnum;

use crate::cargo::{self, Profile};
use crate::failure::Failure;
use crate::report::{Report, table};

use setting::Setting;

/// Something that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Benchmark {
    /// A plan over 1,000 records, beside a provider that does nothing and beside no provider;
    /// memory and start with it.
    Plan,
    /// From the start of the process to the line that tells Terraform where it listens.
    Handshake,
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
}

/// Measures `name`, or everything, and prints the tables; `save` also writes them to
/// `benches/README.md`.
pub fn run(name: Option<Benchmark>, save: bool) -> Result<(), Failure> {
    let mut report = Report::new();
    report.step("Build everything as released");
    let root = cargo::root();
    let findings = match name {
        Some(Benchmark::Simulator) => vec![of_the_simulator(&mut report)?],
        Some(Benchmark::Handshake) => vec![handshake::measure(&Setting::build()?, &mut report)?],
        // The plan brings the figures of the start with it.
        Some(Benchmark::Plan) => plan::measure(&Setting::build()?, &mut report)?,
        None => {
            let mut findings = plan::measure(&Setting::build()?, &mut report)?;
            findings.push(of_the_simulator(&mut report)?);
            findings
        }
    };
    let text = findings.iter().map(Findings::markdown).collect::<Vec<_>>().join("\n\n");
    report.line("");
    report.line(&text);
    if save { save::write(&root, &text) } else { Ok(()) }
}

/// The simulated instance needs neither Terraform nor the provider.
fn of_the_simulator(report: &mut Report) -> Result<Findings, Failure> {
    let binaries = cargo::build_package(&cargo::root(), Profile::Release, "simulator")?;
    simulator::measure(binaries.get(cargo::SIMULATOR)?, report)
}

impl Findings {
    fn markdown(&self) -> String {
        let remarks: Vec<String> =
            self.remarks.iter().map(|remark| format!("* {remark}")).collect();
        let Self { title, method, .. } = self;
        let parts = [format!("## {title}"), method.clone(), table(&self.rows), remarks.join("\n")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}
