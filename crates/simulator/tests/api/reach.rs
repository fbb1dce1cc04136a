//! Who reaches an instance, and with how much: programs on the machine and its own pages; not the page of
//! another site, not another process with its data, and nobody with a body that fills the memory.

use crate::{
    browser::Browser,
    support::{Instance, parts, pdi, started},
};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use simulator::{Simulator, StartError, control};
use std::{os::unix::fs::PermissionsExt, process::Stdio};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::Command,
};

const EVERYWHERE: [(&str, &str); 9] = [
    ("GET", "/"),
    ("GET", "/look/sys_user_session"),
    ("GET", "/simulator/export"),
    ("POST", "/simulator/reset"),
    ("POST", "/simulator/clock"),
    ("GET", "/login.do"),
    ("POST", "/oauth_token.do"),
    ("GET", "/api/now/table/sys_user"),
    ("POST", "/api/now/table/sys_user_group"),
];

fn nobody(instance: &Instance, method: &str, path: &str) -> RequestBuilder {
    let url = format!("{}{path}", instance.simulator.url());
    instance.client.request(method.parse().unwrap(), url)
}

/// Somebody signs in with the form.
async fn somebody_signs_in(instance: &Instance) -> Browser {
    let browser = Browser::new();
    let form = browser.open(&format!("{}/login.do", instance.simulator.url())).await;
    let fields = [("user_name", "admin"), ("user_password", "admin")];
    assert_eq!(browser.submit(&form, &fields).await.status, 302);
    browser
}

#[tokio::test]
async fn a_name_that_was_made_to_lead_here_reaches_nothing() {
    let instance = pdi().await;
    for (method, path) in EVERYWHERE {
        for host in ["rebound.evil.example", "rebound.evil.example:8080", "127.0.0.1.evil.example"]
        {
            let asked = instance.request(method.parse().unwrap(), path).header("host", host);
            let asked = asked.header(control::HEADER, "true").json(&json!({}));
            let (status, body) = parts(asked.send().await.unwrap()).await;
            assert_eq!(status, 421, "{method} {path} {host}");
            assert!(!body.to_string().contains("evil"), "{body}");
        }
    }
    let named = started(Simulator::builder().host_name("sim.example")).await;
    let answer = named.request(Method::GET, "/").header("host", "sim.example:1").send().await;
    assert_eq!(answer.unwrap().status(), 200);
}

