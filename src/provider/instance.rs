//! Which instance the provider talks to.

use servicenow::{InstanceUrl, InstanceUrlError};
use tfplugin::{Diagnostic, Diagnostics};

use super::sources::{Argument, Place, Sources, at, called};

const URL: Argument = &["instance_url"];
const NAME: Argument = &["instance"];

/// What is wrong with the address that is given.
pub(super) fn check(sources: &Sources<'_>) -> Diagnostics {
    for place in [Place::Configuration, Place::Environment] {
        match (sources.text_in(place, URL), sources.text_in(place, NAME)) {
            (Some(_), Some(_)) => return vec![both(place)],
            (Some(url), None) => return wrong(place, URL, &InstanceUrl::parse(&url)),
            (None, Some(name)) => return wrong(place, NAME, &InstanceUrl::from_name(&name)),
            (None, None)
                if !sources.configured(URL).is_null() || !sources.configured(NAME).is_null() =>
            {
                break;
            }
            (None, None) => {}
        }
    }
    Diagnostics::new()
}

/// The instance, or the error that none is named.
pub(super) fn needed(sources: &Sources<'_>) -> Result<InstanceUrl, Diagnostics> {
    for place in [Place::Configuration, Place::Environment] {
        let by_url = sources.text_in(place, URL).map(|url| InstanceUrl::parse(&url));
        let found = by_url
            .or_else(|| sources.text_in(place, NAME).map(|name| InstanceUrl::from_name(&name)));
        if let Some(found) = found {
            return found.map_err(|_| check(sources));
        }
    }
    let text = "Set instance_url (such as \"https://dev98042.service-now.com\") or instance (\"dev98042\") in the provider \
                block, or the environment variable SERVICENOW_INSTANCE_URL or SERVICENOW_INSTANCE.";
    Err(vec![at(Diagnostic::error("No instance is named", text), URL)])
}

/// The instance, as far as it is known and its address is right.
pub(super) fn given(sources: &Sources<'_>) -> Option<InstanceUrl> {
    needed(sources).ok()
}

fn both(place: Place) -> Diagnostic {
    let (url, name) = (called(place, URL), called(place, NAME));
    let text = format!(
        "Both {url} and {name} are set. Keep {url} for any address, or {name} for <name>.service-now.com."
    );
    at(Diagnostic::error("The instance is named twice", text), URL)
}

fn wrong(
    place: Place,
    argument: Argument,
    parsed: &Result<InstanceUrl, InstanceUrlError>,
) -> Diagnostics {
    let Err(error) = parsed else { return Diagnostics::new() };
    let name = called(place, argument);
    let text = format!(
        "{name} cannot be used: {error}. Write it like \"https://dev98042.service-now.com\": https, the host, and no path. \
         Plain http is accepted for loopback addresses only."
    );
    vec![at(Diagnostic::error("Not the address of an instance", text), argument)]
}
