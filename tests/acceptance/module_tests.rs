//! People test their own modules with `terraform test` and a simulated instance, by the script that
//! the example shows.

use std::process::Command;

use xtask::failure::{Attempt, Failure};

use crate::support::provider;
use crate::support::setup::everywhere;
use crate::support::stage::Stage;

const EXAMPLE: &str = "examples/testing";

#[test]
fn a_module_is_tested_on_a_simulated_instance_and_leaves_nothing_there() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let before = stage.instance.export()?;
        let workspace = stage.workspace()?;
        workspace.copy(&xtask::cargo::root().join(EXAMPLE))?;
        workspace.init()?.succeeded()?;
        let outcome = workspace.run(&["test", "-no-color"])?.succeeded()?;
        assert!(outcome.stdout.contains("Success! 3 passed, 0 failed."), "{}", outcome.stdout);
        stage.is_as_before(&before)
    });
}

#[test]
fn the_script_starts_an_instance_runs_the_tests_and_stops_it_again() {
    crate::support::setup::under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = stage.workspace()?;
        workspace.copy(&xtask::cargo::root().join(EXAMPLE))?;
        let mut terraform = workspace.command(["version"]);
        let output = script(&workspace, &mut terraform, setup)?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains("Success! 3 passed, 0 failed."), "{said}");
        assert_eq!(stage.instance.counts()?.total, 0, "the script used another instance");
        Ok(())
    });
}

/// Runs the script with the environment Terraform would have, but for the instance.
fn script(
    workspace: &xtask::workspace::Workspace,
    terraform: &mut Command,
    setup: &crate::support::setup::Setup,
) -> Result<std::process::Output, Failure> {
    let mut script = Command::new(workspace.path().join("run.sh"));
    for (name, value) in terraform.get_envs() {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    script.env("SIMULATOR", provider::simulator()).env("TERRAFORM", &setup.terraform.path);
    script.output().attempting("run the script")
}
