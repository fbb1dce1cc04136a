//! References by sys_id: the plan says where there is no such record, or it lies in another table.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::{FieldType, Mode};
use terraform_provider_servicenow::resources;
use tfplugin::Diagnostic;

use crate::ground;
use crate::seen::{id, one_error, one_warning, place};
use crate::world::{World, full, under_both};

const NOBODY: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn each_reference_of_each_type_is_looked_at() {
    let world = World::likely().await;
    let mut count = 0;
    for resource in resources::ALL {
        for field in resource.fields.iter().filter(|field| field.is_configurable()) {
            let value = match field.holds {
                FieldType::Reference(_) => json!(NOBODY),
                FieldType::References(_) | FieldType::Links(_) => json!([NOBODY]),
                _ => continue,
            };
            let mut config = json!({ field.name: value });
            if let Some(variant) = field.only_for.first() {
                config["type"] = json!(variant);
            } else if let Some(variant) = resource.variants.first() {
                config["type"] = json!(variant.name);
            }
            for required in resource.fields.iter().filter(|one| matches!(one.mode, Mode::Required))
            {
                if config.get(required.name).is_none() {
                    config[required.name] = tfplugin::testing::unknown();
                }
            }
            let planned = world.provider.plan(&full(resource.name), None, Some(config)).await;
            let said = planned.expect_err("a reference to nothing was planned");
            let is_it = |one: &Diagnostic| {
                place(one) == field.name && one.detail.contains("has no such record")
            };
            assert!(said.iter().any(is_it), "{}.{}: {said:#?}", resource.name, field.name);
            count += 1;
        }
    }
    assert!(count > 40, "only {count} references were looked at");
}

fn connection(alias: &str) -> Json {
    json!({ "name": "A", "connection_alias": alias, "connection_url": "https://a.example" })
}

#[tokio::test]
async fn a_record_of_another_table_is_told_by_its_table() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = json!({ "type": "basic_auth", "name": "B", "username": "u" });
        let credential = world.apply("credential", None, &config).await;
        let said = world.refused("connection", None, &connection(&id(&credential))).await;
        one_error(
            &said,
            "connection_alias",
            &[&id(&credential), "basic_auth_credentials", "sys_alias"],
        );
        assert!(world.rows("sys_connection", "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_column_of_any_table_is_looked_at_too() {
    under_both(async |world| {
        let config = |caller: &str| {
            json!({ "table": "incident", "fields": { "short_description": "A", "caller_id": caller } })
        };
        let said = world.refused("record", None, &config(NOBODY)).await;
        one_error(&said, "fields.caller_id", &[NOBODY, "sys_user"]);
        assert!(world.rows("incident", "short_description=A").await.is_empty());
        let user = world.rows("sys_user", "user_name=itil.user").await[0]["sys_id"].clone();
        let config = config(user.as_str().unwrap());
        let state = world.apply("record", None, &config).await;
        world.is_settled("record", &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_or_may_not_be_read_is_let_pass() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let alias = world.rows("sys_alias", "name=Ground").await[0]["sys_id"].clone();
    for fault in [json!({ "kind": "unreadable" }), json!({ "kind": "acl_refusal" })] {
        world.faults(json!([{ "method": "GET", "table": "sys_alias", "fault": fault }])).await;
        let provider = world.signed_in("admin").await;
        let config = connection(alias.as_str().unwrap());
        let plan = provider.plan(&full("connection"), None, Some(config)).await.unwrap();
        assert!(plan.warnings.is_empty(), "{:#?}", plan.warnings);
        world.no_faults().await;
    }
}

#[tokio::test]
async fn what_an_application_of_this_run_brings_is_awaited_until_it_is_there() {
    let world = World::likely().await;
    let application = json!({ "scope": "x_camun_camunda" });
    let plan = world.plan("application", None, &application).await;
    assert!(world.plan("connection", None, &connection(NOBODY)).await.warnings.is_empty());
    let installed =
        world.provider.apply(&full("application"), None, &plan, Some(application)).await;
    assert!(installed.diagnostics.is_empty());
    let planned = world.provider.plan(&full("connection"), None, Some(connection(NOBODY))).await;
    one_error(&planned.unwrap_err(), "connection_alias", &["depends_on"]);
}

#[tokio::test]
async fn what_stays_as_it_was_and_what_was_just_made_is_not_looked_at() {
    let world = World::likely().await;
    let alias = world.apply("connection_alias", None, &json!({ "name": "A" })).await;
    world.forget_requests().await;
    let config = connection(&id(&alias));
    let state = world.apply("connection", None, &config).await;
    assert_eq!(world.count("sys_alias", "GET").await, 0, "this process has made it");
    let other_run = world.signed_in("admin").await;
    world.forget_requests().await;
    let plan = other_run.plan(&full("connection"), Some(&state), Some(config)).await.unwrap();
    assert!(plan.is_empty(&state) && world.requests().await.is_empty());
}

#[tokio::test]
async fn many_records_ask_for_one_that_they_share_once() {
    let world = World::likely().await;
    let user = world.rows("sys_user", "user_name=itil.user").await[0]["sys_id"].clone();
    let configs: Vec<Json> = (0..30)
        .map(|number| json!({ "type": "client", "name": format!("R{number}"), "application_user": user }))
        .collect();
    world.forget_requests().await;
    for config in &configs {
        world.plan("oauth_registry", None, config).await;
    }
    assert_eq!(world.count("sys_user", "GET").await, 1);
}

#[tokio::test]
async fn journals_and_mandatory_columns_are_named_by_the_plan() {
    under_both(async |world| {
        let fields = json!({ "short_description": "A", "work_notes": "Looked at" });
        let config = json!({ "table": "incident", "fields": fields });
        let plan = world.plan("record", None, &config).await;
        one_warning(&plan.warnings, "fields.work_notes", &["journal", "entry", "another text"]);
        let state = world.apply("record", None, &config).await;
        let again = world.plan("record", Some(&state), &config).await;
        assert!(
            again.warnings.is_empty() && again.is_empty(&state),
            "only what is written is told"
        );
        let nameless = json!({ "table": "sys_alias", "fields": { "type": "connection" } });
        let plan = world.plan("record", None, &nameless).await;
        one_warning(&plan.warnings, "fields", &["name", "mandatory"]);
    })
    .await;
}

#[tokio::test]
async fn a_text_that_would_be_cut_is_refused_by_the_plan_of_any_type() {
    under_both(async |world| {
        let long = "n".repeat(300);
        let typed = json!({ "name": long });
        let said =
            world.provider.plan(&full("connection_alias"), None, Some(typed)).await.unwrap_err();
        one_error(&said, "name", &["300", "255"]);
        assert!(!said[0].detail.contains("nnn"), "its length stands for it");
        let fields = json!({ "table": "incident", "fields": { "short_description": long } });
        let said = world.provider.plan(&full("record"), None, Some(fields)).await.unwrap_err();
        one_error(&said, "fields.short_description", &["300", "160"]);
    })
    .await;
}

#[tokio::test]
async fn a_misspelt_column_is_refused_by_the_plan_and_leaves_nothing_to_undo() {
    under_both(async |world| {
        world.forget_requests().await;
        let config = json!({ "table": "incident", "fields": { "short_descripton": "A" } });
        let said = world.provider.plan(&full("record"), None, Some(config)).await.unwrap_err();
        one_error(&said, "fields.short_descripton", &["incident", "not its label"]);
        assert_eq!(world.count("incident", "POST").await, 0);
    })
    .await;
}
