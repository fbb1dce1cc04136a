//! Checks of a configuration by itself: what the description says of its fields, then the resource's own checks.

use tfplugin::{AttributePath, Diagnostic, Diagnostics, Step, Value};

use crate::describe::{Field, Finding, Given, Kind, Lifecycle, Literal, Mode, Values};

use crate::engine::model::attributes::{Attributes, whole};
use crate::engine::model::resource_type::{ADOPT, POLICY, RecordKind, TYPE};
use crate::engine::model::secrets::{version_name, write_only_name};

/// The deletion policies of a type.
pub(crate) fn policies(kind: &RecordKind) -> Vec<&'static str> {
    let mut policies = vec!["delete", "abandon", "restore"];
    policies.extend((!kind.spec.deactivation.is_empty()).then_some(DEACTIVATE));
    policies
}

/// The policy that keeps a record and takes it out of use.
pub(crate) const DEACTIVATE: &str = "deactivate";

/// All that can be said of a configuration without a request.
pub(crate) fn check(kind: &RecordKind, config: &Value) -> Diagnostics {
    let config = Attributes::of(config.clone());
    let mut with_defaults = config.clone();
    for field in &kind.fields {
        fill_default(field, &mut with_defaults);
    }
    let mut all: Diagnostics = unknown_type(kind, &with_defaults).into_iter().collect();
    for field in &kind.fields {
        all.extend(of_field(kind, field, &with_defaults, &config));
    }
    match kind.spec.lifecycle {
        Lifecycle::Record => all.extend(of_policy(kind, &config)),
        Lifecycle::Application => all.extend(crate::engine::installed::application::check(&config)),
        Lifecycle::Plugin => all.extend(crate::engine::installed::plugin::check(&config)),
    }
    let findings = kind.spec.checks.iter().flat_map(|check| check(&with_defaults));
    all.extend(findings.map(told));
    all
}

fn fill_default(field: &Field, attributes: &mut Attributes) {
    if let Mode::Default(literal) = field.mode
        && attributes.get(field.name).is_null()
        && field.only_while.is_none()
    {
        attributes.set(field.name, of_literal(literal));
    }
}

/// The value of a constant in a description.
pub(crate) fn of_literal(literal: Literal) -> Value {
    match literal {
        Literal::Flag(flag) => flag.into(),
        Literal::Text(text) => text.into(),
    }
}

fn told(finding: Finding) -> Diagnostic {
    let diagnostic = if finding.warning {
        Diagnostic::warning(finding.summary, finding.detail)
    } else {
        Diagnostic::error(finding.summary, finding.detail)
    };
    diagnostic.at_attribute(finding.attribute)
}

fn of_field(
    kind: &RecordKind,
    field: &Field,
    values: &Attributes,
    config: &Attributes,
) -> Diagnostics {
    let names = if field.is_secret() {
        vec![field.name.to_owned(), write_only_name(field.name), version_name(field.name)]
    } else {
        vec![field.name.to_owned()]
    };
    let set: Vec<&String> = names.iter().filter(|name| !config.get(name).is_null()).collect();
    let mut all: Diagnostics =
        set.iter().filter_map(|name| misplaced(kind, field, name, values)).collect();
    if all.is_empty() {
        let own = of_value(field, config.get(field.name));
        all.extend(if field.is_secret() {
            of_secret(field, config).into_iter().collect()
        } else {
            own
        });
    }
    all
}

/// An attribute of another type, or one whose flag says otherwise.
fn misplaced(
    kind: &RecordKind,
    field: &Field,
    name: &str,
    values: &Attributes,
) -> Option<Diagnostic> {
    if let Some(variant) = kind.variant(values)
        && !field.belongs_to(variant.name)
    {
        let types = field
            .only_for
            .iter()
            .map(|word| format!("\"{word}\""))
            .collect::<Vec<_>>()
            .join(" or ");
        let detail = format!(
            "{name} belongs to type = {types}, and this is type = \"{}\". Remove {name}, or change the type.",
            variant.name
        );
        return Some(Diagnostic::error("Attribute of another type", detail).at_attribute(name));
    }
    let (flag, wanted) = field.only_while?;
    let actual = match values.flag(flag) {
        Given::Null => false,
        Given::Unknown => return None,
        Given::Is(actual) => actual,
    };
    if actual == wanted {
        return None;
    }
    let detail = format!(
        "{name} has no effect while {flag} is {actual}. Remove {name}, or set {flag} = {wanted}."
    );
    Some(Diagnostic::error("Attribute without effect", detail).at_attribute(name))
}

fn of_secret(field: &Field, config: &Attributes) -> Option<Diagnostic> {
    let (plain, hidden, version) =
        (field.name, write_only_name(field.name), version_name(field.name));
    let is_set = |name: &str| matches!(config.given(name), Given::Is(()));
    let is_given = |name: &str| !config.get(name).is_null();
    if is_set(plain) && is_set(&hidden) {
        let detail = format!(
            "Both {plain} and {hidden} are set. Keep {hidden} with {version} (never stored), or {plain} (stored in the state)."
        );
        return Some(Diagnostic::error("The secret is given twice", detail).at_attribute(&hidden));
    }
    if is_given(&hidden) && !is_given(&version) {
        let detail = format!(
            "{hidden} is not stored, so only {version} tells when it changed. Set {version} = 1, and raise it whenever the \
             secret changes."
        );
        return Some(Diagnostic::error("The secret has no version", detail).at_attribute(&version));
    }
    if is_set(&version) && !is_given(&hidden) {
        let detail = format!(
            "{version} is set without {hidden}, so there is nothing to send. Set {hidden}, or remove {version}."
        );
        return Some(
            Diagnostic::warning("A version without a secret", detail).at_attribute(&version),
        );
    }
    None
}

