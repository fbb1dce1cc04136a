//! The program itself: its one line, its end, and what a killed one leaves behind.

use crate::support::parts;
use reqwest::Client;
use serde_json::{Value, json};
use simulator::{DefaultProfile, SecretRead, Unknowns, control::Control};
use std::{
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_servicenow-simulator"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// A running program and the line it printed.
async fn started(arguments: &[&str]) -> (Child, String) {
    let mut child = program().args(["--listen", "127.0.0.1:0"]).args(arguments).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = timeout(Duration::from_secs(20), lines.next_line()).await.unwrap().unwrap().unwrap();
    (child, line)
}

async fn signalled(child: &mut Child, signal: &str) -> ExitStatus {
    let id = child.id().unwrap().to_string();
    Command::new("sh").args(["-c", &format!("kill {signal} {id}")]).status().await.unwrap();
    timeout(Duration::from_secs(10), child.wait()).await.unwrap().unwrap()
}

async fn insert(url: &str, name: &str) -> (u16, Value) {
    let url = format!("{url}/api/now/table/sys_alias");
    let record = json!({ "name": name });
    let request = Client::new().post(url).basic_auth("admin", Some("admin")).json(&record);
    parts(request.send().await.unwrap()).await
}

async fn played_by(url: &str) -> Unknowns {
    Control::new(Client::new(), url).unknowns().await.unwrap()
}

#[tokio::test]
async fn the_program_prints_its_url_and_ends_on_either_signal() {
    for signal in ["-INT", "-TERM"] {
        let (mut child, url) = started(&["--unknowns", "worst"]).await;
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        assert_eq!(played_by(&url).await.default_profile, DefaultProfile::Late);
        assert!(signalled(&mut child, signal).await.success(), "{signal}");
    }
}

#[tokio::test]
async fn the_program_tells_whether_an_instance_serves() {
    let (mut child, url) = started(&[]).await;
    let well = async || program().args(["health", &url]).status().await.unwrap().success();
    assert!(well().await);
    assert!(signalled(&mut child, "-TERM").await.success());
    assert!(!well().await);
}

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let data = ["--data", file.to_str().unwrap()];
    let (mut child, url) = started(&data).await;
    for n in 0..20 {
        assert_eq!(insert(&url, &format!("Alias {n}")).await.0, 201);
    }
    assert!(!signalled(&mut child, "-KILL").await.success());
    let (_child, url) = started(&data).await;
    let count = format!("{url}/api/now/stats/sys_alias?sysparm_count=true");
    let count = Client::new().get(count).basic_auth("admin", Some("admin"));
    let (_, count) = parts(count.send().await.unwrap()).await;
    assert_eq!(count["result"]["stats"]["count"], "20");
}

#[tokio::test]
async fn faults_and_unknowns_come_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let faults = file("faults.json", r#"[{"table":"sys_alias","fault":{"kind":"acl_refusal"}}]"#);
    let unknowns = file("unknowns.toml", "secret_read = 'absent'");
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let arguments = ["--faults", &text(&faults), "--unknowns", &text(&unknowns)];
    let (_child, url) = started(&arguments).await;
    assert_eq!(insert(&url, "One").await.0, 403);
    assert_eq!(played_by(&url).await.secret_read, SecretRead::Absent);
}

#[tokio::test]
async fn what_cannot_work_is_said_on_standard_error() {
    for (arguments, word) in [
        (["--unknowns", "no-such-file"], "no-such-file"),
        (["--seed", "no-such-seed"], "no-such-seed"),
        (["--latency", "soon"], "soon"),
        (["--listen", "192.0.2.1:1"], "192.0.2.1:1"),
        (["--faults", concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")], "README.md"),
        (["--unknowns", concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")], "README.md"),
    ] {
        let output = program().args(arguments).output().await.unwrap();
        assert!(!output.status.success());
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word), "{said}");
    }
    let help = program().arg("--help").output().await.unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for option in
        ["--listen", "--data", "--seed", "--latency", "--faults", "--log", "--unknowns", "--tls"]
    {
        assert!(help.contains(option), "{option}");
    }
}
