//! What the provider refuses to do: work on another instance, write, or lock itself out.

use servicenow::{InstanceUrl, Options};
use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::instance;
use super::sources::{Sources, at, called};

const ALLOWED: Argument = &["allowed_instances"];
const ALIASES: Argument = &["instance_aliases"];
const READ_ONLY: Argument = &["read_only"];
const SELF_CHANGE: Argument = &["allow_self_change"];

/// The domain of instances that are known by a name alone.
const DOMAIN: &str = ".service-now.com";

/// What is wrong with the guards, and with the instance before them.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let mut wrong: Diagnostics =
        [ALLOWED, ALIASES].into_iter().filter_map(|argument| empty(sources, argument)).collect();
    let is_open = sources.has_open_elements(ALLOWED);
    let allowed = sources.texts(ALLOWED);
    if let Some(instance) = instance::given(sources)
        && wrong.is_empty()
        && !is_open
        && !allowed.is_empty()
        && !allowed.iter().any(|allowed| names(allowed, &instance))
    {
        wrong.push(not_allowed(sources, &allowed, &instance));
    }
    wrong
}

/// The options of the client, with the guards that it keeps.
pub(super) fn options(sources: &Sources, options: Options) -> Options {
    Options {
        read_only: sources.flag(READ_ONLY),
        keeps_own_identity: !sources.flag(SELF_CHANGE),
        ..options
    }
}

/// Further hosts of the same instance.
pub(super) fn aliases(sources: &Sources) -> Vec<String> {
    sources.texts(ALIASES).iter().map(|host| bare(host)).collect()
}

/// A host without scheme, path and capitals.
fn bare(host: &str) -> String {
    let host = host.trim().trim_end_matches('/').to_lowercase();
    host.strip_prefix("https://").map(str::to_owned).unwrap_or(host)
}

/// Whether the words name this instance: its host, or its name below the platform's own domain. A
/// host without a port means any port.
fn names(words: &str, instance: &InstanceUrl) -> bool {
    let words = bare(words);
    let host = instance.host().to_lowercase();
    let without_port = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
    host == words || without_port == words || host == format!("{words}{DOMAIN}")
}

fn empty(sources: &Sources, argument: Argument) -> Option<Diagnostic> {
    let is_set = sources.is_given(argument);
    let texts = sources.texts(argument);
    let is_empty = texts.is_empty() && !sources.has_open_elements(argument);
    if !is_set || !(is_empty || texts.iter().any(|text| text.trim().is_empty())) {
        return None;
    }
    let name = called(sources.place_of(argument), argument);
    let text = format!(
        "{name} is empty or holds \"\". Name at least one instance, such as \"dev98042\", or leave the argument out."
    );
    Some(at(Diagnostic::error("No instance is named", text), argument))
}

fn not_allowed(sources: &Sources, allowed: &[String], instance: &InstanceUrl) -> Diagnostic {
    let name = called(sources.place_of(ALLOWED), ALLOWED);
    let text = format!(
        "The provider is set up for {}, and {name} holds {}. Nothing was sent. Check the instance, or add it to \
         allowed_instances.",
        instance.host(),
        allowed.join(", ")
    );
    at(Diagnostic::error("The instance is not among those allowed", text), ALLOWED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_named_by_its_name_its_host_or_its_address() {
        let instance = InstanceUrl::parse("https://dev1.service-now.com").unwrap();
        for words in ["dev1", "DEV1", "dev1.service-now.com", "https://dev1.service-now.com/"] {
            assert!(names(words, &instance), "{words}");
        }
        for words in ["dev", "dev2", "dev1.example.com", "service-now.com"] {
            assert!(!names(words, &instance), "{words}");
        }
    }

    #[test]
    fn a_name_alone_is_not_the_first_part_of_any_host() {
        let foreign = InstanceUrl::parse("https://dev1.example.com").unwrap();
        assert!(!names("dev1", &foreign) && names("dev1.example.com", &foreign));
        let local = InstanceUrl::parse("http://127.0.0.1:8080").unwrap();
        assert!(names("127.0.0.1", &local) && names("127.0.0.1:8080", &local));
        assert!(!names("127.0.0.1:9", &local));
    }
}
