//! Cargo, as these commands call it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::{Attempt, Failure};

/// The package that is the provider; also the name of its binary.
pub const PROVIDER: &str = "terraform-provider-servicenow";

/// The name of the simulated instance's binary.
pub const SIMULATOR: &str = "servicenow-simulator";

/// The name of the binary that asks a real instance.
pub const PROBE: &str = "servicenow-probe";

/// How to compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quickly: for tests.
    Debug,
    /// As released: for measurements.
    Release,
}

/// What a build produced: the executables by the name of their target.
#[derive(Debug, Default)]
pub struct Executables(Vec<(String, PathBuf)>);

impl Executables {
    /// The path of the executable called `name`.
    pub fn get(&self, name: &str) -> Result<&Path, Failure> {
        let found = self.0.iter().find(|(built, _)| built == name);
        found
            .map(|(_, path)| path.as_path())
            .ok_or_else(|| Failure::new(format!("the build made no executable called {name}")))
    }

    fn from_messages(messages: &str) -> Self {
        let parsed = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        Self(parsed.filter_map(|message| executable(&message)).collect())
    }
}

fn executable(message: &Value) -> Option<(String, PathBuf)> {
    let name = message["target"]["name"].as_str()?;
    Some((name.to_owned(), PathBuf::from(message["executable"].as_str()?)))
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Cargo itself, in the folder of a workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Builds every binary of the workspace. The compiler's messages go to standard error.
pub fn build(root: &Path, profile: Profile) -> Result<Executables, Failure> {
    build_selected(root, profile, &["--workspace", "--bins"])
}

/// Builds what the demo runs, as `cargo xtask` has done before it started the demo.
pub fn build_demo(root: &Path) -> Result<Executables, Failure> {
    executables(cargo(root).args(xtask_start::DEMO.to_build()))
}

/// Builds the binaries of one package.
pub fn build_package(root: &Path, profile: Profile, package: &str) -> Result<Executables, Failure> {
    build_selected(root, profile, &["--package", package, "--bins"])
}

/// Builds one example program of one package.
pub fn build_example(
    root: &Path,
    profile: Profile,
    package: &str,
    name: &str,
) -> Result<Executables, Failure> {
    build_selected(root, profile, &["--package", package, "--example", name])
}

/// Builds a package that is no member of the workspace, as released, from its own lock file.
pub fn build_outside(
    root: &Path,
    package: &str,
    variables: &[(&str, &OsStr)],
) -> Result<Executables, Failure> {
    let mut command = build_command(&root.join(package), Profile::Release);
    command.arg("--locked").arg("--target-dir").arg(root.join("target").join(package));
    executables(command.envs(variables.iter().copied()))
}

fn build_selected(root: &Path, profile: Profile, what: &[&str]) -> Result<Executables, Failure> {
    executables(build_command(root, profile).args(what))
}

fn build_command(folder: &Path, profile: Profile) -> Command {
    let mut command = cargo(folder);
    command.args(["build", "--message-format", "json-render-diagnostics"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    command
}

/// Runs a command that builds and tells of it in JSON.
pub(crate) fn executables(command: &mut Command) -> Result<Executables, Failure> {
    messages(command).map(|messages| Executables::from_messages(&messages))
}

/// Runs a command that compiles, and answers what it told in JSON.
fn messages(command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output().attempting("run cargo")?;
    if !output.status.success() {
        return Err(Failure::new("the build failed"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Compiles `targets` of the workspace for testing and answers cargo's messages in JSON. Without targets, all
/// test programs, and the binaries and examples that they start.
pub fn compile_tests(root: &Path, targets: &[&str]) -> Result<String, Failure> {
    let mut command = test(root, &["--workspace", "--no-run"]);
    messages(command.args(["--message-format", "json-render-diagnostics"]).args(targets))
}

/// `cargo test` with `arguments`.
pub fn test(root: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo(root);
    command.arg("test").args(arguments);
    command
}

/// The crates of `package` as built for `target`: a line for each in `format`, after how deep it lies.
pub fn tree(
    root: &Path,
    package: &str,
    target: &str,
    edges: &str,
    format: &str,
) -> Result<String, Failure> {
    let mut command = cargo(root);
    command.args(["tree", "--locked", "--prefix", "depth", "--package", package]);
    command.args(["--target", target, "--edges", edges, "--format", format]);
    let output = command.stderr(Stdio::inherit()).output().attempting("run cargo")?;
    if !output.status.success() {
        return Err(Failure::new("cargo does not tell the crates"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_executables_of_a_build_are_found_by_name() {
        let messages = [
            json!({"reason": "compiler-artifact", "target": {"name": "lib"}, "executable": null}),
            json!({"reason": "compiler-artifact", "target": {"name": "tool"}, "executable": "/t/tool"}),
            json!({"reason": "build-finished", "success": true}),
        ]
        .map(|message| message.to_string())
        .join("\n");
        let built = Executables::from_messages(&messages);
        assert_eq!(built.get("tool").unwrap(), Path::new("/t/tool"));
        assert!(built.get("lib").is_err());
    }

    #[test]
    fn the_root_is_the_folder_of_the_workspace() {
        assert!(root().join("xtask/Cargo.toml").is_file());
    }
}
