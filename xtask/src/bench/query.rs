//! `terraform query` of one large table: how many requests it makes, and how much memory the provider has while it passes
//! the records on.

use std::time::Duration;

use super::contender::{Contender, Taken};
use super::limits::Verdict;
use super::measure::milliseconds;
use super::setting::Setting;
use super::{Findings, foreign, memory, shape};
use crate::failure::{Attempt, Failure};
use crate::report::Report;
use crate::simulator::SimulatorProcess;

/// Records of the table that is listed.
const RECORDS: u32 = 10_000;

/// Records of one page, as the provider asks for them.
const PAGE: u32 = 500;

/// Requests beside those of the pages: what the objects of a page refer to, each looked up once.
const BESIDE: u64 = 4;

/// Most memory the provider may have had, in kilobytes.
const MOST_MEMORY: u64 = 40 * 1024;

/// How long an instance may take to fill itself.
const FILLING: Duration = Duration::from_mins(2);

/// Lists that are measured: what is asked for, how many records at most, and whether with their objects.
const LISTS: [(&str, u32, bool); 3] = [
    ("10,000 names", RECORDS, false),
    ("10,000 objects", RECORDS, true),
    ("100 objects of 10,000", 100, true),
];

/// Measures each list once.
pub(super) fn measure(setting: &Setting, report: &mut Report) -> Result<Findings, Failure> {
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    report.step(format!("Start an instance with {RECORDS} rows"));
    let seed = folder.path().join("foreign.json");
    foreign::write(&seed, RECORDS)?;
    let options = ["--seed", &seed.display().to_string()];
    let simulator = SimulatorProcess::start_within(FILLING, setting.simulator()?, &options)?;
    let contender = Contender::new(setting, setting.provider()?)?.on(simulator.admin()?);
    contender.configure(&format!("{}provider \"servicenow\" {{}}\n", shape::required()))?;
    let heading = ["list", "requests", "time", "memory"].map(str::to_owned).to_vec();
    let (mut rows, mut verdicts) = (vec![heading], Vec::new());
    for (name, limit, with_objects) in LISTS {
        report.step(format!("Query: {name}"));
        let taken = contender.query(&list(limit, with_objects))?;
        rows.push(vec![
            name.to_owned(),
            taken.requests.to_string(),
            milliseconds(taken.time),
            memory::megabytes(taken.memory),
        ]);
        verdicts.extend(held(name, limit, taken));
    }
    let method = format!(
        "`terraform query` of {RECORDS} connection aliases with the provider as released, on the simulated instance without \
         latency. A page has {PAGE} records."
    );
    Ok(Findings::held("Query", method, rows, verdicts))
}

fn list(limit: u32, with_objects: bool) -> String {
    format!(
        "list \"servicenow_connection_alias\" \"all\" {{\n  provider = servicenow\n  include_resource = {with_objects}\n  \
         limit = {limit}\n}}\n"
    )
}

fn held(name: &str, limit: u32, taken: Taken) -> [Verdict; 2] {
    let most = u64::from(limit.div_ceil(PAGE)) + BESIDE;
    let requests = format!("{name}: {} requests of at most {most}", taken.requests);
    let (memory, allowed) = (memory::megabytes(taken.memory), memory::megabytes(MOST_MEMORY));
    let used = format!("{name}: {memory} at the peak of at most {allowed}");
    [
        Verdict::new(taken.requests <= most, &requests),
        Verdict::new(taken.memory > 0 && taken.memory < MOST_MEMORY, &used),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_a_page_and_forty_megabytes_are_allowed() {
        let kept = |requests, memory| {
            let taken = Taken { time: Duration::ZERO, memory, requests };
            held("all", RECORDS, taken).map(|verdict| verdict.kept)
        };
        assert_eq!(kept(24, 20_000), [true, true]);
        assert_eq!(kept(25, 40 * 1024), [false, false]);
        assert_eq!(kept(20, 0), [true, false], "no process was seen");
    }
}
