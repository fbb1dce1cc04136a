//! Moments and spans as an instance stores them (docs/facts.md#times-and-durations).

use crate::describe::{Finding, TextKind};

/// An error where the text is no moment. Which other forms a write takes, nobody has established.
pub(super) fn no_moment(name: &'static str, text: &str) -> Option<Finding> {
    let detail = format!(
        "{name} is \"{text}\". An instance stores it as a moment, and times of day and spans as moments counted from \
         1970-01-01 00:00:00: half past two is \"1970-01-01 02:30:00\", which provider::servicenow::duration_to_glide(\
         \"2h30m\") gives."
    );
    (!TextKind::Moment.fits(text)).then(|| Finding::error(name, "No moment", detail))
}
