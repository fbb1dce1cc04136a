//! Clients that misbehave: each gets a refusal or a closed connection, and the instance goes on.

use crate::support::{Instance, pdi};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

async fn is_alive(instance: &Instance) {
    assert_eq!(instance.get("/api/now/ui/user/current_user").await.0, 200);
}

/// Sends bytes as they are; what comes back, as far as it comes within a second.
async fn raw(instance: &Instance, bytes: &[u8]) -> String {
    let address = instance.simulator.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // An instance that waits for more says nothing, which is an answer too.
    let _ = timeout(Duration::from_secs(1), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn bytes_that_are_no_request_are_refused() {
    let instance = pdi().await;
    let auth = "Authorization: Basic YWRtaW46YWRtaW4=\r\nConnection: close\r\n";
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(5_000));
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc".as_slice(),
        b"GET\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        long.as_bytes(),
        many.as_bytes(),
    ] {
        let answer = raw(&instance, bytes).await;
        assert!(
            !answer.contains(" 200 "),
            "{:?} was answered {answer}",
            &bytes[..bytes.len().min(60)]
        );
    }
    let path = format!(
        "GET /api/now/table/sys_user/%00%ff%c0%80 HTTP/1.1\r\nHost: localhost\r\n{auth}\r\n"
    );
    assert!(raw(&instance, path.as_bytes()).await.starts_with("HTTP/1.1 404"));
    is_alive(&instance).await;
}

#[tokio::test]
async fn paths_cannot_be_tricked() {
    let instance = pdi().await;
    for path in [
        "/api/now/table/../../simulator/export",
        "/api/now/table/..%2f..%2fsimulator%2fexport",
        "/api/now//table///sys_user/..",
        "/api/now/table/sys_user/%2e%2e",
        "/api/now/table/sys_user%00/x",
        "/api/now/table/SYS_USER%20",
        "/api/now/table/sqlite_master",
        "/api/now/table/simulator_setting",
        "/api/now/table/%22;--",
        "/api/now/v3/table/sys_user",
        "/API/NOW/TABLE/sys_user",
        "//evil.example/api/now/table/sys_user",
        "/sys_user;x=.do?JSONv2x",
        "/%2e%2e/etc/passwd",
    ] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YWRtaW46YWRtaW4=\r\n\
             Connection: close\r\n\r\n"
        );
        let answer = raw(&instance, request.as_bytes()).await;
        let code = answer.split(' ').nth(1).unwrap_or_default().to_owned();
        assert!(code.starts_with('4'), "{path} was answered {code}");
    }
    is_alive(&instance).await;
}

#[tokio::test]
async fn bodies_of_every_wrong_kind_are_refused_everywhere() {
    let instance = pdi().await;
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 9] = [
        b"",
        b"null",
        b"[1,2]",
        b"{\"name\"",
        b"\xff\xfe{}",
        b"{\"name\":\"\xc3\x28\"}",
        b"{\"name\":\"\\ud800\"}",
        b"NaN",
        deep.as_bytes(),
    ];
    for path in [
        "/api/now/table/sys_alias",
        "/api/now/v1/batch",
        "/api/sn_cicd/app/batch/install",
        "/simulator/faults",
        "/simulator/reveal",
        "/simulator/clock",
    ] {
        for body in bodies {
            let request = instance.request(Method::POST, path).body(body.to_vec());
            let request = request.header("content-type", "application/json");
            let status = request.send().await.unwrap().status().as_u16();
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            assert!((400..500).contains(&status), "{path} answered {status} to {shown:?}");
        }
    }
    is_alive(&instance).await;
}

#[tokio::test]
async fn values_of_every_type_are_taken_as_text_and_come_back() {
    let instance = pdi().await;
    let long = "x".repeat(5_000);
    for (sent, stored) in [
        (json!("a\u{0}b"), "a\u{0}b"),
        (json!("'; DROP TABLE sys_alias; --"), "'; DROP TABLE sys_alias; --"),
        (json!(1e300), "1e+300"),
        (json!(["a", 1]), "[\"a\",1]"),
        (json!("\u{202e}\u{1f980}"), "\u{202e}\u{1f980}"),
        (json!(long), &long[..4_000]),
    ] {
        let made =
            instance.insert("sys_alias", json!({ "name": "One", "description": sent })).await;
        assert_eq!(made["description"], stored);
    }
    let odd =
        json!({ "name": "Two", "sys_id": "../../x", "\u{0}": 1, "a.b": 2, "sys_mod_count": -1 });
    let made = instance.insert("sys_alias", odd).await;
    assert_eq!((&made["sys_mod_count"], made["sys_id"].as_str().unwrap().len()), (&json!("0"), 32));
}

#[tokio::test]
async fn sql_in_every_parameter_of_every_endpoint_is_text() {
    let instance = pdi().await;
    let before = instance.export().await;
    let evil = "x') UNION SELECT value FROM simulator_setting; DROP TABLE sys_user; --\"[`";
    let names = [
        "sysparm_query",
        "sysparm_fields",
        "sysparm_limit",
        "sysparm_offset",
        "sysparm_view",
        "sysparm_display_value",
        "sysparm_group_by",
        "sysparm_sum_fields",
        "sysparm_having",
        "sysparm_order_by",
        "sysparm_sys_id",
        "sysparm_record_count",
        "sysparm_transaction_scope",
        "table_name",
        "table_sys_id",
        "user_name",
        "name",
    ];
    for path in [
        "/api/now/table/sys_user",
        "/api/now/stats/sys_user",
        "/api/now/attachment",
        "/sys_user.do?JSONv2&sysparm_action=getRecords",
        "/sys_user.do?JSONv2&sysparm_action=get",
    ] {
        for name in names {
            let request = instance.request(Method::GET, path).query(&[(name, evil)]);
            let response = request.send().await.unwrap();
            assert!(response.status().as_u16() < 500, "{path} {name}");
            let body: Value = response.json().await.unwrap();
            assert!(!body.to_string().contains("SQL"), "{path} {name} {body}");
        }
    }
    assert_eq!(instance.export().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_idle_connections_are_no_hindrance() {
    let instance = pdi().await;
    let address = instance.simulator.url().trim_start_matches("http://").to_owned();
    let mut idle = Vec::new();
    for n in 0..1_000 {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        // Some say nothing, some stop in the middle of a header, some in the middle of a body.
        let begun = [
            "",
            "GET / HTTP/1.1\r\nHos",
            "POST /api/now/table/sys_user HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
        ];
        stream.write_all(begun[n % 3].as_bytes()).await.unwrap();
        idle.push(stream);
    }
    for _ in 0..20 {
        is_alive(&instance).await;
    }
    drop(idle);
    is_alive(&instance).await;
}
