//! Node packages below `target/clients/javascript`, each at a pinned version, and the tests that use
//! them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::succeeded;
use crate::failure::{Attempt, Failure};
use crate::simulator::SimulatorProcess;

/// A folder with the packages and the tests.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The packages of `tests/clients/javascript/package.json`. Those that are there already are
    /// left alone and cost no network call. The tests are copied beside them, where they are found.
    pub(crate) fn prepare(root: &Path) -> Result<Self, Failure> {
        let folder = root.join("target/clients/javascript");
        fs::create_dir_all(&folder).attempting("make a folder for the packages")?;
        let environment = Self { folder };
        environment.copy_tests(&root.join("tests/clients/javascript"))?;
        Ok(environment)
    }

    /// Runs the tests of one file against an instance, with more environment variables, its output
    /// going straight to the terminal, and answers whether they passed.
    pub(super) fn run(
        &self,
        tests: &str,
        instance: &SimulatorProcess,
        more: &[(&str, &Path)],
    ) -> Result<bool, Failure> {
        let certificate = instance.certificate().ok_or_else(|| {
            Failure::new("the simulated instance did not say where its certificate is")
        })?;
        let status = Command::new("node")
            .current_dir(&self.folder)
            .args(["--test", tests])
            .env("SIMULATOR_URL", instance.url())
            .env("NODE_EXTRA_CA_CERTS", certificate)
            .env("NO_PROXY", "127.0.0.1,localhost")
            .envs(more.iter().copied())
            .status();
        Ok(status.attempting(format!("run {tests}"))?.success())
    }

    /// The folder, which programs find the packages from.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn copy_tests(&self, from: &Path) -> Result<(), Failure> {
        let list = fs::read_to_string(from.join("package.json"));
        let list = list.attempting("read the list of packages")?;
        for entry in fs::read_dir(from).attempting("list the tests")? {
            let path = entry.attempting("list the tests")?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, self.folder.join(name)).attempting("copy the tests")?;
            }
        }
        if fs::read_to_string(self.marker()).is_ok_and(|installed| installed == list) {
            return Ok(());
        }
        self.install()?;
        fs::write(self.marker(), list).attempting("note what is installed")
    }

    fn install(&self) -> Result<(), Failure> {
        let npm = Command::new("npm")
            .current_dir(&self.folder)
            .args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"])
            .output();
        succeeded(&npm.attempting("run npm")?, "install the Node packages").map_err(|failure| {
            failure.remedy("install nodejs and npm, and check the connection to the package index")
        })
    }

    /// A copy of the list that was installed.
    fn marker(&self) -> PathBuf {
        self.folder.join("installed.json")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn every_package_is_pinned() {
        let list = crate::cargo::root().join("tests/clients/javascript/package.json");
        let list: Value = serde_json::from_slice(&std::fs::read(list).unwrap()).unwrap();
        let packages = list["dependencies"].as_object().unwrap();
        assert!(!packages.is_empty());
        for (name, version) in packages {
            let exact = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
            assert!(version.as_str().is_some_and(exact), "{name}");
        }
    }
}
