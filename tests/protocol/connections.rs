//! Connections: the address in its two ways, and one active connection on an alias.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
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
        let parts = built(json!({ "base_path": "/v2", "port": "443" }));
        let state = world.apply(KIND, Some(&state), &parts).await;
        assert_eq!(text(&state, "url"), "https://a.example:443/v2");
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
        json!({ "port": "1" }),
        json!({ "base_path": "/x" }),
        json!({ "protocol": "http" }),
        json!({ "protocol_profile": "https" }),
        json!({ "mutual_auth": true, "protocol_profile": "https" }),
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
    assert_eq!(world.count("sys_connection", "GET").await, 1, "for its name, as many as they are");
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
    let alias = &world.rows("sys_alias", "name=Ground").await[0]["sys_id"];
    let row = json!({ "name": "Taken", "connection_alias": alias, "connection_url": "https://a.example" });
    world.insert("http_connection", row).await;
    let config = json!({ "name": "Taken", "connection_alias": "Second", "connection_url": "https://b.example" });
    let passive = with(config, json!({ "active": false }));
    let hidden =
        json!({ "method": "GET", "table": "sys_connection", "fault": { "kind": "acl_refusal" } });
    world.faults(json!([hidden])).await;
    let said = world.refused(KIND, None, &passive).await;
    one_error(&said, "", &["business rule", "Connection name is unique"]);
}

#[tokio::test]
async fn a_name_that_is_taken_is_refused_before_the_request_where_the_other_can_be_seen() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("Taken")).await;
    let config = json!({ "name": "Taken", "connection_alias": "Second", "connection_url": "https://b.example" });
    let said = world.refused(KIND, None, &config).await;
    one_error(&said, "name", &[&id(&state), "one too many"]);
}

#[tokio::test]
async fn another_type_is_another_record() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("A")).await;
    let jdbc = json!({ "type": "jdbc", "name": "A", "connection_alias": "Ground jdbc", "database_name": "db",
        "format": "com.mysql.jdbc.Driver", "host": "a.example" });
    let plan = world.plan(KIND, Some(&state), &jdbc).await;
    assert!(plan.replaces && plan.planned.get("id").is_unknown());
    let replaced = world.apply(KIND, Some(&state), &jdbc).await;
    assert_ne!(id(&replaced), id(&state));
    assert_eq!(world.rows("sys_connection", "").await.len(), 1);
    assert_eq!(text(&replaced, "url"), "jdbc:mysql://a.example/db");
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

#[tokio::test]
async fn an_alias_that_does_not_fit_is_refused_by_the_plan_and_by_apply_where_it_is_new() {
    under_both(async |world| {
        ground::lay(&world).await;
        let on = |alias: &str| json!({ "name": "A", "connection_alias": alias, "connection_url": "https://a.example" });
        for (alias, word) in [("Tag", "of type \"credential\""), ("Ground jdbc", "Set type = \"jdbc\"")] {
            world.forget_requests().await;
            let plan = world.provider.plan(&full(KIND), None, Some(on(alias))).await;
            one_error(&plan.unwrap_err(), "connection_alias", &[word]);
            assert_eq!(world.count("http_connection", "POST").await, 0);
        }
        let new = json!({ "name": "New", "type": "credential" });
        let alias = world.apply("connection_alias", None, &new).await;
        let applied = world.attempt(KIND, None, &on(&id(&alias))).await;
        assert!(applied.state.is_none());
        let said: Vec<&str> = applied.diagnostics.iter().map(|one| one.detail.as_str()).collect();
        let [refused, why] = said.as_slice() else { panic!("{said:#?}") };
        assert!(refused.contains("Alias Connection type must match"), "{refused}");
        assert!(why.contains("the instance refuses a connection on it"), "{why}");
    })
    .await;
}

#[tokio::test]
async fn a_change_that_leaves_the_alias_alone_asks_nothing_about_it() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &plain("A")).await;
    world.forget_requests().await;
    world.plan(KIND, Some(&state), &with(plain("A"), json!({ "order": 7 }))).await;
    assert!(world.requests().await.is_empty());
}

