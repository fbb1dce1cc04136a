//! A hunt for secrets: marked ones in every secret field and every credential, through every
//! operation and every trouble of the instance, with all logs on; then a search wherever a secret
//! could have been left. Under the newest Terraform, and with the instance that hurts most.

mod places;
mod planted;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::Fault;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::orphans;
use crate::support::setup::{Setup, Unknowns, for_each};
use crate::support::stage::Stage;

use places::is_nowhere;
use planted::{RESOURCES, STATED, WAYS, sensitive_arguments, write_only_arguments};

/// Applies before one succeeds that meets no more trouble: each of the records may turn out to be there already.
const MOST_APPLIES: usize = 17;

/// One fault of each kind that the simulator knows.
fn faults() -> Vec<Value> {
    let unknown = serde_json::from_value::<Fault>(json!({"kind": "?"})).unwrap_err().to_string();
    let kinds: Vec<&str> = unknown.split('`').skip(3).step_by(2).collect();
    assert!(kinds.len() > 10, "{unknown}");
    kinds.into_iter().map(fault).collect()
}

/// The fault of this kind, with the rest it needs.
fn fault(kind: &str) -> Value {
    let details = json!({
        "latency": {"ms": 5}, "late": {"ms": 5}, "namesake": {"column": "description"}, "rate_limit": {"reset_seconds": 1}, "business_rule": {"rule": "A rule"},
        "drop_column": {"column": "password"}, "hide_column": {"column": "name"},
        "status": {"status": 500, "body": "{\"error\": {\"message\": \"Script failed\"}}", "carried_out": true},
    });
    let mut fault = details[kind].as_object().cloned().unwrap_or_default();
    fault.insert("kind".to_owned(), json!(kind));
    let fault = Value::Object(fault);
    serde_json::from_value::<Fault>(fault.clone())
        .unwrap_or_else(|wrong| panic!("{kind}: {wrong}"));
    fault
}

/// All logs on, and a backtrace with every panic.
fn talkative(stage: &Stage, configuration: &str) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace_with(configuration)?;
    workspace.set("RUST_BACKTRACE", "1");
    workspace.set("SERVICENOW_MAX_RETRIES", "1");
    workspace.log_at("TRACE");
    Ok(workspace)
}

#[test]
fn every_argument_that_takes_a_secret_is_planted() {
    let stage = Stage::open(&Setup::newest(Unknowns::Worst)).unwrap();
    let workspace = stage.workspace_with("provider \"servicenow\" {}\n").unwrap();
    let schemas = workspace.run(&["providers", "schema", "-json"]).unwrap().succeeded().unwrap();
    let schemas: Value = serde_json::from_str(&schemas.stdout).unwrap();
    let schemas = &schemas["provider_schemas"];
    let (_, schema) = schemas.as_object().unwrap().iter().next().unwrap();
    for (type_name, argument) in write_only_arguments(schema) {
        let block = RESOURCES.split("\nresource ").find(|block| {
            block.starts_with(&format!("\"{type_name}\""))
                && block.contains(&format!(" {argument} "))
        });
        assert!(block.is_some(), "{type_name}.{argument} is not planted");
    }
    let planted: BTreeSet<String> =
        WAYS.iter().flat_map(|way| way.arguments).map(|argument| (*argument).to_owned()).collect();
    assert_eq!(planted, sensitive_arguments(&schema["provider"]["block"]["attributes"], ""));
}

#[test]
fn a_secret_is_nowhere_after_every_operation_in_every_trouble() {
    let cases = faults().into_iter().map(|fault| (fault["kind"].to_string(), fault)).collect();
    for_each(cases, |fault| {
        let stage = Stage::open(&Setup::newest(Unknowns::Worst))?;
        let mut workspace = talkative(&stage, RESOURCES)?;
        let mut said = Vec::new();
        workspace.variable("secret", "M4rked-one");
        said.push(workspace.validate()?);
        for (round, secret) in ["M4rked-one", "M4rked-two"].iter().enumerate() {
            workspace.variable("secret", secret);
            workspace.variable("version_of_it", (round + 1).to_string());
            stage.instance.inject_faults(&json!([{"probability": 0.3, "fault": fault}]))?;
            said.push(workspace.apply(&[])?);
            stage.instance.clear_faults()?;
            said.push(workspace.plan(&["-out=saved.tfplan"])?.0);
            // The trouble may have left a record that no state knows of.
            said.extend(orphans::settle(&workspace, MOST_APPLIES, |_| Ok(()))?);
        }
        stage.instance.inject_faults(&json!([{"probability": 0.3, "fault": fault}]))?;
        said.push(workspace.destroy()?);
        is_nowhere("M4rked", &stage, &workspace, &said, true)
    });
}

#[test]
fn a_secret_that_is_kept_in_the_state_is_in_no_log_and_no_error() {
    let kinds = ["acl_refusal", "half_body", "html"].map(|kind| (kind.to_owned(), fault(kind)));
    for_each(kinds.to_vec(), |fault| {
        let stage = Stage::open(&Setup::newest(Unknowns::Worst))?;
        let mut workspace = talkative(&stage, STATED)?;
        workspace.variable("secret", "M4rked-one");
        let patches = json!([{"method": "PATCH", "probability": 0.5, "fault": fault}]);
        stage.instance.inject_faults(&patches)?;
        let mut said = vec![workspace.apply(&[])?];
        stage.instance.clear_faults()?;
        said.push(workspace.apply(&[])?);
        said.push(workspace.plan(&[])?.0);
        said.push(workspace.destroy()?);
        is_nowhere("M4rked", &stage, &workspace, &said, false)
    });
}

#[test]
fn a_credential_of_the_provider_is_nowhere_whether_it_is_accepted_or_not() {
    let cases = WAYS.iter().map(|way| (way.arguments.join(", "), way)).collect();
    for_each(cases, |way| {
        let stage = Stage::open(&Setup::newest(Unknowns::Worst))?;
        way.prepare(&stage)?;
        let mut workspace = talkative(&stage, &way.configuration())?;
        workspace.variable("secret", "M4rked-one");
        for name in ["SERVICENOW_USERNAME", "SERVICENOW_PASSWORD"] {
            workspace.unset(name);
        }
        let mut said = vec![workspace.plan(&["-out=saved.tfplan"])?.0, workspace.apply(&[])?];
        assert_eq!(said[1].status.success(), way.lets_in, "{}", said[1].said());
        stage.instance.inject_faults(&json!([{"probability": 0.5, "fault": {"kind": "html"}}]))?;
        said.push(workspace.destroy()?);
        is_nowhere("M4rked", &stage, &workspace, &said, true)
    });
}
