//! Records of an application that the resources alone name, made by an account that works in Global.

use serde_json::{Value, json};
use xtask::failure::Failure;
use xtask::instance::Instance;

use crate::support::setup::everywhere;
use crate::support::stage::Stage;

const CONFIGURATION: &str = r#"
provider "servicenow" {
  elevate_roles = ["security_admin"]
}

resource "servicenow_role" "reader" {
  suffix            = "reader"
  application_scope = "x_own"
}

resource "servicenow_acl" "reading" {
  name              = "oauth_credential.user"
  operation         = "read"
  roles             = [servicenow_role.reader.name]
  application_scope = "x_own"
}

resource "servicenow_inbound_auth_profile" "imports" {
  type              = "api_key"
  name              = "Keys of the import job"
  auth_parameters   = ["auth_header/x-sn-apikey"]
  application_scope = "x_own"
}

resource "servicenow_api_access_policy" "imports" {
  name                  = "Imports"
  api_path              = "now/import"
  inbound_auth_profiles = [servicenow_inbound_auth_profile.imports.name]
  application_scope     = "x_own"
}
"#;

/// The column of the first row that the query finds.
fn column(instance: &Instance, table: &str, query: &str, column: &str) -> Result<Value, Failure> {
    Ok(instance.record(table, query)?.get(column).cloned().unwrap_or_default())
}

#[test]
fn what_is_made_from_global_for_an_application_lies_in_it_whole() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let (instance, own) = (&stage.instance, json!({ "name": "Own", "scope": "x_own" }));
        instance.insert("sys_scope", &own)?;
        let before = instance.export()?;
        let workspace = stage.workspace_with(CONFIGURATION)?;
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        let named = column(instance, "sys_user_role", "suffix=reader", "name")?;
        assert_eq!(named, "x_own.reader");
        for (table, query) in [
            ("sys_security_acl_role", "sys_user_role.suffix=reader"),
            ("sys_auth_profile_mapping", "api_access_policy.name=Imports"),
        ] {
            let query = format!("{query}^sys_scope.scope=x_own");
            assert_eq!(instance.records(table, &query)?.len(), 1, "{table}");
        }
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&before)
    });
}
