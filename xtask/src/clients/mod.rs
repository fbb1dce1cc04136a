//! `cargo xtask test clients`: clients that others wrote for real instances, unmodified, against the
//! simulated one over TLS. One file for each client here, its test below `tests/clients`.

mod oauth_library;
mod python;

use std::path::{Path, PathBuf};

use crate::cargo::{self, Profile};
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
const CLIENTS: &[Client] = &[oauth_library::CLIENT];

/// Runs every client, also after a failure, and answers whether all did what they should.
pub fn run(root: &Path) -> Result<bool, Failure> {
    let binaries = cargo::build(root, Profile::Debug)?;
    let simulator = binaries.get("servicenow-simulator")?.to_path_buf();
    let stage = Stage { root: root.to_path_buf(), simulator };
    let mut report = Report::new();
    let mut passed = true;
    for client in CLIENTS {
        report.step(client.name);
        passed &= (client.run)(&stage)?;
    }
    Ok(passed)
}

impl Stage {
    /// A fresh developer instance of its own for a client, over TLS.
    fn instance(&self) -> Result<SimulatorProcess, Failure> {
        SimulatorProcess::start(&self.simulator, &["--tls"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_has_a_name_of_its_own() {
        let mut names: Vec<&str> = CLIENTS.iter().map(|client| client.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CLIENTS.len());
    }
}
