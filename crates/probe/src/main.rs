//! `servicenow-probe`: probes a real instance, says what was found out, and writes a file of
//! unknowns that the simulated instance plays; or compares its columns with the provider's.

use clap::{Parser, Subcommand};
use probe::{Comparison, Finding, Findings};
use std::{
    error::Error,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Why the program ends with an error.
type Failure = Box<dyn Error>;

/// What the program ends with where it could not do what it was asked for. One is for differences that were found.
const FAILED: u8 = 2;

/// Finds out on a real developer instance what nobody has established about the platform, with
/// records of its own that it deletes again.
///
/// The file it writes is one that servicenow-simulator takes as --unknowns. It names neither the instance nor the user, and
/// holds no value of a record but the probe's own.
#[derive(Parser)]
#[command(name = "servicenow-probe", version, after_help = EXAMPLE)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Task>,
    /// The instance's address
    #[arg(value_name = "URL", required = true)]
    url: Option<String>,
    /// The user to sign in as
    #[arg(long, required = true)]
    username: Option<String>,
    /// The user's password; better given as the environment variable `SERVICENOW_PASSWORD`
    #[arg(long)]
    password: Option<String>,
    /// Asks only what reading tells, and sends nothing that could change the instance
    #[arg(long)]
    read_only: bool,
    /// The file that is written
    #[arg(long, value_name = "FILE", default_value = "unknowns.toml")]
    output: PathBuf,
}

#[derive(Subcommand)]
enum Task {
    /// Compares the instance's columns and choices with what the provider's resources hold. Only reads
    ///
    /// It prints, type by type, what the provider has and the instance lacks, and what the instance has and nobody knows.
    /// What begins with `u_` or `x_` is yours, and left out. It says what it may not see. Silence means that there is no
    /// difference. Ends with 0 for none, 1 for some, 2 where it could not compare. It reads `sys_dictionary`, `sys_choice`
    /// and `sys_db_object`, which takes the role `personalize_dictionary`.
    Columns {
        /// The instance's address
        #[arg(value_name = "URL")]
        url: String,
        /// The user to sign in as
        #[arg(long)]
        username: String,
        /// The user's password; better given as the environment variable `SERVICENOW_PASSWORD`
        #[arg(long)]
        password: Option<String>,
        /// Refuses to send anything that could change the instance, which this command does anyway
        #[arg(long)]
        read_only: bool,
    },
}

const EXAMPLE: &str = "Examples:
  servicenow-probe https://example.service-now.com --username admin
      on a developer instance, as an administrator; never on one that people work on
  servicenow-probe https://example.service-now.com --username auditor --read-only
      asks only what reading tells
  servicenow-probe columns https://example.service-now.com --username auditor
      compares columns and choices; only reads";

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(failure) => {
            // Standard error may be closed; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "servicenow-probe: {}", chain(&*failure));
            ExitCode::from(FAILED)
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    if let Some(Task::Columns { url, username, password, read_only: _ }) = arguments.command {
        return compared(&probe::columns(&url, &username, &given(password)?).await?);
    }
    let (url, username) =
        (arguments.url.unwrap_or_default(), arguments.username.unwrap_or_default());
    let password = given(arguments.password)?;
    let findings = if arguments.read_only {
        probe::look(&url, &username, &password).await?
    } else {
        probe::probe(&url, &username, &password).await?
    };
    written(&findings, &arguments.output)
}

/// The password as an argument, or from the environment.
fn given(password: Option<String>) -> Result<String, Failure> {
    let password = password.or_else(|| std::env::var("SERVICENOW_PASSWORD").ok());
    password.ok_or_else(|| "give --password or set SERVICENOW_PASSWORD".into())
}

fn compared(differences: &Comparison) -> Result<ExitCode, Failure> {
    write!(std::io::stdout(), "{differences}")?;
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes the file and says what was found out.
fn written(findings: &Findings, output: &Path) -> Result<ExitCode, Failure> {
    std::fs::write(output, findings.file())
        .map_err(|error| format!("{}: {error}", output.display()))?;
    say(findings)?;
    writeln!(std::io::stdout(), "\nwritten to {}", output.display())?;
    if findings.left_behind.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let records = findings.left_behind.iter().map(|(table, id)| format!("{table} {id}"));
    let records = records.collect::<Vec<_>>().join(", ");
    Err(format!("these records of the probe could not be deleted: {records}").into())
}

fn say(findings: &Findings) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    for (name, finding) in findings.by_switch.iter().chain(&findings.answers) {
        match finding {
            Finding::Is(value) => writeln!(out, "{name} = {value}")?,
            Finding::Untold(why) => writeln!(out, "{name}: not told. {why}")?,
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

    #[test]
    fn an_address_alone_probes_and_a_command_is_a_command() {
        let parsed = |words: &[&str]| {
            let words = ["servicenow-probe"].iter().chain(words);
            Arguments::try_parse_from(words).map(|it| (it.command.is_some(), it.url.is_some()))
        };
        assert_eq!(parsed(&["https://a", "--username", "b"]).unwrap(), (false, true));
        assert_eq!(parsed(&["columns", "https://a", "--username", "b"]).unwrap(), (true, false));
        assert!(parsed(&["columns", "https://a"]).is_err(), "nobody is named");
        assert!(parsed(&["https://a"]).is_err(), "nobody is named");
    }
}
