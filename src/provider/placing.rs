//! Where new records go: the application, the update set and the domain. They are looked up with the first write.

use super::sources::Sources;
use crate::engine::{Destination, Expected, PlaceArgument, Problems};

/// Where new records are to go; names that are blank are noted.
pub(super) fn destination(sources: &Sources, wrong: &mut Problems) -> Destination {
    let name = |text: &str| Some(text.trim().to_owned()).filter(|name| !name.is_empty());
    let mut named = |argument| {
        let found = sources.at(argument);
        let text = found.read(name, Expected::Name, wrong)?;
        Some(PlaceArgument { name: found.origin.name(argument), text })
    };
    Destination {
        scope: named("application_scope"),
        update_set: named("update_set"),
        domain: named("domain"),
    }
}
