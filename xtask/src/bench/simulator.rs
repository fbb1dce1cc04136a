//! How quick the simulated instance is with 100,000 rows in a file: concurrent inserts over HTTP,
//! then queries by an indexed column.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use super::Findings;
use super::measure::{median, milliseconds, spread};
use crate::failure::{Attempt, Failure};
use crate::report::Report;
use crate::simulator::SimulatorProcess;

const ROWS: usize = 100_000;
const WRITERS: usize = 8;
const QUERIES: usize = 500;
/// The least inserts in a second, and the longest a query may take (median).
const LEAST_RATE: f64 = 2_000.0;
const LONGEST_QUERY: Duration = Duration::from_millis(10);

/// Fills a fresh instance of `binary` and asks it.
pub(super) fn measure(binary: &Path, report: &mut Report) -> Result<Findings, Failure> {
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    let file = folder.path().join("instance.sqlite");
    let options = ["--data".as_ref(), file.as_os_str()];
    let simulator = SimulatorProcess::start(binary, &options)?;
    let runtime = tokio::runtime::Runtime::new().attempting("start a runtime")?;
    report.step(format!("Simulator: insert {ROWS} rows"));
    let inserting = runtime.block_on(insert_all(simulator.url()))?;
    report.step(format!("Simulator: ask {QUERIES} times"));
    let queries = runtime.block_on(ask(simulator.url()))?;
    Ok(findings(inserting, &queries))
}

fn alias(client: &Client, url: &str, query: &str) -> RequestBuilder {
    let request = client.get(format!("{url}/api/now/table/sys_alias?{query}"));
    request.basic_auth("admin", Some("admin"))
}

/// Inserts all rows, each writer its share on a connection of its own.
async fn insert_all(url: &str) -> Result<Duration, Failure> {
    let start = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let table = format!("{url}/api/now/table/sys_alias");
        writers.spawn(async move {
            let client = Client::new();
            for n in 0..ROWS / WRITERS {
                let record = json!({ "name": format!("Alias {writer} {n}"), "type": "credential" });
                let insert = client.post(&table).basic_auth("admin", Some("admin")).json(&record);
                let status = insert.send().await?.error_for_status()?;
                status.bytes().await?;
            }
            Ok::<(), reqwest::Error>(())
        });
    }
    for outcome in writers.join_all().await {
        outcome.attempting("insert a row")?;
    }
    Ok(start.elapsed())
}

/// Asks for single rows by name, one after the other, and answers how long each took.
async fn ask(url: &str) -> Result<Vec<Duration>, Failure> {
    let client = Client::new();
    let mut times = Vec::new();
    for n in 0..QUERIES {
        let (writer, row) = (n % WRITERS, n * 97 % (ROWS / WRITERS));
        let start = Instant::now();
        let query = format!("sysparm_query=name=Alias%20{writer}%20{row}");
        let response = alias(&client, url, &query).send().await.attempting("ask for a row")?;
        let body: Value = response.json().await.attempting("read a row")?;
        times.push(start.elapsed());
        if body["result"].as_array().map(Vec::len) != Some(1) {
            return Err(Failure::new(format!("one row was to be found, not {}", body["result"])));
        }
    }
    Ok(times)
}

#[expect(clippy::cast_precision_loss, reason = "far fewer rows than a float counts")]
fn findings(inserting: Duration, queries: &[Duration]) -> Findings {
    let rate = ROWS as f64 / inserting.as_secs_f64();
    let query = median(queries);
    let verdict = |good: bool| if good { "kept" } else { "MISSED" }.to_owned();
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let (fast, quick) = (verdict(rate >= LEAST_RATE), verdict(query < LONGEST_QUERY));
    Findings {
        title: "Simulated instance".to_owned(),
        method: format!(
            "{ROWS} rows inserted over HTTP by {WRITERS} writers into a file, signed in with Basic \
             authentication, answered only when kept; then {QUERIES} queries for single rows by \
             name, one after the other. Clients and instance share the machine."
        ),
        rows: vec![
            row(["what", "figure", "promise", "verdict"]),
            row(["inserts", &format!("{rate:.0}/s"), "at least 2,000/s", &fast]),
            row(["indexed query", &milliseconds(query), "under 10 ms", &quick]),
        ],
        remarks: vec![format!("Queries took {}.", spread(queries))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_promise_is_said_out_loud() {
        let slow = findings(Duration::from_secs(100), &[Duration::from_millis(12)]);
        assert_eq!(slow.rows[1], ["inserts", "1000/s", "at least 2,000/s", "MISSED"]);
        assert_eq!(slow.rows[2][3], "MISSED");
        let quick = findings(Duration::from_secs(10), &[Duration::from_millis(1)]);
        assert_eq!((quick.rows[1][3].as_str(), quick.rows[2][3].as_str()), ("kept", "kept"));
    }
}
