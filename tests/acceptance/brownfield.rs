//! What people made by hand comes under Terraform: found by a query, its configuration written, imported, and not changed.
//! Terraform knows queries from 1.14 on.

use std::fs;

use serde_json::{Value, json};
use xtask::failure::{Attempt, Failure};
use xtask::instance::Instance;
use xtask::workspace::Workspace;

use crate::support::initialised::initialise;
use crate::support::planned::Planned;
use crate::support::setup::under_the_newest;
use crate::support::stage::Stage;

/// Records beside those of the chain, which no list is to find.
const OTHERS: usize = 8;

#[test]
fn what_stands_behind_an_alias_comes_under_terraform_and_stays_as_it_is() {
    under_the_newest(|setup| {
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let rows = folder.path().join("rules.json");
        fs::write(&rows, rules().to_string()).attempting("write the rules")?;
        let rows = rows.display().to_string();
        let stage = Stage::with_options(setup, &["--seed", "customer", "--rows", &rows])?;
        make_by_hand(&stage.instance)?;
        stage.instance.advance_clock(std::time::Duration::from_secs(10))?;
        let before = stage.instance.export()?;
        let mut workspace = stage.workspace()?;
        workspace.copy(&xtask::cargo::root().join("examples/brownfield"))?;
        workspace.variable("alias", "Orders");
        initialise(&workspace, &setup.terraform)?;
        let query = ["query", "-no-color", "-generate-config-out=generated.tf"];
        let found = workspace.run(&query)?.succeeded()?;
        workspace.validate()?.succeeded()?;
        let planned = Planned::by(&workspace)?;
        assert_eq!(kinds(&planned), EXPECTED, "{}", found.stdout);
        let changed: Vec<_> = planned.iter().filter(|one| one.actions != ["no-op"]).collect();
        assert!(changed.is_empty(), "{changed:#?}");
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        stage.is_as_before(&before)
    });
}

/// How many resources of each type the chain has.
const EXPECTED: &[(&str, usize)] = &[
    ("servicenow_acl", 4),
    ("servicenow_connection", 2),
    ("servicenow_connection_alias", 1),
    ("servicenow_credential", 2),
    ("servicenow_oauth_profile", 1),
    ("servicenow_oauth_registry", 2),
    ("servicenow_role", 2),
    ("servicenow_user", 1),
    ("servicenow_user_role", 2),
];

fn kinds(planned: &[Planned]) -> Vec<(&str, usize)> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    let mut all: Vec<&str> =
        planned.iter().map(|one| one.address.split('.').next().unwrap()).collect();
    all.sort_unstable();
    for kind in all {
        match kinds.last_mut() {
            Some((last, count)) if *last == kind => *count += 1,
            _ => kinds.push((kind, 1)),
        }
    }
    kinds
}

#[expect(clippy::needless_pass_by_value, reason = "every row is written where it is made")]
fn make(instance: &Instance, table: &str, row: Value) -> Result<String, Failure> {
    let made = instance.insert(table, &row)?;
    Ok(made["sys_id"].as_str().unwrap().to_owned())
}

/// About sixty records: the chain behind one alias, and as many again that have nothing to do with it.
fn make_by_hand(instance: &Instance) -> Result<(), Failure> {
    let profile = registries(instance)?;
    let alias = make(
        instance,
        "sys_alias",
        json!({ "name": "Orders", "type": "connection",
        "connection_type": "http_connection", "multiple_connections": true }),
    )?;
    for (name, host) in [("Orders read", "read"), ("Orders write", "write")] {
        let credential = make(
            instance,
            "oauth_2_0_credentials",
            json!({ "name": format!("{name} OAuth"),
            "active": true, "oauth_entity_profile": profile }),
        )?;
        make(
            instance,
            "http_connection",
            json!({ "name": name, "active": true, "connection_alias": alias,
            "credential": credential, "connection_url": format!("https://{host}.orders.example") }),
        )?;
    }
    for n in 0..OTHERS {
        let alias = make(
            instance,
            "sys_alias",
            json!({ "name": format!("Other {n}"), "type": "connection" }),
        )?;
        let credential = make(
            instance,
            "basic_auth_credentials",
            json!({ "name": format!("Other {n}"), "user_name": "u" }),
        )?;
        make(
            instance,
            "http_connection",
            json!({ "name": format!("Other {n}"), "active": true,
            "connection_alias": alias, "credential": credential, "connection_url": "https://other.example" }),
        )?;
    }
    Ok(())
}

