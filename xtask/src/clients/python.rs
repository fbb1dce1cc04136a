//! Python packages in an environment of their own below `target/clients`, each at a pinned version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::succeeded;
use crate::failure::{Attempt, Failure};
use crate::simulator::SimulatorProcess;

/// A virtual environment with the packages of one list.
#[derive(Debug)]
pub(super) struct Environment {
    folder: PathBuf,
    /// Where the tests are.
    scripts: PathBuf,
}

impl Environment {
    /// The environment for `requirements-<name>.txt`. One that has these packages already is left
    /// alone and costs no network call.
    pub(super) fn prepare(root: &Path, name: &str) -> Result<Self, Failure> {
        let folder = root.join("target/clients").join(format!("python-{name}"));
        let scripts = root.join("tests/clients/python");
        let list = scripts.join(format!("requirements-{name}.txt"));
        let environment = Self { folder, scripts };
        let wanted = fs::read_to_string(&list).attempting(format!("read {}", list.display()))?;
        if !environment.holds(&wanted) {
            environment.install(&list)?;
            fs::write(environment.marker(), wanted).attempting("note what is installed")?;
        }
        Ok(environment)
    }

    /// Runs a test against an instance, its output going straight to the terminal, and answers
    /// whether it passed.
    pub(super) fn run(&self, script: &str, instance: &SimulatorProcess) -> Result<bool, Failure> {
        let certificate = instance.certificate().ok_or_else(|| {
            Failure::new("the simulated instance did not say where its certificate is")
        })?;
        let status = Command::new(self.python())
            .arg(self.scripts.join(script))
            .env("SIMULATOR_URL", instance.url())
            .env("SIMULATOR_CERTIFICATE", certificate)
            // What `requests` and everything on top of it trusts, whatever the machine says.
            .env("REQUESTS_CA_BUNDLE", certificate)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1,localhost")
            .status();
        Ok(status.attempting(format!("run {script}"))?.success())
    }

    /// Whether the packages of that list were installed here.
    fn holds(&self, wanted: &str) -> bool {
        let installed = fs::read_to_string(self.marker());
        self.python().exists() && installed.is_ok_and(|installed| installed == wanted)
    }

    fn install(&self, list: &Path) -> Result<(), Failure> {
        let venv =
            Command::new("python3").args(["-m", "venv", "--clear"]).arg(&self.folder).output();
        succeeded(&venv.attempting("run python3")?, "make a virtual environment")
            .map_err(|failure| failure.remedy("install python3 and python3-venv"))?;
        let pip = Command::new(self.python())
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "-r"])
            .arg(list)
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .output();
        succeeded(&pip.attempting("run pip")?, &format!("install {}", list.display()))
            .map_err(|failure| failure.remedy("check the connection to the package index"))
    }

    fn python(&self) -> PathBuf {
        self.folder.join("bin/python3")
    }

    /// A copy of the list that was installed.
    fn marker(&self) -> PathBuf {
        self.folder.join("installed.txt")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_with_another_list_is_installed_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("env");
        let environment = Environment { folder: folder.clone(), scripts: PathBuf::new() };
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::write(environment.python(), "").unwrap();
        assert!(!environment.holds("a==1"));
        fs::write(environment.marker(), "a==1").unwrap();
        assert!(environment.holds("a==1"));
        assert!(!environment.holds("a==2"));
    }

    #[test]
    fn every_package_of_every_list_is_pinned() {
        let folder = crate::cargo::root().join("tests/clients/python");
        let mut lists = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                lists += 1;
                let text = fs::read_to_string(&path).unwrap();
                let packages = text.lines().filter(|line| !line.starts_with('#'));
                assert!(packages.clone().all(|line| line.contains("==")), "{}", path.display());
            }
        }
        assert!(lists > 0);
    }

    #[test]
    fn what_failed_is_said_with_what_it_printed() {
        let output = Command::new("sh").args(["-c", "echo why; exit 1"]).output().unwrap();
        let failure = succeeded(&output, "do it").unwrap_err();
        assert!(failure.explained().contains("could not do it"));
        assert!(failure.explained().contains("why"));
    }
}
