//! Records that one run changes beside each other: connections that exchange what only one can have, and records that are
//! as equal as those that a state has already.

use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::records::{in_the_state, on_the_instance};
use crate::support::setup::{everywhere, under_each_terraform};
use crate::support::stage::Stage;

const CONNECTIONS: &str = r#"
provider "servicenow" {}

variable "first" {
  type = bool
}

variable "credential" {
  type = number
}

resource "servicenow_connection_alias" "shared" {
  name = "Shared"
}

resource "servicenow_connection" "first" {
  name             = "First"
  connection_alias = servicenow_connection_alias.shared.id
  connection_url   = "https://first.example.com"
  active           = var.first
}

resource "servicenow_connection" "second" {
  name             = "Second"
  connection_alias = servicenow_connection_alias.shared.id
  connection_url   = "https://second.example.com"
  active           = !var.first
}

resource "servicenow_connection_alias" "own" {
  count = 2
  name  = "Own_${count.index}"
}

resource "servicenow_credential" "own" {
  count    = 2
  type     = "basic_auth"
  name     = "Own ${count.index}"
  username = "u${count.index}"
}

resource "servicenow_connection" "own" {
  count            = 2
  name             = "Own ${count.index}"
  connection_alias = servicenow_connection_alias.own[count.index].id
  connection_url   = "https://own-${count.index}.example.com"
  credential       = servicenow_credential.own[(count.index + var.credential) % 2].id
}
"#;

fn choose(workspace: &mut Workspace, is_first: bool, credential: usize) {
    workspace.variable("first", is_first.to_string());
    workspace.variable("credential", credential.to_string());
}

#[test]
fn connections_of_one_alias_and_credentials_are_switched_in_one_apply_both_ways() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(CONNECTIONS)?;
        choose(&mut workspace, true, 0);
        workspace.apply(&[])?.succeeded()?;
        for (is_first, credential) in [(false, 1), (true, 0)] {
            choose(&mut workspace, is_first, credential);
            workspace.apply(&[])?.succeeded()?;
            workspace.plan(&[])?.unchanged()?;
            let name = if is_first { "First" } else { "Second" };
            let query = format!("active=true^name={name}");
            assert_eq!(on_the_instance(&stage.instance, "http_connection", &query)?.len(), 1);
            let own = "active=true^nameSTARTSWITHOwn";
            assert_eq!(on_the_instance(&stage.instance, "http_connection", own)?.len(), 2);
        }
        Ok(())
    });
}

const EQUAL: &str = r#"
provider "servicenow" {}

variable "amount" {
  type = number
}

variable "kind" {
  type = string
}

resource "servicenow_record" "equal" {
  count  = var.amount
  table  = "cmn_department"
  fields = { name = "Equal", id = "1" }
}

resource "servicenow_oauth_registry" "equal" {
  count         = var.amount
  type          = "client"
  name          = "Equal"
  public_client = true
}

resource "servicenow_connection_alias" "replaced" {
  name = "Replaced"
  type = var.kind

  lifecycle {
    create_before_destroy = true
  }
}
"#;

const TABLES: [&str; 3] = ["cmn_department", "oauth_entity", "sys_alias"];

fn stored(stage: &Stage) -> Result<usize, Failure> {
    let named = "name=Equal^ORname=Replaced";
    let mut stored = 0;
    for table in TABLES {
        stored += on_the_instance(&stage.instance, table, named)?.len();
    }
    Ok(stored)
}

fn equal(stage: &Stage, amount: usize) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace_with(EQUAL)?;
    workspace.variable("amount", amount.to_string());
    workspace.variable("kind", "connection");
    Ok(workspace)
}

#[test]
fn a_record_as_equal_as_one_of_a_state_is_made_when_count_grows_or_a_replacement_comes_first() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = equal(&stage, 1)?;
        workspace.apply(&[])?.succeeded()?;
        workspace.variable("amount", "3");
        workspace.variable("kind", "credential");
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(stored(&stage)?, 3 + 3 + 1);
        assert_eq!(in_the_state(&workspace)?.len(), 7);
        workspace.plan(&[])?.unchanged().map(drop)
    });
}

#[test]
fn a_second_workspace_makes_records_of_its_own() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let first = equal(&stage, 1)?;
        first.apply(&[])?.succeeded()?;
        let mut second = equal(&stage, 1)?;
        second.set("XDG_CACHE_HOME", first.caches());
        second.apply(&[])?.succeeded()?;
        assert_eq!(stored(&stage)?, 6);
        let both = (in_the_state(&first)?, in_the_state(&second)?);
        assert!(both.0.is_disjoint(&both.1), "a record is under two addresses");
        Ok(())
    });
}

const ROLE: &str = r#"
provider "servicenow" {}

variable "adopt" {
  type    = bool
  default = false
}

resource "servicenow_role" "twin" {
  name           = "itil"
  description    = "Ours now"
  adopt_existing = var.adopt
}
"#;

#[test]
fn a_role_that_is_there_is_refused_by_the_plan_and_shown_where_it_is_adopted() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(ROLE)?;
        let said = workspace.apply(&[])?.refused()?;
        assert!(said.contains("one too many") && said.contains("adopt_existing"), "{said}");
        assert_eq!(on_the_instance(&stage.instance, "sys_user_role", "name=itil")?.len(), 1);
        workspace.variable("adopt", "true");
        let applied = workspace.apply(&[])?;
        let said = applied.said();
        applied.succeeded()?;
        assert!(said.contains("A record is taken over") && said.contains("Ours now"), "{said}");
        workspace.destroy()?.succeeded().map(drop)
    });
}
