//! What a configuration may say of what is wanted of a list.

use jiff::Timestamp;
use tfplugin::{Attribute, Type};

use crate::describe::Values;
use crate::engine::model::{Attributes, SCOPE, moment};
use crate::engine::problem::{Listing, Problem};

pub(super) const QUERY: &str = "query";
pub(crate) const FILTER: &str = "filter";
pub(super) const OWN: &str = "created_by_me";
pub(super) const SINCE: &str = "updated_since";

/// The encoded query.
pub(super) fn query() -> Attribute {
    let text = "An encoded query, as the list's breadcrumb copies it: only records that it finds are listed. The instance drops \
                conditions on columns it does not know, which widens the result: where the provider's user may read the \
                dictionary, a column that is not there is an error.";
    Attribute::new(QUERY, Type::String, text).optional()
}

/// The values that records have.
pub(super) fn filter(text: String) -> Attribute {
    Attribute::new(FILTER, Type::Map(Box::new(Type::String)), text).optional()
}

/// The application that records belong to.
pub(super) fn scope() -> Attribute {
    let text =
        "Only records of this application are listed. By scope name, such as `x_acme`, or sys_id.";
    Attribute::new(SCOPE, Type::String, text).optional()
}

/// Whose records.
pub(super) fn own() -> Attribute {
    let text =
        "Whether only records are listed that the provider's user has made. Default: `false`.";
    Attribute::new(OWN, Type::Bool, text).optional()
}

/// How old their last change may be.
pub(super) fn since() -> Attribute {
    let text = "Only records are listed that were changed at this moment or later, such as `2026-11-01T00:00:00Z`.";
    Attribute::new(SINCE, Type::String, text).optional()
}

/// What is wrong with the moment.
pub(super) fn no_moment(config: &Attributes) -> Option<Problem> {
    let text = config.text(SINCE).known()?;
    stored_moment(text).is_none().then(|| Problem::Listing(Listing::NoMoment(text.to_owned())))
}

/// The moment as it is stored; none where the text is no moment.
pub(super) fn stored_moment(text: &str) -> Option<String> {
    let moment: Timestamp = text.trim().parse().ok()?;
    Some(moment::stored(moment))
}

/// The values to filter by that are known, by name.
pub(super) fn filters(config: &Attributes) -> Vec<(&str, &str)> {
    let named = config.get(FILTER).as_map().into_iter().flatten();
    named.filter_map(|(name, text)| Some((name.as_str(), text.as_str()?))).collect()
}

/// The encoded query; empty where there is none.
pub(super) fn encoded(config: &Attributes) -> &str {
    config.known_text(QUERY).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_a_zone_and_is_stored_in_utc() {
        let stored = |text| stored_moment(text);
        assert_eq!(stored("2026-11-01T01:00:00+01:00").as_deref(), Some("2026-11-01 00:00:00"));
        assert_eq!(stored("2026-11-01T00:00:00Z").as_deref(), Some("2026-11-01 00:00:00"));
        for wrong in ["2026-11-01", "2026-11-01T00:00:00", "yesterday", ""] {
            assert_eq!(stored(wrong), None, "{wrong}");
        }
    }
}