#[tokio::test]
async fn who_has_the_credential_is_named_once_the_instance_has_refused() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let using = |name: &str, alias: &str| {
        json!({ "name": name, "connection_alias": alias, "credential": "Ground credential",
            "connection_url": "https://a.example" })
    };
    world.apply(KIND, None, &using("First", "Ground")).await;
    let applied = world.attempt(KIND, None, &using("Next", "Second")).await;
    let why = &applied.diagnostics[1];
    assert!(why.detail.contains("\"First\" is active with this credential"), "{why:?}");
    assert_eq!(applied.diagnostics.len(), 2, "{:#?}", applied.diagnostics);
}

#[tokio::test]
async fn a_second_connection_of_an_alias_may_be_active_in_another_domain() {
    let world = World::likely().await;
    ground::lay(&world).await;
    world.insert("domain", json!({ "name": "Acme" })).await;
    world.apply(KIND, None, &plain("First")).await;
    let state = world.apply(KIND, None, &with(plain("Next"), json!({ "domain": "Acme" }))).await;
    assert_eq!(attribute(&state, "active"), json!(true));
}

#[tokio::test]
async fn several_stay_allowed_while_several_are_active() {
    let world = World::likely().await;
    let alias = |several: bool| json!({ "name": "Many", "multiple_connections": several });
    let state = world.apply("connection_alias", None, &alias(true)).await;
    for name in ["First", "Next"] {
        let config = json!({ "name": name, "connection_alias": "Many", "connection_url": "https://a.example" });
        world.apply(KIND, None, &config).await;
    }
    let name = full("connection_alias");
    let said = world.provider.plan(&name, Some(&state), Some(alias(false))).await.unwrap_err();
    one_error(&said, "multiple_connections", &["\"First\", \"Next\"", "active = false"]);
}

#[tokio::test]
async fn every_character_that_the_platform_takes_is_taken_in_the_name_of_an_alias() {
    under_both(async |world| {
        let config = json!({ "name": "RPS Customer Demo (2)/a.b@c#d&e+f-g=h!i*" });
        let state = world.apply("connection_alias", None, &config).await;
        assert_eq!(text(&state, "alias_id"), "RPS_Customer_Demo__2__a_b_c_d_e_f_g_h_i_");
        world.is_settled("connection_alias", &state, &config).await;
        let imported = world.import("connection_alias", &text(&state, "alias_id")).await;
        let plan = world.plan("connection_alias", Some(&imported), &config).await;
        assert!(plan.is_empty(&imported));
    })
    .await;
}

#[tokio::test]
async fn a_column_that_the_instance_lacks_is_refused_when_set_and_ignored_when_not() {
    let lacking = Unknowns { unestablished_columns: false, ..Unknowns::likely() };
    let world = World::with(lacking).await;
    let plain = json!({ "name": "A" });
    let state = world.apply("connection_alias", None, &plain).await;
    world.is_settled("connection_alias", &state, &plain).await;
    world.import("connection_alias", "A").await;
    let described = json!({ "name": "A", "description": "What for" });
    let name = full("connection_alias");
    for state in [None, Some(&state)] {
        let said = world.provider.plan(&name, state, Some(described.clone())).await.unwrap_err();
        one_error(
            &said,
            "description",
            &["no column description in the table sys_alias", "Remove"],
        );
    }
    let unknown = json!({ "name": "A", "description": unknown() });
    world.plan("connection_alias", Some(&state), &unknown).await;
}

#[tokio::test]
async fn where_the_dictionary_cannot_be_read_a_column_that_does_not_come_back_is_told_as_it_is() {
    let lacking = Unknowns { unestablished_columns: false, ..Unknowns::likely() };
    let world = World::with(lacking).await;
    let hidden = ["sys_dictionary", "sys_db_object"].map(
        |table| json!({ "method": "GET", "table": table, "fault": { "kind": "acl_refusal" } }),
    );
    world.faults(json!(hidden)).await;
    let config = json!({ "name": "A", "description": "What for" });
    let applied = world.attempt("connection_alias", None, &config).await;
    let words = ["either it is not there", "an access control rule hides it", "sys_dictionary"];
    crate::seen::one_warning(&applied.diagnostics, "description", &words);
    assert_eq!(attribute(&applied.state.unwrap(), "description"), json!("What for"));
}

