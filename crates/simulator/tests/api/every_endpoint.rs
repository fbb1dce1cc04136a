//! Text that has no business there, in every parameter of every endpoint: it is text, nothing is
//! damaged, and the instance goes on.

use crate::support::{Instance, pdi};
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};

/// Its table of endpoints is kept true by a test of its own.
const README: &str = include_str!("../../README.md");
const EVIL: &[&str] =
    &["x') UNION SELECT value FROM simulator_setting; DROP TABLE sys_user; --\"[`", "../..\u{0}%"];
/// What the endpoints read, in the query, a form or a body.
const NAMES: &str = "sysparm_query sysparm_fields sysparm_limit sysparm_offset sysparm_view \
    sysparm_display_value sysparm_exclude_reference_link sysparm_group_by sysparm_sum_fields \
    sysparm_having sysparm_order_by sysparm_count sysparm_sys_id sysparm_action \
    sysparm_record_count sysparm_transaction_scope sysparm_transaction_update_set \
    sysparm_record_scope sysparm_input_display_value table_name table_sys_id file_name name \
    grant_type code redirect_uri client_id client_secret username password refresh_token \
    assertion scope token state response_type code_challenge code_challenge_method \
    oauth_requestor oauth_requestor_context oauth_provider_profile user_name user_password \
    sysparm_ck sysparm_goto_url sys_id version update_set_id application_name text query order \
    page roles rest_requests packages table column guess";

/// Method and pattern of every endpoint, but for the one that empties the instance.
fn endpoints() -> Vec<(Method, &'static str)> {
    let (_, table) = README.split_once("<!-- endpoints -->").unwrap();
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let method = cells.next()?.parse().ok().filter(|m: &Method| m.as_str() != "method")?;
        Some((method, cells.next()?.trim_matches('`')))
    });
    rows.filter(|(_, path)| path.starts_with('/') && *path != "/simulator/reset").collect()
}

fn requests(instance: &Instance, method: &Method, path: &str, evil: &str) -> Vec<RequestBuilder> {
    let pairs: Vec<(&str, &str)> = NAMES.split_whitespace().map(|name| (name, evil)).collect();
    let object: Map<String, Value> =
        pairs.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let encoded = url_encoded(evil);
    let request = |path: &str| instance.request(method.clone(), path);
    let in_path = request(&path.replace("{}.do", "sys_user.do").replace("{}", &encoded));
    let path = path.replace("{}", "sys_user");
    if *method == Method::GET {
        return std::iter::once(in_path)
            .chain(pairs.chunks(20).map(|some| request(&path).query(some)))
            .collect();
    }
    vec![
        in_path.json(&object),
        request(&path).query(&pairs[..20]).json(&object),
        request(&path).form(&pairs),
        request(&path).json(&json!([evil])),
    ]
}

fn url_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02x}"))
}

#[tokio::test]
async fn sql_and_tricks_in_every_parameter_of_every_endpoint_are_text() {
    let instance = pdi().await;
    let endpoints = endpoints();
    assert!(endpoints.len() > 60);
    for (method, path) in endpoints {
        for evil in EVIL {
            for request in requests(&instance, &method, path, evil) {
                // A cut connection would be a panic.
                let answer = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
                let status = answer.status().as_u16();
                let said = answer.text().await.unwrap();
                assert!(status < 500, "{method} {path} answered {status}: {said}");
                let leaks = said.contains("sqlite") || said.contains("syntax error");
                assert!(!leaks, "{method} {path}: {said}");
            }
        }
    }
    // Some of it was a record, and is now one more.
    let users = "user_nameINadmin,connection.admin,oauth.admin,itil.user,plain.user";
    assert_eq!(instance.rows("sys_user", users).await.len(), 5);
}
