//! Where new records go: the application, the update set and the domain. They are looked up with the first write.

use super::sources::Sources;
use crate::engine::{Argument, Destination, Expected, PlaceArgument, Problems};

const SCOPE: Argument = "application_scope";
const UPDATE_SET: Argument = "update_set";
const DOMAIN: Argument = "domain";

/// What is wrong with the names, as far as they tell by themselves.
pub(super) fn check(sources: &Sources) -> Problems {
    let is_name = |text: &str| !text.trim().is_empty();
    let blank = |argument| sources.unfit(argument, is_name, Expected::Name);
    [SCOPE, UPDATE_SET, DOMAIN].into_iter().filter_map(blank).collect()
}

/// Where new records are to go.
pub(super) fn destination(sources: &Sources) -> Destination {
    let named = |argument| {
        let text = sources.text(argument)?.trim().to_owned();
        Some(PlaceArgument { name: sources.origin_of(argument).name(argument), text })
    };
    Destination { scope: named(SCOPE), update_set: named(UPDATE_SET), domain: named(DOMAIN) }
}
