//! Checks of a configuration by itself: what the description says of its fields, then the resource's own checks.

use crate::describe::{Field, Finding, Given, Mode, Values};
use crate::engine::model::resource_type::applies;
use crate::engine::model::secrets::{broken, version_name, write_only_name};
use crate::engine::model::stored::of_literal;
use crate::engine::model::{ADOPT, Attributes, ID, POLICY, Policy, ResourceType, TYPE};
use crate::engine::problem::{Mistake, Problem, Problems, SecretProblem, SecretSpot};
use crate::engine::record::fitting;

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
    let checks = resource.description.checks.iter();
    let findings: Vec<Finding> = checks.flat_map(|check| check(&with_defaults)).collect();
    mistakes.retain(|mistake| !is_told_better(mistake, &findings));
    let findings = findings.into_iter().map(Problem::Finding);
    let broken = broken(resource, config).into_iter().map(SecretSpot::attribute);
    let broken = broken.map(|spot| Problem::Secret(SecretProblem::LineBreak(spot)));
    mistakes.into_iter().map(Problem::Mistake).chain(findings).chain(broken).collect()
}

/// Whether a rule of the resource says what is wrong with the value: it knows more of it.
fn is_told_better(mistake: &Mistake, findings: &[Finding]) -> bool {
    let about = mistake.value_of();
    findings.iter().any(|finding| !finding.warning && Some(finding.attribute) == about)
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
    // What is open may become nothing.
    let set = names.into_iter().filter(|name| config.given(name).is_set());
    let misplaced: Vec<Mistake> =
        set.filter_map(|name| misplaced(resource, field, name, values)).collect();
    match (misplaced.is_empty(), field.is_secret()) {
        (false, _) => misplaced,
        (true, true) => of_secret(field.name, config).into_iter().collect(),
        (true, false) if field.name == TYPE && is_unknown(resource, config) => Vec::new(),
        (true, false) => fitting::of_value(field, config.get(field.name)),
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
    let is_set = |name: &str| config.given(name).is_set();
    if is_set(name) && is_set(&hidden) {
        Some(Mistake::SecretTwice(name))
    } else if is_set(&hidden) && config.get(&version).is_null() {
        Some(Mistake::NoVersion(name))
    } else if is_set(&version) && config.get(&hidden).is_null() {
        Some(Mistake::OnlyVersion(name))
    } else {
        None
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

/// The problem that the type is one that the description does not list.
fn unknown_type(resource: &ResourceType, config: &Attributes) -> Option<Mistake> {
    let word = config.known_text(TYPE).filter(|_| is_unknown(resource, config))?;
    let listed = resource.description.variants.iter().map(|variant| variant.name).collect();
    Some(Mistake::UnknownType(word.to_owned(), listed))
}

fn is_unknown(resource: &ResourceType, config: &Attributes) -> bool {
    let (Some(word), variants) = (config.known_text(TYPE), resource.description.variants) else {
        return false;
    };
    let is_older = resource.field(TYPE).is_some_and(|field| field.further.takes(word));
    !variants.is_empty() && !is_older && variants.iter().all(|variant| variant.name != word)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tfplugin::{AttributePath, Diagnostic, Step, Value};

    use super::*;
    use crate::describe::{FieldType, Further};
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

    /// A value that says something.
    fn something(field: &Field) -> Value {
        match field.holds {
            FieldType::Flag => true.into(),
            FieldType::Whole => 7.into(),
            FieldType::Choice(words) => words[0].into(),
            FieldType::Codes(codes) => codes[0].0.into(),
            FieldType::TextList | FieldType::References(_) | FieldType::Links(_) => {
                Value::List(vec!["a".into()])
            }
            FieldType::Children(children) => {
                let own = children.fields.iter();
                let child = own.map(|own| (own.name.to_owned(), something(own))).collect();
                Value::List(vec![Value::Map(child)])
            }
            _ => "a".into(),
        }
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
                    config.clear();
                    config.insert(field.name.to_owned(), something(field));
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

    /// What is said of a configuration that sets this attribute alone, as far as it can stand alone.
    fn said_of(resource: &ResourceType, field: &Field, value: Value) -> Vec<Diagnostic> {
        let mut config = BTreeMap::from([(field.name.to_owned(), value)]);
        if let Some((flag, wanted)) = field.only_while {
            config.insert(flag.to_owned(), wanted.into());
        }
        let mut variants = resource.description.variants.iter();
        if let Some(variant) = variants.find(|variant| field.belongs_to(variant.name)) {
            config.entry(TYPE.to_owned()).or_insert(variant.name.into());
        }
        let mut said = check(resource, &Value::Map(config));
        let step = Step::Attribute(field.name.to_owned());
        said.retain(|one| one.path.as_ref().is_some_and(|path| path.0.first() == Some(&step)));
        said
    }

    /// A value that the description calls wrong.
    fn wrong(field: &Field) -> Option<Value> {
        match field.holds {
            FieldType::Text => field.kind.map(|_| "not a url".into()),
            FieldType::TextList => field.kind.map(|_| Value::List(vec!["not a url".into()])),
            FieldType::Whole => field.least.map(|least| Value::from(least - 5)),
            FieldType::Codes(_) => Some("no such word".into()),
            FieldType::Choice(_) => {
                (field.further != Further::Anything).then(|| "no such word".into())
            }
            _ => None,
        }
    }

    #[test]
    fn every_value_that_is_none_of_its_kind_is_refused_once_and_what_is_unknown_is_not() {
        let mut seen = 0;
        for resource in kinds() {
            for field in resource.fields.iter().filter(|field| field.is_configurable()) {
                let Some(value) = wrong(field) else { continue };
                seen += 1;
                let said = said_of(&resource, field, value);
                let place = format!("{}.{}", resource.type_name, field.name);
                let errors = said.iter().filter(|one| one.is_error()).count();
                assert_eq!(errors, 1, "{place}: {said:#?}");
                assert!(!said[0].detail.contains("change the type"), "{place}: {said:#?}");
                let said = said_of(&resource, field, Value::UNKNOWN);
                assert!(said.is_empty(), "{place}: {said:#?}");
            }
        }
        assert!(seen > 40, "only {seen} values were seen");
    }
}
