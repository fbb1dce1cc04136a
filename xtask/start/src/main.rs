//! Builds the commands of this repository, says how far that is, and hands over to them.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::{Command, ExitCode};

use xtask_start::{COMMANDS, DEMO, Progress, build};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let is_demo = arguments.first().is_some_and(|first| first == "demo");
    let is_quiet = arguments.iter().any(|one| one == "--quiet" || one == "-q");
    let selection = if is_demo { &DEMO } else { &COMMANDS };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let why = match build(&cargo, selection, Progress::new(selection, is_quiet)) {
        Ok(Some(commands)) => match hand_over(Command::new(commands).args(arguments)) {
            Ok(code) => return code,
            Err(error) => error,
        },
        // The compiler has said what is wrong.
        Ok(None) => return ExitCode::FAILURE,
        Err(error) => error,
    };
    let _ = writeln!(io::stderr(), "error: could not start the commands: {why}");
    ExitCode::FAILURE
}

/// Becomes the command. Comes back only where it could not be started.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> io::Result<ExitCode> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

/// Runs the command, for a process cannot become another one here, and ends as it does.
#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> io::Result<ExitCode> {
    let status = command.status()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
