//! `datetime_to_glide` and `datetime_from_glide`: moments as an instance stores them (docs/facts.md#times).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tfplugin::{Type, Value};

use super::{Function, text, text_of, wrong};
use crate::engine::model::moment;
use crate::engine::problem::FunctionProblem;

pub(super) static TO_GLIDE: Function = Function {
    name: "datetime_to_glide",
    summary: "A moment in the form in which an instance stores it.",
    description: "Gives `2026-01-31 12:30:00` for `2026-01-31T13:30:00+01:00`: in UTC, which is what stored values of dates \
                  with times are in, and what a query compares them with. Parts of a second are cut off, for an instance stores \
                  none.",
    parameters: &[text(
        "timestamp",
        "The moment in the form of RFC 3339, with `Z` or an offset from UTC, as `timestamp()` and `plantimestamp()` give it.",
    )],
    returns: Type::String,
    call: |arguments| to_glide(text_of(arguments, 0)).map(Value::from).map_err(wrong),
};

pub(super) static FROM_GLIDE: Function = Function {
    name: "datetime_from_glide",
    summary: "A moment that an instance stores, in the form of RFC 3339.",
    description: "The inverse of `datetime_to_glide`: `2026-01-31T12:30:00Z` for `2026-01-31 12:30:00`, as `timeadd`, \
                  `timecmp` and `formatdate` take it.",
    parameters: &[text("stored", "The stored value of a date with time, which is in UTC.")],
    returns: Type::String,
    call: |arguments| from_glide(text_of(arguments, 0)).map(Value::from).map_err(wrong),
};

fn to_glide(text: &str) -> Result<String, FunctionProblem> {
    let moment: Timestamp = text.trim().parse().map_err(|_| FunctionProblem::NoMoment)?;
    let has_year = (0..=9_999).contains(&TimeZone::UTC.to_datetime(moment).year());
    if has_year { Ok(moment::stored(moment)) } else { Err(FunctionProblem::NoMoment) }
}

fn from_glide(text: &str) -> Result<String, FunctionProblem> {
    let moment = moment::of_stored(text.trim());
    moment.map(moment::told).map_err(|_| FunctionProblem::NoStoredMoment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_is_stored_in_utc() {
        for text in
            ["2026-01-31T13:30:00+01:00", "2026-01-31T12:30:00Z", "2026-01-31T12:30:00.987Z"]
        {
            assert_eq!(to_glide(text).as_deref(), Ok("2026-01-31 12:30:00"), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in
            ["", "2026-01-31", "2026-01-31T12:30:00", "yesterday", "-000400-01-01T00:00:00Z"]
        {
            assert_eq!(to_glide(text), Err(FunctionProblem::NoMoment), "{text}");
        }
        for text in ["", "31.01.2026 12:30", "2026-01-31T12:30:00Z", "2026-02-30 00:00:00"] {
            assert_eq!(from_glide(text), Err(FunctionProblem::NoStoredMoment), "{text}");
        }
    }

    proptest! {
        #[test]
        fn each_is_the_inverse_of_the_other(second in -60_000_000_000_i64..250_000_000_000) {
            let text = Timestamp::from_second(second).unwrap().to_string();
            let stored = to_glide(&text).unwrap();
            prop_assert_eq!(from_glide(&stored).unwrap(), text);
        }
    }
}
