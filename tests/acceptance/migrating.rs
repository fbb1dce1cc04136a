//! A configuration that comes from another provider, under the real Terraform: nothing is made, changed or deleted.
//!
//! Terraform wants that provider installed, and starts it, as long as the state names it. What is installed in its place here
//! is this provider under its address: it is never asked for the states, which this test writes as that provider would.

use std::path::Path;

use serde_json::{Map, Value, json};
use xtask::failure::Failure;
use xtask::mirror::Mirror;
use xtask::workspace::Workspace;

use crate::support::provider;
use crate::support::setup::{Setup, everywhere, under_each_terraform};
use crate::support::stage::Stage;

const THEIRS: &str = "tylerhatton/servicenow";
const STATE: &str = "terraform.tfstate";
const PASSWORD: &str = "planted-before";

/// Each resource of the example: its type there and here, its name, and its attributes as that provider keeps them, beside
/// those that it refers to others by.
fn resources() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    vec![
        (
            "servicenow_user",
            "servicenow_user",
            "shipping",
            json!({ "user_name": "svc.shipping", "first_name": "Acme",
            "last_name": "Shipping", "email": "shipping@acme.example", "active": true, "vip": false, "phone": "" }),
        ),
        (
            "servicenow_group",
            "servicenow_group",
            "planners",
            json!({ "name": "Tour planners",
            "description": "Plan the tours of the day.", "active": true, "include_members": false }),
        ),
        ("servicenow_group_member", "servicenow_group_member", "shipping", json!({})),
        (
            "servicenow_alias",
            "servicenow_connection_alias",
            "shipping",
            json!({ "name": "Shipping", "type": "connection",
            "connection_type": "http_connection", "multiple_actions": false, "scope": "global" }),
        ),
        (
            "servicenow_basic_auth_credential",
            "servicenow_credential",
            "shipping",
            json!({ "name": "Shipping",
            "username": "svc.shipping", "password": PASSWORD, "credential_alias": "" }),
        ),
        (
            "servicenow_http_connection",
            "servicenow_connection",
            "shipping",
            json!({ "name": "Shipping API", "active": true,
            "connection_url": "https://api.acme.example/v2", "use_mid_server": false }),
        ),
        (
            "servicenow_business_rule",
            "servicenow_business_rule",
            "stamp_orders",
            json!({ "name": "Stamp orders", "table": "incident",
            "when": "after", "action_insert": true, "active": true, "advanced": true, "order": 100, "scope": "global", "protection_policy": "",
            "script": "(function executeRule(current, previous) { current.correlation_display = 'shipping'; })(current, previous);" }),
        ),
        (
            "servicenow_rest_message",
            "servicenow_rest_message",
            "tracking",
            json!({ "name": "Tracking",
            "rest_endpoint": "https://api.acme.example/v2/track", "description": "Asks where a parcel is." }),
        ),
        (
            "servicenow_rest_message_header",
            "servicenow_rest_message_header",
            "tracking_version",
            json!({ "name": "X-Version", "value": "2" }),
        ),
        (
            "servicenow_flow",
            "servicenow_record",
            "intake",
            json!({ "name": "Shipping intake", "description": "Takes orders in." }),
        ),
    ]
}

/// The attributes of each resource by which it refers to another one, with the type and the name of that one here.
const REFERENCES: &[(&str, &str, &str, &str)] = &[
    ("servicenow_group_member", "user", "servicenow_user", "shipping"),
    ("servicenow_group_member", "group", "servicenow_group", "planners"),
    ("servicenow_http_connection", "connection_alias", "servicenow_connection_alias", "shipping"),
    ("servicenow_http_connection", "credential", "servicenow_credential", "shipping"),
    ("servicenow_rest_message_header", "rest_message_id", "servicenow_rest_message", "tracking"),
];

/// The sys_id of a resource in a state of ours.
fn sys_id(state: &Value, kind: &str, name: &str) -> Value {
    let all = state["resources"].as_array().unwrap();
    let found = all.iter().find(|one| one["type"] == kind && one["name"] == name);
    found.unwrap_or_else(|| panic!("no {kind}.{name}"))["instances"][0]["attributes"]["id"].clone()
}

/// The state as the other provider would have written it, of the records that a state of ours knows.
fn before(ours: &str) -> String {
    let ours: Value = serde_json::from_str(ours).unwrap();
    let resources = resources().into_iter().map(|(theirs, here, name, mut attributes)| {
        attributes["id"] = sys_id(&ours, here, name);
        for (_, attribute, kind, name) in REFERENCES.iter().filter(|one| one.0 == theirs) {
            attributes[*attribute] = sys_id(&ours, kind, name);
        }
        resource(theirs, name, &attributes)
    });
    let resources: Vec<Value> = resources.collect();
    json!({ "version": 4, "terraform_version": "1.11.0", "serial": 7, "lineage": "5b0e1a52-0000-4000-8000-000000000001",
        "outputs": Map::new(), "resources": resources, "check_results": null })
    .to_string()
}

