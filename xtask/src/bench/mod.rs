//! `cargo xtask bench [name]`: the figures that claims about speed rest on.

mod configuration;
mod handshake;
mod measure;
mod memory;
mod plan;
mod save;
mod setting;

use clap::ValueEnum;

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
    let setting = Setting::build()?;
    // The plan brings the figures of the start with it.
    let findings = name.unwrap_or(Benchmark::Plan).measure(&setting, &mut report)?;
    let text = findings.iter().map(Findings::markdown).collect::<Vec<_>>().join("\n\n");
    report.line("");
    report.line(&text);
    if save { save::write(&setting.root, &text) } else { Ok(()) }
}

impl Benchmark {
    fn measure(self, setting: &Setting, report: &mut Report) -> Result<Vec<Findings>, Failure> {
        match self {
            Self::Plan => plan::measure(setting, report),
            Self::Handshake => handshake::measure(setting, report).map(|findings| vec![findings]),
        }
    }
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
