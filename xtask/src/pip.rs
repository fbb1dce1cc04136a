//! Packages of Python's index, installed with pip into a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::failure::{Attempt, Failure};

/// Installs what the list has into `target`, which is not there yet, as [`install`] does: first into a folder beside it,
/// so that neither an interrupted run nor a second one at the same time leaves half a package.
pub(crate) fn install_whole(what: &str, list: &Path, target: &Path) -> Result<(), Failure> {
    let folder = target.parent().unwrap_or(target);
    fs::create_dir_all(folder).attempting(format!("create {}", folder.display()))?;
    let partial = tempfile::tempdir_in(folder).attempting("create a temporary folder")?;
    install(what, list, partial.path())?;
    put(partial, target)
}

/// Moves a folder into place, unless another run was faster.
fn put(partial: TempDir, target: &Path) -> Result<(), Failure> {
    let moved = fs::rename(partial.path(), target);
    if moved.is_ok() {
        // What lay in the temporary folder is not to be removed from where it is now.
        let _ = partial.keep();
    } else if target.is_dir() {
        return partial.close().attempting("remove a second copy");
    }
    moved.attempting(format!("move the packages to {}", target.display()))
}

/// Installs what the list has, and nothing it depends on, into `target`: files whose hashes the list
/// has, and no others. Where Python comes without pip, with that of a throw-away virtual environment.
pub(crate) fn install(what: &str, list: &Path, target: &Path) -> Result<(), Failure> {
    let output = match pip(Path::new("python3"), list, target) {
        Ok(output) if lacks_pip(&output) => {
            let folder = tempfile::tempdir().attempting("create a temporary folder")?;
            pip(&python_with_pip(folder.path())?, list, target)
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

fn pip(python: &Path, list: &Path, target: &Path) -> Result<Output, Failure> {
    Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--no-compile"])
        .args(["--require-hashes", "--only-binary", ":all:", "--target"])
        .arg(target)
        .arg("-r")
        .arg(list)
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
        fs::write(&package, "a package").unwrap();
        fs::write(&list, format!("{}\n", package.display())).unwrap();
        let refused = install_whole("a list", &list, &folder.path().join("site")).unwrap_err();
        let said = refused.explained();
        assert!(said.contains("Hashes are required"), "{said}");
        // Neither packages nor what they were first put into.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_another_run_has_put_into_place_stays_there() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        for name in ["first", "second"] {
            let partial = tempfile::tempdir_in(folder.path()).unwrap();
            fs::write(partial.path().join(name), name).unwrap();
            put(partial, &site).unwrap();
        }
        assert!(site.join("first").is_file() && !site.join("second").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_python_says_its_version() {
        assert!(python_version().unwrap().starts_with("Python 3"));
    }
}
