//! Several requests in one.

use crate::support::{Instance, id, pdi};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use simulator::control::Entry;

const BATCH: &str = "/api/now/v1/batch";
const ALIASES: &str = "/api/now/table/sys_alias";

fn item(id: &str, method: &str, url: &str, body: Option<Value>) -> Value {
    let mut item = json!({
        "id": id, "method": method, "url": url,
        "headers": [{ "name": "Content-Type", "value": "application/json" }],
    });
    if let Some(body) = body {
        item["body"] = json!(BASE64_STANDARD.encode(body.to_string()));
    }
    item
}

async fn batch(instance: &Instance, items: Vec<Value>) -> Value {
    let body = json!({ "batch_request_id": 1, "rest_requests": items });
    let (status, answer) = instance.post(BATCH, body).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

fn body(serviced: &Value) -> Value {
    let bytes = BASE64_STANDARD.decode(serviced["body"].as_str().unwrap()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn items_are_carried_out_in_order_and_each_for_itself() {
    let instance = pdi().await;
    let answer = batch(
        &instance,
        vec![
            item("a", "POST", ALIASES, Some(json!({ "name": "One" }))),
            item("b", "GET", &format!("{ALIASES}?sysparm_query=name=One"), None),
            item("c", "POST", "/api/now/table/no_table", Some(json!({}))),
            item("d", "POST", ALIASES, Some(json!({ "name": "Two" }))),
        ],
    )
    .await;
    assert_eq!(answer["batch_request_id"], "1");
    assert_eq!(answer["unserviced_requests"], json!([]));
    let serviced = answer["serviced_requests"].as_array().unwrap();
    let codes: Vec<_> = serviced.iter().map(|one| one["status_code"].as_u64().unwrap()).collect();
    assert_eq!(codes, [201, 200, 400, 201]);
    assert_eq!(serviced[0]["status_text"], "Created");
    assert_eq!(body(&serviced[1])["result"][0]["name"], "One");
    assert_eq!(body(&serviced[2])["error"]["message"], "Invalid table no_table");
    assert_eq!(instance.rows("sys_alias", "nameINOne,Two").await.len(), 2);
}

#[tokio::test]
async fn headers_come_along_unless_they_are_not_wanted() {
    let instance = pdi().await;
    let mut silent = item("b", "POST", ALIASES, Some(json!({ "name": "Two" })));
    silent["exclude_response_headers"] = json!(true);
    let loud = item("a", "POST", ALIASES, Some(json!({ "name": "One" })));
    let answer = batch(&instance, vec![loud, silent]).await;
    let headers = answer["serviced_requests"][0]["headers"].as_array().unwrap();
    let location = headers.iter().find(|header| header["name"] == "Location").unwrap();
    let record = body(&answer["serviced_requests"][0]);
    assert!(location["value"].as_str().unwrap().ends_with(id(&record["result"])));
    assert!(answer["serviced_requests"][1].get("headers").is_none());
}

#[tokio::test]
async fn an_item_without_an_answer_has_no_body() {
    let instance = pdi().await;
    let record = instance.insert("sys_alias", json!({ "name": "One" })).await;
    let url = format!("{ALIASES}/{}", id(&record));
    let answer = batch(&instance, vec![item("a", "DELETE", &url, None)]).await;
    assert_eq!(answer["serviced_requests"][0]["status_code"], 204);
    assert!(answer["serviced_requests"][0].get("body").is_none());
}

#[tokio::test]
async fn items_act_as_the_caller_of_the_batch() {
    let instance = pdi().await.user("plain.user");
    let answer = batch(
        &instance,
        vec![
            item("a", "POST", ALIASES, Some(json!({ "name": "One" }))),
            item("b", "GET", "/simulator/export", None),
            item("c", "GET", "/api/now/ui/user/current_user", None),
        ],
    )
    .await;
    let serviced = &answer["serviced_requests"];
    assert_eq!(serviced[0]["status_code"], 403);
    assert_eq!(serviced[1]["status_code"], 400);
    assert_eq!(body(&serviced[2])["result"]["user_name"], "plain.user");
}

#[tokio::test]
async fn an_item_that_cannot_be_read_says_so_and_the_others_are_served() {
    let instance = pdi().await;
    let mut damaged = item("a", "POST", ALIASES, None);
    damaged["body"] = json!("%%%");
    let nested = item("b", "POST", BATCH, Some(json!({ "rest_requests": [] })));
    let good = item("c", "GET", ALIASES, None);
    let answer = batch(&instance, vec![damaged, nested, good]).await;
    for index in 0..2 {
        assert_eq!(answer["serviced_requests"][index]["status_code"], 400);
        assert!(answer["serviced_requests"][index]["error_message"].is_string());
    }
    assert_eq!(answer["serviced_requests"][2]["status_code"], 200);
    assert_eq!(instance.post(BATCH, json!({ "rest_requests": [{}] })).await.0, 400);
}

#[tokio::test]
async fn an_address_in_a_batch_is_no_longer_than_elsewhere() {
    let instance = pdi().await;
    let url = format!("{ALIASES}?sysparm_query=nameIN{}", "x,".repeat(50_000));
    let answer = batch(&instance, vec![item("a", "GET", &url, None)]).await;
    assert_eq!(answer["serviced_requests"][0]["status_code"], 414);
}

#[tokio::test]
async fn what_finds_no_room_is_named_and_not_begun() {
    let instance = pdi().await;
    let large = json!({ "name": "One", "description": "x".repeat(2_000_000) });
    instance.property("glide.rest.batch.max.inputSize", "1").await;
    instance.property("glide.rest.batch.max.outputSize", "0").await;
    let items = vec![item("a", "POST", ALIASES, Some(large)), item("b", "GET", ALIASES, None)];
    let answer = batch(&instance, items).await;
    assert_eq!(answer["unserviced_requests"], json!(["a", "b"]));
    assert_eq!(instance.rows("sys_alias", "name=One").await.len(), 0);
}

#[tokio::test]
async fn items_are_written_down_like_requests() {
    let instance = pdi().await;
    let create = item("a", "POST", ALIASES, Some(json!({ "name": "One" })));
    batch(&instance, vec![create, item("b", "GET", "/api/now/table/no_table", None)]).await;
    let requests = instance.control().requests().await.unwrap();
    let seen: Vec<_> = requests.iter().map(said).collect();
    assert_eq!(seen, ["POST 201 true admin", "GET 400 true admin", "POST 200 false admin"]);
    assert_eq!(instance.control().counts().await.unwrap().of("sys_alias", "POST"), 1);
}

fn said(entry: &Entry) -> String {
    let Entry { method, status, in_batch, user, .. } = entry;
    format!("{method} {status} {in_batch} {user}")
}

#[tokio::test]
async fn an_item_meets_the_trouble_of_a_request_of_its_own() {
    let instance = pdi().await;
    let rule = |fault: Value| json!([{ "table": "sys_alias", "nth": 1, "fault": fault }]);
    let create = |name: &str| item("a", "POST", ALIASES, Some(json!({ "name": name })));
    for (name, fault, status, stored) in [
        ("refused", json!({ "kind": "acl_refusal" }), 403, 0),
        ("asleep", json!({ "kind": "hibernating" }), 200, 0),
        ("late", json!({ "kind": "status", "status": 504, "carried_out": true }), 504, 1),
        ("damaged", json!({ "kind": "half_body" }), 201, 1),
        ("blind", json!({ "kind": "unreadable" }), 201, 1),
    ] {
        instance.fault(rule(fault)).await;
        let answer = batch(&instance, vec![create(name), item("b", "GET", ALIASES, None)]).await;
        assert_eq!(answer["serviced_requests"][0]["status_code"], status, "{name}");
        assert_eq!(answer["serviced_requests"][1]["status_code"], 200, "{name}");
        let rows = instance.rows("sys_alias", &format!("name={name}")).await;
        assert_eq!(rows.len(), stored, "{name}");
    }
}

#[tokio::test]
async fn an_item_that_is_cut_takes_the_batch_with_it() {
    let instance = pdi().await;
    for (fault, stored) in [("cut_before", 0), ("cut_after", 1)] {
        let rule = json!([{ "method": "POST", "table": "sys_alias", "nth": 2,
            "fault": { "kind": fault } }]);
        instance.fault(rule).await;
        let items: Vec<_> = ["First", "Second", "Third"]
            .iter()
            .map(|name| {
                item("a", "POST", ALIASES, Some(json!({ "name": format!("{name} {fault}") })))
            })
            .collect();
        let body = json!({ "batch_request_id": 1, "rest_requests": items });
        let sent = instance.request(reqwest::Method::POST, BATCH).json(&body).send().await;
        assert!(sent.is_err(), "{fault}");
        let count = async |name: &str| {
            instance.rows("sys_alias", &format!("name={name} {fault}")).await.len()
        };
        assert_eq!((count("First").await, count("Second").await), (1, stored), "{fault}");
        assert_eq!(count("Third").await, 0, "{fault}");
    }
}
