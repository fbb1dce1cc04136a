//! From a description to Terraform's schema.

use tfplugin::{Attribute, Nesting, Schema, Type};

use crate::describe::{Field, FieldType, Literal, Mode};

use crate::engine::model::secrets::{version_name, write_only_name};
use crate::engine::model::{ADOPT, ID, POLICY, ResourceType, SENT_AT, TYPE};

/// The version of the schemas of all resource types. States of version 0 are those of another provider, at whose addresses
/// this one may have taken its place.
pub(crate) const VERSION: i64 = 1;

/// What a list of children says.
const WHOLE: &str = "These are all of them: a row that the list does not have is deleted. Null leaves rows alone, also those \
                     that an import has shown; an empty list removes them.";

/// The schema of a resource type with these attributes beside its fields.
pub(crate) fn of_resource(resource: &ResourceType, further: Vec<Attribute>) -> Schema {
    let fields = resource.fields.iter().flat_map(of_field);
    let attributes = std::iter::once(id()).chain(fields).chain(further);
    Schema { version: VERSION, ..Schema::new(resource.description.doc, attributes.collect()) }
}

/// The attributes of a record beside its fields.
pub(crate) fn of_record(resource: &ResourceType) -> Vec<Attribute> {
    let text = format!(
        "Whether to take over a record with the same {} that is already there, instead of creating a second one. \
         Default: `false`.",
        natural_key(resource)
    );
    let unasked = resource.description.made_empty.map_or_else(String::new, |empty| {
        format!(
            " One whose `{empty}` is still empty, as the instance makes it, is taken over in any case."
        )
    });
    let text = format!("{text}{unasked}");
    let adopt_existing = Attribute::new(ADOPT, Type::Bool, text).optional().computed();
    let sent_at = resource.has_secrets().then(secrets_sent_at);
    [adopt_existing, deletion_policy(resource)].into_iter().chain(sent_at).collect()
}

/// What a record is known by, in words: `` `name` and `application_scope` ``.
fn natural_key(resource: &ResourceType) -> String {
    let attributes = |key: &&[&str]| {
        let named: Vec<String> = key.iter().map(|name| format!("`{name}`")).collect();
        named.join(" and ")
    };
    let keys: Vec<String> = resource.description.natural_keys.iter().map(attributes).collect();
    keys.join(", or with the same ")
}

/// The attribute that says when secrets were last sent.
pub(crate) fn secrets_sent_at() -> Attribute {
    let text = "When the provider last sent secrets of this record, in UTC by the clock of the machine it ran on. Null where \
                it sent none. Once somebody else has written the record since, and the provider block has \
                `resend_secrets = true`, the plan leaves it open and apply sends the secrets again.";
    Attribute::new(SENT_AT, Type::String, text).computed()
}

/// The schema of a data source that finds one record by these keys.
pub(crate) fn of_data_source(
    resource: &ResourceType,
    doc: &str,
    keys: &[&str],
    extra: &[Field],
) -> Schema {
    let mut attributes = vec![id().optional()];
    let keyed = keys.iter().filter_map(|name| resource.field(name));
    attributes.extend(keyed.map(|field| shown(field).optional()));
    let others = resource
        .fields
        .iter()
        .filter(|field| is_of_the_record(field) && !keys.contains(&field.name));
    attributes.extend(others.chain(extra).map(shown));
    Schema::new(doc, attributes)
}

/// Whether the instance knows it: neither a secret nor an attribute that only tells the provider what to do.
fn is_of_the_record(field: &Field) -> bool {
    let elsewhere = matches!(field.holds, FieldType::Links(_) | FieldType::Children(_))
        || field.name == TYPE
        || !field.is_configurable();
    !field.is_secret() && (field.column.is_some() || elsewhere)
}

fn id() -> Attribute {
    Attribute::new(ID, Type::String, "The record's sys_id.").computed()
}

fn deletion_policy(resource: &ResourceType) -> Attribute {
    let text = "What destroy does: `delete` the record, `abandon` it as it is, or `restore` the values an adopted \
                record had before. Default: `restore` for adopted records, otherwise";
    let default = resource.unless_adopted().word();
    let imported = "An imported record counts as adopted once `adopt_existing` is `true`.";
    let data = resource.description.data.map_or_else(String::new, |data| {
        format!(" `delete` deletes {data}, and takes `allow_data_loss = true`.")
    });
    let third = if resource.description.deactivation.is_empty() {
        ""
    } else {
        " `deactivate` keeps the record and takes it out of use."
    };
    let text = format!("{text} `{default}`. {imported}{data}{third}");
    Attribute::new(POLICY, Type::String, text).optional().computed()
}

