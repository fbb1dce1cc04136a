//! The program over TLS under a host name of its own, and another that finds and trusts it there.

use crate::support::parts;
use reqwest::{Certificate, Client};
use serde_json::{Value, json};
use std::{process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

const NAME: &str = "remote.service-now.com";

/// A running program; its output stays open as long as this does.
struct Program {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_servicenow-simulator"));
        command.args(["--listen", "127.0.0.1:0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { _child: child, lines }
    }

    async fn line(&mut self) -> String {
        let line = timeout(Duration::from_secs(20), self.lines.next_line()).await.unwrap();
        line.unwrap().unwrap()
    }
}

async fn insert(client: &Client, url: &str, table: &str, record: Value) -> String {
    let url = format!("{url}/api/now/table/{table}");
    let request = client.post(url).basic_auth("admin", Some("admin")).json(&record);
    let (status, body) = parts(request.send().await.unwrap()).await;
    assert_eq!(status, 201, "{body}");
    body["result"]["sys_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_programs_meet_under_a_real_host_name() {
    let mut remote = Program::start(&["--tls", "--host-name", NAME]);
    let url = remote.line().await;
    let line = remote.line().await;
    let certificate = line.strip_prefix("certificate: ").unwrap();
    let pem = std::fs::read(certificate).unwrap();
    let trusted = [Certificate::from_pem(&pem).unwrap()];
    let client = Client::builder().tls_certs_only(trusted).build().unwrap();
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);

    let address = url.strip_prefix("https://").unwrap();
    let resolve = format!("{NAME}={address}");
    let mut local = Program::start(&["--resolve", &resolve, "--trust", certificate]);
    let url = local.line().await;
    let client = Client::new();
    let basic = json!({ "name": "Basic", "user_name": "admin", "password": "admin" });
    let basic = insert(&client, &url, "basic_auth_credentials", basic).await;
    let alias = insert(&client, &url, "sys_alias", json!({ "name": "Remote" })).await;
    let connection = json!({ "name": "Remote", "connection_alias": alias, "credential": basic,
        "connection_url": format!("https://{NAME}") });
    insert(&client, &url, "http_connection", connection).await;
    let wanted = json!({ "path": "/api/now/ui/user/current_user" });
    let call = client.post(format!("{url}/simulator/aliases/Remote/call"));
    let call = call.header(simulator::control::HEADER, "true").json(&wanted);
    let (status, body) = parts(call.send().await.unwrap()).await;
    assert_eq!((status, &body["status"]), (200, &json!(200)), "{body}");
}
