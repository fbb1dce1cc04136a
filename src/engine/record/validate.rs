//! Checks of a configuration by itself: what the description says of its fields, then the resource's own checks.

use tfplugin::Value;

use crate::describe::{Field, FieldType, Finding, Given, Mode, Values};
use crate::engine::model::attributes::whole;
use crate::engine::model::resource_type::applies;
use crate::engine::model::secrets::{version_name, write_only_name};
use crate::engine::model::stored::of_literal;
use crate::engine::model::{ADOPT, Attributes, ID, POLICY, Policy, ResourceType, TYPE};
use crate::engine::problem::{Mistake, Problem, Problems};

/// All that can be said of the fields without a request.
pub(crate) fn fields(resource: &ResourceType, config: &Attributes) -> Problems {
    let mut with_defaults = config.clone();
    for field in &resource.fields {
        fill_default(field, &mut with_defaults);
    }
    let mut mistakes: Vec<Mistake> = unknown_type(resource, &with_defaults).into_iter().collect();
    for field in &resource.fields {
        mistakes.extend(of_field(resource, field, &with_defaults, config));
    }
    let findings = resource.description.checks.iter().flat_map(|check| check(&with_defaults));
    let findings = findings.map(Problem::Finding);
    mistakes.into_iter().map(Problem::Mistake).chain(findings).collect()
}

/// What is wrong with values that a record is to get. One that it has already, in the state or before it is taken over,
/// is the instance's own: it is only told, where it is taken over.
pub(crate) fn new_values(
    resource: &ResourceType,
    planned: &Attributes,
    before: Option<&Attributes>,
) -> Problems {
    let is_adopted = planned.get(ID).is_unknown();
    let told = resource.description.checks_of_new.iter().flat_map(|check| check(planned));
    let told = told.filter_map(|finding| {
        let name = finding.attribute;
        let had = before.is_some_and(|before| before.get(name) == planned.get(name));
        match (had, is_adopted) {
            (false, _) => Some(finding),
            (true, true) => Some(Finding { warning: true, ..finding }),
            (true, false) => None,
        }
    });
    told.map(Problem::Finding).collect()
}

/// What is odd about the values of a record that was imported.
pub(crate) fn imported_values(resource: &ResourceType, state: &Attributes) -> Problems {
    let told = resource.description.checks_of_new.iter().flat_map(|check| check(state));
    told.map(|finding| Problem::Finding(Finding { warning: true, ..finding })).collect()
}

fn fill_default(field: &Field, attributes: &mut Attributes) {
    if let Mode::Default(literal) = field.mode
        && attributes.get(field.name).is_null()
        && field.only_while.is_none()
    {
        attributes.set(field.name, of_literal(literal));
    }
}

fn of_field(
    resource: &ResourceType,
    field: &Field,
    values: &Attributes,
    config: &Attributes,
) -> Vec<Mistake> {
    let names = if field.is_secret() {
        vec![field.name.to_owned(), write_only_name(field.name), version_name(field.name)]
    } else {
        vec![field.name.to_owned()]
    };
    let set = names.into_iter().filter(|name| !config.get(name).is_null());
    let misplaced: Vec<Mistake> =
        set.filter_map(|name| misplaced(resource, field, name, values)).collect();
    match (misplaced.is_empty(), field.is_secret()) {
        (false, _) => misplaced,
        (true, true) => of_secret(field.name, config).into_iter().collect(),
        (true, false) => of_value(field, config.get(field.name)),
    }
}

/// An attribute of another type, or one whose flag says otherwise.
fn misplaced(
    resource: &ResourceType,
    field: &Field,
    name: String,
    values: &Attributes,
) -> Option<Mistake> {
    if let Some(variant) = resource.variant(values)
        && !field.belongs_to(variant.name)
    {
        let (types, actual) = (field.only_for, variant.name);
        return Some(Mistake::OtherType { name, types, actual });
    }
    let (flag, wanted) = field.only_while?;
    let applies = applies(field, values.known_text(TYPE), |flag| values.flag(flag));
    (applies == Some(false)).then_some(Mistake::WithoutEffect { name, flag, wanted })
}

fn of_secret(name: &'static str, config: &Attributes) -> Option<Mistake> {
    let (hidden, version) = (write_only_name(name), version_name(name));
    let is_set = |name: &str| matches!(config.given(name), Given::Is(()));
    let is_given = |name: &str| !config.get(name).is_null();
    if is_set(name) && is_set(&hidden) {
        Some(Mistake::SecretTwice(name))
    } else if is_given(&hidden) && !is_given(&version) {
        Some(Mistake::NoVersion(name))
    } else if is_set(&version) && !is_given(&hidden) {
        Some(Mistake::OnlyVersion(name))
    } else {
        None
    }
}

