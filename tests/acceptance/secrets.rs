//! Where secrets are: on the instance, and nowhere else.

use std::collections::BTreeSet;
use std::process::Command;

use reqwest::Method;
use serde_json::json;
use xtask::failure::{Attempt, Failure};
use xtask::workspace::Workspace;

use crate::support::planned::Planned;
use crate::support::setup::{everywhere, under_each_terraform};
use crate::support::stage::Stage;

const CONFIGURATION: &str = r#"
provider "servicenow" {}

variable "secret" {
  type      = string
  sensitive = true
  ephemeral = true
}

variable "version_of_it" {
  type    = number
  default = 1
}

resource "servicenow_oauth_registry" "planted" {
  name                     = "Planted OAuth"
  type                     = "oauth_provider"
  client_id                = "planted"
  client_secret_wo         = "${var.secret}-client"
  client_secret_wo_version = var.version_of_it
  token_url                = "https://login.example.com/token"
}

resource "servicenow_credential" "password" {
  type                = "basic_auth"
  name                = "Planted password"
  username            = "planted"
  password_wo         = "${var.secret}-password"
  password_wo_version = var.version_of_it
}

resource "servicenow_credential" "key" {
  type               = "api_key"
  name               = "Planted key"
  api_key_wo         = "${var.secret}-key"
  api_key_wo_version = var.version_of_it
}
"#;

/// Where the instance keeps each secret, and how its value ends.
const PLACES: [(&str, &str, &str); 3] = [
    ("oauth_entity", "client_secret", "-client"),
    ("basic_auth_credentials", "password", "-password"),
    ("api_key_credentials", "api_key", "-key"),
];

const PLANTED: &str = "Pl4nted~Secret";

/// "admin:admin", as Basic authentication puts it on the wire.
const BASIC: &str = "YWRtaW46YWRtaW4=";

fn planted(stage: &Stage) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace_with(CONFIGURATION)?;
    workspace.variable("secret", PLANTED);
    Ok(workspace)
}

fn every_place_holds(stage: &Stage, secret: &str) -> Result<(), Failure> {
    for (table, column, ending) in PLACES {
        let record = stage.instance.record(table, "nameSTARTSWITHPlanted")?;
        let sys_id = record["sys_id"].as_str().unwrap();
        let guess = format!("{secret}{ending}");
        let equal = stage.instance.holds_secret(table, sys_id, column, &guess)?;
        assert!(equal, "{table}.{column} does not hold {guess}");
    }
    Ok(())
}

fn holds_no_secret(where_it_is: &str, text: &str) {
    for secret in [PLANTED, BASIC] {
        assert!(!text.contains(secret), "{secret} is in {where_it_is}");
    }
}

/// The contents of a saved plan, which is a compressed archive.
fn plan_file(workspace: &Workspace, name: &str) -> Result<String, Failure> {
    let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1])\n\
                  for n in z.namelist(): sys.stdout.buffer.write(z.read(n))";
    let mut python = Command::new("python3");
    let output = python.args(["-c", script]).arg(workspace.path().join(name)).output();
    let output = output.attempting("unpack the plan")?;
    assert!(output.status.success() && output.stdout.len() > 1000, "{output:?}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_secret_is_on_the_instance_and_in_no_state_plan_output_or_trace() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = planted(&stage)?;
        workspace.log_at("TRACE");
        let plan = workspace.plan(&["-out=saved.tfplan"])?.changed()?;
        let apply = workspace.apply(&["saved.tfplan"])?.succeeded()?;
        let again = workspace.plan(&[])?.unchanged()?;
        every_place_holds(&stage, PLANTED)?;
        holds_no_secret("the state", &workspace.state_file());
        holds_no_secret("the plan file", &plan_file(&workspace, "saved.tfplan")?);
        for outcome in [plan, apply, again] {
            holds_no_secret(&outcome.command, &format!("{}{}", outcome.stdout, outcome.stderr));
        }
        let log = workspace.log();
        assert!(log.contains("[TRACE]"), "there is no trace to look into");
        holds_no_secret("the trace", &log);
        Ok(())
    });
}

#[test]
fn a_secret_is_in_no_error_when_the_instance_refuses_it() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = planted(&stage)?;
        workspace.log_at("TRACE");
        let refusals = ["oauth_entity", "discovery_credentials", "basic_auth_credentials", "api_key_credentials"]
            .map(|table| serde_json::json!({"method": "PATCH", "table": table, "fault": {"kind": "acl_refusal"}}));
        stage.instance.inject_faults(&serde_json::json!(refusals))?;
        let said = workspace.apply(&[])?.refused()?;
        holds_no_secret("the error", &said);
        holds_no_secret("the state", &workspace.state_file());
        holds_no_secret("the trace", &workspace.log());
        Ok(())
    });
}

#[test]
fn a_rotated_secret_is_sent_when_its_version_moves_and_not_before() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = planted(&stage)?;
        workspace.apply(&[])?.succeeded()?;
        workspace.variable("secret", "An0ther~Secret");
        workspace.plan(&[])?.unchanged()?;
        every_place_holds(&stage, PLANTED)?;
        workspace.variable("version_of_it", "2");
        workspace.apply(&[])?.succeeded()?;
        every_place_holds(&stage, "An0ther~Secret")?;
        // A lower version counts as another one.
        workspace.variable("secret", PLANTED);
        workspace.variable("version_of_it", "1");
        workspace.apply(&[])?.succeeded()?;
        every_place_holds(&stage, PLANTED)?;
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

#[test]
fn after_a_clone_of_another_instance_what_is_configured_is_sent_again() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = planted(&stage)?;
        workspace.apply(&[])?.succeeded()?;
        let source = json!({
            "tables": PLACES.map(|(table, ..)| table), "secret": "Of~Production",
            "written_by": "production.admin", "written_on": "2026-01-02 03:04:05",
        });
        stage.instance.send(Method::POST, "/simulator/clone", Some(&source))?;
        let told = workspace.plan(&[])?.unchanged()?.said();
        for words in ["production.admin", "2026-01-02 03:04:05 UTC", "resend_secrets = true"] {
            assert_eq!(told.matches(words).count(), 1, "{words} in {told}");
        }
        workspace.set("SERVICENOW_RESEND_SECRETS", "true");
        for planned in Planned::by(&workspace)? {
            assert_eq!(planned.actions, ["update"], "{}", planned.address);
            assert_eq!(planned.changed, BTreeSet::from(["secrets_sent_at".to_owned()]));
        }
        workspace.apply(&[])?.succeeded()?;
        every_place_holds(&stage, PLANTED)?;
        let said = workspace.plan(&[])?.unchanged()?.said();
        assert!(!said.contains("overwritten"), "{said}");
        Ok(())
    });
}
