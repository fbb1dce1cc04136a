//! Which instance the provider talks to.

use servicenow::{InstanceUrl, InstanceUrlError};
use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::sources::{Place, Sources, at, called};

const URL: Argument = &["instance_url"];
const NAME: Argument = &["instance"];

/// What is wrong with the address that is given.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let Some(place) = place(sources) else { return Diagnostics::new() };
    if sources.text_in(place, URL).is_some() && sources.text_in(place, NAME).is_some() {
        return vec![both(place)];
    }
    named(sources, place).and_then(Result::err).into_iter().collect()
}

/// The instance, or the error that none is named.
pub(super) fn needed(sources: &Sources) -> Result<InstanceUrl, Diagnostics> {
    let named = place(sources).and_then(|place| named(sources, place));
    named.unwrap_or_else(|| Err(none())).map_err(|wrong| vec![wrong])
}

/// Where the instance is named: the environment counts only if the block does not name one.
fn place(sources: &Sources) -> Option<Place> {
    [Place::Configuration, Place::Environment]
        .into_iter()
        .find(|place| [URL, NAME].iter().any(|argument| sources.is_given_in(*place, argument)))
}

/// The instance that is named in this place, or what is wrong with its address; none where that is decided by apply.
fn named(sources: &Sources, place: Place) -> Option<Result<InstanceUrl, Diagnostic>> {
    let by_url = sources.text_in(place, URL).map(|url| (URL, InstanceUrl::parse(url)));
    let by_name = || sources.text_in(place, NAME).map(|name| (NAME, InstanceUrl::from_name(name)));
    let (argument, parsed) = by_url.or_else(by_name)?;
    Some(parsed.map_err(|error| wrong(place, argument, error)))
}

/// The instance, as far as it is known and its address is right.
pub(super) fn given(sources: &Sources) -> Option<InstanceUrl> {
    needed(sources).ok()
}

fn both(place: Place) -> Diagnostic {
    let (url, name) = (called(place, URL), called(place, NAME));
    let text = format!(
        "Both {url} and {name} are set. Keep {url} for any address, or {name} for <name>.service-now.com."
    );
    at(Diagnostic::error("The instance is named twice", text), URL)
}

fn none() -> Diagnostic {
    let text = "Set instance_url (such as \"https://dev98042.service-now.com\") or instance (\"dev98042\") in the provider \
                block, or the environment variable SERVICENOW_INSTANCE_URL or SERVICENOW_INSTANCE.";
    at(Diagnostic::error("No instance is named", text), URL)
}

fn wrong(place: Place, argument: Argument, error: InstanceUrlError) -> Diagnostic {
    let name = called(place, argument);
    let text = format!(
        "{name} cannot be used: {error}. Write it like \"https://dev98042.service-now.com\": https, the host, and no path. \
         Plain http is accepted for loopback addresses only."
    );
    at(Diagnostic::error("Not the address of an instance", text), argument)
}
