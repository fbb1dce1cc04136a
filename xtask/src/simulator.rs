//! The simulated instance as a process of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::failure::{Attempt, Failure};
use crate::instance::Instance;
use crate::system;

/// How long a simulator may take to say that it is ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs a program until it ends or standard input does, which is when whoever started it is gone,
/// however that happened: a killed test must not leave an instance behind.
const WATCHED: &str = r#"exec 3<&0
"$0" "$@" </dev/null 3<&- &
program=$!
(cat <&3 >/dev/null; kill -KILL "$program") >/dev/null 2>&1 &
wait "$program" 2>/dev/null"#;

/// A running simulator; it ends when this is dropped.
#[derive(Debug)]
pub struct SimulatorProcess {
    child: Child,
    url: String,
    certificate: Option<PathBuf>,
}

impl SimulatorProcess {
    /// Starts `binary` on a free port with `options` and waits until it listens.
    pub fn start<S: AsRef<OsStr>>(binary: &Path, options: &[S]) -> Result<Self, Failure> {
        Self::start_within(PATIENCE, binary, options)
    }

    /// The same for an instance that may take `patience` until it listens: it has much to fill
    /// itself with.
    pub fn start_within<S: AsRef<OsStr>>(
        patience: Duration,
        binary: &Path,
        options: &[S],
    ) -> Result<Self, Failure> {
        let mut command = watched(binary.as_ref());
        command.args(["--listen", "127.0.0.1:0"]).args(options);
        let started = Self::wait_for(command, &binary.display().to_string(), patience);
        started.map_err(|failure| failure.remedy("run `cargo build --workspace --bins`"))
    }

    fn wait_for(mut command: Command, name: &str, patience: Duration) -> Result<Self, Failure> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        // A Ctrl-C meant for Terraform must not take the instance away under it.
        system::in_a_group_of_its_own(&mut command);
        let mut child = command.spawn().attempting(format!("start {name}"))?;
        let lines = child.stdout.take().map(lines);
        let next = || lines.as_ref().and_then(|lines| lines.recv_timeout(patience).ok());
        let url = next().as_deref().map_or_else(String::new, first_word);
        let certificate =
            if url.starts_with("https") { next().as_deref().and_then(certificate) } else { None };
        let simulator = Self { child, url, certificate };
        if simulator.url.starts_with("http") {
            return Ok(simulator);
        }
        Err(Failure::new(format!("{name} did not say where it listens")))
    }

    /// The address it listens on.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The certificate to trust, where it speaks TLS.
    pub fn certificate(&self) -> Option<&Path> {
        self.certificate.as_deref()
    }

    /// The instance as its administrator sees it.
    pub fn admin(&self) -> Result<Instance, Failure> {
        Instance::new(&self.url, "admin", "admin")
    }
}

impl Drop for SimulatorProcess {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn watched(program: &OsStr) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", WATCHED]).arg(program);
    command
}

/// The lines as they come. The pipe stays open and empty: the process must not stumble over
/// whatever else it prints.
fn lines(stdout: ChildStdout) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}

fn first_word(line: &str) -> String {
    line.split_whitespace().next().unwrap_or_default().to_owned()
}

fn certificate(line: &str) -> Option<PathBuf> {
    line.strip_prefix("certificate: ").map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(script: &str) -> Result<SimulatorProcess, Failure> {
        let mut command = watched("sh".as_ref());
        command.args(["-c", script]);
        SimulatorProcess::wait_for(command, "a script", PATIENCE)
    }

    #[test]
    fn the_first_word_of_the_first_line_is_the_address() {
        let simulator = start("echo 'http://127.0.0.1:1 (admin/admin)'; exec sleep 30").unwrap();
        assert_eq!(simulator.url(), "http://127.0.0.1:1");
    }

    #[test]
    fn the_second_line_of_an_instance_over_tls_names_its_certificate() {
        let script = "echo https://127.0.0.1:1; echo 'certificate: a b.pem'; exec sleep 30";
        let simulator = start(script).unwrap();
        assert_eq!(simulator.certificate(), Some(Path::new("a b.pem")));
        assert_eq!(start("echo http://127.0.0.1:1; exec sleep 30").unwrap().certificate(), None);
    }

    #[test]
    fn a_process_that_ends_without_an_address_is_a_failure() {
        assert!(start("exit 3").is_err());
    }

    #[test]
    fn it_ends_when_it_is_dropped() {
        let simulator = start("echo http://127.0.0.1:$$; exec sleep 30").unwrap();
        let id = simulator.url().rsplit(':').next().unwrap();
        let process = format!("/proc/{id}");
        assert!(Path::new(&process).exists());
        drop(simulator);
        assert!(!Path::new(&process).exists());
    }

    #[test]
    fn a_missing_binary_says_what_to_build() {
        let failure = SimulatorProcess::start::<&str>(Path::new("/nowhere"), &[]).unwrap_err();
        assert!(failure.explained().contains("cargo build"));
    }
}
