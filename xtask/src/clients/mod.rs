//! `cargo xtask test clients`: clients that others wrote for real instances, unmodified, against the
//! simulated one over TLS. One file for each client here, its test below `tests/clients`.

pub(crate) mod browser;
pub(crate) mod javascript;
mod oauth_library;
mod pysnc;
pub(crate) mod python;
mod servicenow_rest_api;

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::cargo::{self, Profile};
use crate::counts::Counts;
use crate::failure::Failure;
use crate::report::Report;
use crate::simulator::SimulatorProcess;

/// What a client's test needs.
struct Stage {
    root: PathBuf,
    simulator: PathBuf,
}

/// One client and what it is made to do.
struct Client {
    name: &'static str,
    run: fn(&Stage) -> Result<bool, Failure>,
}

/// All of them.
const CLIENTS: &[Client] =
    &[pysnc::CLIENT, servicenow_rest_api::CLIENT, oauth_library::CLIENT, browser::CLIENT];

/// Runs every client, also after a failure, and counts those that did what they should.
pub fn run(root: &Path) -> Result<Counts, Failure> {
    let binaries = cargo::build(root, Profile::Debug)?;
    let simulator = binaries.get("servicenow-simulator")?.to_path_buf();
    let stage = Stage { root: root.to_path_buf(), simulator };
    let mut report = Report::new();
    let mut counts = Counts::default();
    for client in CLIENTS {
        report.step(client.name);
        counts += Counts::of_one((client.run)(&stage)?);
    }
    Ok(counts)
}

impl Stage {
    /// A fresh developer instance of its own for a client, over TLS.
    fn instance(&self) -> Result<SimulatorProcess, Failure> {
        self.instance_with(&[])
    }

    /// The same with more options.
    fn instance_with(&self, options: &[&str]) -> Result<SimulatorProcess, Failure> {
        SimulatorProcess::start(&self.simulator, &[&["--tls"], options].concat())
    }
}

/// Fails with what a program printed, if it failed.
fn succeeded(output: &Output, what: &str) -> Result<(), Failure> {
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    Err(Failure::new(format!("could not {what}"))
        .because(String::from_utf8_lossy(&said).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn every_client_has_a_name_of_its_own() {
        let mut names: Vec<&str> = CLIENTS.iter().map(|client| client.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CLIENTS.len());
    }

    #[test]
    fn what_failed_is_said_with_what_it_printed() {
        let output = Command::new("sh").args(["-c", "echo why; exit 1"]).output().unwrap();
        let failure = succeeded(&output, "do it").unwrap_err();
        assert!(failure.explained().contains("could not do it"));
        assert!(failure.explained().contains("why"));
    }
}
