//! Packages of Python's index, installed with pip into a folder of their own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::failure::{Attempt, Failure};

/// Installs what the arguments name, and nothing it depends on, into `target`: files whose hashes
/// the list has, and no others. Where Python comes without pip, with that of a throw-away virtual
/// environment.
pub(crate) fn install<S: AsRef<OsStr>>(
    what: &str,
    arguments: &[S],
    target: &Path,
) -> Result<(), Failure> {
    let output = match pip(Path::new("python3"), arguments, target) {
        Ok(output) if lacks_pip(&output) => {
            let folder = tempfile::tempdir().attempting("create a temporary folder")?;
            pip(&python_with_pip(folder.path())?, arguments, target)
        }
        other => other,
    }
    .map_err(|failure| failure.remedy("install Python 3 and its pip"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("could not install {what} from PyPI"))
        .because(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        .remedy("check the connection to the package index"))
}

/// The version of the Python that packages are installed for.
pub(crate) fn python_version() -> Result<String, Failure> {
    let output = Command::new("python3").arg("--version").output();
    let output = output.attempting("run python3").map_err(|failure| {
        failure.remedy("install Python 3, so that it can be called as python3")
    })?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn lacks_pip(output: &Output) -> bool {
    !output.status.success()
        && String::from_utf8_lossy(&output.stderr).contains("No module named pip")
}

fn pip<S: AsRef<OsStr>>(python: &Path, arguments: &[S], target: &Path) -> Result<Output, Failure> {
    Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--no-compile"])
        .args(["--require-hashes", "--only-binary", ":all:", "--target"])
        .arg(target)
        .args(arguments)
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        .output()
        .attempting("run python3")
}

fn python_with_pip(folder: &Path) -> Result<PathBuf, Failure> {
    let output = Command::new("python3").args(["-m", "venv"]).arg(folder).output();
    let output = output.attempting("run python3")?;
    if output.status.success() {
        return Ok(folder.join("bin/python3"));
    }
    Err(Failure::new("Python has neither pip nor a working venv module")
        .because(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .remedy("install python3-pip (or python3-venv)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_without_pip_is_recognised() {
        let missing = Command::new("sh")
            .args(["-c", "echo 'python3: No module named pip' >&2; exit 1"])
            .output()
            .unwrap();
        assert!(lacks_pip(&missing));
        assert!(!lacks_pip(&Command::new("true").output().unwrap()));
    }

    #[test]
    fn a_package_without_a_hash_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (list, package) = ("list.txt", "made-1.0-py3-none-any.whl");
        let [list, package] = [list, package].map(|name| folder.path().join(name));
        std::fs::write(&package, "a package").unwrap();
        std::fs::write(&list, format!("{}\n", package.display())).unwrap();
        let arguments = ["-r".as_ref(), list.as_os_str()];
        let refused = install("a list", &arguments, &folder.path().join("site")).unwrap_err();
        let said = refused.explained();
        assert!(said.contains("Hashes are required"), "{said}");
    }

    #[test]
    fn the_python_says_its_version() {
        assert!(python_version().unwrap().starts_with("Python 3"));
    }
}
