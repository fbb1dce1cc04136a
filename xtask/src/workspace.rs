//! A folder with a configuration, and Terraform run in it with an environment of its own.

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::failure::{Attempt, Failure};
use crate::mirror::Mirror;
use crate::outcome::{Outcome, PlanOutcome};
use crate::system;
use crate::terraform::Cli;

/// A temporary folder that Terraform runs in. Nothing of the user's own Terraform or ServiceNow
/// settings reaches it, and it is removed in the end.
#[derive(Debug)]
pub struct Workspace {
    folder: TempDir,
    terraform: PathBuf,
    environment: BTreeMap<OsString, OsString>,
}

impl Workspace {
    /// An empty workspace that installs the provider from `mirror`.
    pub fn new(terraform: &Cli, mirror: &Mirror) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let terraform = terraform.path.clone();
        let mut workspace = Self { folder, terraform, environment: BTreeMap::new() };
        workspace.set("TF_CLI_CONFIG_FILE", mirror.cli_configuration());
        workspace.set("CHECKPOINT_DISABLE", "1");
        workspace.set("XDG_CACHE_HOME", workspace.caches());
        Ok(workspace)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the provider keeps what it notes between runs: not among the caches of the user.
    pub fn caches(&self) -> PathBuf {
        self.path().join("caches")
    }

    /// Sets an environment variable for every later run.
    pub fn set(&mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) {
        self.environment.insert(name.as_ref().to_owned(), value.as_ref().to_owned());
    }

    /// Removes an environment variable set before.
    pub fn unset(&mut self, name: impl AsRef<OsStr>) {
        self.environment.remove(name.as_ref());
    }

    /// Lets the provider use the instance at `url` as `user`, through its environment variables.
    pub fn sign_in(&mut self, url: &str, user: &str, password: &str) {
        self.set("SERVICENOW_INSTANCE_URL", url);
        self.set("SERVICENOW_USERNAME", user);
        self.set("SERVICENOW_PASSWORD", password);
    }

    /// Gives the input variable `name` a value.
    pub fn variable(&mut self, name: &str, value: impl AsRef<OsStr>) {
        self.set(format!("TF_VAR_{name}"), value);
    }

    /// Writes a file of the configuration, replacing it if it is there.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        fs::write(self.path().join(name), text).attempting(format!("write {name}"))
    }

    /// Copies the files of `folder`, and the folders in it, into the workspace.
    pub fn copy(&self, folder: &Path) -> Result<(), Failure> {
        copy_folder(folder, self.path()).attempting(format!("copy {}", folder.display()))
    }

    /// The command `terraform` with `arguments`, ready to be started by the caller.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(&self.terraform);
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        for (name, _) in env::vars_os().filter(|(name, _)| is_foreign(name)) {
            command.env_remove(name);
        }
        command.envs(&self.environment);
        command
    }

    /// Runs `terraform` with `arguments` and waits for it. A failing run is an answer, not an
    /// error.
    pub fn run(&self, arguments: &[&str]) -> Result<Outcome, Failure> {
        let output = self.command(arguments).output().attempting("run terraform")?;
        Ok(Outcome::new(arguments, &output))
    }

    /// Starts `terraform` as the leader of a process group of its own, as a terminal would, with
    /// its output captured.
    pub fn start(&self, arguments: &[&str]) -> Result<Child, Failure> {
        let mut command = self.command(arguments);
        system::in_a_group_of_its_own(&mut command);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().attempting("start terraform")
    }

    /// `terraform init`, from the mirror.
    pub fn init(&self) -> Result<Outcome, Failure> {
        self.run(&["init", "-input=false", "-no-color"])
    }

    /// `terraform validate`.
    pub fn validate(&self) -> Result<Outcome, Failure> {
        self.run(&["validate", "-no-color"])
    }

    /// `terraform plan`, telling a plan with changes from one without.
    pub fn plan(&self, more: &[&str]) -> Result<PlanOutcome, Failure> {
        let fixed = ["plan", "-input=false", "-no-color", "-detailed-exitcode"];
        self.run(&[&fixed, more].concat()).map(PlanOutcome)
    }

    /// `terraform apply` without asking.
    pub fn apply(&self, more: &[&str]) -> Result<Outcome, Failure> {
        let fixed = ["apply", "-input=false", "-no-color", "-auto-approve"];
        self.run(&[&fixed, more].concat())
    }

    /// `terraform destroy` without asking.
    pub fn destroy(&self) -> Result<Outcome, Failure> {
        self.run(&["destroy", "-input=false", "-no-color", "-auto-approve"])
    }

    /// `terraform import`.
    pub fn import(&self, address: &str, id: &str) -> Result<Outcome, Failure> {
        self.run(&["import", "-input=false", "-no-color", address, id])
    }

    /// `terraform show -json` of the state, or of a saved plan.
    pub fn show(&self, plan: Option<&str>) -> Result<Value, Failure> {
        let mut arguments = vec!["show", "-json", "-no-color"];
        arguments.extend(plan);
        let outcome = self.run(&arguments)?.succeeded()?;
        serde_json::from_str(&outcome.stdout).attempting("read the answer of terraform show")
    }

    /// Turns logging on at `level`; [`Workspace::log`] reads what was written.
    pub fn log_at(&mut self, level: &str) {
        self.set("TF_LOG", level);
        self.set("TF_LOG_PATH", self.path().join("terraform.log"));
    }

    /// The log since logging was turned on, empty when nothing was written.
    pub fn log(&self) -> String {
        fs::read(self.path().join("terraform.log"))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// The state file as text, empty when there is none.
    pub fn state_file(&self) -> String {
        fs::read_to_string(self.path().join("terraform.tfstate")).unwrap_or_default()
    }
}

