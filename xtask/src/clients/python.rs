//! Python packages in a folder of their own below `target/clients`, each at a pinned version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Attempt, Failure};
use crate::pip;
use crate::simulator::SimulatorProcess;

/// A folder with the packages of one list, and the scripts that use them.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
    /// Where the tests are.
    scripts: PathBuf,
}

impl Environment {
    /// The environment for `requirements-<name>.txt`. One that has these packages already is left
    /// alone and costs no network call.
    pub(crate) fn prepare(root: &Path, name: &str) -> Result<Self, Failure> {
        let folder = root.join("target/clients").join(format!("python-{name}"));
        let scripts = root.join("tests/clients/python");
        let list = scripts.join(format!("requirements-{name}.txt"));
        let environment = Self { folder, scripts };
        let wanted = fs::read_to_string(&list).attempting(format!("read {}", list.display()))?;
        // Some packages are built for one version of Python.
        let wanted = format!("# {}\n{wanted}", pip::python_version()?);
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
        let status = self
            .command(script)
            .env("SIMULATOR_URL", instance.url())
            .env("SIMULATOR_CERTIFICATE", certificate)
            // What `requests` and everything on top of it trusts, whatever the machine says.
            .env("REQUESTS_CA_BUNDLE", certificate)
            .status();
        Ok(status.attempting(format!("run {script}"))?.success())
    }

    /// The command that runs a script with these packages, ready to be started by the caller.
    pub(crate) fn command(&self, script: &str) -> Command {
        let mut command = Command::new("python3");
        let paths = [self.site(), self.scripts.clone()];
        command
            .arg(self.scripts.join(script))
            .env("PYTHONPATH", std::env::join_paths(paths).unwrap_or_default())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1,localhost");
        command
    }

    /// Whether the packages of that list were installed here.
    fn holds(&self, wanted: &str) -> bool {
        let installed = fs::read_to_string(self.marker());
        self.site().is_dir() && installed.is_ok_and(|installed| installed == wanted)
    }

    fn install(&self, list: &Path) -> Result<(), Failure> {
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).attempting("remove the packages of before")?;
        }
        pip::install(&list.display().to_string(), list, &self.site())
    }

    fn site(&self) -> PathBuf {
        self.folder.join("site")
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
        fs::create_dir_all(environment.site()).unwrap();
        assert!(!environment.holds("a==1"));
        fs::write(environment.marker(), "a==1").unwrap();
        assert!(environment.holds("a==1"));
        assert!(!environment.holds("a==2"));
    }

    #[test]
    fn every_package_of_every_list_is_pinned_with_hashes() {
        let folder = crate::cargo::root().join("tests/clients/python");
        let mut lists = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                lists += 1;
                let text = fs::read_to_string(&path).unwrap();
                let joined = text.replace("\\\n", "");
                let mut packages = joined.lines().filter(|line| !line.starts_with('#'));
                let pinned = |line: &str| line.contains("==") && line.contains("--hash=sha256:");
                assert!(packages.all(pinned), "{}", path.display());
            }
        }
        assert!(lists > 0);
    }
}