fn of_field(field: &Field) -> Vec<Attribute> {
    if field.is_secret() {
        return secret(field);
    }
    let attribute = attribute(field);
    if field.is_content() {
        return vec![attribute.optional().sensitive().write_only()];
    }
    vec![match field.mode {
        Mode::Required => attribute.required(),
        Mode::Optional => attribute.optional(),
        Mode::Default(_)
        | Mode::Unless(_)
        | Mode::StartingFor(..)
        | Mode::InstanceDefault
        | Mode::OrGenerated => attribute.optional().computed(),
        Mode::Computed | Mode::ComputedFrom(_) | Mode::Digest => attribute.computed(),
    }]
}

/// The attribute where nobody sets it, and nothing in it.
fn shown(field: &Field) -> Attribute {
    let doc = documented_as_seen(field);
    match field.holds {
        FieldType::Children(children) => {
            let inner = children.fields.iter().map(shown);
            Attribute::nested(field.name, Nesting::List, inner.collect(), doc).computed()
        }
        _ => of_type(field, doc).computed(),
    }
}

fn attribute(field: &Field) -> Attribute {
    match field.holds {
        FieldType::Children(children) => {
            let inner = children.fields.iter().flat_map(of_field);
            let doc = format!("{} {WHOLE}", documented(field));
            Attribute::nested(field.name, Nesting::List, inner.collect(), doc)
        }
        _ => of_type(field, documented(field)),
    }
}

/// An attribute of the field's type; children are of none.
fn of_type(field: &Field, doc: String) -> Attribute {
    let holds = match field.holds {
        FieldType::Object(parts) => {
            let inner = parts.iter().map(|(name, column)| {
                Attribute::new(*name, Type::String, format!("From `{column}`.")).computed()
            });
            return Attribute::nested(field.name, Nesting::Single, inner.collect(), doc);
        }
        FieldType::Whole => Type::Number,
        FieldType::Flag => Type::Bool,
        FieldType::TextList => Type::List(Box::new(Type::String)),
        FieldType::References(_) | FieldType::Links(_) => Type::Set(Box::new(Type::String)),
        FieldType::Text
        | FieldType::Condition
        | FieldType::Choice(_)
        | FieldType::Codes(_)
        | FieldType::Secret(_)
        | FieldType::Content(_)
        | FieldType::Reference(_)
        | FieldType::Children(_)
        | FieldType::Derived(..) => Type::String,
    };
    Attribute::new(field.name, holds, doc)
}

fn secret(field: &Field) -> Vec<Attribute> {
    let (hidden, version) = (write_only_name(field.name), version_name(field.name));
    let doc = documented(field);
    let text = format!("{doc} Kept in the state; prefer `{hidden}`.");
    let plain = Attribute::new(field.name, Type::String, text).optional().sensitive();
    let plain = if field.is_computed() { plain.computed() } else { plain };
    let text = format!(
        "{doc} Write-only: never stored. Sent on creation and whenever `{version}` changes."
    );
    let number = format!("A number; change it to send `{hidden}` again. Needed with it.");
    let hidden = Attribute::new(hidden, Type::String, text).optional().sensitive().write_only();
    vec![plain, hidden, Attribute::new(version, Type::Number, number).optional()]
}

/// How the sentences begin that say what a configuration may do, which is nothing to a data source.
const OF_CONFIGURATIONS: &[&str] = &[
    "Left out",
    "This or `",
    "Set it ",
    "New ones ",
    "New rules ",
    "A new ",
    "When set, ",
    "Needed ",
    "Given by ",
    "Kept in ",
];

/// The field's documentation with what the description knows beside it: words, unit, variants, default, replacement.
fn documented(field: &Field) -> String {
    let mut sentences = vec![field.doc.to_owned()];
    sentences.extend(words(field));
    if field.on_some_instances {
        sentences
            .push("Not every instance has it: the plan says where it is not there.".to_owned());
    }
    if field.in_clear {
        let text = "The instance keeps it in clear: whoever may read the record there sees it.";
        sentences.push(text.to_owned());
    }
    sentences.extend(variants(field));
    sentences.extend(default(field));
    if field.replaces {
        sentences.push("Changing this replaces the resource.".to_owned());
    }
    sentences.join(" ")
}

/// The same for a data source: what the attribute says, without what a configuration may do about it.
fn documented_as_seen(field: &Field) -> String {
    let doc = field.seen_as.unwrap_or(field.doc);
    let is_told =
        |sentence: &&str| !OF_CONFIGURATIONS.iter().any(|begin| sentence.starts_with(begin));
    let told: String = doc.split_inclusive(". ").filter(is_told).collect();
    let mut sentences = vec![told.trim_end().to_owned()];
    sentences.extend(words(field));
    if field.on_some_instances {
        sentences.push("Not every instance has it: null where it is not there.".to_owned());
    }
    sentences.extend(variants(field));
    sentences.join(" ")
}

