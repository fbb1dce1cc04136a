//! `crates/tfplugin` beside tf-provider: the same small provider on both, driven by the same host.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::handshake::{client_certificate, time_to_handshake};
use super::measure::{median, milliseconds, ratio};
use super::{Findings, memory};
use crate::cargo::{self, Profile};
use crate::failure::{Attempt, Failure};
use crate::report::Report;

const STARTS: usize = 15;
const DRIVES: usize = 3;

/// Where the provider on tf-provider lies: a package of its own outside the workspace.
const PACKAGE: &str = "benches/peer";

/// What one drive came to: calls in a second, and the plugin's peak memory in kilobytes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Drive {
    one_by_one: f64,
    ten_at_once: f64,
    memory: u64,
}

/// What one of the two came to.
#[derive(Debug, Default)]
struct Contest {
    starts: Vec<Duration>,
    drives: Vec<Drive>,
}

/// Starts and drives both in turns.
pub(super) fn measure(report: &mut Report) -> Result<Findings, Failure> {
    let root = cargo::root();
    let protoc = protoc()?;
    let small = cargo::build_example(&root, Profile::Release, "tfplugin", "small")?;
    let host = cargo::build_example(&root, Profile::Release, "tfplugin", "host")?;
    let peer = cargo::build_outside(&root, PACKAGE, &[("PROTOC", protoc.as_os_str())])?;
    let (host, plugins) = (host.get("host")?, [small.get("small")?, peer.get("peer")?]);
    let mut contests = [Contest::default(), Contest::default()];
    report.step(format!("Peer: {STARTS} starts and {DRIVES} drives of each"));
    let certificate = client_certificate()?;
    for _ in 0..STARTS {
        for (contest, plugin) in contests.iter_mut().zip(plugins) {
            contest.starts.push(time_to_handshake(plugin, &certificate)?);
        }
    }
    for _ in 0..DRIVES {
        for (contest, plugin) in contests.iter_mut().zip(plugins) {
            contest.drives.push(drive(host, plugin)?);
        }
    }
    Ok(findings(&contests))
}

/// The compiler of protocol definitions that tf-provider's build calls; ours needs none.
fn protoc() -> Result<PathBuf, Failure> {
    let named = std::env::var_os("PROTOC").filter(|name| !name.is_empty());
    let path = named.map_or_else(|| PathBuf::from("protoc"), PathBuf::from);
    match Command::new(&path).arg("--version").output() {
        Ok(output) if output.status.success() => Ok(path),
        _ => Err(Failure::new(format!(
            "the build of tf-provider needs protoc, and {} is none",
            path.display()
        ))
        .remedy("install it (Debian: apt-get install protobuf-compiler), or let PROTOC name it")),
    }
}

fn drive(host: &Path, plugin: &Path) -> Result<Drive, Failure> {
    let output = Command::new(host).arg(plugin).arg("small_thing").output();
    let output = output.attempting(format!("run {}", host.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Failure::new(format!("could not drive {}", plugin.display())).because(said));
    }
    parse(&output.stdout)
}

fn parse(said: &[u8]) -> Result<Drive, Failure> {
    let said: Value = serde_json::from_slice(said).attempting("read what the host measured")?;
    let figure = |name: &str| said[name].as_f64();
    let missing = || Failure::new(format!("the host did not measure everything: {said}"));
    Ok(Drive {
        one_by_one: figure("one_by_one").ok_or_else(missing)?,
        ten_at_once: figure("ten_at_once").ok_or_else(missing)?,
        memory: said["memory_kb"].as_u64().ok_or_else(missing)?,
    })
}

fn findings(contests: &[Contest; 2]) -> Findings {
    let heading = ["crate", "start", "ratio", "calls one by one", "ten at once", "peak memory"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for (name, contest) in ["crates/tfplugin", "tf-provider 0.2.2"].iter().zip(contests) {
        let rate = |of: fn(&Drive) -> f64| format!("{:.0}/s", middle(&contest.drives, of));
        let peak = contest.drives.iter().map(|drive| drive.memory).max().unwrap_or(0);
        rows.push(vec![
            (*name).to_owned(),
            milliseconds(median(&contest.starts)),
            format!("{:.2}", ratio(&contest.starts, &contests[0].starts)),
            rate(|drive| drive.one_by_one),
            rate(|drive| drive.ten_at_once),
            memory::megabytes(peak),
        ]);
    }
    let method = format!(
        "The same provider of one small resource type on both, driven over mutual TLS by the same host (an example \
         program of `crates/tfplugin`). Start: to the handshake line, median of {STARTS}, in turns. Calls: \
         `PlanResourceChange` for two seconds, one after the other and ten at once, median of {DRIVES}. Memory: \
         the process's peak after that."
    );
    let (title, remarks, missed) = ("Peer".to_owned(), Vec::new(), Vec::new());
    Findings { title, method, rows, remarks, missed }
}

fn middle(drives: &[Drive], of: fn(&Drive) -> f64) -> f64 {
    let mut figures: Vec<f64> = drives.iter().map(of).collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_host_says_is_read_and_a_missing_figure_is_an_error() {
        let said = br#"{"one_by_one": 1.5, "ten_at_once": 30, "memory_kb": 9}"#;
        let drive = Drive { one_by_one: 1.5, ten_at_once: 30.0, memory: 9 };
        assert_eq!(parse(said).unwrap(), drive);
        assert!(parse(br#"{"one_by_one": 1.5}"#).is_err());
    }

    #[test]
    fn each_crate_has_a_row_beside_ours() {
        let contest = |milliseconds, rate| Contest {
            starts: vec![Duration::from_millis(milliseconds); STARTS],
            drives: [1.0, 2.0, 9.0]
                .map(|n| Drive { one_by_one: n * rate, ten_at_once: rate, memory: 10_240 })
                .into(),
        };
        let rows = findings(&[contest(2, 100.0), contest(5, 10.0)]).rows;
        assert_eq!(rows[1][1..], ["2.0 ms", "1.00", "200/s", "100/s", "10 MB"]);
        assert_eq!(rows[2][1..], ["5.0 ms", "2.50", "20/s", "10/s", "10 MB"]);
    }
}
