//! A look-up that fails while planning is an error. It has told of nothing, least of all of a change.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{Field, FieldType};
use terraform_provider_servicenow::resources;
use tfplugin::Diagnostic;
use tfplugin::testing::{Harness, Plan, State};

use crate::ground;
use crate::lives::shown;
use crate::seen::{attribute, one_error};
use crate::world::{World, configured, full, under_both};

fn failing(table: &str) -> Json {
    json!([{ "method": "GET", "table": table, "fault": { "kind": "status", "status": 500 } }])
}

/// A process of its own: it remembers no look-up of another one.
async fn impatient(world: &World) -> Harness {
    configured(
        world.url(),
        "admin",
        json!({ "max_retries": 0, "elevate_roles": ["security_admin"] }),
    )
    .await
}

/// The references of a type that one record holds each, with the table they lead to.
fn references(kind: &str) -> impl Iterator<Item = (&'static Field, &'static str)> {
    let resource = resources::ALL.iter().find(|resource| resource.name == kind).unwrap();
    resource.fields.iter().filter_map(|field| match field.holds {
        FieldType::Reference(target) => Some((field, target.table)),
        _ => None,
    })
}

/// The sys_id that a record holds in the column of a reference.
async fn stored(world: &World, table: &str, state: &State, column: &str) -> Option<String> {
    let rows = world.rows(table, &format!("sys_id={}", crate::seen::id(state))).await;
    let text = rows[0][column].as_str()?;
    (text.len() == 32).then(|| text.to_owned())
}

/// Each reference of the record, spelled by its name in the state and by its sys_id in the configuration.
async fn respelled(world: &World, kind: &str, state: &State, config: &Json) -> usize {
    let resource = resources::ALL.iter().find(|resource| resource.name == kind).unwrap();
    let variant = resource.variants.iter().find(|one| config["type"] == one.name);
    let own = variant.map_or(resource.table, |variant| variant.table);
    let mut count = 0;
    for (field, table) in references(kind) {
        let Some(column) = field.column else { continue };
        let before = attribute(state, field.name);
        let Some(sys_id) = stored(world, own, state, column).await else { continue };
        if !before.is_string() || before == json!(sys_id) {
            continue;
        }
        let mut other = config.clone();
        other[field.name] = json!(sys_id);
        world.faults(failing(table)).await;
        let provider = impatient(world).await;
        let kept = |plan: &Plan| plan.planned.get(field.name) == state.value.get(field.name);
        match provider.plan(&full(kind), Some(state), Some(other.clone())).await {
            Ok(plan) => assert!(kept(&plan), "{kind}.{}: a failed look is a change", field.name),
            Err(said) => assert!(said.iter().any(Diagnostic::is_error), "{said:#?}"),
        }
        world.no_faults().await;
        let plan = provider.plan(&full(kind), Some(state), Some(other)).await.unwrap();
        assert!(kept(&plan), "{kind}.{}: the same record is no change", field.name);
        count += 1;
    }
    count
}

#[tokio::test]
async fn no_type_takes_a_failed_look_up_for_a_change() {
    let mut count = 0;
    for one in shown() {
        let world = World::likely().await;
        ground::lay(&world).await;
        let made = one.made(&world).await;
        let by_id = one.config(&made);
        let kind = resources::ALL.iter().find(|resource| resource.name == one.kind()).unwrap().name;
        let first = world.apply(kind, None, &by_id).await;
        // An import spells references by name where names are enough.
        let state = world.import(kind, &crate::seen::id(&first)).await;
        let mut config = by_id;
        for (field, _) in references(kind) {
            if config.get(field.name).is_some_and(Json::is_string) {
                config[field.name] = attribute(&state, field.name);
            }
        }
        count += respelled(&world, kind, &state, &config).await;
    }
    assert!(count > 10, "only {count} references were spelled otherwise");
}

#[tokio::test]
async fn a_name_that_has_come_to_mean_several_is_no_change_where_the_record_is_meant() {
    under_both(async |world| {
        ground::lay(&world).await;
        let by = |registry: &str| json!({ "name": "P", "oauth_registry": registry, "grant_type": "password" });
        let state = world.apply("oauth_profile", None, &by("Ground client")).await;
        let owner = world.column("oauth_entity_profile", &crate::seen::id(&state), "oauth_entity").await;
        world.insert("oauth_entity", json!({ "name": "Ground client", "type": "client" })).await;
        let other_run = world.signed_in("admin").await;
        let plan = other_run.plan(&full("oauth_profile"), Some(&state), Some(by(&owner))).await.unwrap();
        assert!(plan.is_empty(&state), "the sys_id that the error advises is no change");
    })
    .await;
}

#[tokio::test]
async fn columns_that_cannot_be_looked_up_are_an_error_in_refresh_and_plan() {
    under_both(async |world| {
        let config =
            json!({ "table": "cmdb_ci_computer", "fields": { "name": "case", "virtual": "1" } });
        let state = world.apply("record", None, &config).await;
        world.faults(failing("sys_dictionary")).await;
        let provider = impatient(&world).await;
        let said = provider.read(&full("record"), &state).await.unwrap_err();
        one_error(&said, "", &["500"]);
        let said =
            provider.plan(&full("record"), Some(&state), Some(config.clone())).await.unwrap_err();
        one_error(&said, "", &["Cannot look up the columns"]);
        world.no_faults().await;
        let plan = provider.plan(&full("record"), Some(&state), Some(config)).await.unwrap();
        assert!(plan.is_empty(&state), "a failure is not remembered");
    })
    .await;
}

#[tokio::test]
async fn secrets_are_not_taken_for_plain_columns_while_nobody_can_tell() {
    let world = World::likely().await;
    world.faults(failing("sys_dictionary")).await;
    let provider = impatient(&world).await;
    let fields = json!({ "name": "A", "key_store_password": "planted" });
    let config = json!({ "table": "sys_certificate", "fields": fields });
    let said = provider.plan(&full("record"), None, Some(config)).await.unwrap_err();
    one_error(&said, "", &["Cannot look up the columns"]);
}

#[tokio::test]
async fn a_look_at_another_record_that_fails_is_an_error_and_one_that_is_forbidden_is_none() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let alias = world.rows("sys_alias", "name=Ground").await[0]["sys_id"].clone();
    let config =
        json!({ "name": "A", "connection_alias": alias, "connection_url": "https://a.example" });
    world.faults(failing("sys_alias")).await;
    let plan = async || {
        impatient(&world).await.plan(&full("connection"), None, Some(config.clone())).await
    };
    assert!(plan().await.unwrap_err().iter().any(Diagnostic::is_error));
    world.no_faults().await;
    world.faults(json!([{ "table": "sys_alias", "fault": { "kind": "acl_refusal" } }])).await;
    assert!(plan().await.unwrap().warnings.is_empty(), "a sys_id needs no right to read");
}
