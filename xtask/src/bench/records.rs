//! Apply, plan and destroy of many records: our provider at two latencies, a provider that does
//! nothing with the same schemas and configuration, and `terraform_data` without any provider.

use std::time::Duration;

use tempfile::TempDir;

use super::contender::{Contender, Life, OPERATIONS};
use super::limits::{Comparison, Verdict};
use super::measure::{median, milliseconds, ratio};
use super::setting::Setting;
use super::shape::{CONCURRENT, Shape};
use super::{Findings, foreign, held, memory, save};
use crate::cargo;
use crate::failure::{Attempt, Failure};
use crate::report::Report;
use crate::simulator::SimulatorProcess;

/// Lives of each contender, in turns.
const TURNS: usize = 3;

pub(super) const TITLE: &str = "Records";

const SHAPES: [Shape; 4] = [
    Shape { records: 100, tables: 2 },
    Shape { records: 100, tables: 8 },
    Shape { records: 1_000, tables: 2 },
    Shape { records: 1_000, tables: 8 },
];

/// The shape whose limits must be kept.
const HELD: Shape = SHAPES[2];

const LATENCY: Duration = Duration::from_millis(100);

/// How long an instance may take to fill itself with foreign rows.
const FILLING: Duration = Duration::from_mins(5);

/// Peak memory of the best peer for the held shape, in megabytes.
const PEER_MEMORY: f64 = 17.0;

/// An instance to work on.
struct Place {
    name: &'static str,
    latency: Duration,
    simulator: SimulatorProcess,
}

