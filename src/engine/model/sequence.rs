//! Numbers that hold an order, changed as little as possible.

/// How far apart numbers are that nothing else decides.
const STEP: i64 = 100;

/// Numbers that rise along a list, from those that its elements have now: as many as possible stay. Where there is no room
/// between those, all are new.
pub(crate) fn numbers(now: &[Option<i64>]) -> Vec<i64> {
    fitted(now).unwrap_or_else(|| (1..).map(|nth| nth * STEP).take(now.len()).collect())
}

fn fitted(now: &[Option<i64>]) -> Option<Vec<i64>> {
    let kept = rising(now);
    let mut numbers = Vec::with_capacity(now.len());
    let mut from = 0;
    for (at, number) in kept {
        let last = numbers.last().copied();
        numbers.extend(between(last, Some(number), at - from)?);
        numbers.push(number);
        from = at + 1;
    }
    let last = numbers.last().copied();
    numbers.extend(between(last, None, now.len() - from)?);
    Some(numbers)
}

/// So many numbers between two that stay; none where there is no room. None is made that is not above zero.
fn between(low: Option<i64>, high: Option<i64>, count: usize) -> Option<Vec<i64>> {
    let (low, count) = (low.unwrap_or(0), i64::try_from(count).ok()?);
    let step = match high {
        _ if count == 0 => return Some(Vec::new()),
        Some(high) => STEP.min(high.checked_sub(low)? / (count + 1)),
        None => STEP,
    };
    let numbers = (1..=count).map(|nth| low.checked_add(nth.checked_mul(step)?));
    if step > 0 { numbers.collect() } else { None }
}

/// The longest part of the list that rises already: index and number of each.
fn rising(now: &[Option<i64>]) -> Vec<(usize, i64)> {
    let mut best: Vec<Vec<(usize, i64)>> = Vec::new();
    for (at, number) in now.iter().enumerate() {
        let Some(number) = *number else { continue };
        let before = best.iter().rev().filter(|one| one.last().is_some_and(|last| last.1 < number));
        let mut longest = before.max_by_key(|one| one.len()).cloned().unwrap_or_default();
        longest.push((at, number));
        best.push(longest);
    }
    // The first of several: what stands at the top stays.
    best.into_iter().rev().max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_rises_already_stays_and_the_rest_fits_in_between() {
        assert_eq!(numbers(&[None, None]), [100, 200]);
        assert_eq!(numbers(&[Some(5), Some(7), None]), [5, 7, 107]);
        assert_eq!(numbers(&[Some(200), Some(100), Some(300)]), [200, 250, 300]);
        assert_eq!(numbers(&[None, Some(100), None, Some(200)]), [50, 100, 150, 200]);
        assert_eq!(numbers(&[Some(100), Some(300), Some(200)]), [100, 300, 400]);
    }

    #[test]
    fn where_there_is_no_room_all_are_new() {
        assert_eq!(numbers(&[None, Some(0)]), [100, 200]);
        assert_eq!(numbers(&[Some(1), None, Some(2)]), [100, 200, 300]);
        assert_eq!(numbers(&[Some(i64::MAX), None]), [100, 200]);
        assert_eq!(numbers(&[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn they_rise_and_what_rises_is_left_alone(now in prop::collection::vec(prop::option::of(-9_i64..99), 0..9)) {
            let made = numbers(&now);
            prop_assert_eq!(made.len(), now.len());
            prop_assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(&numbers(&made.iter().copied().map(Some).collect::<Vec<_>>()), &made);
        }
    }
}
