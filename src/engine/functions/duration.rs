//! `duration_to_glide` and `duration_from_glide`: spans of time as an instance stores them
//! (docs/facts.md#times-and-durations).

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use tfplugin::{Type, Value};

use super::{Function, text, text_of, wrong};
use crate::engine::model::moment;
use crate::engine::problem::FunctionProblem;

pub(super) static TO_GLIDE: Function = Function {
    name: "duration_to_glide",
    summary: "A span of time in the form in which an instance stores it.",
    description: "Columns of the type `glide_duration` hold the moment so much after the beginning of 1970: five minutes are \
                  `1970-01-01 00:05:00`. Use it for such columns of `servicenow_record`.",
    parameters: &[text(
        "duration",
        "The span of time, in whole seconds: `1h30m`, `2d 5m`, `90 minutes`, or in the form of ISO 8601, `PT90M`. A day has 24 \
         hours.",
    )],
    returns: Type::String,
    call: |arguments| to_glide(text_of(arguments, 0)).map(Value::from).map_err(wrong),
};

pub(super) static FROM_GLIDE: Function = Function {
    name: "duration_from_glide",
    summary: "A span of time that an instance stores, as Terraform writes it.",
    description: "The inverse of `duration_to_glide`: `24h5m` for `1970-01-02 00:05:00`, in hours, minutes and seconds, as \
                  `timeadd` takes it.",
    parameters: &[text("stored", "The stored value of a column of the type `glide_duration`.")],
    returns: Type::String,
    call: |arguments| from_glide(text_of(arguments, 0)).map(Value::from).map_err(wrong),
};

fn to_glide(text: &str) -> Result<String, FunctionProblem> {
    let span: Span = text.trim().parse().map_err(|_| FunctionProblem::NoDuration)?;
    let relative = SpanRelativeTo::days_are_24_hours();
    let time = span.to_duration(relative).map_err(|_| FunctionProblem::NoDuration)?;
    if time.is_negative() || time.subsec_nanos() != 0 {
        return Err(FunctionProblem::NotInSeconds);
    }
    let moment = Timestamp::from_second(time.as_secs());
    moment.map(moment::stored).map_err(|_| FunctionProblem::NoDuration)
}

fn from_glide(text: &str) -> Result<String, FunctionProblem> {
    let moment = moment::of_stored(text.trim());
    let moment = moment.and_then(|moment| TimeZone::UTC.to_timestamp(moment));
    let seconds = moment.map_err(|_| FunctionProblem::NoStoredDuration)?.as_second();
    if seconds < 0 {
        return Err(FunctionProblem::NoStoredDuration);
    }
    Ok(written(SignedDuration::from_secs(seconds)))
}

/// In hours, minutes and seconds, without those there are none of.
fn written(time: SignedDuration) -> String {
    let seconds = time.as_secs();
    let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let parts = parts.iter().filter(|(number, _)| *number != 0);
    let text = parts.map(|(number, unit)| format!("{number}{unit}")).collect::<Vec<_>>().concat();
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_span_of_time_has_several_spellings_and_one_stored_form() {
        for text in ["24h5m", "1d 5m", "P1DT5M", "1 day 5 minutes", "86700s", "1445m"] {
            assert_eq!(to_glide(text).as_deref(), Ok("1970-01-02 00:05:00"), "{text}");
        }
        assert_eq!(to_glide("1.5h").as_deref(), Ok("1970-01-01 01:30:00"));
        assert_eq!(to_glide("0s").as_deref(), Ok("1970-01-01 00:00:00"));
    }

    #[test]
    fn what_is_no_span_of_time_is_refused() {
        for text in ["", "soon", "5", "1mo", "1 year", "900000 weeks"] {
            assert_eq!(to_glide(text), Err(FunctionProblem::NoDuration), "{text}");
        }
        for text in ["-5m", "1500ms"] {
            assert_eq!(to_glide(text), Err(FunctionProblem::NotInSeconds), "{text}");
        }
        for text in ["", "5 Minutes", "00:05:00", "1969-12-31 23:59:59", "1970-02-30 00:00:00"] {
            assert_eq!(from_glide(text), Err(FunctionProblem::NoStoredDuration), "{text}");
        }
    }

    proptest! {
        #[test]
        fn each_is_the_inverse_of_the_other(seconds in 0..250_000_000_000_i64) {
            let text = written(SignedDuration::from_secs(seconds));
            let stored = to_glide(&text).unwrap();
            prop_assert_eq!(from_glide(&stored).unwrap(), text);
        }
    }
}
