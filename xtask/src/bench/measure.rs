//! Times and their medians.

use std::time::Duration;

/// The middle of the times; of an even number, the mean of the two in the middle. Zero when
/// there is none.
pub(super) fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    match sorted.get(middle) {
        None => Duration::ZERO,
        Some(upper) if sorted.len() % 2 == 1 => *upper,
        Some(upper) => (sorted[middle - 1] + *upper) / 2,
    }
}

/// Milliseconds for people: one digit after the point below a hundred, none above.
pub(super) fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1000.0;
    if value < 100.0 { format!("{value:.1} ms") } else { format!("{value:.0} ms") }
}

/// Fastest and slowest of the times.
pub(super) fn spread(times: &[Duration]) -> String {
    let fastest = times.iter().min().copied().unwrap_or_default();
    let slowest = times.iter().max().copied().unwrap_or_default();
    format!("{} to {}", milliseconds(fastest), milliseconds(slowest))
}

/// How many times as long as `base`: the median of the ratios of each turn. The two of one turn
/// ran one after the other, so that a busy minute of the machine burdens both. Zero when there is
/// none.
pub(super) fn ratio(times: &[Duration], base: &[Duration]) -> f64 {
    let turns = times.iter().zip(base);
    let mut ratios: Vec<f64> = turns.map(|(time, base)| time.div_duration_f64(*base)).collect();
    ratios.sort_by(f64::total_cmp);
    let middle = ratios.len() / 2;
    match ratios.get(middle) {
        None => 0.0,
        Some(upper) if ratios.len() % 2 == 1 => *upper,
        Some(upper) => f64::midpoint(ratios[middle - 1], *upper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[u64]) -> Vec<Duration> {
        values.iter().copied().map(Duration::from_millis).collect()
    }

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&of(&[30, 10, 20])), Duration::from_millis(20));
        assert_eq!(median(&of(&[40, 10, 20, 30])), Duration::from_millis(25));
        assert_eq!(median(&[]), Duration::ZERO);
    }

    #[test]
    fn a_ratio_compares_turn_by_turn() {
        let close = |is: f64, should: f64| (is - should).abs() < 1e-9;
        // The second turn fell into a busy minute, which burdened both alike.
        assert!(close(ratio(&of(&[110, 330, 110]), &of(&[100, 300, 100])), 1.1));
        assert!(close(ratio(&of(&[100, 300]), &of(&[100, 100])), 2.0));
        assert!(close(ratio(&[], &[]), 0.0));
    }

    #[test]
    fn times_are_printed_with_as_many_digits_as_they_deserve() {
        assert_eq!(milliseconds(Duration::from_micros(4_250)), "4.2 ms");
        assert_eq!(milliseconds(Duration::from_millis(1234)), "1234 ms");
        assert_eq!(spread(&of(&[120, 100])), "100 ms to 120 ms");
    }
}
