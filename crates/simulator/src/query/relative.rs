//! `RELATIVE…@unit@direction@count`: moments counted from now, as list filters in the browser
//! write them \[S\].

use super::Circumstances;

/// The moment that `unit@ago|ahead@count` means, as it is stored; empty if it means none.
pub(super) fn moment(circumstances: &Circumstances<'_>, value: &str) -> String {
    let parts: Vec<&str> = value.split('@').collect();
    let (["", unit, direction, count] | [unit, direction, count]) = parts.as_slice() else {
        return String::new();
    };
    let unit = match *unit {
        "minute" => "minutes",
        "hour" => "hours",
        "dayofweek" | "day" => "days",
        "week" => "weeks",
        "month" => "months",
        "quarter" => "quarters",
        "year" => "years",
        _ => return String::new(),
    };
    let (sign, count) = match (*direction, count.parse::<u32>()) {
        ("ago", Ok(count)) => ("", count),
        ("ahead", Ok(count)) => ("-", count),
        _ => return String::new(),
    };
    circumstances.value(&format!("javascript:gs.{unit}Ago({sign}{count})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn moments_lie_before_and_after_now() {
        let locale = Locale::default();
        let now = crate::clock::moment("2026-11-22 08:05:09").unwrap();
        let at = Circumstances { user_name: "", user_id: "", now, locale: &locale };
        assert_eq!(moment(&at, "@hour@ago@3"), "2026-11-22 05:05:09");
        assert_eq!(moment(&at, "@dayofweek@ahead@1"), "2026-11-23 08:05:09");
        for wrong in ["", "@hour", "@fortnight@ago@1", "@hour@sideways@1", "@hour@ago@-1"] {
            assert_eq!(moment(&at, wrong), "", "{wrong}");
        }
    }
}
