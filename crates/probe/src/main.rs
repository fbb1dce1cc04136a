//! `servicenow-probe`: probes a real instance, says what was found out, and writes a file of
//! unknowns that the simulated instance plays.

use clap::Parser;
use probe::{Finding, Findings, probe};
use std::{error::Error, io::Write, path::PathBuf, process::ExitCode};

/// Why the program ends with an error.
type Failure = Box<dyn Error>;

/// Finds out on a real developer instance what nobody has established about the platform, with
/// records of its own that it deletes again.
///
/// The file it writes is one that servicenow-simulator takes as --unknowns.
#[derive(Parser)]
#[command(name = "servicenow-probe", version, after_help = EXAMPLE)]
struct Arguments {
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

const EXAMPLE: &str = "Example:
  servicenow-probe https://example.service-now.com --username admin";

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "servicenow-probe: {}", chain(&*failure));
            ExitCode::FAILURE
        }
    }
}

/// Probes, writes the file and says what was found out.
async fn run(arguments: Arguments) -> Result<(), Failure> {
    let password = arguments.password.or_else(|| std::env::var("SERVICENOW_PASSWORD").ok());
    let password = password.ok_or("give --password or set SERVICENOW_PASSWORD")?;
    let findings = probe(&arguments.url, &arguments.username, &password).await?;
    std::fs::write(&arguments.output, findings.file())
        .map_err(|error| format!("{}: {error}", arguments.output.display()))?;
    say(&findings)?;
    writeln!(std::io::stdout(), "\nwritten to {}", arguments.output.display())?;
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

fn chain(failure: &dyn Error) -> String {
    let mut text = failure.to_string();
    let mut source = failure.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