/// The words it may be, and its unit.
fn words(field: &Field) -> impl Iterator<Item = String> {
    let words = match field.holds {
        FieldType::Choice(words) if !words.iter().all(|word| field.doc.contains(*word)) => {
            Some(format!("One of {}.", listed(words)))
        }
        FieldType::Codes(codes) => {
            let codes = codes.iter().map(|(word, number)| format!("`{word}` ({number})"));
            let codes = codes.collect::<Vec<_>>().join(", ");
            Some(format!("One of {codes}. The number means the same as its word."))
        }
        _ => None,
    };
    words.into_iter().chain(field.unit.map(|unit| format!("In {unit}.")))
}

/// The variants that have it.
fn variants(field: &Field) -> Option<String> {
    (!field.only_for.is_empty()).then(|| format!("Only for type {}.", listed(field.only_for)))
}

/// What it is where the configuration says nothing, if the provider decides that.
fn default(field: &Field) -> Option<String> {
    let of_type = match field.ruled_in {
        [] => String::new(),
        variants => format!(" for type {}", listed(variants)),
    };
    match field.mode {
        Mode::Default(Literal::Flag(flag)) => Some(format!("Default{of_type}: `{flag}`.")),
        Mode::Default(Literal::Text(word)) => Some(format!("Default{of_type}: `{word}`.")),
        Mode::Unless(other) => {
            Some(format!("Default: `true`, and `false` while `{other}` is set."))
        }
        _ => None,
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{choice, codes, flag, secret, secret_in_clear, text, whole};

    #[test]
    fn the_mode_of_a_field_decides_who_may_set_it() {
        let made = |field: &Field| {
            let attribute = of_field(field).remove(0);
            (attribute.required, attribute.optional, attribute.computed)
        };
        assert_eq!(made(&text("a").required().doc("X.")), (true, false, false));
        assert_eq!(made(&text("a").doc("X.")), (false, true, false));
        assert_eq!(made(&text("a").instance_default().doc("X.")), (false, true, true));
        assert_eq!(made(&flag("a").default_flag(true).doc("X.")), (false, true, true));
        assert_eq!(made(&text("a").computed().doc("X.")), (false, false, true));
    }

    #[test]
    fn the_documentation_says_what_the_description_knows() {
        let field = choice("a", &["x", "y"]).only_for(&["client"]).replaces().doc("What it is.");
        let expected = "What it is. One of `x`, `y`. Only for type `client`. Changing this replaces the resource.";
        assert_eq!(documented(&field), expected);
        let field = choice("a", &["x", "y"]).default_text("x").doc("Either `x` or `y`.");
        assert_eq!(documented(&field), "Either `x` or `y`. Default: `x`.");
        let field = codes("a", &[("x", "1"), ("y", "2")]).default_text("x").doc("What it is.");
        let expected = "What it is. One of `x` (1), `y` (2). The number means the same as its word. Default: `x`.";
        assert_eq!(documented(&field), expected);
        let field = text("a").default_text("x").ruled_in(&["http"]).on_some_instances().doc("It.");
        let expected = "It. Not every instance has it: the plan says where it is not there. Default for type `http`: `x`.";
        assert_eq!(documented(&field), expected);
        assert_eq!(
            documented(&whole("a").unit("seconds").doc("How long.")),
            "How long. In seconds."
        );
    }

    #[test]
    fn a_data_source_says_nothing_of_what_a_configuration_may_do() {
        let field =
            text("a").default_text("x").replaces().doc("What it is. Left out: nothing. More.");
        assert_eq!(documented_as_seen(&field), "What it is. More.");
        let field = text("a").on_some_instances().seen_as("What is there.").doc("What to have.");
        let expected = "What is there. Not every instance has it: null where it is not there.";
        assert_eq!(documented_as_seen(&field), expected);
        for resource in crate::resources::ALL {
            for field in resource.fields {
                let seen = documented_as_seen(field);
                assert!(!seen.is_empty() && !seen.contains("Left out:"), "{}: {seen}", field.name);
            }
        }
    }

    #[test]
    fn one_secret_makes_three_attributes_and_only_one_is_kept() {
        let made = of_field(&secret("key").doc("The key."));
        let names: Vec<&str> = made.iter().map(|attribute| attribute.name.as_str()).collect();
        assert_eq!(names, ["key", "key_wo", "key_wo_version"]);
        let flags: Vec<_> = made.iter().map(|one| (one.sensitive, one.write_only)).collect();
        assert_eq!(flags, [(true, false), (true, true), (false, false)]);
        assert!(made[0].description.contains("prefer `key_wo`"));
        assert!(!made[1].description.contains("in clear"));
        let shown = of_field(&secret_in_clear("key").doc("The key."));
        assert!(shown[..2].iter().all(|one| one.description.contains("keeps it in clear")));
    }
}
