//! The test programs of the workspace: compiled in one go, run side by side, counted.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::Value;

use crate::cargo;
use crate::counts::Counts;
use crate::failure::{Attempt, Failure};

/// One compiled test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What it is made of: `lib`, `bin`, `test`.
    pub kind: String,
    /// The name of its target.
    pub target: String,
    /// The package's folder, in which it runs.
    folder: PathBuf,
    executable: PathBuf,
}

/// How to run programs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner<'a> {
    /// Further arguments.
    pub arguments: &'a [&'a str],
    /// Further environment variables.
    pub variables: &'a [(&'a str, &'a str)],
    /// Whether what it prints is told at once rather than when it has ended. For one that takes minutes.
    pub aloud: bool,
}

/// Compiles test programs of the workspace: those of `targets` or, where none is given, all, with every binary
/// and example that tests start.
///
/// All of it is one command: with another selection of packages cargo would unify features differently and
/// compile the provider and what it stands on once more.
pub fn build(root: &Path, targets: &[&str]) -> Result<Vec<Program>, Failure> {
    let messages = cargo::compile_tests(root, targets)?;
    let parsed = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    Ok(parsed.filter_map(|message| Program::read(&message)).collect())
}

impl Program {
    fn read(message: &Value) -> Option<Self> {
        if message["profile"]["test"] != true {
            return None;
        }
        let target = &message["target"];
        Some(Self {
            kind: target["kind"][0].as_str()?.to_owned(),
            target: target["name"].as_str()?.to_owned(),
            folder: Path::new(message["manifest_path"].as_str()?).parent()?.to_owned(),
            executable: PathBuf::from(message["executable"].as_str()?),
        })
    }

    /// Whether it is the integration test of this name.
    pub fn is_test(&self, name: &str) -> bool {
        self.kind == "test" && self.target == name
    }

    /// Whether it is of the package in this folder.
    pub fn is_in(&self, folder: &Path) -> bool {
        self.folder == folder
    }

    fn command(&self, manner: Manner<'_>) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(manner.arguments).envs(manner.variables.iter().copied());
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }

    fn run(&self, manner: Manner<'_>, tell: fn(&str)) -> Result<Counts, Failure> {
        run_telling(&mut self.command(manner), &self.target, manner.aloud, tell)
    }
}

/// Runs `programs`, as many at a time as there are processors, and adds up what they tell. All run, also
/// after a failure.
pub fn run_all(programs: &[&Program], manner: Manner<'_>) -> Result<Counts, Failure> {
    run_all_telling(programs, manner, tell)
}

fn run_all_telling(
    programs: &[&Program],
    manner: Manner<'_>,
    tell: fn(&str),
) -> Result<Counts, Failure> {
    let queue = Mutex::new(programs.iter());
    let next = || queue.lock().ok().and_then(|mut waiting| waiting.next());
    let lane = || {
        let mut counts = Counts::default();
        while let Some(program) = next() {
            counts += program.run(manner, tell)?;
        }
        Ok(counts)
    };
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..processors()).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().try_fold(Counts::default(), |mut all, lane| {
            let counts = lane.join().map_err(|_| Failure::new("running tests panicked"))?;
            all += counts?;
            Ok(all)
        })
    })
}

/// Runs a command that prints what test programs print, and counts.
pub fn run(command: &mut Command, name: &str, aloud: bool) -> Result<Counts, Failure> {
    run_telling(command, name, aloud, tell)
}

fn run_telling(
    command: &mut Command,
    name: &str,
    aloud: bool,
    tell: fn(&str),
) -> Result<Counts, Failure> {
    let doing = format!("run the tests of {name}");
    let mut child = command.stdout(Stdio::piped()).spawn().attempting(&doing)?;
    let mut printed = format!("\n{name}:\n");
    let output = child.stdout.take().map(BufReader::new).into_iter();
    for line in output.flat_map(|output| output.split(b'\n')).map_while(Result::ok) {
        let line = format!("{}\n", String::from_utf8_lossy(&line));
        if aloud {
            tell(&line);
        }
        printed += &line;
    }
    let status = child.wait().attempting(&doing)?;
    if !aloud {
        tell(&printed);
    }
    Ok(Counts::read(&printed, status.success()))
}

/// How many processors there are.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// Writes to standard output at once; a closed pipe is not worth an error.
fn tell(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What is printed here would be counted with the tests of this crate.
    fn in_silence(_: &str) {}

    fn script(text: &str) -> Program {
        let folder = tempfile::tempdir().unwrap().keep();
        let executable = folder.join("program");
        std::fs::write(&executable, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::process::Command::new("chmod").arg("+x").arg(&executable).status().unwrap();
        Program { kind: "test".to_owned(), target: "script".to_owned(), folder, executable }
    }

    #[test]
    fn what_a_build_made_for_testing_is_a_program() {
        let mut message = json!({"manifest_path": "/w/crates/a/Cargo.toml", "executable": "/w/target/a-1",
            "target": {"name": "a", "kind": ["lib"]}, "profile": {"test": true}});
        let program = Program::read(&message).unwrap();
        assert_eq!((program.kind.as_str(), program.target.as_str()), ("lib", "a"));
        assert_eq!(program.folder, Path::new("/w/crates/a"));
        assert!(!program.is_test("a"));
        message["profile"]["test"] = json!(false);
        assert_eq!(Program::read(&message), None);
    }

    #[test]
    fn all_programs_run_and_are_counted_also_after_one_that_failed() {
        let good =
            script("echo \"test result: ok. $COUNT passed; 0 failed; 1 ignored; 0 measured\"");
        let bad = script("exit 101");
        let manner = Manner { variables: &[("COUNT", "3")], ..Manner::default() };
        let counts = run_all_telling(&[&bad, &good, &good], manner, in_silence).unwrap();
        assert_eq!(counts, Counts { passed: 6, failed: 1, skipped: 2 });
    }

    #[test]
    fn a_program_runs_in_the_folder_of_its_package() {
        let program = script("[ \"$PWD\" = \"$CARGO_MANIFEST_DIR\" ] && [ \"$1\" = --quiet ]");
        let manner = Manner { arguments: &["--quiet"], aloud: true, ..Manner::default() };
        assert!(program.run(manner, in_silence).unwrap().is_good());
    }
}
