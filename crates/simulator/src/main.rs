//! `servicenow-simulator`: a simulated instance as a process of its own, and the commands about it.

mod commands;

use clap::{Parser, Subcommand};
use commands::{Failure, health, serve, unknowns};
use std::{error::Error, io::Write, process::ExitCode};

/// A simulated ServiceNow instance. It prints its URL when it is ready and stops on Ctrl-C.
///
/// Users: admin, connection.admin, oauth.admin, itil.user, plain.user; the password is the user
/// name. Open the URL in a browser to see what is on the instance, to change it by hand, and to see
/// what is known about how faithful it is. Controls for tests, all under /simulator/: export,
/// requests, stats, faults, clock, reset, unknowns, reveal, aliases/ID/call. What changes something
/// wants JSON and the header X-Simulator-Control: true.
#[derive(Parser)]
#[command(name = "servicenow-simulator", version, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Options,
}

const EXAMPLES: &str = "Examples:
  servicenow-simulator --seed customer
  servicenow-simulator --listen 127.0.0.1:0 --unknowns worst --latency 100ms
  servicenow-simulator --data instance.sqlite --tls --log
  servicenow-simulator health http://127.0.0.1:8080
  servicenow-simulator unknowns";

#[derive(Subcommand)]
enum Command {
    /// Fails unless an instance answers; for the health check of a container
    Health(health::Options),
    /// Prints what nobody has established about the platform, and how each profile plays it
    Unknowns(unknowns::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "servicenow-simulator: {}", chain(&*failure));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        None => serve::run(arguments.serve).await,
        Some(Command::Health(options)) => health::run(&options).await,
        Some(Command::Unknowns(options)) => unknowns::run(&options),
    }
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
    fn without_a_command_it_serves() {
        let arguments = Arguments::try_parse_from(["servicenow-simulator", "--log"]).unwrap();
        assert!(arguments.command.is_none());
        let mixed = ["servicenow-simulator", "--log", "unknowns"];
        assert!(Arguments::try_parse_from(mixed).is_err());
    }
}