fn resource(kind: &str, name: &str, attributes: &Value) -> Value {
    let provider = format!("provider[\"registry.terraform.io/{THEIRS}\"]");
    let instance = json!({ "schema_version": 0, "attributes": attributes, "sensitive_attributes": [], "private": "bnVsbA==" });
    json!({ "mode": "managed", "type": kind, "name": name, "provider": provider, "instances": [instance] })
}

/// A workspace that also finds the other provider.
fn workspace(setup: &Setup, stage: &Stage, folder: &Path) -> Result<Workspace, Failure> {
    let executable = provider::mirror().executable();
    let mirror = Mirror::install(folder, &executable)?;
    mirror.also(THEIRS, "0.11.0", &executable)?;
    let mut workspace = Workspace::new(&setup.terraform, &mirror)?;
    workspace.sign_in(stage.url(), "admin", "admin");
    Ok(workspace)
}

#[test]
fn the_examples_configuration_comes_over_without_a_change_on_the_instance() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let untouched = stage.instance.export()?;
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(setup, &stage, folder.path())?;
        workspace.copy(&xtask::cargo::root().join("examples/migrating"))?;
        workspace.init()?.succeeded()?;
        workspace.apply(&[])?.succeeded()?;
        workspace.write(STATE, &before(&workspace.state_file()))?;
        let there = stage.instance.export()?;
        workspace.init()?.succeeded()?;
        let applied = workspace.apply(&[])?.succeeded()?;
        let said = applied.said();
        assert!(said.contains("0 added, 2 changed, 0 destroyed"), "{said}");
        assert!(!said.contains(PASSWORD), "{said}");
        stage.is_as_before(&there)?;
        let kept = workspace.state_file();
        assert!(!kept.contains(PASSWORD) && !kept.contains(THEIRS), "{kept}");
        workspace.plan(&[])?.unchanged()?;
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&untouched)
    });
}

#[test]
fn the_application_of_the_other_provider_is_refused_with_what_to_do() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(setup, &stage, folder.path())?;
        let attributes =
            json!({ "id": "ab", "name": "Orders", "scope": "x_acme_orders", "version": "1.0.0" });
        let stored = json!({ "version": 4, "terraform_version": "1.11.0", "serial": 1,
            "lineage": "5b0e1a52-0000-4000-8000-000000000002", "outputs": {}, "check_results": null,
            "resources": [resource("servicenow_application", "orders", &attributes)] });
        workspace.write(STATE, &stored.to_string())?;
        workspace.write("terraform.tf", &crate::support::initialised::head())?;
        workspace.write(
            "main.tf",
            "resource \"servicenow_application\" \"orders\" {\n  scope = \"x_acme_orders\"\n}\n",
        )?;
        workspace.init()?.succeeded()?;
        let refused = workspace.plan(&[])?.0.refused()?;
        let said = refused.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Another type of the same name"), "{said}");
        assert!(said.contains("servicenow_scoped_application"), "{said}");
        Ok(())
    });
}

#[test]
fn a_row_of_any_table_becomes_a_type_of_its_own_and_back() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let untouched = stage.instance.export()?;
        let row = "resource \"servicenow_record\" \"a\" {\n  table  = \"sys_user_group\"\n  fields = { name = \"Moved\", description = \"Text.\" }\n}\n";
        let group = "resource \"servicenow_group\" \"a\" {\n  name        = \"Moved\"\n  description = \"Text.\"\n}\n";
        let moved =
            |from: &str, to: &str| format!("moved {{\n  from = {from}.a\n  to   = {to}.a\n}}\n");
        let workspace = stage.workspace_with(row)?;
        workspace.apply(&[])?.succeeded()?;
        let there = stage.instance.export()?;
        for (text, from, to) in [
            (group, "servicenow_record", "servicenow_group"),
            (row, "servicenow_group", "servicenow_record"),
        ] {
            workspace.write("main.tf", &format!("{text}{}", moved(from, to)))?;
            let applied = workspace.apply(&[])?.succeeded()?;
            let said = applied.said();
            assert!(said.contains("0 added, 0 changed, 0 destroyed"), "{said}");
            workspace.plan(&[])?.unchanged()?;
            stage.is_as_before(&there)?;
        }
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&untouched)
    });
}
