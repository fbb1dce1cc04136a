//! Switches that no other file plays both ways.

use crate::support::{Instance, id, parts, with};
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

fn likely() -> Unknowns {
    Unknowns::likely()
}

async fn name_stored(unknowns: Unknowns, name: &str) -> String {
    let record = with(unknowns).await.insert("sys_alias", json!({ "name": name })).await;
    record["name"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn blanks_are_trimmed_or_kept() {
    assert_eq!(name_stored(likely(), " Mail ").await, " Mail ");
    let trimmed = Unknowns { blanks_trimmed: true, ..likely() };
    assert_eq!(name_stored(trimmed, " Mail ").await, "Mail");
}

#[tokio::test]
async fn a_long_text_is_cut_or_kept() {
    let long = "e".repeat(300);
    assert_eq!(name_stored(likely(), &long).await, "e".repeat(255));
    let kept = Unknowns { long_text_cut: false, ..likely() };
    assert_eq!(name_stored(kept, &long).await, long);
}

#[tokio::test]
async fn a_built_url_names_the_default_port_or_not() {
    for (omitted, url) in [(true, "https://a.example"), (false, "https://a.example:443")] {
        let instance = with(Unknowns { default_port_omitted: omitted, ..likely() }).await;
        let record = json!({ "name": "Web", "active": false, "url_builder": true,
            "host": "a.example", "port": "443" });
        assert_eq!(instance.insert("http_connection", record).await["connection_url"], url);
    }
}

#[tokio::test]
async fn an_alias_gets_the_stock_retry_policy_or_none() {
    for (filled, policy) in [(false, ""), (true, "ef751ff07301330025d71afe2ff6a7f9")] {
        let instance = with(Unknowns { alias_retry_policy_filled: filled, ..likely() }).await;
        let alias = instance.insert("sys_alias", json!({ "name": "Mail" })).await;
        assert_eq!(alias["retry_policy"], policy);
        let credential = json!({ "name": "Key only", "type": "credential" });
        assert_eq!(instance.insert("sys_alias", credential).await["retry_policy"], policy);
    }
}

#[tokio::test]
async fn a_second_active_connection_is_refused_or_allowed() {
    for (verdict, wanted) in [(Verdict::Refused, 403), (Verdict::Allowed, 201)] {
        let instance = with(Unknowns { second_active_connection: verdict, ..likely() }).await;
        let alias = instance.insert("sys_alias", json!({ "name": "Mail" })).await;
        let record = |name: &str| json!({ "name": name, "connection_alias": id(&alias) });
        instance.insert("http_connection", record("First")).await;
        let (status, _) = instance.post("/api/now/table/http_connection", record("Second")).await;
        assert_eq!(status, wanted);
    }
}

#[tokio::test]
async fn the_words_of_a_rule_are_in_the_answer_or_not() {
    let words = "Connection alias cannot be empty";
    for shown in [false, true] {
        let instance = with(Unknowns { abort_words_shown: shown, ..likely() }).await;
        let lonely = json!({ "name": "Lonely" });
        let (status, body) = instance.post("/api/now/table/http_connection", lonely).await;
        let detail = body["error"]["detail"].as_str().unwrap();
        assert_eq!((status, detail.contains(words)), (403, shown), "{detail}");
        assert!(detail.contains("was aborted by Business Rule"), "{detail}");
    }
}

async fn client_credentials(instance: &Instance) -> (u16, Value) {
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let form =
        [("grant_type", "client_credentials"), ("client_id", "abc"), ("client_secret", "s3cret")];
    parts(instance.client.post(url).form(&form).send().await.unwrap()).await
}

#[tokio::test]
async fn a_client_needs_a_profile_of_its_grant_or_not() {
    let strict = with(Unknowns { client_needs_profile: true, ..likely() }).await;
    strict.property("glide.oauth.inbound.client.credential.grant_type.enabled", "true").await;
    let user = strict.rows("sys_user", "user_name=admin").await[0].clone();
    let client = json!({ "name": "Client", "client_id": "abc", "client_secret": "s3cret",
        "user": id(&user) });
    let client = strict.insert("oauth_entity", client).await;
    assert_eq!(client_credentials(&strict).await.0, 401);
    let profile = json!({ "name": "Own", "oauth_entity": id(&client),
        "grant_type": "client_credentials", "default": true });
    strict.insert("oauth_entity_profile", profile).await;
    assert_eq!(client_credentials(&strict).await.0, 200);
}

#[tokio::test]
async fn at_worst_the_default_profile_is_late_by_the_wall_clock_too() {
    let short = Unknowns { default_profile_delay_ms: 3_000, ..Unknowns::worst() };
    let instance = with(short).await;
    let entity = json!({ "name": "Late", "type": "oauth_provider" });
    instance.insert("oauth_entity", entity).await;
    assert!(instance.rows("oauth_entity_profile", "").await.is_empty());
    tokio::time::sleep(std::time::Duration::from_millis(3_100)).await;
    let profiles = instance.rows("oauth_entity_profile", "").await;
    assert_eq!(profiles[0]["name"], "Late default_profile");
    let second = json!({ "name": "Second", "oauth_entity": profiles[0]["oauth_entity"] });
    assert_eq!(instance.post("/api/now/table/oauth_entity_profile", second).await.0, 403);
}

#[tokio::test]
async fn an_unreadable_request_is_refused_in_json_or_with_a_page() {
    for page in [false, true] {
        let unreadable_request_gets_page = page;
        let instance = with(Unknowns { unreadable_request_gets_page, ..Unknowns::likely() }).await;
        let post = |kind: &str, body: &'static str| {
            let request = instance.request(reqwest::Method::POST, "/api/now/table/sys_alias");
            request.header("content-type", kind).body(body)
        };
        let xml = instance.request(reqwest::Method::GET, "/api/now/table/sys_alias");
        for (request, status) in [
            (post("application/json", "{"), 400),
            (post("text/csv", "a,b"), 415),
            (xml.header("accept", "application/xml"), 406),
        ] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status);
            let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
            assert_eq!(kind.starts_with("text/html"), page, "{status}");
            assert!(!answer.text().await.unwrap().is_empty());
        }
    }
}
