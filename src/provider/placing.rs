//! Where new records go: the application, the update set and the domain. They are looked up with the first write.

use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::sources::{Sources, at, called};
use crate::engine::{Destination, PlaceArgument};

const SCOPE: Argument = &["application_scope"];
const UPDATE_SET: Argument = &["update_set"];
const DOMAIN: Argument = &["domain"];

/// What is wrong with the names, as far as they tell by themselves.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let is_blank =
        |argument: &Argument| sources.text(argument).is_some_and(|text| text.trim().is_empty());
    let blank = [SCOPE, UPDATE_SET, DOMAIN].into_iter().filter(is_blank);
    blank.map(|argument| names_nothing(sources, argument)).collect()
}

/// Where new records are to go.
pub(super) fn destination(sources: &Sources) -> Destination {
    let named = |argument| {
        let text = sources.text(argument)?.trim().to_owned();
        let name = called(sources.place_of(argument), argument);
        Some(PlaceArgument { name, text })
    };
    Destination { scope: named(SCOPE), update_set: named(UPDATE_SET), domain: named(DOMAIN) }
}

fn names_nothing(sources: &Sources, argument: Argument) -> Diagnostic {
    let name = called(sources.place_of(argument), argument);
    let text = format!(
        "{name} is \"\", which names nothing. Give a name or a sys_id, or leave the argument out: new records then go where the \
         instance puts those of the provider's user."
    );
    at(Diagnostic::error("Nothing is named", text), argument)
}
