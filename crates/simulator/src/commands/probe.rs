//! Probes a real instance and writes a file of unknowns.

use super::Failure;
use clap::Args;
use simulator::{Finding, Findings, probe};
use std::{io::Write, path::PathBuf};

/// Which instance, and where the findings go.
#[derive(Args)]
pub(crate) struct Options {
    /// A developer instance; never one that people work on
    #[arg(value_name = "URL")]
    url: String,
    /// A user with the role admin
    #[arg(long)]
    username: String,
    /// The user's password; better given as the environment variable `SERVICENOW_PASSWORD`
    #[arg(long)]
    password: Option<String>,
    /// The file that is written
    #[arg(long, value_name = "FILE", default_value = "unknowns.toml")]
    output: PathBuf,
}

/// Probes, writes the file and says what was found out.
pub(crate) async fn run(options: Options) -> Result<(), Failure> {
    let password = options.password.or_else(|| std::env::var("SERVICENOW_PASSWORD").ok());
    let password = password.ok_or("give --password or set SERVICENOW_PASSWORD")?;
    let findings = probe(&options.url, &options.username, &password).await?;
    std::fs::write(&options.output, findings.file())
        .map_err(|error| format!("{}: {error}", options.output.display()))?;
    say(&findings)?;
    writeln!(std::io::stdout(), "\nwritten to {}", options.output.display())?;
    if findings.left_behind.is_empty() {
        return Ok(());
    }
    let records = findings.left_behind.iter().map(|(table, id)| format!("{table} {id}"));
    let records = records.collect::<Vec<_>>().join(", ");
    Err(format!("these records of the probe could not be deleted: {records}").into())
}

fn say(findings: &Findings) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    for (switch, finding) in &findings.by_switch {
        match finding {
            Finding::Is(value) => writeln!(out, "{switch} = {value}")?,
            Finding::Untold(why) => writeln!(out, "{switch}: not told. {why}")?,
        }
    }
    Ok(())
}
