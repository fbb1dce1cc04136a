//! Builds the commands of this repository, says how far that is, and hands over to them.

use std::env;
use std::ffi::OsString;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use xtask_start::{COMMANDS, DEMO, Progress, build};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let is_demo = arguments.first().is_some_and(|first| first == "demo");
    let is_quiet = arguments.iter().any(|one| one == "--quiet" || one == "-q");
    let selection = if is_demo { &DEMO } else { &COMMANDS };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let why = match build(&cargo, selection, Progress::new(selection, is_quiet)) {
        // Comes back only where the commands could not be started.
        Ok(Some(commands)) => Command::new(commands).args(arguments).exec(),
        // The compiler has said what is wrong.
        Ok(None) => return ExitCode::FAILURE,
        Err(error) => error,
    };
    let _ = writeln!(std::io::stderr(), "error: could not start the commands: {why}");
    ExitCode::FAILURE
}
