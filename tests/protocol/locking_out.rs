//! Locking oneself out: whatever would end the provider's own way in is refused, in both ways to write it and in each
//! operation, unless that is allowed.

use serde_json::{Value as Json, json};
use simulator::{Seed, Unknowns};
use tfplugin::Diagnostics;
use tfplugin::testing::{Harness, State};

use crate::seen::{id, one_error};
use crate::world::{World, configured, fresh, full, under_both, with};

const PROPERTY: &str = "system_property";
const POLICY: &str = "api_access_policy";
const RECORD: &str = "record";
const WAY_OUT: &str = "allow_self_change";
const GATE: &str = "glide.authenticate.basic_auth.restriction";

fn record(table: &str, fields: &Json) -> Json {
    json!({ "table": table, "fields": fields })
}

async fn still_let_in(world: &World) {
    let rows = world.rows("sys_user", "user_name=admin").await;
    assert_eq!(rows.len(), 1, "the administrator is let in as before");
}

async fn refused(
    provider: &Harness,
    kind: &str,
    state: Option<&State>,
    config: Json,
) -> Diagnostics {
    let applied = provider.apply_config(&full(kind), state.cloned(), config.clone()).await;
    applied.err().unwrap_or_else(|| panic!("{kind} {config} was applied"))
}

/// Fails unless all that is refused says so with these words.
fn says(said: &Diagnostics, words: &[&str]) {
    let words: Vec<&str> = words.iter().copied().chain(["lock itself out", WAY_OUT]).collect();
    one_error(said, "", &words);
}

async fn property(world: &World, name: &str, value: &str) -> String {
    let name = format!("{GATE}.{name}");
    world.insert("sys_properties", json!({ "name": name, "value": value })).await
}

