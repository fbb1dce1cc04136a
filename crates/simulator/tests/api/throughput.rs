//! Many rows: an indexed query stays quick. The figures of a release build are the bench's.

use crate::support::{parts, started};
use reqwest::Method;
use serde_json::json;
use simulator::Simulator;
use std::time::{Duration, Instant};

const WRITERS: usize = 4;
const ROWS_EACH: usize = 250;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_concurrent_inserts_are_all_there_and_found_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let instance = std::sync::Arc::new(started(Simulator::builder().data(file)).await);
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let instance = std::sync::Arc::clone(&instance);
        writers.spawn(async move {
            for n in 0..ROWS_EACH {
                let body = json!({ "name": format!("Alias {writer} {n}") });
                instance.insert("sys_alias", body).await;
            }
        });
    }
    writers.join_all().await;
    let count = instance
        .request(Method::GET, "/api/now/stats/sys_alias?sysparm_count=true")
        .send()
        .await
        .unwrap();
    assert_eq!(parts(count).await.1["result"]["stats"]["count"], "1000");
    let began = Instant::now();
    assert_eq!(instance.rows("sys_alias", "name=Alias 3 249").await.len(), 1);
    assert!(began.elapsed() < Duration::from_millis(250));
}