fn of_value(field: &Field, value: &Value) -> Diagnostics {
    let at = |diagnostic: Diagnostic| vec![diagnostic.at_attribute(field.name)];
    match (&field.kind, value) {
        (Kind::Choice(words), Value::String(word)) if !words.contains(&word.as_str()) => {
            at(unlisted_word(field, words, word))
        }
        (Kind::Text | Kind::Reference(_), Value::String(text))
            if text.is_empty() && matches!(field.mode, Mode::Required) =>
        {
            at(Diagnostic::error("Empty text", format!("{} must not be empty.", field.name)))
        }
        (Kind::Whole, Value::Number(_)) if whole(value).is_none() => at(Diagnostic::error(
            "Not a whole number",
            format!("{} takes a whole number.", field.name),
        )),
        (Kind::TextList, Value::List(elements)) => elements
            .iter()
            .enumerate()
            .filter_map(|(index, element)| {
                element
                    .as_str()
                    .filter(|text| text.contains(','))
                    .map(|_| comma_in_list(field, index))
            })
            .collect(),
        _ => Diagnostics::new(),
    }
}

/// Choice lists differ among releases and instances, so an unlisted word is accepted; a variant must be a known one.
fn unlisted_word(field: &Field, words: &[&str], word: &str) -> Diagnostic {
    let listed = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let detail = format!(
        "{} is \"{word}\", which is none of {listed}. The instance stores it as it is; check the spelling.",
        field.name
    );
    Diagnostic::warning("Unusual choice", detail)
}

fn comma_in_list(field: &Field, index: usize) -> Diagnostic {
    let detail = format!(
        "The instance stores {} as one text with commas between the elements, so an element cannot hold one. Give each its \
         own element, or write %2C.",
        field.name
    );
    let step = Step::Index(i64::try_from(index).unwrap_or(i64::MAX));
    Diagnostic::error("A comma in an element", detail)
        .at(AttributePath::attribute(field.name).then(step))
}

fn of_policy(kind: &RecordKind, config: &Attributes) -> Option<Diagnostic> {
    let policy = config.known_text(POLICY)?;
    let policies = policies(kind);
    if !policies.contains(&policy) {
        let listed =
            policies.iter().map(|policy| format!("\"{policy}\"")).collect::<Vec<_>>().join(", ");
        let detail = format!("deletion_policy is \"{policy}\". It is one of {listed}.");
        return Some(Diagnostic::error("Unknown deletion policy", detail).at_attribute(POLICY));
    }
    let adopts = config.flag(ADOPT);
    if policy == "restore" && matches!(adopts, Given::Null | Given::Is(false)) {
        let detail = "deletion_policy = \"restore\" gives an adopted record its old values back, and adopt_existing is not \
                      true. Set adopt_existing = true, or use \"delete\" or \"abandon\".";
        return Some(Diagnostic::error("Nothing to restore", detail).at_attribute(POLICY));
    }
    None
}

/// Whether the type is one the description does not list: refused where the table follows from it.
fn unknown_type(kind: &RecordKind, config: &Attributes) -> Option<Diagnostic> {
    let word = config.known_text(TYPE)?;
    let variants = kind.spec.variants;
    if variants.is_empty()
        || kind.spec.unlisted_variant.is_some()
        || variants.iter().any(|variant| variant.name == word)
    {
        return None;
    }
    let listed = variants
        .iter()
        .map(|variant| format!("\"{}\"", variant.name))
        .collect::<Vec<_>>()
        .join(", ");
    let detail = format!("type is \"{word}\". It is one of {listed}.");
    Some(Diagnostic::error("Unknown type", detail).at_attribute(TYPE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn kinds() -> impl Iterator<Item = RecordKind> {
        ALL.iter().map(|resource| RecordKind::new(resource))
    }

    fn all_unknown(kind: &RecordKind) -> Value {
        let fields = kind.fields.iter().filter(|field| field.is_configurable());
        Value::Map(fields.map(|field| (field.name.to_owned(), Value::UNKNOWN)).collect())
    }

    #[test]
    fn what_is_not_known_yet_is_never_refused() {
        for kind in kinds() {
            let said = check(&kind, &all_unknown(&kind));
            assert!(said.is_empty(), "{}: {said:#?}", kind.type_name);
        }
    }

    #[test]
    fn every_field_of_another_type_is_refused_by_name() {
        for kind in kinds() {
            for variant in kind.spec.variants {
                let strange =
                    |field: &&Field| !field.belongs_to(variant.name) && !field.is_secret();
                for field in
                    kind.fields.iter().filter(strange).filter(|field| field.is_configurable())
                {
                    let Value::Map(mut config) = all_unknown(&kind) else { panic!("an object") };
                    config.retain(|name, _| name == field.name);
                    config.insert(TYPE.to_owned(), variant.name.into());
                    let said = check(&kind, &Value::Map(config));
                    let about =
                        |one: &&Diagnostic| one.path == Some(AttributePath::attribute(field.name));
                    let named =
                        said.iter().filter(about).any(|one| one.detail.contains("change the type"));
                    assert!(named, "{} of {}: {said:#?}", field.name, variant.name);
                }
            }
        }
    }

    #[test]
    fn every_message_ends_like_a_sentence_and_names_its_attribute() {
        for kind in kinds() {
            for diagnostic in check(&kind, &Value::Map(std::collections::BTreeMap::new())) {
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
