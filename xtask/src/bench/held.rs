//! Figures that depend on the machine, held to what was committed: start and memory.

use super::limits::Verdict;

/// So much more than the committed figure is too much.
const MOST: f64 = 1.5;

/// Whether `measured` is at most [`MOST`] times what the page says; on a page that does not say
/// yet, anything is. The best peer's figure is only told.
pub(super) fn verdict(
    what: &str,
    measured: f64,
    committed: Option<f64>,
    unit: &str,
    peer: f64,
) -> Verdict {
    let beside = format!("{what}: {measured:.1} {unit}, the best peer {peer} {unit}");
    let Some(committed) = committed else {
        return Verdict::new(true, &format!("{beside}, nothing committed yet"));
    };
    let limit = format!("{beside}, at most {MOST} times the committed {committed} {unit}");
    Verdict::new(measured <= committed * MOST, &limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_as_much_again_is_allowed_and_no_more() {
        let kept = |measured| verdict("start", measured, Some(2.0), "ms", 8.0).kept;
        assert!(kept(3.0) && !kept(3.01));
    }

    #[test]
    fn the_first_figure_is_held_to_nothing_and_still_printed() {
        let first = verdict("start", 90.0, None, "ms", 8.0);
        assert!(first.kept);
        assert!(first.sentence.contains("start: 90.0 ms, the best peer 8 ms"), "{first:?}");
    }
}
