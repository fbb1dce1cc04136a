//! The default profile of a third party: made at once, a moment later or by us, and never fought over.

use serde_json::{Value as Json, json};
use simulator::{DefaultProfile, Unknowns};

use crate::ground;
use crate::seen::{attribute, id, one_error, text};
use crate::stage::{Stage, full, under_both};

const REGISTRY: &str = "oauth_registry";
const PROFILE: &str = "oauth_entity_profile";

fn acme() -> Json {
    json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme", "default_grant_type": "client_credentials" })
}

async fn playing(default_profile: DefaultProfile) -> Stage {
    Stage::with(Unknowns { default_profile, ..Unknowns::likely() }).await
}

#[tokio::test]
async fn the_default_profile_is_known_after_create_however_it_comes() {
    for play in [DefaultProfile::AtOnce, DefaultProfile::Late, DefaultProfile::Absent] {
        let stage = playing(play).await;
        let before = stage.export().await;
        let state = stage.apply(REGISTRY, None, &acme()).await;
        let profiles = stage.rows(PROFILE, "").await;
        assert_eq!(profiles.len(), 1, "{play:?}");
        assert_eq!(profiles[0]["sys_id"], attribute(&state, "default_profile_id"), "{play:?}");
        assert_eq!(profiles[0]["grant_type"], json!("client_credentials"), "{play:?}");
        assert_eq!(text(&state, "default_profile_name"), "Acme default_profile", "{play:?}");
        stage.is_settled(REGISTRY, &state, &acme()).await;
        stage.later().await;
        assert_eq!(stage.rows(PROFILE, "").await.len(), 1, "{play:?}: no second one comes");
        stage.destroy(REGISTRY, state).await;
        assert_eq!(stage.export().await, before, "{play:?}: nothing is orphaned");
    }
}

#[tokio::test]
async fn renaming_the_entry_keeps_its_profile() {
    under_both(async |stage| {
        let state = stage.apply(REGISTRY, None, &acme()).await;
        let mut config = acme();
        config["name"] = json!("Acme 2");
        let renamed = stage.apply(REGISTRY, Some(&state), &config).await;
        assert_eq!(
            attribute(&renamed, "default_profile_id"),
            attribute(&state, "default_profile_id")
        );
        stage.is_settled(REGISTRY, &renamed, &config).await;
    })
    .await;
}

#[tokio::test]
async fn an_import_finds_the_profile() {
    under_both(async |stage| {
        let state = stage.apply(REGISTRY, None, &acme()).await;
        let imported = stage.import(REGISTRY, "name:Acme").await;
        assert_eq!(
            attribute(&imported, "default_profile_id"),
            attribute(&state, "default_profile_id")
        );
    })
    .await;
}

#[tokio::test]
async fn the_scopes_joined_to_the_default_profile_go_with_the_entry() {
    let stage = Stage::likely().await;
    let before = stage.export().await;
    let state = stage.apply(REGISTRY, None, &acme()).await;
    let scope = json!({ "name": "read", "oauth_entity_scope": "read" });
    let scope = stage.insert("oauth_entity_scope", scope).await;
    let join = json!({ "oauth_entity_profile": attribute(&state, "default_profile_id"), "oauth_entity_scope": scope });
    stage.insert("oauth_entity_profile_scope", join).await;
    stage.destroy(REGISTRY, state).await;
    stage.delete("oauth_entity_scope", &scope).await;
    assert_eq!(stage.export().await, before);
}

#[tokio::test]
async fn the_entry_and_a_profile_that_adopted_its_default_do_not_fight() {
    under_both(async |stage| {
        let registry = stage.apply(REGISTRY, None, &acme()).await;
        let config = json!({ "name": "Ours", "oauth_registry": id(&registry), "is_default": true, "adopt_existing": true });
        let profile = stage.apply("oauth_profile", None, &config).await;
        assert_eq!(id(&profile), text(&registry, "default_profile_id"));
        let seen = stage.read(REGISTRY, &registry).await.unwrap();
        assert_eq!(text(&seen, "default_profile_name"), "Ours");
        assert!(stage.plan(REGISTRY, Some(&seen), &acme()).await.is_empty(&seen));
        stage.is_settled("oauth_profile", &profile, &config).await;
        stage.destroy("oauth_profile", profile).await;
        stage.destroy(REGISTRY, seen).await;
        assert!(stage.rows(PROFILE, "").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_second_profile_is_made_or_refused_in_the_instances_own_words() {
    under_both(async |stage| {
        ground::lay(&stage).await;
        let config = json!({ "name": "Second", "oauth_registry": "Ground registry", "grant_type": "password" });
        let plan = stage.plan("oauth_profile", None, &config).await;
        let applied = stage.provider.apply(&full("oauth_profile"), None, &plan, Some(config)).await;
        if stage.unknowns().await["second_profile"] == "refused" {
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
    under_both(async |stage| {
        ground::lay(&stage).await;
        let config = json!({ "name": "Own", "oauth_registry": "Ground client", "grant_type": "client_credentials" });
        let profile = stage.apply("oauth_profile", None, &config).await;
        let user = json!({ "type": "oauth_2_0", "name": "Its user", "oauth_profile": "Own" });
        let credential = stage.apply("credential", None, &user).await;
        let said = stage.provider.destroy(&full("oauth_profile"), profile.clone()).await.unwrap_err();
        one_error(&said, "", &["\"Its user\"", "another profile or delete it first"]);
        stage.destroy("credential", credential).await;
        stage.destroy("oauth_profile", profile).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_for_the_first_token_is_shown_only_for_the_authorization_code_grant() {
    under_both(async |stage| {
        let mut config = acme();
        config["default_grant_type"] = json!("authorization_code");
        let registry = stage.apply(REGISTRY, None, &config).await;
        let profile = text(&registry, "default_profile_id");
        let credential = json!({ "type": "oauth_2_0", "name": "A", "oauth_profile": profile });
        let state = stage.apply("credential", None, &credential).await;
        let url = text(&state, "get_oauth_token_url");
        let start = format!("{}/oauth_initiator.do?", stage.url());
        assert!(
            url.starts_with(&start) && url.contains(&id(&state)) && url.contains(&profile),
            "{url}"
        );
        stage.is_settled("credential", &state, &credential).await;
        let mut personal = credential.clone();
        personal["integration_type"] = json!("personal");
        let state = stage.apply("credential", Some(&state), &personal).await;
        assert!(text(&state, "get_oauth_token_url").ends_with("&personal=true"));
    })
    .await;
}
