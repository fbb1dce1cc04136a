//! Values that a new record may not have, and one that is there already has all the same.

use serde_json::{Value as Json, json};
use tfplugin::testing::{Harness, State};
use tfplugin::{Diagnostic, Diagnostics};

use crate::ground;
use crate::seen::{attribute, one_error};
use crate::world::{World, full, under_both, with};

async fn planned(
    provider: &Harness,
    kind: &str,
    state: Option<&State>,
    config: &Json,
) -> Diagnostics {
    match provider.plan(&full(kind), state, Some(config.clone())).await {
        Ok(plan) => plan.warnings,
        Err(said) => said,
    }
}

fn about<'a>(said: &'a [Diagnostic], attribute: &str) -> Vec<&'a Diagnostic> {
    said.iter().filter(|one| crate::seen::place(one) == attribute).collect()
}

/// What is odd of a record: its table and row, its type and configuration, the attribute, and what is said of it.
struct Odd {
    table: &'static str,
    row: Json,
    kind: &'static str,
    config: Json,
    at: &'static str,
    words: &'static [&'static str],
}

async fn all(world: &World) -> Vec<Odd> {
    let sys_id = async |table: &str, name: &str| {
        world.rows(table, &format!("name={name}")).await[0]["sys_id"].clone()
    };
    let alias = sys_id("sys_alias", "Ground").await;
    let registry = sys_id("oauth_entity", "Ground registry").await;
    let connection = |more: Json, stored: Json, at, words| {
        let base = json!({ "name": "Odd", "connection_alias": alias, "active": false,
            "url_builder": true, "protocol": "https", "host": "a.example" });
        let (row, config) = (with(base.clone(), stored), with(base, more));
        Odd { table: "http_connection", row, kind: "connection", config, at, words }
    };
    let path = json!({ "base_path": "api" });
    let port = json!({ "port": "https" });
    let scope = json!({ "name": "odd", "oauth_entity": registry, "oauth_entity_scope": "a b" });
    vec![
        connection(path.clone(), path, "base_path", &["base_path = \"/api\""]),
        connection(port.clone(), port, "port", &["1 to 65535"]),
        connection(
            json!({ "connection_timeout": 0 }),
            json!({ "connection_timeout": "0" }),
            "connection_timeout",
            &["above zero", "leave it out"],
        ),
        Odd {
            table: "oauth_entity_scope",
            row: scope,
            kind: "oauth_scope",
            config: json!({ "name": "odd", "oauth_registry": registry, "scope": "a b" }),
            at: "scope",
            words: &["separated by spaces"],
        },
    ]
}

#[tokio::test]
async fn what_the_instance_has_is_imported_and_adopted_with_a_warning_and_refused_anew() {
    under_both(async |world| {
        ground::lay(&world).await;
        for Odd { table, row, kind, config, at, words } in all(&world).await {
            let said = planned(&world.provider, kind, None, &config).await;
            one_error(&said, at, words);
            let sys_id = world.insert(table, row).await;
            let next = world.signed_in("admin").await;
            let adopting = with(config.clone(), json!({ "adopt_existing": true }));
            let said = planned(&next, kind, None, &adopting).await;
            let told = about(&said, at);
            assert!(told.len() == 1 && !told[0].is_error(), "{kind} {at}: {said:#?}");
            let state = next.import(&full(kind), &sys_id).await.unwrap();
            assert_eq!(attribute(&state, at), config[at], "{kind}");
            let said = planned(&next, kind, Some(&state), &config).await;
            assert_eq!(said, Vec::new(), "{kind} {at} as it is");
            let applied = next.apply_config(&full(kind), Some(state), config).await;
            assert!(applied.is_ok(), "{kind} {at}: {:#?}", applied.err());
            world.delete(table, &sys_id).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_value_that_an_adopted_record_has_not_is_refused() {
    let world = World::likely().await;
    ground::lay(&world).await;
    for adopts in [true, false] {
        let config = json!({ "name": "a,b", "adopt_existing": adopts });
        let said = planned(&world.provider, "connection_alias", None, &config).await;
        one_error(&said, "name", &["letters, digits, blanks and the signs", "holds ','"]);
    }
}

#[tokio::test]
async fn a_change_to_what_a_new_record_may_not_have_is_refused() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let config = |path: &str| {
        json!({ "name": "A", "connection_alias": "Ground", "url_builder": true, "host": "a.example",
            "base_path": path })
    };
    let state = world.apply("connection", None, &config("/api")).await;
    let said = planned(&world.provider, "connection", Some(&state), &config("api")).await;
    one_error(&said, "base_path", &["base_path = \"/api\""]);
}
