//! What the best peer gets wrong, each of its measured faults as a test of ours.

use std::collections::BTreeSet;

use serde_json::json;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::planned::Planned;
use crate::support::records::{in_the_state, on_the_instance};
use crate::support::setup::{everywhere, under_each_terraform};
use crate::support::stage::Stage;

const GROUP: &str = r#"
provider "servicenow" {}

variable "description" {
  type    = string
  default = "Before"
}

resource "servicenow_group" "one" {
  name        = "Peer"
  description = var.description
}
"#;

const REGISTRY: &str = r#"
provider "servicenow" {}

resource "servicenow_oauth_registry" "one" {
  name                     = "Peer"
  type                     = "oauth_provider"
  client_id                = "peer"
  client_secret_wo         = "P33r~Secret"
  client_secret_wo_version = 1
  token_url                = "https://login.example.com/token"
}
"#;

const CREDENTIAL: &str = r#"
provider "servicenow" {}

resource "servicenow_credential" "one" {
  type                = "basic_auth"
  name                = "Peer"
  username            = "peer"
  password_wo         = "P33r~Secret"
  password_wo_version = 1
}
"#;

/// The records named as the configurations name theirs.
fn stored(stage: &Stage, table: &str) -> Result<BTreeSet<String>, Failure> {
    on_the_instance(&stage.instance, table, "nameSTARTSWITHPeer")
}

fn description(stage: &Stage) -> Result<String, Failure> {
    let record = stage.instance.record("sys_user_group", "name=Peer")?;
    Ok(record["description"].as_str().unwrap_or_default().to_owned())
}

fn described_in_the_state(workspace: &Workspace) -> Result<String, Failure> {
    let state = workspace.show(None)?;
    let attributes = &state["values"]["root_module"]["resources"][0]["values"];
    Ok(attributes["description"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_create_answered_with_503_after_it_was_stored_makes_one_record() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = stage.workspace_with(GROUP)?;
        let stored_all_the_same = json!({"kind": "status", "status": 503, "carried_out": true});
        stage.instance.inject_faults(&json!([
            {"method": "POST", "table": "sys_user_group", "times": 1, "fault": stored_all_the_same},
        ]))?;
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored(&stage, "sys_user_group")?.len(), 1);
        assert_eq!(in_the_state(&workspace)?, stored(&stage, "sys_user_group")?);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

#[test]
fn an_update_or_delete_that_an_access_rule_refuses_is_an_error_and_changes_nothing() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(GROUP)?;
        workspace.apply(&[])?.succeeded()?;
        let refusals = ["PATCH", "DELETE"].map(
            |method| json!({"method": method, "table": "sys_user_group", "fault": {"kind": "acl_refusal"}}),
        );
        stage.instance.inject_faults(&json!(refusals))?;
        workspace.variable("description", "After");
        let said = workspace.apply(&[])?.refused()?;
        assert!(said.contains("Cannot update") && said.contains("Update Failed"), "{said}");
        assert_eq!(
            (description(&stage)?.as_str(), described_in_the_state(&workspace)?.as_str()),
            ("Before", "Before")
        );
        let said = workspace.destroy()?.refused()?;
        assert!(said.contains("Cannot delete") && said.contains("Delete Failed"), "{said}");
        assert_eq!(in_the_state(&workspace)?, stored(&stage, "sys_user_group")?);
        stage.instance.clear_faults()?;
        workspace.destroy()?.succeeded()?;
        assert!(stored(&stage, "sys_user_group")?.is_empty());
        Ok(())
    });
}

#[test]
fn a_read_that_fails_after_a_create_leaves_no_orphan_and_no_duplicate() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = stage.workspace_with(REGISTRY)?;
        // The default profile is looked up once the registry entry is stored.
        stage.instance.inject_faults(&json!([
            {"method": "GET", "table": "oauth_entity_profile", "fault": {"kind": "status", "status": 500}},
        ]))?;
        workspace.apply(&[])?.refused()?;
        assert_eq!(in_the_state(&workspace)?, stored(&stage, "oauth_entity")?);
        stage.instance.clear_faults()?;
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored(&stage, "oauth_entity")?.len(), 1);
        assert_eq!(in_the_state(&workspace)?, stored(&stage, "oauth_entity")?);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

#[test]
fn a_password_shows_no_change_on_the_next_plan_and_is_not_in_the_state() {
    everywhere(|setup| {
        for configuration in [CREDENTIAL, REGISTRY] {
            let stage = Stage::open(setup)?;
            let workspace = stage.workspace_with(configuration)?;
            workspace.apply(&[])?.succeeded()?;
            assert!(!workspace.state_file().contains("P33r~Secret"));
            for _ in 0..2 {
                workspace.plan(&[])?.unchanged()?;
            }
        }
        Ok(())
    });
}

#[test]
fn a_hundred_records_cost_a_request_each_to_create_and_two_in_all_to_plan() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let hundred = "provider \"servicenow\" {}\n\nresource \"servicenow_connection_alias\" \"many\" {\n  \
                       count = 100\n  name  = \"Peer_${count.index}\"\n}\n";
        let workspace = stage.workspace_with(hundred)?;
        stage.instance.forget_requests()?;
        workspace.apply(&[])?.succeeded()?;
        let made = requests(&stage)?;
        assert!(made <= 102, "100 records cost {made} requests to create");
        stage.instance.forget_requests()?;
        workspace.plan(&[])?.unchanged()?;
        let made = requests(&stage)?;
        assert!(made <= 2, "100 records cost {made} requests to plan");
        assert_eq!(stored(&stage, "sys_alias")?.len(), 100);
        Ok(())
    });
}

/// The requests of the provider since the last forgetting.
fn requests(stage: &Stage) -> Result<usize, Failure> {
    let all = stage.instance.requests()?;
    Ok(all.iter().filter(|one| one.path.starts_with("/api/")).count())
}

#[test]
fn an_imported_credential_plans_no_change_but_the_secret_it_is_to_send() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let row = json!({"name": "Peer", "user_name": "peer", "password": "as it was"});
        stage.instance.insert("basic_auth_credentials", &row)?;
        let without_secret: Vec<&str> =
            CREDENTIAL.lines().filter(|line| !line.contains("password_wo")).collect();
        let workspace = stage.workspace_with(&without_secret.join("\n"))?;
        workspace.import("servicenow_credential.one", "basic_auth/Peer")?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        workspace.write("main.tf", CREDENTIAL)?;
        let planned = Planned::by(&workspace)?;
        let changed: Vec<&str> = planned[0].changed.iter().map(String::as_str).collect();
        assert_eq!((planned.len(), changed), (1, vec!["password_wo_version", "secrets_sent_at"]));
        Ok(())
    });
}
