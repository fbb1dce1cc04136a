//! A plan over 1,000 records of two tables: our provider, a provider that does nothing with the
//! same schemas, configuration and state, and `terraform_data` without any provider.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::configuration::{RECORDS_PER_TABLE, TYPES, of_terraform_alone, of_the_provider};
use super::measure::{median, milliseconds, ratio, spread};
use super::setting::Setting;
use super::{Findings, handshake, memory};
use crate::failure::{Attempt, Failure};
use crate::instance::Instance;
use crate::mirror::Mirror;
use crate::report::Report;
use crate::simulator::SimulatorProcess;
use crate::workspace::Workspace;

const RUNS: usize = 7;

const NAMES: [&str; 3] = ["provider", "provider that does nothing", "terraform_data, no provider"];

/// The most a plan may take in relation to the provider that does nothing.
const LIMIT: f64 = 1.15;

/// Plans in turns, so that whatever else the machine does falls on all alike.
pub(super) fn measure(setting: &Setting, report: &mut Report) -> Result<Vec<Findings>, Failure> {
    let simulator = SimulatorProcess::start(setting.simulator()?, &["--seed", "customer"])?;
    let stage = Stage::prepare(setting, &simulator, report)?;
    let requests = stage.requests_of_a_plan(&simulator.admin()?)?;
    let times = stage.plan_in_turns(report)?;
    let peaks = stage.peaks()?;
    Ok(vec![findings(&times, &peaks, &requests), handshake::measure(setting, report)?])
}

/// A workspace whose configuration has been applied, and what runs in it.
#[derive(Debug)]
struct Contender {
    workspace: Workspace,
    mirror: Mirror,
    // Holds the mirror.
    _folder: TempDir,
}

/// The three contenders, in the order of [`NAMES`].
#[derive(Debug)]
struct Stage([Contender; 3]);

impl Stage {
    fn prepare(
        setting: &Setting,
        simulator: &SimulatorProcess,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        report.step(format!("Apply {} records once", RECORDS_PER_TABLE * TYPES.len()));
        let mut ours = Contender::new(setting, setting.provider()?)?;
        ours.workspace.sign_in(simulator.url(), "admin", "admin");
        ours.apply(&of_the_provider())?;
        let mut noop = Contender::new(setting, setting.noop()?)?;
        noop.take_over(&ours)?;
        let alone = Contender::new(setting, setting.noop()?)?;
        alone.apply(&of_terraform_alone())?;
        Ok(Self([ours, noop, alone]))
    }

    /// Requests of one plan by our provider, by table and method, from the simulator's counts.
    fn requests_of_a_plan(&self, instance: &Instance) -> Result<Vec<String>, Failure> {
        let before = instance.stats()?;
        self.0[0].plan()?;
        let after = instance.stats()?;
        Ok(requests_between(&before, &after))
    }

    fn plan_in_turns(&self, report: &mut Report) -> Result<[Vec<Duration>; 3], Failure> {
        report.step(format!("Plan: {RUNS} of each, in turns"));
        let mut times = [const { Vec::new() }; 3];
        for run in 0..RUNS {
            for turn in 0..self.0.len() {
                let index = (run + turn) % self.0.len();
                times[index].push(self.0[index].plan()?);
            }
        }
        Ok(times)
    }

    fn peaks(&self) -> Result<[u64; 2], Failure> {
        Ok([self.0[0].peak_memory()?, self.0[1].peak_memory()?])
    }
}

impl Contender {
    fn new(setting: &Setting, binary: &Path) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().attempting("create a temporary folder")?;
        let mirror = Mirror::install(folder.path(), binary)?;
        let workspace = Workspace::new(&setting.terraform, &mirror)?;
        Ok(Self { workspace, mirror, _folder: folder })
    }

    fn apply(&self, configuration: &str) -> Result<(), Failure> {
        self.workspace.write("main.tf", configuration)?;
        self.workspace.init()?.succeeded()?;
        self.workspace.apply(&[])?.succeeded().map(drop)
    }

    /// Takes configuration, state and schemas from a workspace that has been applied.
    fn take_over(&mut self, other: &Self) -> Result<(), Failure> {
        let schemas = other.workspace.run(&["providers", "schema", "-json"])?.succeeded()?;
        self.workspace.write("schemas.json", &schemas.stdout)?;
        let path = self.workspace.path().join("schemas.json");
        self.workspace.set("NOOP_SCHEMAS", path);
        self.workspace.write("main.tf", &of_the_provider())?;
        self.workspace.write("terraform.tfstate", &other.workspace.state_file())?;
        self.workspace.init()?.succeeded().map(drop)
    }

    /// Plans once, which must find nothing to do, and answers how long that took.
    fn plan(&self) -> Result<Duration, Failure> {
        let start = Instant::now();
        let outcome = self.workspace.plan(&[])?;
        let elapsed = start.elapsed();
        outcome.unchanged()?;
        Ok(elapsed)
    }

    fn peak_memory(&self) -> Result<u64, Failure> {
        let mut command = self.workspace.command(["plan", "-input=false", "-no-color"]);
        let child = command.stdout(std::process::Stdio::null()).spawn();
        let child = child.attempting("start terraform")?;
        memory::peak_while_running(child, &self.mirror.executable())
    }
}

