//! Lists: queries, filters, pages, counts.

use crate::support::{Instance, parts, pdi, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

async fn numbered(count: u32) -> Instance {
    let instance = pdi().await;
    for n in 0..count {
        instance
            .insert("sys_retry_policy", json!({ "name": format!("Policy {n:02}"), "count": n }))
            .await;
    }
    instance
}

async fn page(instance: &Instance, query: &str) -> (Vec<String>, Option<String>, Option<String>) {
    let path = format!("/api/now/table/sys_retry_policy?{query}");
    let response = instance.request(Method::GET, &path).send().await.unwrap();
    let header = |name: &str| response.headers().get(name).map(|v| v.to_str().unwrap().to_owned());
    let (count, link) = (header("x-total-count"), header("link"));
    let (_, body) = parts(response).await;
    let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
    (body["result"].as_array().unwrap().iter().map(name).collect(), count, link)
}

const POLICIES: &str = "sysparm_query=nameSTARTSWITHPolicy^ORDERBYname";

#[tokio::test]
async fn pages_follow_each_other_by_their_links() {
    let instance = numbered(5).await;
    let (names, count, link) = page(&instance, &format!("{POLICIES}&sysparm_limit=2")).await;
    assert_eq!(names, ["Policy 00", "Policy 01"]);
    assert_eq!(count.as_deref(), Some("5"));
    let link = link.unwrap();
    let next = link.split(',').find(|part| part.contains("rel=\"next\"")).unwrap();
    let next = next.trim_start_matches('<').split('>').next().unwrap();
    let (_, query) = next.split_once('?').unwrap();
    let (names, _, link) = page(&instance, query).await;
    assert_eq!(names, ["Policy 02", "Policy 03"]);
    assert!(link.unwrap().contains("rel=\"prev\""));
}

#[tokio::test]
async fn counts_and_links_can_be_left_out() {
    let instance = numbered(3).await;
    let (_, count, link) = page(&instance, "sysparm_limit=2&sysparm_no_count=true").await;
    assert_eq!(count, None);
    assert!(!link.unwrap().contains("rel=\"last\""));
    let (_, _, link) =
        page(&instance, "sysparm_limit=2&sysparm_suppress_pagination_header=true").await;
    assert_eq!(link, None);
}

#[tokio::test]
async fn simple_filters_match_values_labels_and_display_values() {
    let instance = numbered(2).await;
    assert_eq!(page(&instance, "name=policy%2001").await.0, ["Policy 01"]);
    let (names, _, _) =
        page(&instance, "connection_type=HTTP&name=Policy%2000&sys_scope=Global").await;
    assert_eq!(names, ["Policy 00"]);
    let both = "name=Policy%2000&sysparm_query=name=Policy%2001";
    assert_eq!(page(&instance, both).await.0, ["Policy 01"]);
}

#[tokio::test]
async fn an_unknown_column_widens_a_query_unless_the_instance_says_otherwise() {
    let instance = numbered(2).await;
    assert_eq!(instance.rows("sys_retry_policy", "colour=red^nameSTARTSWITHPolicy").await.len(), 2);
    let property =
        &instance.rows("sys_properties", "name=glide.invalid_query.returns_no_rows").await[0];
    let path = format!("/api/now/table/sys_properties/{}", property["sys_id"].as_str().unwrap());
    instance.patch(&path, json!({ "value": "true" })).await;
    assert!(instance.rows("sys_retry_policy", "colour=red^nameSTARTSWITHPolicy").await.is_empty());
    let worst = with(Unknowns::worst()).await;
    let (status, body) =
        worst.get("/api/now/table/sys_retry_policy?sysparm_query=colour=red").await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "Insufficient rights to query records");
}

#[tokio::test]
async fn version_one_answers_404_where_the_newest_answers_an_empty_list() {
    let instance = pdi().await;
    let path =
        |version: &str| format!("/api/now/{version}table/sys_user?sysparm_query=name=nobody");
    assert_eq!(instance.get(&path("")).await, (200, json!({ "result": [] })));
    assert_eq!(instance.get(&path("v2/")).await.0, 200);
    let (status, body) = instance.get(&path("v1/")).await;
    assert_eq!((status, &body["error"]["message"]), (404, &json!("No Record found")));
}

#[tokio::test]
async fn a_query_may_name_its_caller() {
    let instance = numbered(2).await;
    let own = "sys_created_by=javascript:gs.getUserName()^nameSTARTSWITHPolicy";
    assert_eq!(instance.rows("sys_retry_policy", own).await.len(), 2);
    assert!(instance.rows("sys_retry_policy", "sys_created_by=nobody").await.is_empty());
}

#[tokio::test]
async fn the_count_is_given_as_text_and_counts_hidden_rows_in_its_header() {
    let instance = numbered(3).await;
    let path = format!("/api/now/stats/sys_retry_policy?sysparm_count=true&{POLICIES}");
    assert_eq!(instance.get(&path).await.1["result"]["stats"]["count"], "3");
    let instance = instance.user("plain.user");
    let response = instance.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.headers()["x-total-count"], "3");
    assert_eq!(parts(response).await.1["result"]["stats"]["count"], "0");
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let instance = numbered(1).await;
    let head =
        instance.request(Method::HEAD, "/api/now/table/sys_retry_policy").send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers()["x-total-count"], "4");
    assert_eq!(head.headers()["content-type"], "application/json;charset=UTF-8");
    assert_eq!(head.text().await.unwrap(), "");
}

#[tokio::test]
async fn the_dictionary_describes_its_own_tables() {
    let instance = pdi().await;
    let columns = instance.rows("sys_dictionary", "name=http_connection^elementISNOTEMPTY").await;
    let builder = columns.iter().find(|row| row["element"] == "url_builder").unwrap();
    assert_eq!(builder["internal_type"], "boolean");
    let tables = instance.rows("sys_db_object", "name=http_connection").await;
    let parent = instance.rows("sys_db_object", "name=sys_connection").await;
    assert_eq!(tables[0]["super_class"], parent[0]["sys_id"]);
}
