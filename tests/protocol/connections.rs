//! Connections: the address in its two ways, and one active connection on an alias.

use serde_json::{Value as Json, json};
use tfplugin::testing::unknown;

use crate::ground;
use crate::seen::{attribute, id, one_error, text};
use crate::world::{World, full, under_both, with};

const KIND: &str = "connection";

fn built(more: Json) -> Json {
    let config = json!({ "name": "A", "connection_alias": "Ground", "url_builder": true, "host": "a.example" });
    with(config, more)
}

fn plain(name: &str) -> Json {
    json!({ "name": name, "connection_alias": "Ground", "connection_url": "https://a.example/api" })
}

#[tokio::test]
async fn the_address_is_shown_whichever_way_it_is_made() {
    under_both(async |world| {
        ground::lay(&world).await;
        let state = world.apply(KIND, None, &plain("A")).await;
        assert_eq!(text(&state, "url"), "https://a.example/api");
        let parts = built(json!({ "base_path": "/v2", "port": 8443 }));
        let state = world.apply(KIND, Some(&state), &parts).await;
        assert_eq!(text(&state, "url"), "https://a.example:8443/v2");
        assert_eq!(attribute(&state, "connection_url"), Json::Null);
        world.is_settled(KIND, &state, &parts).await;
        let state = world.apply(KIND, Some(&state), &plain("A")).await;
        assert_eq!(text(&state, "url"), "https://a.example/api");
        assert_eq!(
            [attribute(&state, "host"), attribute(&state, "protocol")],
            [Json::Null, Json::Null]
        );
        world.is_settled(KIND, &state, &plain("A")).await;
    })
    .await;
}

#[tokio::test]
async fn the_address_is_unknown_exactly_when_a_part_of_it_changes() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &built(json!({}))).await;
    let parts = [
        json!({ "host": "b.example" }),
        json!({ "port": 1 }),
        json!({ "base_path": "/x" }),
        json!({ "protocol": "http" }),
        json!({ "protocol_profile": "https" }),
        json!({ "mutual_auth": true }),
        json!({ "host": unknown() }),
    ];
    for part in parts {
        let plan = world.plan(KIND, Some(&state), &built(part.clone())).await;
        assert!(plan.planned.get("url").is_unknown(), "{part}");
    }
    for other in [
        json!({ "order": 7 }),
        json!({ "credential": "Ground credential" }),
        json!({ "name": "B" }),
    ] {
        let plan = world.plan(KIND, Some(&state), &built(other.clone())).await;
        assert!(plan.planned.get("url") == state.value.get("url"), "{other}");
        assert!(plan.planned.get("id") == state.value.get("id"), "{other}");
    }
}

#[tokio::test]
async fn an_update_shows_no_needless_unknowns() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("A")).await;
    let mut config = plain("A");
    config["order"] = json!(7);
    let plan = world.plan(KIND, Some(&state), &config).await;
    let changes = crate::seen::differing(&state.value, &plan.planned);
    assert_eq!(changes, [("order".to_owned(), json!(100), json!(7))]);
}

#[tokio::test]
async fn a_second_active_connection_is_refused_before_the_request_and_names_the_first() {
    under_both(async |world| {
        ground::lay(&world).await;
        world.apply(KIND, None, &plain("First")).await;
        world.forget_requests().await;
        let applied = world.attempt(KIND, None, &plain("Next")).await;
        one_error(
            &applied.diagnostics,
            "active",
            &["\"First\"", "Deactivate or delete", "multiple_connections = true"],
        );
        assert!(applied.state.is_none());
        assert_eq!(world.count("http_connection", "POST").await, 0);
        let mut passive = plain("Next");
        passive["active"] = json!(false);
        let state = world.apply(KIND, None, &passive).await;
        let mut active = passive.clone();
        active["active"] = json!(true);
        let said = world.refused(KIND, Some(&state), &active).await;
        one_error(&said, "active", &["\"First\""]);
    })
    .await;
}

#[tokio::test]
async fn the_first_connection_on_an_alias_of_the_same_run_costs_no_look_at_others() {
    let world = World::likely().await;
    world.apply("connection_alias", None, &json!({ "name": "New" })).await;
    let config = |name| json!({ "name": name, "connection_alias": "New", "connection_url": "https://a.example" });
    let state = world.apply(KIND, None, &config("First")).await;
    assert_eq!(world.count("sys_connection", "GET").await, 0);
    let applied = world.attempt(KIND, None, &config("Next")).await;
    one_error(&applied.diagnostics, "active", &["\"First\""]);
    assert_eq!(world.column("http_connection", &id(&state), "name").await, "First");
}

#[tokio::test]
async fn an_alias_for_several_takes_a_second_one() {
    let world = World::likely().await;
    let alias = json!({ "name": "Many", "multiple_connections": true });
    world.apply("connection_alias", None, &alias).await;
    for name in ["First", "Next"] {
        let config = json!({ "name": name, "connection_alias": "Many", "connection_url": "https://a.example" });
        world.apply(KIND, None, &config).await;
    }
}

#[tokio::test]
async fn a_change_of_an_active_connection_is_not_in_its_own_way() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("A")).await;
    let state = world.apply(KIND, Some(&state), &plain("B")).await;
    assert_eq!(world.column("http_connection", &id(&state), "name").await, "B");
}

#[tokio::test]
async fn a_name_that_is_taken_is_refused_in_the_instances_own_words() {
    let world = World::likely().await;
    ground::lay(&world).await;
    world.apply(KIND, None, &plain("Taken")).await;
    let config = json!({ "name": "Taken", "connection_alias": "Second", "connection_url": "https://b.example" });
    let said = world.refused(KIND, None, &config).await;
    one_error(&said, "", &["business rule", "Validate unique connection name"]);
}

#[tokio::test]
async fn another_type_is_another_record() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("A")).await;
    let jdbc = json!({ "type": "jdbc", "name": "A", "connection_alias": "Ground", "database_name": "db",
        "connection_url": "jdbc:postgresql://a.example/db" });
    let plan = world.plan(KIND, Some(&state), &jdbc).await;
    assert!(plan.replaces && plan.planned.get("id").is_unknown());
    let replaced = world.apply(KIND, Some(&state), &jdbc).await;
    assert_ne!(id(&replaced), id(&state));
    assert_eq!(world.rows("sys_connection", "").await.len(), 1);
    world.is_settled(KIND, &replaced, &jdbc).await;
}

#[tokio::test]
async fn every_replacing_attribute_of_every_type_asks_for_a_new_record() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let cases = [
        ("connection_alias", json!({ "name": "A" }), json!({ "name": "A", "type": "credential" })),
        ("connection_alias", json!({ "name": "B" }), json!({ "name": "B", "parent": "Ground" })),
        (
            "credential",
            json!({ "type": "basic_auth", "name": "C" }),
            json!({ "type": "api_key", "name": "C" }),
        ),
        (
            "oauth_registry",
            json!({ "type": "client", "name": "D" }),
            json!({ "type": "oauth_provider", "name": "D", "client_id": "d" }),
        ),
    ];
    for (kind, before, after) in cases {
        let state = world.apply(kind, None, &before).await;
        let plan =
            world.provider.plan(&full(kind), Some(&state), Some(after.clone())).await.unwrap();
        assert!(plan.replaces, "{kind} {after}");
        let state = world.apply(kind, Some(&state), &after).await;
        world.is_settled(kind, &state, &after).await;
        world.destroy(kind, state).await;
    }
}
