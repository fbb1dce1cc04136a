//! What was answered is kept, however the process ends. How often it is killed is said by
//! `SIMULATOR_KILLS`.

use reqwest::Client;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::task::JoinSet;

const KILLS: u32 = 5;
const WRITERS: usize = 4;

/// The program, killed when it is dropped.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(file: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_servicenow-simulator"))
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }

    /// Ends it at once, as `kill -9` does.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes until the process is gone; every answered write is noted: its name, and the description
/// it was given by a second write that was answered too.
async fn write_until_killed(url: String, prefix: String, noted: Arc<Mutex<Vec<(String, String)>>>) {
    let client = Client::new();
    let table = format!("{url}/api/now/table/sys_alias");
    for n in 0.. {
        let name = format!("{prefix} {n}");
        let insert = client.post(&table).basic_auth("admin", Some("admin"));
        let insert = insert.json(&json!({ "name": name })).send();
        let Some(record) = answered(insert.await, 201).await else { return };
        noted.lock().unwrap().push((name.clone(), String::new()));
        let path = format!("{table}/{}", record["sys_id"].as_str().unwrap());
        let update = client.patch(path).basic_auth("admin", Some("admin"));
        let update = update.json(&json!({ "description": name })).send();
        if answered(update.await, 200).await.is_none() {
            return;
        }
        noted.lock().unwrap().last_mut().unwrap().1.clone_from(&name);
    }
}

/// The record of a whole answer; nothing where the process went before it was whole.
async fn answered(response: reqwest::Result<reqwest::Response>, status: u16) -> Option<Value> {
    let response = response.ok()?;
    assert_eq!(response.status().as_u16(), status);
    let body: Value = response.json().await.ok()?;
    Some(body["result"].clone())
}

/// Every alias by name with its description.
async fn stored(url: &str) -> BTreeSet<(String, String)> {
    let client = Client::new();
    let path = format!("{url}/api/now/table/sys_alias?sysparm_fields=name,description");
    let path = format!("{path}&sysparm_limit=1000000");
    let request = client.get(path).basic_auth("admin", Some("admin"));
    let body: Value = request.send().await.unwrap().json().await.unwrap();
    let text = |row: &Value, column: &str| row[column].as_str().unwrap().to_owned();
    let rows = body["result"].as_array().unwrap().iter();
    rows.map(|row| (text(row, "name"), text(row, "description"))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answered_write_is_lost_when_the_process_is_killed() {
    let kills = std::env::var("SIMULATOR_KILLS").ok().and_then(|text| text.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let mut expected = BTreeSet::new();
    for round in 0..kills.unwrap_or(KILLS) {
        let process = Process::start(&file);
        let mut writers = JoinSet::new();
        let mut notes = Vec::new();
        for writer in 0..WRITERS {
            let seen = Arc::new(Mutex::new(Vec::new()));
            notes.push(Arc::clone(&seen));
            let prefix = format!("Alias {round} {writer}");
            writers.spawn(write_until_killed(process.url.clone(), prefix, seen));
        }
        // Each round dies at another moment of its work.
        tokio::time::sleep(Duration::from_millis(150 + u64::from(round * 37 % 200))).await;
        process.kill();
        writers.join_all().await;
        for seen in &notes {
            expected.extend(seen.lock().unwrap().clone());
        }
    }
    assert!(!expected.is_empty(), "nothing was written: the kills prove nothing");
    let process = Process::start(&file);
    let stored = stored(&process.url).await;
    for (name, description) in &expected {
        // The update of the last record of a writer may have been kept without an answer.
        let kept = stored.contains(&(name.clone(), description.clone()))
            || (description.is_empty() && stored.contains(&(name.clone(), name.clone())));
        assert!(kept, "{name} is lost");
    }
}
