//! What must be kept: ratios within one run, never absolute times.

use std::time::Duration;

use super::contender::Life;
use super::measure::ratio;
use super::shape::CONCURRENT;

/// What the provider took beside the provider that does nothing, turn by turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison<'a> {
    pub(super) records: u32,
    pub(super) latency: Duration,
    pub(super) ours: &'a [Life],
    pub(super) floor: &'a [Life],
}

/// A limit and whether it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) sentence: String,
    pub(super) kept: bool,
}

impl Verdict {
    /// That `what` is so much of what is allowed, in words.
    pub(super) fn new(kept: bool, what: &str) -> Self {
        let verdict = if kept { "within" } else { "OVER" };
        Self { sentence: format!("{verdict} the limit: {what}"), kept }
    }

    /// The same, said of one place.
    pub(super) fn at(self, place: &str) -> Self {
        Self { sentence: format!("{place}: {}", self.sentence), kept: self.kept }
    }
}

const APPLY: usize = 0;
const PLAN: usize = 1;
const DESTROY: usize = 2;

impl Comparison<'_> {
    /// Every limit of issue 5, in the order in which it names them.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let writes = format!("1.25 × max(F, N·L/{CONCURRENT})");
        let apply = |floor: Duration| floor.max(self.writing()).mul_f64(1.25);
        vec![
            self.time(PLAN, "plan", "1.15 F + 4 L", |floor| floor.mul_f64(1.15) + self.latency * 4),
            self.requests(PLAN, "plan", 10),
            self.time(APPLY, "apply", &writes, apply),
            self.requests(APPLY, "apply", u64::from(self.records) + 10),
            self.time(DESTROY, "destroy", &writes, apply),
        ]
    }

    /// What the writes alone take when as many as allowed are always in flight.
    fn writing(&self) -> Duration {
        self.latency * self.records / CONCURRENT
    }

    fn time(
        &self,
        index: usize,
        name: &str,
        formula: &str,
        allowed: impl Fn(Duration) -> Duration,
    ) -> Verdict {
        let ours: Vec<Duration> = self.ours.iter().map(|life| life[index].time).collect();
        let allowed: Vec<Duration> =
            self.floor.iter().map(|life| allowed(life[index].time)).collect();
        let part = ratio(&ours, &allowed);
        let sentence = format!("{name} takes {part:.2} of {formula}");
        Verdict::new(part <= 1.0, &sentence)
    }

    fn requests(&self, index: usize, name: &str, most: u64) -> Verdict {
        let made = self.ours.iter().map(|life| life[index].requests).max().unwrap_or(0);
        Verdict::new(made <= most, &format!("{name} makes {made} requests of at most {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::contender::Taken;

    fn life(apply: u64, plan: u64, destroy: u64, requests: [u64; 2]) -> Life {
        let taken = |milliseconds, requests| Taken {
            time: Duration::from_millis(milliseconds),
            requests,
            memory: 0,
        };
        [taken(apply, requests[0]), taken(plan, requests[1]), taken(destroy, 0)]
    }

    fn kept(ours: &[Life], floor: &[Life]) -> Vec<bool> {
        let latency = Duration::from_millis(100);
        let comparison = Comparison { records: 1_000, latency, ours, floor };
        comparison.verdicts().iter().map(|verdict| verdict.kept).collect()
    }

    #[test]
    fn what_is_just_within_every_limit_is_kept() {
        let floor = life(6_000, 4_000, 6_000, [0, 0]);
        let ours = life(12_500, 5_000, 12_500, [1_010, 10]);
        assert_eq!(kept(&[ours], &[floor]), [true; 5]);
    }

    #[test]
    fn what_is_just_over_a_limit_is_not_kept() {
        let floor = life(6_000, 4_000, 6_000, [0, 0]);
        let ours = life(12_501, 5_001, 12_501, [1_011, 11]);
        assert_eq!(kept(&[ours], &[floor]), [false; 5]);
    }

    #[test]
    fn the_floor_counts_where_it_is_higher_than_the_writes() {
        let floor = life(20_000, 4_000, 20_000, [0, 0]);
        let ours = life(25_000, 4_000, 25_000, [1_000, 2]);
        assert_eq!(kept(&[ours], &[floor]), [true; 5]);
    }

    #[test]
    fn one_busy_turn_decides_nothing_and_the_worst_count_of_requests_does() {
        let floor = [life(6_000, 4_000, 6_000, [0, 0]); 3];
        let calm = life(11_000, 4_100, 11_000, [1_002, 2]);
        let busy = life(30_000, 9_000, 30_000, [1_002, 12]);
        assert_eq!(kept(&[calm, busy, calm], &floor), [true, false, true, true, true]);
    }

    #[test]
    fn a_verdict_says_how_much_of_the_limit_is_used() {
        let latency = Duration::from_millis(100);
        let (ours, floor) = ([life(10_000, 2_500, 0, [1_002, 2])], [life(0, 4_000, 0, [0, 0])]);
        let comparison = Comparison { records: 1_000, latency, ours: &ours, floor: &floor };
        let sentences: Vec<_> =
            comparison.verdicts().into_iter().map(|verdict| verdict.sentence).collect();
        assert_eq!(sentences[0], "within the limit: plan takes 0.50 of 1.15 F + 4 L");
        assert_eq!(sentences[3], "within the limit: apply makes 1002 requests of at most 1010");
    }
}
