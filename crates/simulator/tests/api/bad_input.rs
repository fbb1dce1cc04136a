//! Requests that are wrong: each gets an answer of its own and none ends the process.

use crate::support::{Instance, parts, pdi};
use reqwest::Method;
use serde_json::Value;

async fn body_of(instance: &Instance, kind: Option<&str>, body: Vec<u8>) -> (u16, Value) {
    let mut request = instance.request(Method::POST, "/api/now/table/sys_alias").body(body);
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    parts(request.send().await.unwrap()).await
}

const JSON: Option<&str> = Some("application/json");

#[tokio::test]
async fn a_body_that_is_no_record_is_refused() {
    let instance = pdi().await;
    for body in ["", "{", "[]", "\"text\"", "{\"name\":", "\u{0}"] {
        let (status, answer) = body_of(&instance, JSON, body.as_bytes().to_vec()).await;
        assert_eq!(status, 400, "{body}");
        assert_eq!(answer["error"]["message"], "Exception while reading request", "{body}");
    }
    assert_eq!(body_of(&instance, Some("application/xml"), b"<a/>".to_vec()).await.0, 415);
    assert_eq!(body_of(&instance, None, b"{}".to_vec()).await.0, 400);
}

#[tokio::test]
async fn a_body_of_eleven_megabytes_is_refused() {
    let instance = pdi().await;
    let (status, answer) = body_of(&instance, JSON, vec![b' '; 11_000_000]).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer["error"]["detail"],
        "Rejected large REST payload with content-length = 11000000 bytes. \
         Max allowed: 10485760 bytes."
    );
}

#[tokio::test]
async fn an_address_of_nine_kilobytes_is_refused() {
    let instance = pdi().await;
    let path = format!("/api/now/table/sys_user?sysparm_query=name={}", "x".repeat(9_000));
    assert_eq!(instance.get(&path).await.0, 414);
}

#[tokio::test]
async fn unknown_tables_paths_and_methods_are_told_apart() {
    let instance = pdi().await;
    for table in ["no_such_table", "standard", "simulator_setting", "sys_user;--"] {
        let (status, body) = instance.get(&format!("/api/now/table/{table}")).await;
        assert_eq!(
            (status, &body["error"]["message"]),
            (400, &format!("Invalid table {table}").into())
        );
    }
    let (status, body) = instance.get("/api/now/nonsense").await;
    assert_eq!(status, 400);
    assert_eq!(body["error"]["message"], "Requested URI does not represent any resource");
    assert_eq!(body["error"]["detail"], "/api/now/nonsense");
    assert_eq!(instance.delete("/api/now/table/sys_user").await.0, 405);
    let xml = instance.request(Method::GET, "/api/now/table/sys_user");
    assert_eq!(xml.header("accept", "application/xml").send().await.unwrap().status(), 406);
}

#[tokio::test]
async fn sql_in_any_parameter_is_just_text() {
    let instance = pdi().await;
    let before = instance.export().await;
    let evil = "x'; DROP TABLE sys_user; --\"";
    for name in [
        "sysparm_query",
        "sysparm_fields",
        "sysparm_limit",
        "sysparm_offset",
        "sysparm_display_value",
        "user_name",
        evil,
    ] {
        let request = instance.request(Method::GET, "/api/now/table/sys_user");
        let (status, _) = parts(request.query(&[(name, evil)]).send().await.unwrap()).await;
        assert_eq!(status, 200, "{name}");
    }
    let path = format!("/api/now/table/sys_user/{}", evil.replace(' ', "%20").replace('"', "%22"));
    assert_eq!(instance.get(&path).await.0, 404);
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn half_a_request_does_not_stop_the_others() {
    use tokio::io::AsyncWriteExt;
    let instance = pdi().await;
    let address = instance.simulator.url().trim_start_matches("http://").to_owned();
    let mut open = Vec::new();
    for text in ["GET /api", "POST / HTTP/1.1\r\ncontent-length: 10\r\n\r\nabc", "\u{1}\u{2}"] {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        open.push(stream);
    }
    assert_eq!(instance.get("/api/now/table/sys_user").await.0, 200);
}
