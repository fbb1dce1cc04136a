//! Ephemeral resources: tokens that are opened and given back.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostics;
use tfplugin::testing::{Harness, Opened};

use crate::seen::one_error;
use crate::world::{World, fresh, full, under_both, with};

const GRANT: &str = "glide.oauth.inbound.client.credential.grant_type.enabled";
const SECRET: &str = "planted-secret";

/// An inbound client "robot" of the administrator.
async fn robot(world: &World, lifespan: i64) {
    world.insert("sys_properties", json!({ "name": GRANT, "value": "true" })).await;
    let client = json!({ "type": "client", "name": "Robot", "client_id": "robot", "client_secret": SECRET,
        "application_user": "admin", "access_token_lifespan": lifespan });
    world.apply("oauth_registry", None, &client).await;
}

fn by_client(others: Json) -> Json {
    let asked = json!({ "grant_type": "client_credentials", "client_id": "robot", "client_secret": SECRET });
    with(asked, others)
}

async fn open(world: &World, config: Json) -> Result<Opened, Diagnostics> {
    world.provider.open(&full("oauth_token"), config).await
}

async fn opens(url: &str, token: &str) -> bool {
    let request =
        reqwest::Client::new().get(format!("{url}/api/now/table/sys_user?sysparm_limit=1"));
    request.bearer_auth(token).send().await.unwrap().status().is_success()
}

fn token(opened: &Opened) -> &str {
    opened.result.get("access_token").as_str().unwrap()
}

#[tokio::test]
async fn a_token_lives_for_the_run_and_is_revoked_where_that_is_asked_for() {
    under_both(async |world: World| {
        robot(&world, 1_800).await;
        for (revoke, lives_on) in [(json!(true), false), (json!(null), true)] {
            let opened =
                open(&world, by_client(json!({ "revoke_on_close": revoke }))).await.unwrap();
            assert!(opens(world.url(), token(&opened)).await);
            assert_eq!(opened.result.get("token_type").as_str(), Some("Bearer"));
            assert_eq!(opened.result.get("scope").as_str(), Some("useraccount"));
            assert!(opened.result.get("expires_at").as_str().unwrap().ends_with('Z'));
            assert!(opened.renew_at.is_none(), "a token is not renewed under somebody's hands");
            assert_eq!(opened.private.is_empty(), lives_on, "no secret is kept without need");
            world.provider.close(&full("oauth_token"), &opened).await.unwrap();
            assert_eq!(opens(world.url(), token(&opened)).await, lives_on);
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_that_would_end_soon_is_exchanged_by_its_refresh_token() {
    let world = World::likely().await;
    robot(&world, 60).await;
    let asked = json!({ "grant_type": "password", "client_id": "robot", "client_secret": SECRET,
        "username": "admin", "password": "admin" });
    let (first, second) =
        (open(&world, asked.clone()).await.unwrap(), open(&world, asked).await.unwrap());
    assert_ne!(token(&first), token(&second), "the grant alone gives the same one");
    let refresh = first.result.get("refresh_token").as_str().unwrap().to_owned();
    let asked = json!({ "grant_type": "refresh_token", "client_id": "robot", "client_secret": SECRET,
        "refresh_token": refresh, "revoke_on_close": true });
    let opened = open(&world, asked.clone()).await.unwrap();
    assert!(opened.result.get("rotated_refresh_token").is_null());
    world.provider.close(&full("oauth_token"), &opened).await.unwrap();
    open(&world, asked).await.expect("a refresh token that was given is not revoked");
}

#[tokio::test]
async fn another_instance_gives_a_token_too() {
    let (own, other) = (World::likely().await, World::likely().await);
    robot(&other, 1_800).await;
    for place in ["instance_url", "token_url"] {
        let path = if place == "token_url" { "/oauth_token.do" } else { "" };
        let asked =
            by_client(json!({ place: format!("{}{path}", other.url()), "revoke_on_close": true }));
        let opened = open(&own, asked).await.unwrap();
        assert!(
            opens(other.url(), token(&opened)).await && !opens(own.url(), token(&opened)).await
        );
        own.provider.close(&full("oauth_token"), &opened).await.unwrap();
        assert!(!opens(other.url(), token(&opened)).await);
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_the_words_of_the_endpoint_and_without_the_secret() {
    let world = World::likely().await;
    let said = open(&world, by_client(json!({}))).await.unwrap_err();
    one_error(&said, "", &["refused to give an OAuth token", "server_error", GRANT]);
    assert!(!format!("{said:?}").contains(SECRET));
}

#[tokio::test]
async fn what_no_token_can_come_of_is_refused_before_anything_is_asked() {
    let provider = fresh();
    for (config, argument, words) in [
        (json!({ "grant_type": "authorization_code", "client_id": "a" }), "grant_type", "a person"),
        (
            json!({ "grant_type": "password", "client_id": "a", "username": "u" }),
            "password",
            "Set password",
        ),
        (by_client(json!({ "username": "u" })), "username", "no use for username"),
        (
            by_client(json!({ "token_url": "http://login.example.org/token" })),
            "token_url",
            "use https",
        ),
        (
            by_client(
                json!({ "token_url": "https://login.example.org/token", "revoke_on_close": true }),
            ),
            "revoke_on_close",
            "ends by itself",
        ),
    ] {
        let said = provider.validate_ephemeral(&full("oauth_token"), config).await;
        one_error(&said, argument, &[words]);
    }
}

async fn own(provider: &Harness, config: Json) -> Result<Opened, Diagnostics> {
    provider.open(&full("provider_token"), config).await
}

#[tokio::test]
async fn the_providers_own_token_is_handed_out_and_stays_good() {
    let world = World::likely().await;
    robot(&world, 1_800).await;
    let provider = fresh();
    let oauth = by_client(json!({}));
    let config = json!({ "instance_url": world.url(), "oauth": oauth });
    assert_eq!(provider.configure(config).await, Diagnostics::new());
    let opened = own(&provider, json!({})).await.unwrap();
    assert_eq!(opened.result.get("header_name").as_str(), Some("Authorization"));
    let header = opened.result.get("header_value").as_str().unwrap();
    assert_eq!(header, format!("Bearer {}", token(&opened)));
    provider.close(&full("provider_token"), &opened).await.unwrap();
    assert!(opens(world.url(), token(&opened)).await);
    assert!(opened.private.is_empty());
}

#[tokio::test]
async fn a_password_is_handed_out_only_where_that_is_allowed() {
    let world = World::likely().await;
    let said = own(&world.provider, json!({})).await.unwrap_err();
    one_error(&said, "allow_basic", &["allow_basic = true"]);
    let opened = own(&world.provider, json!({ "allow_basic": true })).await.unwrap();
    assert_eq!(opened.result.get("header_value").as_str(), Some("Basic YWRtaW46YWRtaW4="));
    assert!(opened.result.get("access_token").is_null());
}
