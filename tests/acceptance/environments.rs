//! The guard of `examples/multi-instance`: state, variables and instance belong together, or nothing is
//! written.

use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::setup::{Setup, under_each_terraform};
use crate::support::stage::Stage;

/// The example, meant for the instance that calls itself `name`.
fn meant_for(stage: &Stage, name: &str) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace()?;
    workspace.copy(&xtask::cargo::root().join("examples/multi-instance"))?;
    let variables = [
        ("environment", "test"),
        ("instance_name", name),
        ("api_url", "https://orders.test.example.com/v1"),
        ("api_username", "servicenow-test"),
        ("api_password", "planted-api-password-q7Zx"),
    ];
    for (variable, value) in variables {
        workspace.variable(variable, value);
    }
    workspace.init()?.succeeded()?;
    stage.instance.forget_requests()?;
    Ok(workspace)
}

fn written(stage: &Stage) -> Result<usize, Failure> {
    let requests = stage.instance.requests()?;
    Ok(requests.iter().filter(|request| request.method != "GET").count())
}

fn refused(
    setup: &Setup,
    name: &str,
    prepare: impl Fn(&mut Workspace) -> Result<(), Failure>,
) -> Result<(String, Stage), Failure> {
    let stage = Stage::open(setup)?;
    let mut workspace = meant_for(&stage, name)?;
    prepare(&mut workspace)?;
    let said = workspace.apply(&[])?.refused()?;
    assert_eq!(written(&stage)?, 0, "{said}");
    Ok((said, stage))
}

#[test]
fn an_instance_of_another_name_is_refused_before_anything_is_written() {
    under_each_terraform(|setup| {
        let (said, _) = refused(setup, "acmetest", |_| Ok(()))?;
        let wanted = "This is the instance simulator, and test is acmetest. Nothing was written.";
        assert!(said.contains(wanted), "{said}");
        Ok(())
    });
}

#[test]
fn the_state_of_another_environment_is_refused() {
    under_each_terraform(|setup| {
        let (said, _) = refused(setup, "simulator", |workspace| {
            workspace.run(&["workspace", "new", "prod"])?.succeeded().map(drop)
        })?;
        let wanted = "The workspace is prod, and the variables are those of test.";
        assert!(said.contains(wanted), "{said}");
        Ok(())
    });
}

#[test]
fn an_address_of_another_environment_is_not_even_asked() {
    under_each_terraform(|setup| {
        let (said, stage) = refused(setup, "simulator", |workspace| {
            workspace.variable("allowed_instances", "[\"acmetest\"]");
            Ok(())
        })?;
        assert!(said.contains("acmetest"), "{said}");
        assert_eq!(stage.instance.requests()?.len(), 0, "{said}");
        Ok(())
    });
}

#[test]
fn the_environments_files_set_what_the_example_asks_for() {
    let folder = xtask::cargo::root().join("examples/multi-instance");
    let variables = std::fs::read_to_string(folder.join("variables.tf")).unwrap();
    for environment in ["dev", "test", "prod"] {
        let file = folder.join(format!("environments/{environment}.tfvars"));
        let text = std::fs::read_to_string(file).unwrap();
        let names = text.lines().filter_map(|line| Some(line.split_once('=')?.0.trim()));
        let names: Vec<&str> = names.collect();
        assert!(names.contains(&"allowed_instances"), "{environment}");
        for name in names {
            assert!(variables.contains(&format!("variable \"{name}\"")), "{name}");
        }
    }
}
