//! REST messages that rules send after a record was written.

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};

/// Sends a page about an incident.
const SCRIPT: &str = r#"
(function executeRule(current, previous /*null when async*/) {
    try {
        var r = new sn_ws.RESTMessageV2('Pager', 'page');
        r.setStringParameterNoEscape('number', current.getValue('number'));
        r.setStringParameterNoEscape('title', JSON.stringify(current.getValue('short_description')));
        var response = r.execute();
    } catch (ex) {
        gs.error('The pager was not reached: ' + ex.message);
    }
})(current, previous);
"#;

/// The other side: its address, and the requests that arrive as they stand.
async fn pager() -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = sender.send(taken(stream).await);
        }
    });
    (url, receiver)
}

/// Reads one request and accepts it.
async fn taken(mut stream: TcpStream) -> String {
    let (mut text, mut piece) = (String::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut piece).await.unwrap();
        text.push_str(std::str::from_utf8(&piece[..count]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
        });
        if count == 0 || body.len() >= length.unwrap_or(0) {
            break;
        }
    }
    let answer = "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).await.unwrap();
    text
}

/// A message to the pager with one function, and a rule that sends it; `extra` are columns of the rule.
async fn paging(instance: &Instance, url: &str, extra: Value) -> Value {
    let profile = json!({ "name": "Pager", "username": "u" });
    let profile = instance.insert("sys_auth_profile_basic", profile).await;
    let path = format!(
        "/api/now/table/sys_auth_profile_basic/{}?sysparm_input_display_value=true",
        id(&profile)
    );
    assert_eq!(instance.patch(&path, json!({ "password": "s3cret" })).await.0, 200);
    let message = json!({ "name": "Pager", "rest_endpoint": url, "authentication_type": "basic",
        "basic_auth_profile": id(&profile) });
    let message = instance.insert("sys_rest_message", message).await;
    let function = json!({ "rest_message": id(&message), "function_name": "page",
        "http_method": "post", "rest_endpoint": format!("{url}/pages/${{number}}"),
        "content": "{\"title\": ${title}, \"none\": \"${none}\"}" });
    let function = instance.insert("sys_rest_message_fn", function).await;
    for (table, parent, row, name, value) in [
        ("sys_rest_message_headers", "rest_message", &message, "Content-Type", "text/plain"),
        ("sys_rest_message_headers", "rest_message", &message, "X-Source", "servicenow"),
        (
            "sys_rest_message_fn_headers",
            "rest_message_function",
            &function,
            "content-type",
            "application/json",
        ),
        ("sys_rest_message_fn_param_defs", "rest_message_function", &function, "from", "a b"),
    ] {
        instance.insert(table, json!({ parent: id(row), "name": name, "value": value })).await;
    }
    let mut rule = json!({ "name": "Page", "collection": "incident", "when": "after", "advanced": true,
        "action_insert": true, "script": SCRIPT, "filter_condition": "urgency=1" });
    rule.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("sys_script", rule).await
}

fn incident(urgency: u8) -> Value {
    json!({ "short_description": "Disk \"C\" is full", "urgency": urgency })
}

#[tokio::test]
async fn a_rule_sends_its_message_once_before_the_write_is_answered() {
    let (url, mut arrived) = pager().await;
    let instance = pdi().await;
    paging(&instance, &url, json!({})).await;
    let made = instance.insert("incident", incident(1)).await;
    let request = arrived.try_recv().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let number = made["number"].as_str().unwrap();
    assert!(head.starts_with(&format!("POST /pages/{number}?from=a+b HTTP/1.1\r\n")), "{head}");
    let sent = |name: &str| {
        let named = |line: &&str| line.to_ascii_lowercase().starts_with(name);
        let values = head.lines().filter(named).map(|line| line.split_once(": ").unwrap().1);
        values.collect::<Vec<_>>()
    };
    assert_eq!(sent("authorization"), ["Basic dTpzM2NyZXQ="]);
    assert_eq!(sent("content-type"), ["application/json"]);
    assert_eq!(sent("x-source"), ["servicenow"]);
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body, json!({ "title": "Disk \"C\" is full", "none": "" }));
    assert!(arrived.try_recv().is_err());
}

#[tokio::test]
async fn a_rule_that_is_not_about_the_write_sends_nothing() {
    for extra in [
        json!({ "active": false }),
        json!({ "when": "before" }),
        json!({ "advanced": false }),
        json!({ "action_insert": false, "action_update": true }),
        json!({ "collection": "problem" }),
        json!({ "filter_condition": "urgency=2" }),
        json!({ "role_conditions": "nobody_has_it", "filter_condition": "urgency=1" }),
        json!({ "condition": "current.isNewRecord()" }),
        json!({ "script": "current.update();" }),
        json!({ "script": SCRIPT.replace("'page'", "'Page'") }),
    ] {
        let (url, mut arrived) = pager().await;
        let instance = pdi().await;
        paging(&instance, &url, extra.clone()).await;
        // An administrator has every role.
        let user = if extra.get("role_conditions").is_some() { "itil.user" } else { "admin" };
        let instance = instance.user(user);
        instance.insert("incident", incident(1)).await;
        assert!(arrived.try_recv().is_err(), "{extra}");
    }
}

#[tokio::test]
async fn a_rule_for_updates_and_deletes_runs_at_each() {
    let (url, mut arrived) = pager().await;
    let instance = pdi().await;
    let extra = json!({ "action_insert": false, "action_update": true, "action_delete": true,
        "collection": "task", "filter_condition": "" });
    paging(&instance, &url, extra).await;
    let made = instance.insert("incident", incident(3)).await;
    assert!(arrived.try_recv().is_err());
    let path = format!("/api/now/table/incident/{}", id(&made));
    instance.patch(&path, json!({ "urgency": 1 })).await;
    assert!(arrived.try_recv().is_ok());
    instance.delete(&path).await;
    assert!(arrived.try_recv().is_ok());
}

#[tokio::test]
async fn a_write_is_kept_though_the_other_side_is_not_there() {
    let instance = pdi().await;
    paging(&instance, "http://127.0.0.1:1", json!({})).await;
    let made = instance.insert("incident", incident(1)).await;
    assert_eq!(made["urgency"], "1");
}

#[tokio::test]
async fn a_function_signs_in_by_itself_where_it_says_so() {
    let (url, mut arrived) = pager().await;
    let instance = pdi().await;
    paging(&instance, &url, json!({})).await;
    let function = &instance.rows("sys_rest_message_fn", "function_name=page").await[0];
    let path = format!("/api/now/table/sys_rest_message_fn/{}", id(function));
    let own = json!({ "authentication_type": "no_authentication" });
    instance.patch(&path, own).await;
    instance.insert("incident", incident(1)).await;
    let request = arrived.try_recv().unwrap();
    assert!(!request.to_ascii_lowercase().contains("authorization"), "{request}");
}
