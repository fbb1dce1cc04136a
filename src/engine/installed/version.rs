//! Comparing versions such as `1.10.2`, part by part.

use std::cmp::Ordering;
use std::iter::repeat;

/// Whether one version comes before the other.
pub(crate) fn is_lower(version: &str, than: &str) -> bool {
    compare(version, than) == Ordering::Less
}

/// Whether two versions are the same.
pub(crate) fn is_same(version: &str, other: &str) -> bool {
    compare(version, other) == Ordering::Equal
}

/// Parts that are numbers compare as numbers; a missing part counts as zero.
fn compare(left: &str, right: &str) -> Ordering {
    let count = |version: &str| version.split('.').count();
    let count = count(left).max(count(right));
    let parts = |version| str::trim(version).split('.').chain(repeat("0")).take(count);
    let orders = parts(left).zip(parts(right)).map(|(left, right)| part(left, right));
    orders.fold(Ordering::Equal, Ordering::then)
}

fn part(left: &str, right: &str) -> Ordering {
    match (left.parse::<u64>(), right.parse::<u64>()) {
        (Ok(left), Ok(right)) => left.cmp(&right),
        _ => left.cmp(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_comes_after_nine() {
        assert!(is_lower("1.9.0", "1.10.0"));
        assert!(!is_lower("2.0", "1.99.99"));
    }

    #[test]
    fn a_missing_part_is_a_zero() {
        assert!(is_same("1.2", "1.2.0"));
        assert!(is_lower("1.2", "1.2.1"));
        assert!(!is_same("1.2", "1.2.0-beta"));
    }
}
