//! Node packages below `target/clients/javascript`, each at a pinned version, and the tests that use
//! them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::succeeded;
use crate::failure::{Attempt, Failure};
use crate::simulator::SimulatorProcess;

/// The packages that are wanted, and these with all that they need, at a version and with a hash.
const LISTS: [&str; 2] = ["package.json", "package-lock.json"];

/// A folder with the packages and the tests.
#[derive(Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// The packages of `tests/clients/javascript/package-lock.json`. Those that are there already are
    /// left alone and cost no network call. The tests are copied beside them, where they are found.
    pub(crate) fn prepare(root: &Path) -> Result<Self, Failure> {
        let folder = root.join("target/clients/javascript");
        fs::create_dir_all(&folder).attempting("make a folder for the packages")?;
        let environment = Self { folder };
        let tests = root.join("tests/clients/javascript");
        environment.copy(&tests)?;
        let wanted = LISTS.iter().map(|list| fs::read_to_string(tests.join(list)));
        let wanted = wanted.collect::<Result<String, _>>();
        let wanted = wanted.attempting("read the lists of packages")?;
        if !environment.holds(&wanted) {
            environment.install()?;
            fs::write(environment.marker(), wanted).attempting("note what is installed")?;
        }
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

    /// Brings the tests and the lists into the folder, and removes those that are no more.
    fn copy(&self, from: &Path) -> Result<(), Failure> {
        let wanted = files(from)?;
        for name in files(&self.folder)?.into_iter().filter(|name| !wanted.contains(name)) {
            fs::remove_file(self.folder.join(name)).attempting("remove the tests of before")?;
        }
        for name in wanted {
            fs::copy(from.join(&name), self.folder.join(name)).attempting("copy the tests")?;
        }
        Ok(())
    }

    /// Whether the packages of these lists were installed here.
    fn holds(&self, wanted: &str) -> bool {
        fs::read_to_string(self.marker()).is_ok_and(|installed| installed == wanted)
    }

    /// Installs what is locked and nothing else, in place of what was there.
    fn install(&self) -> Result<(), Failure> {
        let npm = Command::new("npm")
            .current_dir(&self.folder)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .output();
        succeeded(&npm.attempting("run npm")?, "install the Node packages").map_err(|failure| {
            failure.remedy("install nodejs and npm, and check the connection to the package index")
        })
    }

    /// A copy of the lists that were installed. It goes with the packages.
    fn marker(&self) -> PathBuf {
        self.folder.join("node_modules/installed.json")
    }
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Result<Vec<OsString>, Failure> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).attempting("list the tests")? {
        let entry = entry.attempting("list the tests")?;
        if entry.path().is_file() {
            names.push(entry.file_name());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn list(name: &str) -> Value {
        let list = crate::cargo::root().join("tests/clients/javascript").join(name);
        serde_json::from_slice(&fs::read(list).unwrap()).unwrap()
    }

    #[test]
    fn an_environment_has_the_tests_of_now_and_is_installed_for_its_lists() {
        let root = tempfile::tempdir().unwrap();
        let [from, folder] = ["from", "folder"].map(|name| root.path().join(name));
        let environment = Environment { folder: folder.clone() };
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        fs::create_dir_all(&from).unwrap();
        fs::write(from.join("now.test.js"), "now").unwrap();
        fs::write(folder.join("before.test.js"), "before").unwrap();
        fs::write(environment.marker(), "lists").unwrap();
        environment.copy(&from).unwrap();
        assert_eq!(files(&folder).unwrap(), ["now.test.js"]);
        assert!(environment.holds("lists") && !environment.holds("others"));
    }

    #[test]
    fn every_package_is_pinned() {
        let list = list("package.json");
        let packages = list["dependencies"].as_object().unwrap();
        assert!(!packages.is_empty());
        for (name, version) in packages {
            let exact = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
            assert!(version.as_str().is_some_and(exact), "{name}");
        }
    }

    #[test]
    fn every_package_and_all_it_needs_is_locked_with_a_hash() {
        let (wanted, locked) = (list("package.json"), list("package-lock.json"));
        let mut packages = locked["packages"].as_object().unwrap().clone();
        let ours = packages.remove("").unwrap();
        assert_eq!(ours["dependencies"], wanted["dependencies"]);
        assert!(packages.len() > ours["dependencies"].as_object().unwrap().len());
        for (name, package) in packages {
            let hash = package["integrity"].as_str();
            assert!(hash.is_some_and(|hash| hash.starts_with("sha512-")), "{name}");
            assert!(package["resolved"].is_null(), "{name} names a registry");
        }
    }
}