#[tokio::test]
async fn the_page_of_another_site_reaches_nothing() {
    let instance = pdi().await;
    for (method, path) in EVERYWHERE {
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"] {
            let asked = instance.request(method.parse().unwrap(), path).header("origin", origin);
            let asked = asked.header(control::HEADER, "true").json(&json!({}));
            assert_eq!(asked.send().await.unwrap().status(), 403, "{method} {path} {origin}");
        }
    }
    let own = instance.request(Method::POST, "/simulator/clock");
    let own = own.header("origin", instance.simulator.url());
    assert_eq!(own.json(&json!({ "advance_seconds": 1 })).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_form_on_any_page_changes_nothing_by_the_controls() {
    let instance = pdi().await;
    instance.insert("sys_user_group", json!({ "name": "Kept" })).await;
    let before = instance.export().await;
    for (method, path) in [
        ("POST", "/simulator/reset"),
        ("POST", "/simulator/clock"),
        ("POST", "/simulator/faults"),
        ("POST", "/simulator/reveal"),
        ("DELETE", "/simulator/faults"),
        ("DELETE", "/simulator/requests"),
    ] {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json"] {
            let bare = nobody(&instance, method, path).header("content-type", kind).body("{}");
            let (status, said) = parts(bare.send().await.unwrap()).await;
            let hint = said["error"]["detail"].as_str().unwrap_or_default();
            assert!(status == 403 && hint.contains(control::HEADER), "{method} {path}: {said}");
        }
        let shown = nobody(&instance, method, path).header(control::HEADER, "true");
        let shown = shown.header("content-type", "text/plain").body("{}").send().await.unwrap();
        assert_eq!(shown.status(), if method == "POST" { 415 } else { 204 }, "{method} {path}");
    }
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn no_number_stops_the_clock() {
    let instance = pdi().await;
    for seconds in [i64::MAX, i64::MIN, 1_000_000_000_000_000, -1_000_000_000_000_000] {
        let refused =
            instance.post("/simulator/clock", json!({ "advance_seconds": seconds })).await;
        assert_eq!(refused.0, 400, "{seconds}");
    }
    for seconds in [31_000_000_000_i64, -62_000_000_000, 31_000_000_000] {
        let put = instance.post("/simulator/clock", json!({ "advance_seconds": seconds })).await;
        assert_eq!(put.0, 200, "{seconds}");
        for query in ["sys_created_on<javascript:gs.daysAgo(-10000)", "sys_created_onONThis year"] {
            instance.rows("sys_user", query).await;
        }
        let (status, _) = instance.get("/api/now/ui/user/current_user").await;
        assert_eq!(status, 200, "{seconds}");
    }
}

#[tokio::test]
async fn no_number_of_a_request_stops_the_instance() {
    let instance = pdi().await;
    let most = i64::MAX.to_string();
    for path in [
        format!("/api/now/table/sys_user?sysparm_limit={most}&sysparm_offset={most}"),
        format!(
            "/api/now/table/sys_user?sysparm_limit={most}&sysparm_offset={most}&sysparm_no_count=true"
        ),
        format!("/look/sys_user?page={}", u64::MAX),
        format!("/sys_user.do?JSONv2&sysparm_record_count={most}"),
    ] {
        assert_eq!(instance.get(&path).await.0, 200, "{path}");
    }
    let limit = json!([{ "fault": { "kind": "rate_limit", "reset_seconds": i64::MAX } }]);
    instance.fault(limit).await;
    assert_eq!(instance.get("/api/now/table/sys_user").await.0, 429);
    instance.control().clear_faults().await.unwrap();
    instance
        .insert("sys_number", json!({ "category": "incident", "number": u64::MAX.to_string() }))
        .await;
    let registry = json!({ "name": "Long", "type": "client", "access_token_lifespan": most,
        "refresh_token_lifespan": i64::MIN.to_string(), "auth_code_lifespan": most });
    instance.insert("oauth_entity", registry).await;
    instance.property("com.glide.attachment.max_size", &u64::MAX.to_string()).await;
    instance.insert("incident", json!({ "short_description": "One" })).await;
    assert_eq!(instance.get("/api/now/ui/user/current_user").await.0, 200);
}

#[tokio::test]
async fn the_pages_give_no_session_away() {
    let instance = pdi().await;
    let browser = somebody_signs_in(&instance).await;
    let session = instance.rows("sys_user_session", "").await.remove(0);
    let (id, token) = (session["id"].as_str().unwrap(), session["csrf_token"].as_str().unwrap());
    assert!(id.len() == 32 && token.len() == 64, "{session}");
    let url = instance.simulator.url();
    let record = format!("/look/sys_user_session/{}", session["sys_id"].as_str().unwrap());
    for path in ["/", "/look/sys_user_session", &record, "/simulator/requests", "/simulator/export"]
    {
        let text = browser.open(&format!("{url}{path}")).await.text;
        assert!(!text.contains(id) && !text.contains(token), "{path}");
    }
    // Nor do they say, digit by digit, which rows a guess finds.
    for asked in
        [format!("query=idSTARTSWITH{}", &id[..1]), "order=id".to_owned(), "text=a".to_owned()]
    {
        let text = browser.open(&format!("{url}/look/sys_user_session?{asked}")).await.text;
        assert!(text.contains("0 records") && text.contains("role=\"alert\""), "{asked}");
    }
}

#[tokio::test]
async fn a_sign_in_leads_nowhere_but_to_this_instance() {
    let instance = pdi().await;
    let url = instance.simulator.url();
    for goto in [
        "/%09/evil.example",
        "/%0a/evil.example",
        "/%5Cevil.example",
        "//evil.example",
        "https://evil.example",
        "%09//evil.example",
        "/.//evil.example",
        "%5C%5Cevil.example",
    ] {
        let browser = Browser::new();
        let form = browser.open(&format!("{url}/login.do?sysparm_goto_url={goto}")).await;
        assert!(!form.text.contains("evil"), "{goto}");
        let fields = [("user_name", "admin"), ("user_password", "admin")];
        let sent = browser.submit(&form, &fields).await.location.unwrap();
        assert_eq!(sent.as_str(), format!("{url}/navpage.do"), "{goto}");
    }
}

/// Sends the head of a request and as much of its body as is taken; the answer's first line.
async fn sent(instance: &Instance, head: &str, bytes: usize) -> String {
    let address = instance.simulator.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("{head}\r\nHost: localhost\r\n\r\n").as_bytes()).await.unwrap();
    let chunked = head.contains("chunked");
    let block = vec![b'x'; 65_536];
    for _ in 0..bytes / block.len() {
        let written = async {
            if chunked {
                stream.write_all(b"10000\r\n").await?;
            }
            stream.write_all(&block).await?;
            if chunked { stream.write_all(b"\r\n").await } else { Ok(()) }
        };
        if written.await.is_err() {
            break;
        }
    }
    let mut answer = vec![0; 64];
    let length = stream.read(&mut answer).await.unwrap_or(0);
    String::from_utf8_lossy(&answer[..length]).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn nobody_sends_much_before_he_has_signed_in() {
    let instance = pdi().await;
    for path in
        ["/api/now/attachment/file", "/api/now/table/sys_user", "/oauth_token.do", "/login.do"]
    {
        for length in ["Content-Length: 200000000", "Transfer-Encoding: chunked"] {
            let head = format!("POST {path} HTTP/1.1\r\n{length}");
            let said = sent(&instance, &head, 2_000_000).await;
            // A client that goes on sending may find the connection closed instead of the answer.
            assert!(said.is_empty() || said.starts_with("HTTP/1.1 401"), "{path}: {said}");
        }
        let wrong = "Authorization: Basic YWRtaW46d3Jvbmc=\r\nContent-Length: 200000000";
        let said = sent(&instance, &format!("POST {path} HTTP/1.1\r\n{wrong}"), 0).await;
        assert_eq!(said, "HTTP/1.1 401 Unauthorized", "{path}");
    }
    let bare = nobody(&instance, "POST", "/oauth_token.do").body(vec![b'x'; 200_000]);
    assert_eq!(bare.send().await.unwrap().status(), 401, "what is small is read");
    let control = nobody(&instance, "POST", "/simulator/faults").header(control::HEADER, "true");
    let rule = json!([{ "nth": 9, "fault": { "kind": "status", "status": 500, "body": "x".repeat(3_000_000) } }]);
    assert_eq!(control.json(&rule).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_data_file_is_one_process_s_and_one_user_s() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let first = started(Simulator::builder().data(&file)).await;
    first.insert("sys_alias", json!({ "name": "Mine" })).await;
    let second = Simulator::builder().data(&file).start().await;
    assert!(matches!(second, Err(StartError::InUse { .. })));
    let mut program = Command::new(env!("CARGO_BIN_EXE_servicenow-simulator"));
    program.args(["--listen", "127.0.0.1:0", "--data"]).arg(&file).stdin(Stdio::null());
    let output = program.output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("another process uses"), "{said}");
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
    first.simulator.stop().await;
    let again = started(Simulator::builder().data(&file)).await;
    let kept: Vec<Value> = again.rows("sys_alias", "name=Mine").await;
    assert_eq!(kept.len(), 1);
}
