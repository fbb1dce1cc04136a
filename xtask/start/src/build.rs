//! Runs cargo, and follows what it says.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::artifact::Artifact;
use crate::progress::Progress;
use crate::selection::Selection;

/// The commands' own crate.
const COMMANDS: &str = "xtask";

/// How long it is waited for a word of cargo's before the time is told again.
const PATIENCE: Duration = Duration::from_millis(250);

/// Builds a selection; answers where the commands lie, or None where it does not compile, which cargo has told.
///
/// # Errors
///
/// If cargo cannot be started, or what it says cannot be read.
pub fn build(
    cargo: &OsStr,
    selection: &Selection,
    mut progress: Progress,
) -> io::Result<Option<PathBuf>> {
    if progress.is_first() {
        progress.announce();
    }
    // Crates that are not there yet are fetched by this, which cargo tells.
    let list = Command::new(cargo).args(selection.to_list()).stderr(Stdio::inherit()).output()?;
    progress.expect(&String::from_utf8_lossy(&list.stdout));
    let mut command = Command::new(cargo);
    command.args(selection.to_build()).arg("--quiet").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let commands = child.stdout.take().and_then(|stdout| follow(&lines(stdout), &mut progress));
    let is_good = child.wait()?.success();
    progress.end(is_good);
    Ok(commands.filter(|_| is_good))
}

fn follow(lines: &mpsc::Receiver<String>, progress: &mut Progress) -> Option<PathBuf> {
    let mut commands = None;
    loop {
        match lines.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Disconnected) => return commands,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(line) => {
                let Some(artifact) = Artifact::read(&line) else { continue };
                progress.count(&artifact);
                if artifact.name() == COMMANDS {
                    commands = artifact.executable.map(PathBuf::from).or(commands);
                }
            }
        }
        progress.tell();
    }
}

fn lines(stdout: ChildStdout) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}

// The scripts that stand for cargo need a shell.
#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::DEMO;

    /// Somebody who answers as cargo does.
    fn cargo(script: &str) -> io::Result<Option<PathBuf>> {
        use std::os::unix::fs::PermissionsExt as _;
        let name = format!("xtask-start-cargo-{}-{}", std::process::id(), script.len());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let built = build(path.as_os_str(), &DEMO, Progress::new(&DEMO, true));
        std::fs::remove_file(path).unwrap();
        built
    }

    #[test]
    fn the_commands_are_where_cargo_says() {
        let said = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/xtask#0.1.0","executable":"/t/xtask","fresh":true}"#;
        let built = cargo(&format!("[ $1 = tree ] || echo '{said}'")).unwrap();
        assert_eq!(built, Some(PathBuf::from("/t/xtask")));
    }

    #[test]
    fn what_does_not_compile_has_no_commands() {
        assert_eq!(cargo("exit 101").unwrap(), None);
        assert!(build(OsStr::new("/nowhere/cargo"), &DEMO, Progress::new(&DEMO, true)).is_err());
    }
}
