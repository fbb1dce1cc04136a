//! What colleagues do on the instance between two runs: plans show it, applies put it right.

use serde_json::{Value, json};
use xtask::failure::Failure;
use xtask::instance::Instance;
use xtask::workspace::Workspace;

use crate::support::planned::Planned;
use crate::support::setup::everywhere;
use crate::support::stage::Stage;

const CONFIGURATION: &str = r#"
provider "servicenow" {}

resource "servicenow_connection_alias" "erp" {
  name                 = "ERP"
  multiple_connections = false
}

resource "servicenow_oauth_registry" "erp" {
  name                     = "ERP OAuth"
  type                     = "oauth_provider"
  client_id                = "erp-client"
  client_secret_wo         = "not looked at here"
  client_secret_wo_version = 1
  default_grant_type       = "client_credentials"
  token_url                = "https://login.example.com/token"
  access_token_lifespan    = 3600
  comments                 = "Managed by Terraform."
}

resource "servicenow_credential" "erp" {
  type                = "basic_auth"
  name                = "ERP account"
  username            = "svc.erp"
  password_wo         = "not looked at here"
  password_wo_version = 1
  order               = 200
}

resource "servicenow_connection" "erp" {
  name               = "ERP production"
  connection_alias   = servicenow_connection_alias.erp.id
  credential         = servicenow_credential.erp.id
  connection_url     = "https://erp.example.com/api"
  connection_timeout = 30000
}
"#;

/// A column somebody changes: type and attribute, table and column, the value they put there.
const DRIFTS: [(&str, &str, &str, &str, &str); 9] = [
    (
        "servicenow_connection_alias",
        "multiple_connections",
        "sys_alias",
        "multiple_connections",
        "true",
    ),
    ("servicenow_oauth_registry", "client_id", "oauth_entity", "client_id", "other-client"),
    (
        "servicenow_oauth_registry",
        "token_url",
        "oauth_entity",
        "token_url",
        "https://x.example.com",
    ),
    (
        "servicenow_oauth_registry",
        "access_token_lifespan",
        "oauth_entity",
        "access_token_lifespan",
        "60",
    ),
    ("servicenow_oauth_registry", "comments", "oauth_entity", "comments", ""),
    ("servicenow_credential", "username", "basic_auth_credentials", "user_name", "svc.other"),
    ("servicenow_credential", "order", "basic_auth_credentials", "order", "1"),
    (
        "servicenow_connection",
        "connection_url",
        "http_connection",
        "connection_url",
        "https://x.example.com",
    ),
    ("servicenow_connection", "connection_timeout", "http_connection", "connection_timeout", "1"),
];

fn applied(stage: &Stage) -> Result<Workspace, Failure> {
    let workspace = stage.workspace_with(CONFIGURATION)?;
    workspace.apply(&[])?.succeeded()?;
    workspace.plan(&[])?.unchanged()?;
    Ok(workspace)
}

/// The record of `table` that the configuration made.
fn record(instance: &Instance, table: &str) -> Result<(String, Value), Failure> {
    let record = instance.record(table, "nameSTARTSWITHERP")?;
    let sys_id = record["sys_id"].as_str().unwrap().to_owned();
    Ok((sys_id, Value::Object(record)))
}

#[test]
fn drift_on_each_field_is_planned_and_put_back() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = applied(&stage)?;
        let mut originals = Vec::new();
        for (_, _, table, column, value) in DRIFTS {
            let (sys_id, before) = record(&stage.instance, table)?;
            originals.push(before[column].clone());
            stage.instance.update(table, &sys_id, &json!({ column: value }))?;
        }
        every_drift_is_planned(&Planned::by(&workspace)?);
        workspace.apply(&[])?.succeeded()?;
        for ((_, _, table, column, _), original) in DRIFTS.iter().zip(originals) {
            let (_, now) = record(&stage.instance, table)?;
            assert_eq!(now[*column], original, "{table}.{column} was not put back");
        }
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

fn every_drift_is_planned(planned: &[Planned]) {
    for (kind, attribute, ..) in DRIFTS {
        let address = format!("{kind}.erp");
        let resource = planned.iter().find(|resource| resource.address == address).unwrap();
        assert_eq!(resource.actions, ["update"], "{address}");
        assert!(resource.changed.contains(attribute), "{attribute} is not in {resource:?}");
    }
}

#[test]
fn a_record_deleted_behind_terraforms_back_is_created_again() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let workspace = applied(&stage)?;
        let (sys_id, _) = record(&stage.instance, "http_connection")?;
        stage.instance.delete("http_connection", &sys_id)?;
        let planned = Planned::by(&workspace)?;
        let creates: Vec<&Planned> =
            planned.iter().filter(|one| one.actions == ["create"]).collect();
        assert_eq!(creates.len(), 1, "{planned:?}");
        assert_eq!(creates[0].address, "servicenow_connection.erp");
        workspace.apply(&[])?.succeeded()?;
        assert_ne!(record(&stage.instance, "http_connection")?.0, sys_id);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}
