//! What is wrong with what goes out and does not stay: secrets, and the content of a file.

use crate::engine::model::{Attributes, ResourceType, content, secrets};
use crate::engine::problem::{Mistake, Problem, Problems, SecretProblem, SecretSpot};

/// What is wrong with the secrets and the content that are about to be sent.
pub(super) fn of(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Problems {
    let flaws = secrets::flaws(resource, prior, planned, config).into_iter();
    let told = flaws
        .map(|(name, flaw)| Problem::Secret(SecretProblem::of(SecretSpot::attribute(name), flaw)));
    told.chain(of_content(resource, prior, config).map(Problem::Mistake)).collect()
}

/// A file that is made has a content.
fn of_content(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Option<Mistake> {
    content::digest(resource).filter(|_| prior.is_none())?;
    let is_none = content::hash(resource, config).is_null();
    is_none.then(|| Mistake::NoContent(content::names(resource)))
}

/// A value that is configured, of a record that is there, and that is a secret by what else the record is.
pub(super) fn kept_in_state(
    resource: &ResourceType,
    record: &Attributes,
    config: &Attributes,
) -> Option<Problem> {
    let word = |name: &str| record.known_text(name).map(str::to_owned);
    secret_in_state(resource, config, word).map(Problem::Secret)
}

/// The attribute that the configuration sets and that is a secret in a record of this `word`.
pub(super) fn secret_in_state(
    resource: &ResourceType,
    configured: &Attributes,
    word: impl Fn(&str) -> Option<String>,
) -> Option<SecretProblem> {
    resource.fields.iter().find_map(|field| {
        let (because, words) = field.secret_if?;
        let word = word(because).filter(|word| words.contains(&word.as_str()))?;
        let table = resource.description.table.to_owned();
        let is_set = !configured.get(field.name).is_null();
        is_set.then_some(SecretProblem::InState { attribute: field.name, because, word, table })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    #[test]
    fn a_new_file_has_a_content_and_one_that_is_there_needs_none() {
        let description = ALL.iter().find(|resource| resource.name == "attachment").unwrap();
        let (file, mut config) = (ResourceType::new(description), Attributes::default());
        assert!(matches!(of_content(&file, None, &config), Some(Mistake::NoContent(_))));
        assert!(of_content(&file, Some(&Attributes::default()), &config).is_none());
        config.set("content", "hello".into());
        assert!(of_content(&file, None, &config).is_none());
        let alias = ALL.iter().find(|resource| resource.name == "connection_alias").unwrap();
        let nothing = Attributes::default();
        assert!(of_content(&ResourceType::new(alias), None, &nothing).is_none());
    }
}