fn requests_between(before: &Value, after: &Value) -> Vec<String> {
    let tables = after["by_table"].as_object().into_iter().flatten();
    let methods = tables.flat_map(|(table, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, count)| (table, method, count))
    });
    methods
        .filter_map(|(table, method, count)| {
            let was = before["by_table"][table][method].as_u64().unwrap_or(0);
            let more = count.as_u64()?.checked_sub(was).filter(|more| *more > 0)?;
            Some(format!("{more} {method} {table}"))
        })
        .collect()
}

fn findings(times: &[Vec<Duration>; 3], peaks: &[u64; 2], requests: &[String]) -> Findings {
    let heading = ["what", "median", "spread", "ratio", "peak memory"].map(str::to_owned);
    let mut rows = vec![heading.to_vec()];
    for (index, name) in NAMES.iter().enumerate() {
        let middle = milliseconds(median(&times[index]));
        let relative = format!("{:.2}", ratio(&times[index], &times[1]));
        let memory = peaks.get(index).map_or_else(String::new, |peak| memory::megabytes(*peak));
        let cells = [middle, spread(&times[index]), relative, memory];
        rows.push(std::iter::once((*name).to_owned()).chain(cells).collect());
    }
    Findings { title: "Plan".to_owned(), method: method(), rows, remarks: remarks(times, requests) }
}

fn method() -> String {
    format!(
        "`terraform plan` over {RECORDS_PER_TABLE} records of each of {}, already applied; simulator \
         on the same machine without latency; the provider that does nothing has the same schemas, \
         configuration and state; median of {RUNS}, in turns; the ratio is the median of the turns' \
         ratios.",
        TYPES.map(|name| format!("`{name}`")).join(" and ")
    )
}

fn remarks(times: &[Vec<Duration>; 3], requests: &[String]) -> Vec<String> {
    let relative = ratio(&times[0], &times[1]);
    let verdict = if relative <= LIMIT { "within" } else { "OVER" };
    let made = if requests.is_empty() { "none".to_owned() } else { requests.join(", ") };
    vec![
        format!(
            "{relative:.2} times the provider that does nothing: {verdict} the limit of {LIMIT}"
        ),
        format!("requests of one plan: {made}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn requests_are_the_difference_of_two_counts() {
        let before = json!({"by_table": {"sys_alias": {"GET": 2, "POST": 500}}});
        let after =
            json!({"by_table": {"sys_alias": {"GET": 3, "POST": 500}, "sys_user": {"GET": 1}}});
        assert_eq!(requests_between(&before, &after), ["1 GET sys_alias", "1 GET sys_user"]);
    }

    #[test]
    fn the_verdict_compares_the_ratio_with_the_limit() {
        let of = |ms| vec![Duration::from_millis(ms)];
        let within = remarks(&[of(115), of(100), of(50)], &[]);
        assert!(within[0].contains("within"), "{within:?}");
        let over = remarks(&[of(116), of(100), of(50)], &[]);
        assert!(over[0].contains("OVER"), "{over:?}");
    }

    #[test]
    fn each_contender_has_a_row() {
        let of = |ms| vec![Duration::from_millis(ms)];
        let findings = findings(&[of(110), of(100), of(50)], &[20_480, 10_240], &[]);
        assert_eq!(findings.rows.len(), 4);
        assert_eq!(findings.rows[1], ["provider", "110 ms", "110 ms to 110 ms", "1.10", "20 MB"]);
        assert_eq!(findings.rows[3][4], "");
    }
}
