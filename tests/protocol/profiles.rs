//! The default profile of a third party: made at once, a moment later or by us, and never fought over.

use serde_json::{Value as Json, json};
use simulator::{DefaultProfile, Unknowns};

use crate::ground;
use crate::seen::{attribute, id, one_error, text};
use crate::world::{World, full, under_both, with};

const REGISTRY: &str = "oauth_registry";
const PROFILE: &str = "oauth_entity_profile";

fn acme() -> Json {
    json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme", "default_grant_type": "client_credentials" })
}

async fn playing(default_profile: DefaultProfile) -> World {
    World::with(Unknowns { default_profile, ..Unknowns::likely() }).await
}

#[tokio::test]
async fn the_default_profile_is_known_after_create_however_it_comes() {
    for play in [DefaultProfile::AtOnce, DefaultProfile::Late, DefaultProfile::Absent] {
        let world = playing(play).await;
        let before = world.export().await;
        let state = world.apply(REGISTRY, None, &acme()).await;
        let profiles = world.rows(PROFILE, "").await;
        assert_eq!(profiles.len(), 1, "{play:?}");
        assert_eq!(profiles[0]["sys_id"], attribute(&state, "default_profile_id"), "{play:?}");
        assert_eq!(profiles[0]["grant_type"], json!("client_credentials"), "{play:?}");
        assert_eq!(text(&state, "default_profile_name"), "Acme default_profile", "{play:?}");
        world.is_settled(REGISTRY, &state, &acme()).await;
        world.later().await;
        assert_eq!(world.rows(PROFILE, "").await.len(), 1, "{play:?}: no second one comes");
        world.destroy(REGISTRY, state).await;
        assert_eq!(world.export().await, before, "{play:?}: nothing is orphaned");
    }
}

#[tokio::test]
async fn the_default_profile_is_of_the_entrys_application_however_it_comes() {
    for play in [DefaultProfile::AtOnce, DefaultProfile::Late, DefaultProfile::Absent] {
        let world = playing(play).await;
        let application = json!({ "name": "Own", "scope": "x_own" });
        let application = world.insert("sys_app", application).await;
        let config = with(acme(), json!({ "application_scope": "x_own" }));
        let state = world.apply(REGISTRY, None, &config).await;
        let profile = text(&state, "default_profile_id");
        assert_eq!(world.column(PROFILE, &profile, "sys_scope").await, application, "{play:?}");
    }
}

#[tokio::test]
async fn renaming_the_entry_keeps_its_profile() {
    under_both(async |world| {
        let state = world.apply(REGISTRY, None, &acme()).await;
        let mut config = acme();
        config["name"] = json!("Acme 2");
        let renamed = world.apply(REGISTRY, Some(&state), &config).await;
        assert_eq!(
            attribute(&renamed, "default_profile_id"),
            attribute(&state, "default_profile_id")
        );
        world.is_settled(REGISTRY, &renamed, &config).await;
    })
    .await;
}

#[tokio::test]
async fn an_import_finds_the_profile() {
    under_both(async |world| {
        let state = world.apply(REGISTRY, None, &acme()).await;
        let imported = world.import(REGISTRY, "name:Acme").await;
        assert_eq!(
            attribute(&imported, "default_profile_id"),
            attribute(&state, "default_profile_id")
        );
    })
    .await;
}

#[tokio::test]
async fn the_scopes_joined_to_the_default_profile_go_with_the_entry() {
    let world = World::likely().await;
    let before = world.export().await;
    let state = world.apply(REGISTRY, None, &acme()).await;
    let scope = json!({ "name": "read", "oauth_entity_scope": "read", "oauth_entity": id(&state) });
    let scope = world.insert("oauth_entity_scope", scope).await;
    let join = json!({ "oauth_entity_profile": attribute(&state, "default_profile_id"), "oauth_entity_scope": scope });
    world.insert("oauth_entity_profile_scope", join).await;
    world.destroy(REGISTRY, state).await;
    world.delete("oauth_entity_scope", &scope).await;
    assert_eq!(world.export().await, before);
}

