//! Functions, as an expression calls them: on a process that is not configured.

use serde_json::json;
use tfplugin::Value;
use tfplugin::testing::unknown;

use crate::world::fresh;

async fn text(name: &str, arguments: &[serde_json::Value]) -> String {
    let called = fresh().call_function(name, arguments).await;
    called.unwrap_or_else(|said| panic!("{name}: {said:?}")).as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_query_is_written_and_taken_apart_again() {
    let conditions = json!({
        "where": [
            { "column": "type", "value": ["a", "b"] },
            { "or": [{ "active": true }, { "host": null }] },
        ],
        "or_where": [{ "order": 100 }],
        "order_by": ["-name"],
    });
    let query = text("encoded_query", &[conditions]).await;
    assert_eq!(query, "typeINa,b^active=true^ORhostISEMPTY^NQorder=100^ORDERBYDESCname");
    let parsed = fresh().call_function("parse_encoded_query", &[json!(query)]).await.unwrap();
    let Value::Dynamic(parsed) = parsed else { panic!("no type") };
    let first = &parsed.1.get("where").as_list().unwrap()[0];
    assert_eq!(first.get("operator").as_str(), Some("IN"));
}

#[tokio::test]
async fn an_argument_that_cannot_be_taken_is_named_by_its_place() {
    let provider = fresh();
    let said = provider.call_function("encoded_query", &[json!({ "a": "x^y" })]).await.unwrap_err();
    assert_eq!(said.argument, Some(0));
    assert!(said.text.contains("column a") && said.text.contains("LIKE"), "{}", said.text);
    let said = provider.call_function("alias_id", &[json!("x"), json!("")]).await.unwrap_err();
    assert_eq!(said.argument, Some(1));
    let said = provider.call_function("instance_url", &[json!(null)]).await.unwrap_err();
    assert_eq!(said.argument, Some(0));
}

#[tokio::test]
async fn what_is_decided_by_apply_makes_the_result_unknown() {
    let conditions = json!({ "name": unknown() });
    let called = fresh().call_function("encoded_query", &[conditions]).await.unwrap();
    assert!(called.is_unknown());
}

#[tokio::test]
async fn each_function_has_a_result() {
    for (name, arguments, expected) in [
        ("instance_url", vec![json!("dev1")], "https://dev1.service-now.com"),
        (
            "oauth_redirect_url",
            vec![json!("dev1")],
            "https://dev1.service-now.com/oauth_redirect.do",
        ),
        ("oauth_token_url", vec![json!("dev1")], "https://dev1.service-now.com/oauth_token.do"),
        ("oauth_auth_url", vec![json!("dev1")], "https://dev1.service-now.com/oauth_auth.do"),
        ("alias_id", vec![json!("x_acme"), json!("A b")], "x_acme.A_b"),
        ("duration_to_glide", vec![json!("5m")], "1970-01-01 00:05:00"),
        ("duration_from_glide", vec![json!("1970-01-01 00:05:00")], "5m"),
        ("datetime_to_glide", vec![json!("2026-01-31T13:30:00+01:00")], "2026-01-31 12:30:00"),
        ("datetime_from_glide", vec![json!("2026-01-31 12:30:00")], "2026-01-31T12:30:00Z"),
    ] {
        assert_eq!(text(name, &arguments).await, expected, "{name}");
    }
    let is = fresh().call_function("is_sys_id", &[json!("global")]).await.unwrap();
    assert_eq!(is.as_bool(), Some(false));
}
