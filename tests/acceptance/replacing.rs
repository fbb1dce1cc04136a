//! Records that were there before, under the real Terraform: called tainted, replaced, moved without saying so.

use xtask::failure::Failure;
use xtask::instance::Instance;

use crate::support::setup::{Setup, everywhere, under_each_terraform};
use crate::support::stage::Stage;

const ROLE: &str = "servicenow_role.itil";

/// The role that the platform ships, adopted.
fn role(lifecycle: &str) -> String {
    format!(
        r#"
provider "servicenow" {{}}

resource "servicenow_role" "itil" {{
  name           = "itil"
  description    = "Adopted"
  adopt_existing = true
  {lifecycle}
}}
"#
    )
}

fn itil(instance: &Instance) -> Result<(String, usize), Failure> {
    let role = instance.record("sys_user_role", "name=itil")?;
    let grants = instance.records("sys_user_has_role", "role.name=itil")?;
    Ok((role["sys_id"].as_str().unwrap_or_default().to_owned(), grants.len()))
}

#[test]
fn a_tainted_role_of_the_platform_is_given_back_and_adopted_again() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let (export, before) = (stage.instance.export()?, itil(&stage.instance)?);
        let workspace = stage.workspace_with(&role(""))?;
        workspace.apply(&[])?.succeeded()?;
        workspace.run(&["taint", ROLE])?.succeeded()?;
        workspace.apply(&[])?.succeeded()?;
        assert_eq!(itil(&stage.instance)?, before, "with all who have it");
        workspace.plan(&[])?.unchanged()?;
        // A plan that is kept in a file.
        workspace.run(&["taint", ROLE])?.succeeded()?;
        workspace.plan(&["-out=saved"])?.succeeded()?;
        workspace.run(&["apply", "saved"])?.succeeded()?;
        assert_eq!(itil(&stage.instance)?, before);
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&export)
    });
}

#[test]
fn a_tainted_role_of_the_platform_that_was_not_refreshed_is_left_as_it_is() {
    under_each_terraform(|setup| {
        let stage = Stage::open(setup)?;
        let before = itil(&stage.instance)?;
        let workspace = stage.workspace_with(&role(""))?;
        workspace.apply(&[])?.succeeded()?;
        workspace.run(&["taint", ROLE])?.succeeded()?;
        let applied = workspace.apply(&["-refresh=false"])?.succeeded()?;
        assert!(applied.said().contains("The record stays on the instance"), "{}", applied.said());
        assert_eq!(itil(&stage.instance)?, before);
        workspace.destroy()?.succeeded()?;
        assert_eq!(itil(&stage.instance)?, before);
        Ok(())
    });
}

#[test]
fn a_role_of_the_platform_outlives_being_replaced_in_either_order() {
    under_each_terraform(|setup| {
        for lifecycle in ["", "lifecycle {\n    create_before_destroy = true\n  }"] {
            let stage = Stage::open(setup)?;
            let before = itil(&stage.instance)?;
            let workspace = stage.workspace_with(&role(lifecycle))?;
            workspace.apply(&[])?.succeeded()?;
            let replace = format!("-replace={ROLE}");
            workspace.apply(&[&replace])?.succeeded()?;
            assert_eq!(itil(&stage.instance)?, before, "{lifecycle}");
            workspace.plan(&[])?.unchanged()?;
            workspace.destroy()?.succeeded()?;
            assert_eq!(itil(&stage.instance)?, before, "{lifecycle}");
        }
        Ok(())
    });
}

fn groups(keyed_by: &str) -> String {
    let keys = match keyed_by {
        "count" => "count          = 8\n  name           = \"Moved ${count.index}\"",
        _ => {
            "for_each       = toset([for n in range(8) : tostring(n)])\n  name           = \"Moved ${each.key}\""
        }
    };
    format!(
        r#"
provider "servicenow" {{}}

resource "servicenow_group" "moved" {{
  {keys}
  adopt_existing = true
}}
"#
    )
}

fn no_group_is_lost(setup: &Setup) -> Result<(), Failure> {
    let stage = Stage::with_options(setup, &["--seed", "customer", "--latency", "30ms"])?;
    let workspace = stage.workspace_with(&groups("count"))?;
    workspace.apply(&[])?.succeeded()?;
    for keyed_by in ["for_each", "count", "for_each"] {
        workspace.write("main.tf", &groups(keyed_by))?;
        workspace.apply(&[])?.succeeded()?;
        let rows = stage.instance.records("sys_user_group", "nameSTARTSWITHMoved")?;
        assert_eq!(rows.len(), 8, "{keyed_by}");
        workspace.plan(&[])?.unchanged()?;
    }
    Ok(())
}

#[test]
fn no_group_is_lost_when_count_becomes_for_each_and_back() {
    under_each_terraform(no_group_is_lost);
}
