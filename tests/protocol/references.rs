//! References: either spelling means the same record, and what leads nowhere is refused by apply alone.

use serde_json::{Value as Json, json};
use tfplugin::testing::unknown;

use crate::ground;
use crate::seen::{attribute, id, one_error, text};
use crate::world::{World, full, under_both};

fn connection(alias: &str) -> Json {
    json!({ "name": "A", "connection_alias": alias, "connection_url": "https://a.example" })
}

async fn sys_id(world: &World, table: &str, query: &str) -> String {
    world.rows(table, query).await[0]["sys_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn name_and_sys_id_are_the_same_reference_in_either_direction() {
    under_both(async |world| {
        ground::lay(&world).await;
        let alias = sys_id(&world, "sys_alias", "name=Ground").await;
        for (first, second) in
            [("Ground", alias.as_str()), (alias.as_str(), "Ground"), ("ground", "GROUND")]
        {
            let state = world.apply("connection", None, &connection(first)).await;
            assert_eq!(text(&state, "connection_alias"), first);
            world.is_settled("connection", &state, &connection(first)).await;
            let plan = world.plan("connection", Some(&state), &connection(second)).await;
            assert!(plan.is_empty(&state), "{first} → {second} is no change");
            world.destroy("connection", state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_plan_without_the_instance_replaces_nothing_that_is_only_spelled_otherwise() {
    under_both(async |world| {
        let user = world.apply("user", None, &json!({ "user_name": "respelled" })).await;
        let role = world.apply("role", None, &json!({ "name": "respelled" })).await;
        let grant = json!({ "user": "respelled", "role": "respelled" });
        let state = world.apply("user_role", None, &grant).await;
        let by_id = json!({ "user": id(&user), "role": id(&role) });
        let early = world.early_run().await;
        let plan = early.plan(&full("user_role"), Some(&state), Some(by_id.clone())).await.unwrap();
        assert!(plan.is_empty(&state) && !plan.replaces);
        let later = world.later_run().await;
        let applied = later.apply(&full("user_role"), Some(&state), &plan, Some(by_id)).await;
        assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
        assert_eq!(id(&applied.state.unwrap()), id(&state));
    })
    .await;
}

#[tokio::test]
async fn a_name_that_a_record_only_gets_within_the_apply_stays_as_it_was_planned() {
    let world = World::likely().await;
    let user = world.apply("user", None, &json!({ "user_name": "before" })).await;
    let group = |manager: &str| json!({ "name": "Renamed", "manager": manager });
    let state = world.apply("group", None, &group("before")).await;
    let plan = world.plan("group", Some(&state), &group("after")).await;
    world.apply("user", Some(&user), &json!({ "user_name": "after" })).await;
    let later = world.later_run().await;
    let applied = later.apply(&full("group"), Some(&state), &plan, Some(group("after"))).await;
    assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
    world.is_settled("group", &applied.state.unwrap(), &group("after")).await;
}

#[tokio::test]
async fn an_empty_reference_is_none_and_clears_the_column() {
    under_both(async |world| {
        let group = |manager: Json| json!({ "name": "Managed", "manager": manager });
        let state = world.apply("group", None, &group(json!("itil.user"))).await;
        let state = world.apply("group", Some(&state), &group(json!(""))).await;
        assert_eq!(world.column("sys_user_group", &id(&state), "manager").await, "");
        world.is_settled("group", &state, &group(json!(""))).await;
        world.destroy("group", state).await;
    })
    .await;
}

#[tokio::test]
async fn another_spelling_never_replaces() {
    under_both(async |world| {
        ground::lay(&world).await;
        let registry = sys_id(&world, "oauth_entity", "name=Ground client").await;
        let profile = |registry: &str| json!({ "name": "P", "oauth_registry": registry, "grant_type": "password" });
        let state = world.apply("oauth_profile", None, &profile("Ground client")).await;
        let plan = world.plan("oauth_profile", Some(&state), &profile(&registry)).await;
        assert!(plan.is_empty(&state));
        let plan = world.plan("oauth_profile", Some(&state), &profile("Second registry")).await;
        assert!(plan.replaces, "another entry does");
        let mut later = profile("");
        later["oauth_registry"] = unknown();
        let plan = world.plan("oauth_profile", Some(&state), &later).await;
        assert!(plan.replaces, "an unknown one may");
    })
    .await;
}

#[tokio::test]
async fn a_set_keeps_its_spelling_as_a_whole_when_all_mean_the_same() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let tag = sys_id(&world, "sys_alias", "name=Tag").await;
    world.insert("sys_alias", json!({ "name": "Other tag", "type": "credential" })).await;
    let config = |tags: Json| json!({ "type": "basic_auth", "name": "A", "aliases": tags });
    let state = world.apply("credential", None, &config(json!(["Tag"]))).await;
    assert!(world.plan("credential", Some(&state), &config(json!([tag]))).await.is_empty(&state));
    let more = world.plan("credential", Some(&state), &config(json!([tag, "Other_tag"]))).await;
    assert!(!more.is_empty(&state));
    let state = world.apply("credential", Some(&state), &config(json!(["Other_tag"]))).await;
    assert_eq!(attribute(&state, "aliases"), json!(["Other_tag"]));
    world.is_settled("credential", &state, &config(json!(["Other_tag"]))).await;
}

#[tokio::test]
async fn linked_scopes_are_exactly_those_configured() {
    under_both(async |world| {
        ground::lay(&world).await;
        let client = sys_id(&world, "oauth_entity", "name=Ground client").await;
        for (name, owner) in [("api.write", client.as_str()), ("api.read", "")] {
            let other = sys_id(&world, "oauth_entity", "name=Second registry").await;
            let owner = if owner.is_empty() { other } else { owner.to_owned() };
            let row = json!({ "name": name, "oauth_entity_scope": name, "oauth_entity": owner });
            world.insert("oauth_entity_scope", row).await;
        }
        let config = |scopes: Json| {
            json!({ "name": "P", "oauth_registry": "Ground client", "grant_type": "password", "scopes": scopes })
        };
        let state = world.apply("oauth_profile", None, &config(json!(["api.read", "api.write"]))).await;
        world.is_settled("oauth_profile", &state, &config(json!(["api.read", "api.write"]))).await;
        let joins = world.rows("oauth_entity_profile_scope", "").await;
        assert_eq!(joins.len(), 2, "a scope of the same name under another entry is not meant");
        let row = json!({ "name": "more", "oauth_entity_scope": "api.more", "oauth_entity": client });
        let more = world.insert("oauth_entity_scope", row).await;
        let extra = json!({ "oauth_entity_profile": id(&state), "oauth_entity_scope": more });
        world.insert("oauth_entity_profile_scope", extra).await;
        let state = world.apply("oauth_profile", Some(&state), &config(json!(["api.read"]))).await;
        assert_eq!(world.rows("oauth_entity_profile_scope", "").await.len(), 1);
        world.destroy("oauth_profile", state).await;
        assert!(world.rows("oauth_entity_profile_scope", "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_leads_nowhere_is_planned_and_refused_by_apply() {
    under_both(async |world| {
        let applied = world.attempt("connection", None, &connection("x_acme.Later")).await;
        one_error(
            &applied.diagnostics,
            "connection_alias",
            &["x_acme.Later", "sys_alias", "create the record first"],
        );
        assert!(applied.state.is_none());
        assert!(world.rows("sys_connection", "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_key_that_several_have_is_refused_with_their_sys_ids_and_a_path_tells_them_apart() {
    let world = World::likely().await;
    ground::lay(&world).await;
    for registry in ["Ground registry", "Second registry"] {
        let owner = sys_id(&world, "oauth_entity", &format!("name={registry}")).await;
        world
            .insert("oauth_entity_profile", json!({ "name": "Shared", "oauth_entity": owner }))
            .await;
    }
    let config =
        |profile: &str| json!({ "type": "oauth_2_0", "name": "A", "oauth_profile": profile });
    let said = world.refused("credential", None, &config("Shared")).await;
    one_error(
        &said,
        "oauth_profile",
        &["\"Ground registry/Shared\"", "\"Second registry/Shared\"", "sys_id", "slash"],
    );
    let state = world.apply("credential", None, &config("Second registry/Shared")).await;
    world.is_settled("credential", &state, &config("Second registry/Shared")).await;
}

#[tokio::test]
async fn a_sys_id_needs_no_right_to_read_the_table_it_leads_to() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let provider = world.signed_in("oauth.admin").await;
    let script = sys_id(&world, "sys_script_include", "name=OAuthUtil").await;
    let config = |script: &str| json!({ "type": "oauth_provider", "name": "A", "client_id": "a", "oauth_api_script": script });
    let said = provider
        .apply_config(&full("oauth_registry"), None, config("OAuthUtil"))
        .await
        .unwrap_err();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].detail.contains("sys_id"), "{said:#?}");
    let state =
        provider.apply_config(&full("oauth_registry"), None, config(&script)).await.unwrap();
    assert_eq!(text(&state, "oauth_api_script"), script);
}

#[tokio::test]
async fn the_application_of_a_record_is_named_by_its_scope() {
    under_both(async |world| {
        let installed = json!({ "scope": "x_camun_camunda" });
        world.apply("application", None, &installed).await;
        let config = json!({ "name": "Own", "application_scope": "x_camun_camunda" });
        let state = world.apply("connection_alias", None, &config).await;
        assert_eq!(text(&state, "alias_id"), "x_camun_camunda.Own");
        world.is_settled("connection_alias", &state, &config).await;
        let plan = world
            .plan(
                "connection_alias",
                Some(&state),
                &json!({ "name": "Own", "application_scope": "global" }),
            )
            .await;
        assert!(plan.replaces && plan.planned.get("alias_id").is_unknown());
    })
    .await;
}

#[tokio::test]
async fn the_global_domain_is_the_same_in_either_case_and_is_not_sent() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let mut config = connection("Ground");
    config["domain"] = json!("Global");
    let state = world.apply("connection", None, &config).await;
    assert_eq!(text(&state, "domain"), "Global");
    world.is_settled("connection", &state, &config).await;
    assert!(world.plan("connection", Some(&state), &connection("Ground")).await.is_empty(&state));
}
