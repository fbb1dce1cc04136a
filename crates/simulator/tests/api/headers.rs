//! Headers of requests and answers.

use crate::support::{id, parts, pdi};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn every_answer_has_the_instances_headers() {
    let instance = pdi().await;
    for path in ["/api/now/table/sys_user", "/api/now/table/nothing", "/nowhere", "/"] {
        let answer = instance.request(Method::GET, path).send().await.unwrap();
        for name in [
            "date",
            "server",
            "pragma",
            "cache-control",
            "expires",
            "content-type",
            "x-transaction-id",
        ] {
            assert!(answer.headers().contains_key(name), "{path}: {name}");
        }
        assert_eq!(answer.headers()["x-simulated-instance"], "true");
    }
}

#[tokio::test]
async fn a_method_can_be_overridden_by_a_header() {
    let instance = pdi().await;
    let alias = instance.insert("sys_alias", json!({ "name": "Mail" })).await;
    let path = format!("/api/now/table/sys_alias/{}", id(&alias));
    let request = instance.request(Method::POST, &path).header("X-HTTP-Method-Override", "PATCH");
    let (status, body) =
        parts(request.json(&json!({ "name": "Post" })).send().await.unwrap()).await;
    assert_eq!((status, &body["result"]["name"]), (200, &json!("Post")));
}

#[tokio::test]
async fn a_token_may_come_in_the_query_and_is_not_written_down() {
    let instance = pdi().await;
    let client = json!({ "name": "Client", "client_id": "abc", "client_secret": "s3cret" });
    instance.insert("oauth_entity", client).await;
    let form = [
        ("grant_type", "password"),
        ("client_id", "abc"),
        ("client_secret", "s3cret"),
        ("username", "itil.user"),
        ("password", "itil.user"),
    ];
    let url = instance.simulator.url().to_owned();
    let token = instance.client.post(format!("{url}/oauth_token.do")).query(&form);
    let (status, body) = parts(token.send().await.unwrap()).await;
    assert_eq!(status, 200);
    let token = body["access_token"].as_str().unwrap();
    let user = instance.client.get(format!("{url}/api/now/ui/user/current_user"));
    let (_, user) = parts(user.query(&[("access_token", token)]).send().await.unwrap()).await;
    assert_eq!(user["result"]["user_name"], "itil.user");
    let (_, requests) = instance.get("/simulator/requests").await;
    assert!(!requests.to_string().contains(token));
    assert!(!requests.to_string().contains("s3cret"));
}

#[tokio::test]
async fn requests_on_one_connection_follow_each_other() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let instance = pdi().await;
    let address = instance.simulator.url().trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let first = "GET /simulator/clock HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let last = "GET /simulator/unknowns HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(format!("{first}{last}").as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2);
    assert!(text.find("\"now\"").unwrap() < text.find("\"default_profile\"").unwrap());
}
