//! What every description and every schema made of one has in common.

use std::collections::BTreeSet;

use terraform_provider_servicenow::describe::{Field, FieldType, Lifecycle, Resource};
use terraform_provider_servicenow::{ServiceNow, data_sources, resources};
use tfplugin::{Attribute, AttributeType, Provider, Schema, Type};

fn schemas() -> Vec<(String, Schema)> {
    let provider = ServiceNow::with_environment(|_| None);
    let offers = provider.offers();
    let resources = offers.resources().map(|one| (one.type_name().to_owned(), one.schema()));
    let data = offers.data_sources().map(|one| (format!("data.{}", one.type_name()), one.schema()));
    resources.chain(data).chain([("provider".to_owned(), provider.schema())]).collect()
}

fn resource_schemas() -> Vec<(&'static [Field], String, Schema)> {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let schema =
        |name: &String| offers.resources().find(|one| one.type_name() == name).unwrap().schema();
    let named = resources::ALL
        .iter()
        .map(|resource| (resource.fields, format!("servicenow_{}", resource.name)));
    named.map(|(fields, name)| (fields, name.clone(), schema(&name))).collect()
}

fn find<'a>(schema: &'a Schema, name: &str) -> Option<&'a Attribute> {
    schema.block.attributes.iter().find(|attribute| attribute.name == name)
}

/// Every attribute, nested ones included.
fn attributes(outer: &[Attribute]) -> Vec<&Attribute> {
    outer.iter().flat_map(|one| std::iter::once(one).chain(within(one))).collect()
}

fn within(attribute: &Attribute) -> Vec<&Attribute> {
    match &attribute.kind {
        AttributeType::Nested(_, inner) => attributes(inner),
        AttributeType::Plain(_) => Vec::new(),
    }
}

#[test]
fn every_type_has_a_name_of_its_own() {
    let names: Vec<&str> = resources::ALL.iter().map(|resource| resource.name).collect();
    let unique: BTreeSet<&&str> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    let sources: BTreeSet<&str> =
        data_sources::ALL.iter().map(|source| source.resource.name).collect();
    assert_eq!(sources.len(), data_sources::ALL.len());
}

#[test]
fn every_attribute_name_is_said_once_and_in_snake_case() {
    for (name, schema) in schemas() {
        let mut seen = BTreeSet::new();
        for attribute in &schema.block.attributes {
            assert!(seen.insert(&attribute.name), "{name}.{} stands twice", attribute.name);
            let plain = |letter: char| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
            };
            assert!(attribute.name.chars().all(plain), "{name}.{}", attribute.name);
        }
    }
}

#[test]
fn every_description_is_whole_sentences() {
    for (name, schema) in schemas() {
        assert!(schema.block.description.ends_with('.'), "{name}");
        for attribute in attributes(&schema.block.attributes) {
            let text = &attribute.description;
            let whole = text.ends_with('.') && text.len() > 10 && !text.contains("  ");
            assert!(whole, "{name}.{}: {text}", attribute.name);
            let first = text.trim_start_matches('`').chars().next().unwrap();
            assert!(
                first.is_uppercase() || text.starts_with('`'),
                "{name}.{}: {text}",
                attribute.name
            );
        }
    }
}

#[test]
fn what_is_required_is_never_computed_or_optional() {
    for (name, schema) in schemas() {
        for attribute in attributes(&schema.block.attributes) {
            let ways = (attribute.required, attribute.optional || attribute.computed);
            assert!(ways == (true, false) || ways == (false, true), "{name}.{}", attribute.name);
        }
    }
}

#[test]
fn every_secret_is_a_triple() {
    let mut secrets = 0;
    for (fields, name, schema) in resource_schemas() {
        for field in fields.iter().filter(|field| field.is_secret()) {
            secrets += 1;
            let of = |suffix: &str| find(&schema, &format!("{}{suffix}", field.name)).unwrap();
            let (plain, hidden, version) = (of(""), of("_wo"), of("_wo_version"));
            assert!(
                plain.sensitive && plain.optional && !plain.write_only,
                "{name}.{}",
                field.name
            );
            assert!(
                hidden.sensitive && hidden.write_only && hidden.optional && !hidden.computed,
                "{name}.{}",
                field.name
            );
            assert!(
                version.optional && !version.sensitive && !version.computed,
                "{name}.{}",
                field.name
            );
            assert!(
                matches!(version.kind, AttributeType::Plain(Type::Number)),
                "{name}.{}",
                field.name
            );
        }
    }
    assert!(secrets >= 3, "the law saw only {secrets} secrets");
}

#[test]
fn nothing_but_a_secret_is_write_only_or_sensitive_and_data_has_no_secrets() {
    for (fields, name, schema) in resource_schemas() {
        let secrets: Vec<&str> =
            fields.iter().filter(|field| field.is_secret()).map(|field| field.name).collect();
        for attribute in
            schema.block.attributes.iter().filter(|one| one.sensitive || one.write_only)
        {
            assert!(
                secrets.contains(&attribute.name.trim_end_matches("_wo")),
                "{name}.{}",
                attribute.name
            );
        }
    }
    for (name, schema) in schemas().iter().filter(|(name, _)| name.starts_with("data.")) {
        let open = attributes(&schema.block.attributes)
            .iter()
            .all(|one| !one.sensitive && !one.write_only);
        assert!(open, "{name} shows a secret");
    }
}