/// What was measured of one shape: the lives at each place, of the floor, and without a provider.
struct Measured {
    shape: Shape,
    places: Vec<(&'static str, Duration, Vec<Life>)>,
    floor: Vec<Life>,
    alone: Vec<Life>,
}

/// Measures every shape, or the held one alone, in turns.
pub(super) fn measure(
    setting: &Setting,
    held: bool,
    report: &mut Report,
) -> Result<Findings, Failure> {
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    report.step(format!("Start instances, one with {} foreign rows in each table", foreign::ROWS));
    let places = places(setting, &folder)?;
    let mut measured = Vec::new();
    for shape in SHAPES.into_iter().filter(|shape| !held || *shape == HELD) {
        report.step(format!("Records: {shape} tables, {TURNS} lives of each"));
        // Only the held shape is also measured among foreign rows.
        let places = if shape == HELD { &places[..] } else { &places[..2] };
        measured.push(live(setting, shape, places)?);
    }
    let page = save::page(&cargo::root())?;
    Ok(findings(&measured, save::committed(&page, TITLE, &of_the_plan(), "memory")))
}

fn places(setting: &Setting, folder: &TempDir) -> Result<Vec<Place>, Failure> {
    let seed = folder.path().join("foreign.json");
    foreign::write(&seed, foreign::ROWS)?;
    let seed = seed.display().to_string();
    let start = |name, latency: Duration, seed: &str| {
        let time = format!("{}ms", latency.as_millis());
        let options = ["--seed", seed, "--latency", &time];
        let simulator = SimulatorProcess::start_within(FILLING, setting.simulator()?, &options)?;
        Ok(Place { name, latency, simulator })
    };
    Ok(vec![
        start("0 ms", Duration::ZERO, "customer")?,
        start("100 ms", LATENCY, "customer")?,
        start("100 ms, foreign", LATENCY, &seed)?,
    ])
}

/// The lives of one shape. Each turn begins with another contender.
fn live(setting: &Setting, shape: Shape, places: &[Place]) -> Result<Measured, Failure> {
    let mut contenders = Vec::new();
    for place in places {
        let ours = Contender::new(setting, setting.provider()?)?.on(place.simulator.admin()?);
        ours.configure(&shape.of_the_provider())?;
        contenders.push(ours);
    }
    let noop = Contender::new(setting, setting.noop()?)?.with_schemas_of(&contenders[0])?;
    noop.configure(&shape.of_the_provider())?;
    let alone = Contender::new(setting, setting.noop()?)?;
    alone.configure(&shape.of_terraform_alone())?;
    contenders.extend([noop, alone]);
    let mut lives = vec![Vec::new(); contenders.len()];
    for turn in 0..TURNS {
        for next in 0..contenders.len() {
            let index = (turn + next) % contenders.len();
            lives[index].push(contenders[index].live()?);
        }
    }
    let alone = lives.pop().unwrap_or_default();
    let floor = lives.pop().unwrap_or_default();
    let places = places.iter().zip(lives).map(|(place, lives)| (place.name, place.latency, lives));
    Ok(Measured { shape, places: places.collect(), floor, alone })
}

fn findings(measured: &[Measured], committed: Option<f64>) -> Findings {
    let heading =
        ["records and tables", "provider", "F", "terraform_data", "× F", "requests", "memory"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(measured.iter().flat_map(Measured::rows));
    let verdicts = measured.iter().flat_map(|measured| measured.verdicts(committed));
    Findings::held(TITLE, method(), rows, verdicts.collect())
}

/// The first cell of the row that memory is read from: a plan of the held shape. The operation is
/// part of the first cell there.
fn of_the_plan() -> String {
    format!("{HELD}, 100 ms: plan")
}

fn method() -> String {
    format!(
        "`terraform apply -auto-approve`, then a `plan` that finds nothing to do, then `destroy`, with \
         `max_concurrent_requests = {CONCURRENT}` and Terraform's own parallelism of 10. F is the provider that \
         does nothing, with the same schemas and configuration; `terraform_data` holds the same values without \
         any provider; simulator on the same machine; \"foreign\": among {} rows of somebody else in each table. \
         Median of {TURNS} lives, in turns; the ratios are the medians of the turns' ratios; memory is the \
         provider's peak.",
        foreign::ROWS
    )
}

impl Measured {
    fn rows(&self) -> Vec<Vec<String>> {
        let operations = OPERATIONS.iter().enumerate();
        let rows = operations.flat_map(|(index, operation)| {
            self.places.iter().map(move |(place, _, lives)| {
                self.row(&format!("{}, {place}: {operation}", self.shape), index, lives)
            })
        });
        rows.collect()
    }

    fn row(&self, name: &str, index: usize, ours: &[Life]) -> Vec<String> {
        let times = |lives: &[Life]| -> Vec<Duration> {
            lives.iter().map(|life| life[index].time).collect()
        };
        let most = |of: fn(&Life, usize) -> u64| {
            ours.iter().map(|life| of(life, index)).max().unwrap_or(0)
        };
        let (ours, floor, alone) = (times(ours), times(&self.floor), times(&self.alone));
        vec![
            name.to_owned(),
            milliseconds(median(&ours)),
            milliseconds(median(&floor)),
            milliseconds(median(&alone)),
            format!("{:.2}", ratio(&ours, &floor)),
            most(|life, index| life[index].requests).to_string(),
            memory::megabytes(most(|life, index| life[index].memory)),
        ]
    }

    /// The limits of the held shape at each place with a latency; none of the others.
    fn verdicts(&self, committed: Option<f64>) -> Vec<Verdict> {
        if self.shape != HELD {
            return Vec::new();
        }
        let mut verdicts = Vec::new();
        for (place, latency, ours) in
            self.places.iter().filter(|(_, latency, _)| !latency.is_zero())
        {
            let records = self.shape.records;
            let (latency, floor) = (*latency, &self.floor[..]);
            let of_place = Comparison { records, latency, ours, floor }.verdicts();
            verdicts.extend(of_place.into_iter().map(|verdict| verdict.at(place)));
        }
        verdicts.push(self.memory(committed));
        verdicts
    }

    fn memory(&self, committed: Option<f64>) -> Verdict {
        let lives = self.places.iter().find(|(place, ..)| *place == "100 ms");
        let plans = lives.into_iter().flat_map(|(_, _, lives)| lives).map(|life| life[1].memory);
        let megabytes =
            f64::from(u32::try_from(plans.max().unwrap_or(0)).unwrap_or(u32::MAX)) / 1024.0;
        held::verdict("memory of a plan", megabytes, committed, "MB", PEER_MEMORY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::contender::Taken;

    fn measured(shape: Shape, plan: u64) -> Measured {
        let life = |plan| {
            let taken = |milliseconds, requests| Taken {
                time: Duration::from_millis(milliseconds),
                memory: 18 * 1024,
                requests,
            };
            vec![[taken(11_000, 1_002), taken(plan, 2), taken(11_000, 1_000)]; TURNS]
        };
        let places = ["0 ms", "100 ms", "100 ms, foreign"];
        let places = places.map(|name| {
            let latency = if name == "0 ms" { Duration::ZERO } else { LATENCY };
            (name, latency, life(plan))
        });
        Measured { shape, places: places.into(), floor: life(4_000), alone: life(2_000) }
    }

    #[test]
    fn each_operation_at_each_place_has_a_row() {
        let rows = measured(HELD, 4_400).rows();
        assert_eq!(rows.len(), 9);
        let expected = ["4400 ms", "4000 ms", "2000 ms", "1.10", "2", "18 MB"];
        assert_eq!(rows[4][0], of_the_plan());
        assert_eq!(rows[4][1..], expected);
    }

    #[test]
    fn only_the_held_shape_has_limits_and_both_with_and_without_foreign_rows() {
        let held = measured(HELD, 4_400).verdicts(Some(18.0));
        assert_eq!(held.len(), 11);
        assert!(held.iter().all(|verdict| verdict.kept), "{held:?}");
        assert!(held[5].sentence.starts_with("100 ms, foreign: within"), "{held:?}");
        assert!(measured(SHAPES[0], 90_000).verdicts(None).is_empty());
    }

    #[test]
    fn what_is_over_a_limit_is_missed() {
        let missed = findings(&[measured(HELD, 5_100)], Some(11.9)).missed;
        assert_eq!(missed.len(), 3, "{missed:?}");
        assert!(missed[2].contains("memory of a plan: 18.0 MB"), "{missed:?}");
    }
}