/// Settings of whoever runs this that would change what Terraform or the provider does.
fn is_foreign(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    name.starts_with("TF_")
        || name.starts_with("SERVICENOW_")
        || ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].contains(&name.as_str())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        // What a run in the folder left behind is the user's, not part of the configuration.
        if entry.file_name().to_string_lossy().starts_with(".terraform") || is_state(&target) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn is_state(path: &Path) -> bool {
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    name.contains(".tfstate") || name.ends_with(".tfvars")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> (TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("provider");
        fs::write(&binary, "").unwrap();
        let mirror = Mirror::install(folder.path(), &binary).unwrap();
        let cli = Cli { label: "echo".into(), path: "/bin/echo".into() };
        let workspace = Workspace::new(&cli, &mirror).unwrap();
        (folder, workspace)
    }

    #[test]
    fn the_users_settings_are_foreign_and_the_path_is_not() {
        for name in ["TF_LOG", "SERVICENOW_USERNAME", "https_proxy", "TF_VAR_x"] {
            assert!(is_foreign(OsStr::new(name)), "{name}");
        }
        assert!(!is_foreign(OsStr::new("PATH")));
        assert!(!is_foreign(OsStr::new("HOME")));
    }

    #[test]
    fn a_run_sees_the_mirror_and_its_variables() {
        let (_mirror, mut workspace) = workspace();
        workspace.variable("name", "value");
        let command = workspace.command(["plan"]);
        let set: Vec<_> = command.get_envs().filter(|(_, value)| value.is_some()).collect();
        assert!(set.iter().any(|(name, _)| *name == "TF_CLI_CONFIG_FILE"));
        assert!(set.contains(&(OsStr::new("TF_VAR_name"), Some(OsStr::new("value")))));
    }

    #[test]
    fn state_and_plugins_of_an_earlier_run_are_not_copied() {
        let (_mirror, workspace) = workspace();
        let example = tempfile::tempdir().unwrap();
        for name in ["main.tf", "terraform.tfstate", ".terraform.lock.hcl", "my.tfvars"] {
            fs::write(example.path().join(name), name).unwrap();
        }
        fs::create_dir(example.path().join("module")).unwrap();
        fs::write(example.path().join("module/a.tf"), "").unwrap();
        workspace.copy(example.path()).unwrap();
        assert!(workspace.path().join("main.tf").exists());
        assert!(workspace.path().join("module/a.tf").exists());
        assert_eq!(fs::read_dir(workspace.path()).unwrap().count(), 2);
    }

    #[test]
    fn an_outcome_holds_what_was_run_and_what_it_said() {
        let (_mirror, workspace) = workspace();
        let outcome = workspace.validate().unwrap().succeeded().unwrap();
        assert_eq!(outcome.stdout, "validate -no-color\n");
        assert!(workspace.log().is_empty());
        assert!(workspace.state_file().is_empty());
    }
}