/// The entry that calls go out by, the one that they come in by, the users that they act as, and what these may do. The
/// answer is the profile of the first.
fn registries(instance: &Instance) -> Result<String, Failure> {
    let mut users = Vec::new();
    for name in ["svc.orders", "svc.orders.batch"] {
        users.push(make(instance, "sys_user", json!({ "user_name": name, "active": true }))?);
    }
    rights(instance, &users)?;
    make(
        instance,
        "oauth_entity",
        json!({ "name": "Orders callers", "type": "client",
        "client_id": "orders-client", "user": users[0] }),
    )?;
    let outbound = make(
        instance,
        "oauth_entity",
        json!({ "name": "Orders", "type": "oauth_provider",
        "client_id": "orders-client", "default_grant_type": "client_credentials",
        "token_url": "https://login.example.com/token" }),
    )?;
    make(
        instance,
        "oauth_entity_profile",
        json!({ "name": "Orders as a service", "oauth_entity": outbound,
        "grant_type": "client_credentials" }),
    )
}

/// Grants each user two of the roles that [`rules`] are about.
fn rights(instance: &Instance, users: &[String]) -> Result<(), Failure> {
    for n in 0..4 {
        let role = instance.record("sys_user_role", &format!("name=x_orders.role_{n}"))?;
        let grant = json!({ "user": users[n / 2], "role": role["sys_id"] });
        instance.insert("sys_user_has_role", &grant)?;
    }
    Ok(())
}

/// Roles, and access rules that ask for them: no request of a test may write these, so the instance has them from the
/// beginning.
fn rules() -> Value {
    let mut all =
        json!({ "sys_user_role": [], "sys_security_acl": [], "sys_security_acl_role": [] });
    let mut add = |table: &str, row: Value| all[table].as_array_mut().unwrap().push(row);
    for n in 0..4 {
        let role = format!("x_orders.role_{n}");
        add("sys_user_role", json!({ "name": role }));
        for (m, operation) in ["read", "write"].iter().enumerate() {
            let sys_id = format!("{:032x}", 0xac10_0000 + n * 2 + m);
            add(
                "sys_security_acl",
                json!({ "sys_id": sys_id, "name": format!("x_orders_{n}"), "operation": operation,
                    "type": "record", "active": "true", "condition": "active=true" }),
            );
            add(
                "sys_security_acl_role",
                json!({ "sys_security_acl": sys_id, "sys_user_role": format!("@name:{role}") }),
            );
        }
    }
    all
}

#[test]
fn every_example_of_a_list_runs() {
    under_the_newest(|setup| {
        let stage = Stage::open(setup)?;
        for (table, row) in named() {
            stage.instance.insert(table, &row)?;
        }
        let workspace = stage.workspace_with("provider \"servicenow\" {}\n")?;
        let count = copy_lists(&workspace)?;
        let ran = workspace.run(&["query", "-no-color", "-json"])?.succeeded()?;
        let complete = ran.stdout.lines().filter(|line| line.contains("\"list_complete\"")).count();
        assert_eq!(complete, count, "{}", ran.stdout);
        Ok(())
    });
}

/// The records that the examples name.
fn named() -> Vec<(&'static str, Value)> {
    vec![
        ("sys_auth_scope", json!({ "name": "camunda_read" })),
        ("sys_user_group", json!({ "name": "Operators" })),
        ("jwt_provider", json!({ "name": "Camunda" })),
        ("oauth_entity", json!({ "name": "Camunda", "type": "client" })),
        ("oauth_jwt", json!({ "name": "Camunda callers" })),
        ("sys_user_role", json!({ "name": "x_acme.admin" })),
        ("sys_user", json!({ "user_name": "svc.camunda" })),
        ("sys_scope", json!({ "name": "Acme", "scope": "x_acme" })),
        ("sp_dependency", json!({ "name": "Acme layout" })),
        ("sp_dependency", json!({ "name": "Acme drawing" })),
        ("sp_widget", json!({ "name": "Orders", "id": "acme-orders" })),
        ("ldap_server_config", json!({ "name": "Company directory" })),
        ("sys_rest_message", json!({ "name": "Carrier tracking" })),
        ("sys_rest_message_fn", json!({ "function_name": "find parcel" })),
    ]
}

/// Puts every example of a list into the workspace; how many there are.
fn copy_lists(workspace: &Workspace) -> Result<usize, Failure> {
    let folder = xtask::cargo::root().join("examples/list-resources");
    let mut count = 0;
    for entry in fs::read_dir(&folder).attempting("list the examples")?.flatten() {
        let file = entry.path().join("list-resource.tfquery.hcl");
        let text = fs::read_to_string(&file).attempting(format!("read {}", file.display()))?;
        let name = format!("{}.tfquery.hcl", entry.file_name().to_string_lossy());
        workspace.write(&name, &text)?;
        count += 1;
    }
    Ok(count)
}