#[tokio::test]
async fn the_entry_and_a_profile_that_adopted_its_default_do_not_fight() {
    under_both(async |world| {
        let registry = world.apply(REGISTRY, None, &acme()).await;
        let config = json!({ "name": "Ours", "oauth_registry": id(&registry), "is_default": true, "adopt_existing": true });
        let profile = world.apply("oauth_profile", None, &config).await;
        assert_eq!(id(&profile), text(&registry, "default_profile_id"));
        let seen = world.read(REGISTRY, &registry).await.unwrap();
        assert_eq!(text(&seen, "default_profile_name"), "Ours");
        assert!(world.plan(REGISTRY, Some(&seen), &acme()).await.is_empty(&seen));
        world.is_settled("oauth_profile", &profile, &config).await;
        world.destroy("oauth_profile", profile).await;
        world.destroy(REGISTRY, seen).await;
        assert!(world.rows(PROFILE, "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_second_profile_is_made_or_refused_in_the_instances_own_words() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = json!({ "name": "Second", "oauth_registry": "Ground registry", "grant_type": "password" });
        let plan = world.plan("oauth_profile", None, &config).await;
        let applied = world.provider.apply(&full("oauth_profile"), None, &plan, Some(config)).await;
        if world.unknowns().await["second_profile"] == "refused" {
            one_error(&applied.diagnostics, "", &["Validate OAuth entity profile"]);
            assert!(applied.state.is_none());
        } else {
            assert!(applied.state.is_some(), "{:?}", applied.diagnostics);
        }
    })
    .await;
}

#[tokio::test]
async fn a_profile_in_use_is_not_deleted_and_the_refusal_names_the_credential() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = json!({ "name": "Own", "oauth_registry": "Ground client", "grant_type": "client_credentials" });
        let profile = world.apply("oauth_profile", None, &config).await;
        let user = json!({ "type": "oauth_2_0", "name": "Its user", "oauth_profile": "Own" });
        let credential = world.apply("credential", None, &user).await;
        let said = world.provider.destroy(&full("oauth_profile"), profile.clone()).await.unwrap_err();
        one_error(&said, "", &["\"Its user\"", "another profile or delete it first"]);
        world.destroy("credential", credential).await;
        world.destroy("oauth_profile", profile).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_for_the_first_token_is_shown_only_for_the_authorization_code_grant() {
    under_both(async |world| {
        let mut config = acme();
        config["default_grant_type"] = json!("authorization_code");
        let registry = world.apply(REGISTRY, None, &config).await;
        let profile = text(&registry, "default_profile_id");
        let credential = json!({ "type": "oauth_2_0", "name": "A", "oauth_profile": profile });
        let state = world.apply("credential", None, &credential).await;
        let url = text(&state, "get_oauth_token_url");
        let start = format!("{}/oauth_initiator.do?", world.url());
        assert!(
            url.starts_with(&start) && url.contains(&id(&state)) && url.contains(&profile),
            "{url}"
        );
        world.is_settled("credential", &state, &credential).await;
        let mut personal = credential.clone();
        personal["integration_type"] = json!("personal");
        let state = world.apply("credential", Some(&state), &personal).await;
        assert!(text(&state, "get_oauth_token_url").ends_with("&personal=true"));
    })
    .await;
}

/// A rule's own insert says what it was, for the summary does not; and asks for the right role.
#[tokio::test]
async fn a_profile_that_may_not_be_made_is_refused_as_an_insert() {
    let world = playing(DefaultProfile::Absent).await;
    let refused =
        json!([{ "method": "POST", "table": PROFILE, "fault": { "kind": "acl_refusal" } }]);
    world.faults(refused).await;
    let refused = world.refused(REGISTRY, None, &acme()).await;
    let words =
        ["may not create records in the table oauth_entity_profile", "oauth_admin or admin"];
    one_error(&refused, "", &words);
    assert!(!refused[0].detail.contains("may not read"));
}
