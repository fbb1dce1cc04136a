//! Which instance the provider talks to, and which ones it may.

use servicenow::InstanceUrl;

use super::sources::{Found, Sources};
use crate::engine::{Argument, BlockProblem, Origin, Problem, Problems};

const URL: Argument = "instance_url";
const NAME: Argument = "instance";
const ALIASES: Argument = "instance_aliases";

/// The domain of instances that are known by a name alone.
const DOMAIN: &str = ".service-now.com";

/// What is wrong with the address that is given.
pub(super) fn check(sources: &Sources) -> Problems {
    let Some(origin) = sources.origin_of(&[URL, NAME]) else { return Problems::new() };
    if [URL, NAME].iter().all(|argument| sources.within(origin, argument).text().is_some()) {
        return vec![Problem::Block(origin, URL, BlockProblem::NamedTwice(NAME))];
    }
    named(sources, origin).and_then(Result::err).into_iter().collect()
}

/// The instance, or the error that none is named.
pub(super) fn needed(sources: &Sources) -> Result<InstanceUrl, Problem> {
    let named = sources.origin_of(&[URL, NAME]).and_then(|origin| named(sources, origin));
    named.unwrap_or(Err(Problem::Block(Origin::Block, URL, BlockProblem::NoInstance)))
}

/// The instance, as far as it is known and its address is right.
pub(super) fn given(sources: &Sources) -> Option<InstanceUrl> {
    needed(sources).ok()
}

/// The instance that is named there, or what is wrong with its address; none where that is decided by apply.
fn named(sources: &Sources, origin: Origin) -> Option<Result<InstanceUrl, Problem>> {
    let (url, name) = (sources.within(origin, URL), sources.within(origin, NAME));
    let by_url = url.text().map(|text| (url, InstanceUrl::parse(text)));
    let by_name = || name.text().map(|text| (name, InstanceUrl::from_name(text)));
    let (found, parsed) = by_url.or_else(by_name)?;
    Some(parsed.map_err(|why| found.wrong(BlockProblem::NoAddress(why))))
}

/// What is wrong with the lists of instances, and with the instance before them.
pub(super) fn check_lists(sources: &Sources) -> Problems {
    let (allowed, aliases) = (sources.at("allowed_instances"), sources.at(ALIASES));
    let empty = [allowed, aliases].into_iter().filter(|list| names_none(*list));
    let mut wrong: Problems = empty.map(|list| list.wrong(BlockProblem::NamesNone)).collect();
    let hosts = allowed.texts();
    if let Some(instance) = given(sources)
        && wrong.is_empty()
        && !allowed.is_open()
        && !hosts.is_empty()
        && !hosts.iter().any(|host| names(host, &instance))
    {
        let host = instance.host().to_owned();
        wrong.push(allowed.wrong(BlockProblem::NotAllowed(host, hosts)));
    }
    wrong
}

/// Further hosts of the same instance.
pub(super) fn aliases(sources: &Sources) -> Vec<String> {
    sources.at(ALIASES).texts().iter().map(|host| bare(host)).collect()
}

/// Whether the argument is set to a list that is empty, or holds an empty element.
fn names_none(list: Found<'_>) -> bool {
    let texts = list.texts();
    let is_empty = texts.is_empty() && !list.is_open();
    list.is_given() && (is_empty || texts.iter().any(|text| text.trim().is_empty()))
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
