//! How quick the simulated instance is with 100,000 rows in a file: concurrent inserts over HTTP,
//! then queries by an indexed column.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::Findings;
use super::connection::Connection;
use super::measure::{median, milliseconds, spread};
use super::processor;
use crate::failure::{Attempt, Failure};
use crate::report::Report;
use crate::simulator::SimulatorProcess;

const ROWS: u32 = 100_000;
const WRITERS: u32 = 8;
const QUERIES: u32 = 500;
const TABLE: &str = "/api/now/table/sys_alias";
/// The least inserts in a second, and the longest a query may take (median).
const LEAST_RATE: f64 = 2_000.0;
const LONGEST_QUERY: Duration = Duration::from_millis(10);

/// What the inserts took.
#[derive(Debug, Clone, Copy)]
struct Inserting {
    time: Duration,
    /// Processor time of the instance.
    processor: Duration,
}

/// Fills a fresh instance of `binary` and asks it.
pub(super) fn measure(binary: &Path, report: &mut Report) -> Result<Findings, Failure> {
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    let file = folder.path().join("instance.sqlite");
    let options = ["--data".as_ref(), file.as_os_str()];
    let simulator = SimulatorProcess::start(binary, &options)?;
    report.step(format!("Simulator: insert {ROWS} rows"));
    let (start, before) = (Instant::now(), processor::used_by(binary));
    insert_all(simulator.url())?;
    let (time, after) = (start.elapsed(), processor::used_by(binary));
    let inserting = Inserting { time, processor: after.saturating_sub(before) };
    report.step(format!("Simulator: ask {QUERIES} times"));
    Ok(findings(inserting, &ask(simulator.url())?))
}

/// Inserts all rows, each writer its share on a connection of its own.
fn insert_all(url: &str) -> Result<(), Failure> {
    thread::scope(|scope| {
        let writers = (0..WRITERS).map(|writer| scope.spawn(move || insert_share(url, writer)));
        let writers: Vec<_> = writers.collect();
        writers.into_iter().try_for_each(|writer| {
            writer.join().unwrap_or_else(|_| Err(Failure::new("a writer panicked")))
        })
    })
}

fn insert_share(url: &str, writer: u32) -> Result<(), Failure> {
    let mut connection = Connection::open(url)?;
    for n in 0..ROWS / WRITERS {
        let record = format!(r#"{{"name":"Alias {writer} {n}","type":"credential"}}"#);
        connection.ask("POST", TABLE, &record)?;
    }
    Ok(())
}

/// Asks for single rows by name, one after the other, and answers how long each took.
fn ask(url: &str) -> Result<Vec<Duration>, Failure> {
    let mut connection = Connection::open(url)?;
    let mut times = Vec::new();
    for n in 0..QUERIES {
        let (writer, row) = (n % WRITERS, n * 97 % (ROWS / WRITERS));
        let path = format!("{TABLE}?sysparm_query=name=Alias%20{writer}%20{row}");
        let start = Instant::now();
        let body = connection.ask("GET", &path, "")?;
        times.push(start.elapsed());
        let body: Value = serde_json::from_slice(body).attempting("read a row")?;
        if body["result"].as_array().map(Vec::len) != Some(1) {
            return Err(Failure::new(format!("one row was to be found, not {}", body["result"])));
        }
    }
    Ok(times)
}

fn findings(inserting: Inserting, queries: &[Duration]) -> Findings {
    let rate = f64::from(ROWS) / inserting.time.as_secs_f64();
    let query = median(queries);
    let verdict = |good: bool| if good { "kept" } else { "MISSED" }.to_owned();
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let (fast, quick) = (verdict(rate >= LEAST_RATE), verdict(query < LONGEST_QUERY));
    let each = inserting.processor.as_secs_f64() * 1e6 / f64::from(ROWS);
    Findings {
        title: "Simulated instance".to_owned(),
        method: format!(
            "{ROWS} rows inserted over HTTP by {WRITERS} writers into a file, signed in with Basic \
             authentication, answered only when kept; then {QUERIES} queries for single rows by \
             name, one after the other. Writers and instance share the machine."
        ),
        rows: vec![
            row(["what", "figure", "promise", "verdict"]),
            row(["inserts", &format!("{rate:.0}/s"), "at least 2,000/s", &fast]),
            row(["indexed query", &milliseconds(query), "under 10 ms", &quick]),
        ],
        remarks: vec![
            format!("An insert costs the instance {each:.0} µs of processor time."),
            format!("Queries took {}.", spread(queries)),
        ],
        missed: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserting(seconds: u64) -> Inserting {
        Inserting { time: Duration::from_secs(seconds), processor: Duration::from_secs(30) }
    }

    #[test]
    fn a_missed_promise_is_said_out_loud() {
        let slow = findings(inserting(100), &[Duration::from_millis(12)]);
        assert_eq!(slow.rows[1], ["inserts", "1000/s", "at least 2,000/s", "MISSED"]);
        assert_eq!(slow.rows[2][3], "MISSED");
        let quick = findings(inserting(10), &[Duration::from_millis(1)]);
        assert_eq!((quick.rows[1][3].as_str(), quick.rows[2][3].as_str()), ("kept", "kept"));
    }

    #[test]
    fn the_cost_of_an_insert_is_said_in_processor_time() {
        let found = findings(inserting(100), &[]);
        assert_eq!(found.remarks[0], "An insert costs the instance 300 µs of processor time.");
    }
}
