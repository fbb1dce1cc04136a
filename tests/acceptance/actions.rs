//! Actions as Terraform triggers and invokes them. Older releases do not know the word, so only the newest runs them.

use serde_json::json;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::setup::under_the_newest;
use crate::support::stage::Stage;

/// A client that must get a token as soon as it is made.
const CLIENT: &str = r#"
resource "servicenow_system_property" "grant" {
  name           = "glide.oauth.inbound.client.credential.grant_type.enabled"
  value          = var.enabled
  adopt_existing = true
}

resource "servicenow_oauth_registry" "robot" {
  name               = "Robot"
  type               = "client"
  default_grant_type = "client_credentials"
  application_user   = "itil.user"
  depends_on         = [servicenow_system_property.grant]

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.servicenow_oauth_token_check.robot]
    }
  }
}

action "servicenow_oauth_token_check" "robot" {
  config {
    client_id     = servicenow_oauth_registry.robot.client_id
    client_secret = servicenow_oauth_registry.robot.client_secret
    expected_user = "itil.user"
  }
}

variable "enabled" {
  type = bool
}
"#;

fn invoke(workspace: &Workspace, action: &str) -> Result<xtask::outcome::Outcome, Failure> {
    workspace.apply(&[&format!("-invoke=action.servicenow_{action}")])
}

#[test]
fn a_client_proves_that_it_gets_a_token_as_soon_as_it_is_made() {
    under_the_newest(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(CLIENT)?;
        workspace.variable("enabled", "true");
        let said = workspace.apply(&[])?.succeeded()?.said();
        assert!(said.contains("gets a token that acts for itil.user"), "{said}");
        workspace.plan(&[])?.unchanged()?;
        let said = invoke(&workspace, "oauth_token_check.robot")?.succeeded()?.said();
        assert!(said.contains("gets a token that acts for itil.user"), "{said}");
        Ok(())
    });
}

#[test]
fn a_client_that_gets_no_token_fails_the_apply() {
    under_the_newest(|setup| {
        let stage = Stage::open(setup)?;
        let mut workspace = stage.workspace_with(CLIENT)?;
        workspace.variable("enabled", "false");
        let said = workspace.apply(&[])?.refused()?;
        assert!(said.contains("Cannot get a token"), "{said}");
        Ok(())
    });
}

#[test]
fn an_update_set_is_invoked_from_its_source_to_its_commit() {
    const ACTIONS: &str = r#"
        variable "set" { type = string }
        action "servicenow_update_set_retrieve" "release" {
          config {
            update_set_id = var.set
            source        = "Development"
            preview       = true
          }
        }
        action "servicenow_update_set_commit" "release" {
          config { update_sets = [var.set] }
        }
        action "servicenow_update_set_back_out" "release" {
          config { update_set = var.set }
        }
    "#;
    under_the_newest(|setup| {
        let stage = Stage::open(setup)?;
        let insert = |table: &str, row| -> Result<String, Failure> {
            let made = stage.instance.insert(table, &row)?;
            Ok(made["sys_id"].as_str().unwrap().to_owned())
        };
        let source = insert("sys_update_set_source", json!({ "name": "Development" }))?;
        let set = json!({ "name": "Release 1", "update_source": source });
        let set = insert("simulator_remote_update_set", set)?;
        let payload = "<record_update><sys_alias><sys_id>0000000000000000000000000000a11a</sys_id>\
                       <name>Arrived</name></sys_alias></record_update>";
        let update = json!({ "name": "sys_alias_0000000000000000000000000000a11a",
            "update_set": set, "payload": payload });
        insert("simulator_remote_update", update)?;
        let mut workspace = stage.workspace_with(ACTIONS)?;
        workspace.variable("set", &set);
        for (action, words, there) in [
            ("update_set_retrieve", "nothing keeps \"Release 1\" from being committed", 0),
            ("update_set_commit", "\"Release 1\" is committed", 1),
            ("update_set_back_out", "is backed out", 0),
        ] {
            let said = invoke(&workspace, &format!("{action}.release"))?.succeeded()?.said();
            assert!(said.contains(words), "{said}");
            assert!(said.contains("100 %, successful"), "{said}");
            let arrived = stage.instance.records("sys_alias", "name=Arrived")?;
            assert_eq!(arrived.len(), there, "{action}");
        }
        Ok(())
    });
}