fn of_value(field: &Field, value: &Value) -> Vec<Mistake> {
    let name = field.name;
    match (&field.holds, value) {
        (FieldType::Choice(words), Value::String(word)) if !words.contains(&word.as_str()) => {
            vec![Mistake::UnusualWord { name, words, word: word.clone() }]
        }
        (FieldType::Text | FieldType::Reference(_), Value::String(text))
            if text.is_empty() && matches!(field.mode, Mode::Required) =>
        {
            vec![Mistake::Empty(name)]
        }
        (FieldType::Whole, Value::Number(_)) if whole(value).is_none() => {
            vec![Mistake::NotWhole(name)]
        }
        (FieldType::TextList, Value::List(elements)) => {
            let has_comma = |(_, element): &(usize, &Value)| {
                element.as_str().is_some_and(|text| text.contains(','))
            };
            let wrong = elements.iter().enumerate().filter(has_comma);
            wrong.map(|(index, _)| Mistake::Comma(name, index)).collect()
        }
        _ => Vec::new(),
    }
}

/// What is wrong with the deletion policy of a record.
pub(crate) fn policy(resource: &ResourceType, config: &Attributes) -> Option<Mistake> {
    let policies = resource.policies();
    let words = policies.iter().map(|policy| format!("\"{}\"", policy.word()));
    let listed = format!("It is one of {}.", words.collect::<Vec<_>>().join(", "));
    let restores = config.known_text(POLICY) == Some(Policy::Restore.word());
    let asks = restores && resource.description.made_empty.is_none();
    let is_futile = asks && matches!(config.flag(ADOPT), Given::Null | Given::Is(false));
    let futile = is_futile.then_some(Mistake::NothingToRestore);
    unknown_policy(config, &policies, &listed).or(futile)
}

/// A deletion policy that is none of these.
pub(crate) fn unknown_policy(
    config: &Attributes,
    policies: &[Policy],
    listed: &str,
) -> Option<Mistake> {
    let policy = config.known_text(POLICY)?;
    let is_known = policies.iter().any(|known| known.word() == policy);
    let (policy, listed) = (policy.to_owned(), listed.to_owned());
    (!is_known).then_some(Mistake::UnknownPolicy { policy, listed })
}

/// Whether the type is one the description does not list: refused where the table follows from it.
fn unknown_type(resource: &ResourceType, config: &Attributes) -> Option<Mistake> {
    let word = config.known_text(TYPE)?;
    let variants = resource.description.variants;
    let is_taken = variants.is_empty()
        || resource.description.unlisted_variant.is_some()
        || variants.iter().any(|variant| variant.name == word);
    let listed = variants.iter().map(|variant| variant.name).collect();
    (!is_taken).then(|| Mistake::UnknownType(word.to_owned(), listed))
}

#[cfg(test)]
mod tests {
    use tfplugin::{AttributePath, Diagnostic};

    use super::*;
    use crate::resources::ALL;

    fn kinds() -> impl Iterator<Item = ResourceType> {
        ALL.iter().map(|resource| ResourceType::new(resource))
    }

    fn check(resource: &ResourceType, config: &Value) -> Vec<Diagnostic> {
        let config = Attributes::of(config.clone());
        let policy = policy(resource, &config).map(Problem::Mistake);
        let problems = fields(resource, &config).into_iter().chain(policy);
        problems.map(|problem| problem.told()).collect()
    }

    fn all_unknown(resource: &ResourceType) -> Value {
        let fields = resource.fields.iter().filter(|field| field.is_configurable());
        Value::Map(fields.map(|field| (field.name.to_owned(), Value::UNKNOWN)).collect())
    }

    #[test]
    fn what_is_not_known_yet_is_never_refused() {
        for resource in kinds() {
            let said = check(&resource, &all_unknown(&resource));
            assert!(said.is_empty(), "{}: {said:#?}", resource.type_name);
        }
    }

    #[test]
    fn every_field_of_another_type_is_refused_by_name() {
        for resource in kinds() {
            for variant in resource.description.variants {
                let strange =
                    |field: &&Field| !field.belongs_to(variant.name) && !field.is_secret();
                for field in
                    resource.fields.iter().filter(strange).filter(|field| field.is_configurable())
                {
                    let Value::Map(mut config) = all_unknown(&resource) else {
                        panic!("an object")
                    };
                    config.retain(|name, _| name == field.name);
                    config.insert(TYPE.to_owned(), variant.name.into());
                    let said = check(&resource, &Value::Map(config));
                    let about =
                        |one: &&Diagnostic| one.path == Some(AttributePath::attribute(field.name));
                    let named = said
                        .iter()
                        .filter(about)
                        .any(|one| one.detail.as_str().contains("change the type"));
                    assert!(named, "{} of {}: {said:#?}", field.name, variant.name);
                }
            }
        }
    }

    #[test]
    fn every_message_ends_like_a_sentence_and_names_its_attribute() {
        for resource in kinds() {
            for diagnostic in check(&resource, &Value::Map(std::collections::BTreeMap::new())) {
                assert!(diagnostic.detail.ends_with('.'), "{diagnostic:?}");
                assert!(diagnostic.path.is_some(), "{diagnostic:?}");
            }
        }
    }

    #[test]
    fn only_whole_numbers_are_numbers() {
        let field = crate::describe::whole("order").doc("X.");
        assert_eq!(of_value(&field, &Value::from(3)).len(), 0);
        assert_eq!(of_value(&field, &Value::Number(tfplugin::Number::Float(1.5))).len(), 1);
    }
}