#[test]
fn every_record_can_be_named_by_people_and_imported_by_that_name() {
    for resource in resources::ALL {
        let importable = !resource.import_keys.is_empty() || !resource.import_path.is_empty();
        assert!(importable, "{} is imported by sys_id alone", resource.name);
        assert!([0, 2, 3].contains(&resource.import_path.len()), "{}", resource.name);
        if resource.lifecycle == Lifecycle::Record {
            assert!(!resource.natural_keys.is_empty(), "{} cannot be adopted", resource.name);
            assert!(resource.natural_keys.iter().all(|key| !key.is_empty()), "{}", resource.name);
        }
    }
}

#[test]
fn what_is_unique_joins_two_records_whose_columns_can_be_asked_for() {
    let mut seen = 0;
    for resource in resources::ALL.iter().filter(|resource| resource.unique) {
        seen += 1;
        let [key @ [_, _]] = resource.natural_keys else {
            panic!("{} has no pair that is unique", resource.name)
        };
        for side in *key {
            let field = resource.fields.iter().find(|field| field.name == *side).unwrap();
            let asked = matches!(field.holds, FieldType::Reference(_)) && field.column.is_some();
            assert!(asked, "{}.{side} cannot be asked for", resource.name);
        }
        assert!(resource.variants.is_empty(), "{} has rows in several tables", resource.name);
    }
    assert!(seen >= 5, "the law saw only {seen} types");
}

#[test]
fn every_record_has_an_id_a_policy_and_says_whether_it_adopts() {
    for resource in resources::ALL.iter().filter(|resource| resource.lifecycle == Lifecycle::Record)
    {
        let (_, _, schema) = resource_schemas()
            .into_iter()
            .find(|(_, name, _)| name.trim_start_matches("servicenow_") == resource.name)
            .unwrap();
        let id = find(&schema, "id").unwrap();
        assert!(id.computed && !id.optional, "{}", resource.name);
        for name in ["adopt_existing", "deletion_policy"] {
            let own = find(&schema, name).unwrap();
            assert!(own.optional && own.computed, "{}.{name}", resource.name);
        }
    }
}

#[test]
fn every_field_of_one_variant_names_variants_that_are_there() {
    for resource in resources::ALL {
        let known: Vec<&str> = resource.variants.iter().map(|variant| variant.name).collect();
        for field in resource.fields {
            assert!(
                field.only_for.iter().all(|name| known.contains(name)),
                "{}.{}",
                resource.name,
                field.name
            );
        }
    }
}

/// What a data source of this type is found by: its own keys, or those that name the resource.
fn keys(resource: &Resource) -> Vec<&'static str> {
    let described = data_sources::ALL.iter().find(|source| source.resource.name == resource.name);
    if let Some(source) = described {
        return source.keys.to_vec();
    }
    let natural = resource.natural_keys.iter().flat_map(|key| key.iter());
    let all = natural.chain(resource.import_keys).chain(resource.import_path);
    all.copied().filter(|name| *name != "application_scope").collect()
}

/// Types whose data source shows more than a record, in its own way.
const SHOWN_OTHERWISE: &[&str] = &["table"];

/// The types whose data sources are made of their descriptions.
fn shown_as_described() -> impl Iterator<Item = &'static Resource> {
    let is_described = |resource: &&Resource| !SHOWN_OTHERWISE.contains(&resource.name);
    resources::ALL.iter().copied().filter(is_described)
}

#[test]
fn every_resource_type_has_a_data_source_that_is_found_by_what_names_it() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    for resource in shown_as_described() {
        let name = format!("servicenow_{}", resource.name);
        let served = offers.data_sources().find(|one| one.type_name() == name);
        let schema = served.unwrap_or_else(|| panic!("{name} has no data source")).schema();
        for key in keys(resource) {
            assert!(find(&schema, key).is_some_and(|key| key.optional), "{name}.{key}");
        }
        let others = schema
            .block
            .attributes
            .iter()
            .filter(|one| !keys(resource).contains(&one.name.as_str()));
        for other in others.filter(|one| one.name != "id") {
            assert!(other.computed && !other.required, "{name}.{}", other.name);
        }
    }
}

#[test]
fn a_data_source_shows_every_column_of_its_resource_but_no_secret() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    for resource in shown_as_described() {
        let name = format!("servicenow_{}", resource.name);
        let schema = offers.data_sources().find(|one| one.type_name() == name).unwrap().schema();
        for field in resource.fields.iter().filter(|field| field.column.is_some()) {
            assert_eq!(
                find(&schema, field.name).is_some(),
                !field.is_secret(),
                "{name}.{}",
                field.name
            );
        }
    }
}