#[tokio::test]
async fn basic_authentication_is_not_closed_to_who_uses_it() {
    under_both(async |world| {
        let before = world.export().await;
        for name in ["active", "enforce"] {
            let name = format!("{GATE}.{name}");
            let config = json!({ "name": name, "value": "true" });
            says(&world.refused(PROPERTY, None, &config).await, &[&name]);
            let adopting = with(config.clone(), json!({ "adopt_existing": true }));
            says(&world.refused(PROPERTY, None, &adopting).await, &[&name]);
            says(&world.refused(RECORD, None, &record("sys_properties", &config)).await, &[&name]);
        }
        crate::seen::as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn the_gate_is_neither_closed_by_a_change_nor_by_a_deletion() {
    under_both(async |world| {
        let sys_id = property(&world, "active", "false").await;
        let name = format!("{GATE}.active");
        let (typed, any) = (
            world.import(PROPERTY, &name).await,
            world.import(RECORD, &format!("sys_properties/{sys_id}")).await,
        );
        let config = json!({ "name": name, "value": "true" });
        says(&world.refused(PROPERTY, Some(&typed), &config).await, &[&name]);
        let any_config = record("sys_properties", &config);
        says(&world.refused(RECORD, Some(&any), &any_config).await, &[&name]);
        let adopting = with(config, json!({ "adopt_existing": true }));
        says(&world.refused(PROPERTY, None, &adopting).await, &[&name]);
        for (kind, state) in [(PROPERTY, &typed), (RECORD, &any)] {
            let said = world.provider.destroy(&full(kind), state.clone()).await.unwrap_err();
            says(&said, &[&name]);
        }
        still_let_in(&world).await;
        let open = json!({ "name": name, "value": "false", "description": "Open" });
        let state = world.apply(PROPERTY, Some(&typed), &open).await;
        let other = world.signed_in("admin").await;
        assert!(other.read(&full(PROPERTY), &state).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn who_is_let_through_the_gate_is_added_to_and_not_taken_from() {
    let world = World::seeded(Unknowns::likely(), Seed::Hardened).await;
    let admin = configured(world.url(), "integration.admin", json!({})).await;
    let name = format!("{GATE}.allowed_roles");
    let kind = full(PROPERTY);
    let adopted = |value: &str| json!({ "name": name, "value": value, "adopt_existing": true });
    let wider = admin.apply_config(&kind, None, adopted("snc_basic_auth_api_access,admin")).await;
    let wider = wider.unwrap();
    let said = refused(&admin, PROPERTY, Some(&wider), adopted("admin")).await;
    says(&said, &[&name]);
}

#[tokio::test]
async fn who_signs_in_with_a_token_may_close_basic_authentication() {
    under_both(async |world| {
        let client = json!({ "type": "client", "name": "Robot", "client_id": "robot", "client_secret": "robots-own" });
        world.apply("oauth_registry", None, &client).await;
        let provider = signed_in_by_token(&world).await;
        let config = json!({ "name": format!("{GATE}.active"), "value": "true" });
        provider.apply_config(&full(PROPERTY), None, config).await.unwrap();
    })
    .await;
}

async fn signed_in_by_token(world: &World) -> Harness {
    let oauth = json!({ "grant_type": "password", "client_id": "robot", "client_secret": "robots-own",
        "username": "admin", "password": "admin" });
    let provider = fresh();
    let said = provider.configure(json!({ "instance_url": world.url(), "oauth": oauth })).await;
    assert_eq!(said, Diagnostics::new());
    provider
}

#[tokio::test]
async fn the_client_in_use_is_not_restricted_to_scopes() {
    under_both(async |world| {
        let client = json!({ "type": "client", "name": "Robot", "client_id": "robot", "client_secret": "robots-own" });
        let state = world.apply("oauth_registry", None, &client).await;
        let provider = signed_in_by_token(&world).await;
        let restricted = with(client.clone(), json!({ "scope_restriction": "restricted" }));
        let said = refused(&provider, "oauth_registry", Some(&state), restricted.clone()).await;
        says(&said, &["\"robot\"", "restrict"]);
        let any = provider.import(&full(RECORD), &format!("oauth_entity/{}", id(&state))).await;
        let fields = json!({ "scope_restriction_status": "restricted" });
        let said = refused(&provider, RECORD, Some(&any.unwrap()), record("oauth_entity", &fields)).await;
        says(&said, &["\"robot\""]);
        let other = with(client, json!({ "name": "Other", "client_id": "other", "scope_restriction": "restricted" }));
        provider.apply_config(&full("oauth_registry"), None, other).await.unwrap();
        world.apply("oauth_registry", Some(&state), &restricted).await;
    })
    .await;
}

/// A policy for the whole Table API.
fn table_api(more: Json) -> Json {
    let base = json!({ "name": "Tables", "api": "Table API", "api_path": "now/table" });
    with(base, more)
}

async fn profile(world: &World, table: &str, more: Json) -> String {
    let name = format!("A {table}");
    world.insert(table, with(json!({ "name": name }), more)).await;
    name
}

#[tokio::test]
async fn a_policy_for_the_table_api_needs_a_profile_for_the_way_in_use() {
    under_both(async |world| {
        let keys = profile(&world, "http_key_auth", json!({})).await;
        let passwords = profile(&world, "std_http_auth", json!({ "type": "basic_auth" })).await;
        let before = world.export().await;
        let listing = |profiles: Json| table_api(json!({ "inbound_auth_profiles": profiles }));
        for profiles in [json!([keys]), json!([])] {
            let said = world.refused(POLICY, None, &listing(profiles)).await;
            says(&said, &["\"Tables\"", "a user name and a password"]);
        }
        let reading = with(listing(json!([keys])), json!({ "http_method": "get" }));
        says(&world.refused(POLICY, None, &reading).await, &["\"Tables\""]);
        let row = json!({ "name": "Tables", "api_path": "now/table", "active": "true" });
        says(
            &world.refused(RECORD, None, &record("sys_api_access_policy", &row)).await,
            &["\"Tables\""],
        );
        crate::seen::as_before(&before, &world.export().await);
        let both = listing(json!([keys, passwords]));
        let state = world.apply(POLICY, None, &both).await;
        still_let_in(&world).await;
        let said = world.refused(POLICY, Some(&state), &listing(json!([keys]))).await;
        assert!(said.iter().any(|one| one.detail.contains("lock itself out")), "{said:#?}");
        still_let_in(&world).await;
        let state = world.read(POLICY, &state).await.unwrap();
        world.is_settled(POLICY, &state, &both).await;
        world.destroy(POLICY, state).await;
        crate::seen::as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn neither_the_mapping_nor_the_profile_of_the_way_in_use_goes() {
    under_both(async |world| {
        let passwords = profile(&world, "std_http_auth", json!({ "type": "basic_auth" })).await;
        let config = table_api(json!({ "inbound_auth_profiles": [passwords] }));
        let state = world.apply(POLICY, None, &config).await;
        let mapping = world
            .rows("sys_auth_profile_mapping", &format!("api_access_policy={}", id(&state)))
            .await;
        let mapping = mapping[0]["sys_id"].as_str().unwrap();
        let any = world.import(RECORD, &format!("sys_auth_profile_mapping/{mapping}")).await;
        let said = world.provider.destroy(&full(RECORD), any).await.unwrap_err();
        says(&said, &["\"Tables\""]);
        let own = world.import("inbound_auth_profile", &passwords).await;
        let said = world.provider.destroy(&full("inbound_auth_profile"), own.clone()).await;
        says(&said.unwrap_err(), &["\"Tables\""]);
        let off = json!({ "type": "standard", "name": passwords, "active": false });
        says(&world.refused("inbound_auth_profile", Some(&own), &off).await, &["\"Tables\""]);
        still_let_in(&world).await;
        world.destroy(POLICY, state).await;
        world.destroy("inbound_auth_profile", own).await;
    })
    .await;
}

#[tokio::test]
async fn a_policy_for_something_else_or_out_of_force_is_let_through() {
    under_both(async |world| {
        let keys = profile(&world, "http_key_auth", json!({})).await;
        let keys = json!({ "inbound_auth_profiles": [keys] });
        for more in [
            json!({ "api_path": "now/import", "api": "Import Set API" }),
            json!({ "active": false }),
            json!({ "api_tablename": "incident" }),
        ] {
            let state = world.apply(POLICY, None, &table_api(with(keys.clone(), more))).await;
            world.destroy(POLICY, state).await;
        }
    })
    .await;
}

async fn own_grant(world: &World, user: &str, role: &str) -> String {
    let query = format!("user.user_name={user}^role.name={role}^inherited=false");
    let rows = world.rows("sys_user_has_role", &query).await;
    rows[0]["sys_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_own_role_stays_by_typed_resource_and_by_record() {
    under_both(async |world| {
        let grant = own_grant(&world, "admin", "admin").await;
        let words = ["the role \"admin\"", "the very user \"admin\""];
        let typed = world.import("user_role", &grant).await;
        says(&world.provider.destroy(&full("user_role"), typed).await.unwrap_err(), &words);
        let any = world.import(RECORD, &format!("sys_user_has_role/{grant}")).await;
        says(&world.provider.destroy(&full(RECORD), any.clone()).await.unwrap_err(), &words);
        let itil = world.rows("sys_user_role", "name=itil").await[0]["sys_id"].clone();
        let changed = record("sys_user_has_role", &json!({ "role": itil }));
        says(&world.refused(RECORD, Some(&any), &changed).await, &words);
        let role = world.import("role", "admin").await;
        says(&world.provider.destroy(&full("role"), role).await.unwrap_err(), &words);
        still_let_in(&world).await;
    })
    .await;
}

#[tokio::test]
async fn a_role_that_admin_stands_for_is_the_users_own_business() {
    under_both(async |world| {
        let state =
            world.apply("user_role", None, &json!({ "user": "admin", "role": "itil" })).await;
        world.destroy("user_role", state).await;
        let state =
            world.apply("user_role", None, &json!({ "user": "plain.user", "role": "admin" })).await;
        world.destroy("user_role", state).await;
    })
    .await;
}

#[tokio::test]
async fn a_role_that_comes_by_a_group_stays_with_the_group() {
    under_both(async |world| {
        let group = world.apply("group", None, &json!({ "name": "Crew" })).await;
        let gives = json!({ "group": "Crew", "role": "admin" });
        let gives = world.apply("group_role", None, &gives).await;
        let member = json!({ "group": "Crew", "user": "plain.user" });
        let member = world.apply("group_member", None, &member).await;
        world.later().await;
        let provider = world.signed_in("plain.user").await;
        let words = ["the role \"admin\""];
        for (kind, state) in [("group_member", &member), ("group_role", &gives), ("group", &group)]
        {
            let said = provider.destroy(&full(kind), state.clone()).await.unwrap_err();
            says(&said, &words);
        }
        let own = json!({ "user": "plain.user", "role": "admin" });
        world.apply("user_role", None, &own).await;
        provider.destroy(&full("group_member"), member).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_allows_it_may_lock_himself_out() {
    let world = World::likely().await;
    let free = world.with_arguments(json!({ "allow_self_change": true })).await;
    let config = json!({ "name": format!("{GATE}.active"), "value": "true" });
    free.apply_config(&full(PROPERTY), None, config).await.unwrap();
    let keys = profile(&world, "http_key_auth", json!({})).await;
    let policy = table_api(json!({ "inbound_auth_profiles": [keys], "http_method": "delete" }));
    free.apply_config(&full(POLICY), None, policy).await.unwrap();
}