#[tokio::test]
async fn what_the_instance_keeps_counts_in_the_plan_as_what_is_configured() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let mutual = built(json!({ "mutual_auth": true, "protocol_profile": "https" }));
    let state = world.apply(KIND, None, &mutual).await;
    assert_eq!(text(&state, "url"), "https://a.example");
    world.is_settled(KIND, &state, &mutual).await;
    let dropped = world.provider.plan(&full(KIND), Some(&state), Some(built(json!({})))).await;
    one_error(&dropped.unwrap_err(), "protocol_profile", &["mutual_auth is true", "empty address"]);
    let off = built(json!({ "mutual_auth": false }));
    let state = world.apply(KIND, Some(&state), &off).await;
    world.is_settled(KIND, &state, &off).await;
    let waiting = json!({ "name": "As told", "retry_strategy": "retry_after" });
    let state = world.apply("retry_policy", None, &waiting).await;
    let jdbc = json!({ "name": "As told", "connection_type": "jdbc_retry_conditions" });
    let name = full("retry_policy");
    let said = world.provider.plan(&name, Some(&state), Some(jdbc)).await.unwrap_err();
    one_error(&said, "retry_strategy", &["only HTTP"]);
}

#[tokio::test]
async fn a_retry_policy_longer_than_a_day_is_what_a_property_allows() {
    let world = World::likely().await;
    let config = json!({ "name": "Patient", "max_elapsed_time": 90_000 });
    let applied = world.attempt("retry_policy", None, &config).await;
    let said = format!("{:#?}", applied.diagnostics);
    assert!(said.contains("Max elapsed time") && said.contains("glide.fdih.retry"), "{said}");
    let property = json!({ "name": "glide.fdih.retry.max_time_in_seconds", "value": "604800" });
    world.insert("sys_properties", property).await;
    world.apply("retry_policy", None, &config).await;
}

#[tokio::test]
async fn a_credential_on_an_alias_for_connections_or_through_a_mid_server_is_refused_by_the_plan() {
    under_both(async |world| {
        ground::lay(&world).await;
        let plan = async |config: Json| {
            world.provider.plan(&full("credential"), None, Some(config)).await.unwrap_err()
        };
        let tagged = json!({ "type": "basic_auth", "name": "A", "aliases": ["Ground"] });
        one_error(&plan(tagged).await, "aliases", &["alias Ground is of type \"connection\""]);
        let row = json!({ "name": "By code", "type": "oauth_provider", "client_id": "c",
            "default_grant_type": "authorization_code" });
        world.insert("oauth_entity", row).await;
        world.later().await;
        let through = |profile: &str| json!({ "type": "oauth_2_0", "name": "A", "oauth_profile": profile, "use_mid_server": true });
        let said = plan(through("By code default_profile")).await;
        one_error(&said, "use_mid_server", &["\"authorization_code\"", "Remove use_mid_server"]);
        let config = through("Ground registry default_profile");
        let state = world.apply("credential", None, &config).await;
        world.is_settled("credential", &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn scopes_and_auth_scopes_that_do_not_fit_are_refused_by_the_plan() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let other = &world.rows("oauth_entity", "name=Second registry").await[0]["sys_id"];
    let row = json!({ "name": "theirs", "oauth_entity_scope": "theirs", "oauth_entity": other });
    let scope = world.insert("oauth_entity_scope", row).await;
    let profile = json!({ "name": "Own", "oauth_registry": "Ground client", "scopes": [scope],
        "grant_type": "client_credentials" });
    let said = world.provider.plan(&full("oauth_profile"), None, Some(profile)).await.unwrap_err();
    one_error(&said, "scopes", &["another entry", "\"theirs\""]);
    let given = json!({ "oauth_registry": "Ground registry", "auth_scope": "ground_scope" });
    let name = full("oauth_registry_auth_scope");
    let said = world.provider.plan(&name, None, Some(given)).await.unwrap_err();
    one_error(&said, "oauth_registry", &["\"oauth_provider\"", "servicenow_oauth_scope"]);
}
