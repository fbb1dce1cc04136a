//! Which types refer to which: where the attributes lead, and who leads to a type.

use std::collections::BTreeSet;

use terraform_provider_servicenow::describe::{Field, FieldType, Resource};
use terraform_provider_servicenow::resources;

use super::kinds::PROVIDER;
use super::known::Dictionary;

/// How many types a table may stand for, beyond which nobody could say which one is meant.
const MOST: usize = 3;

/// The tables that a field leads to, with the path of the attribute.
pub(super) fn targets(field: &'static Field) -> Vec<(String, &'static str)> {
    match field.holds {
        FieldType::Reference(target) | FieldType::References(target) => {
            vec![(field.name.to_owned(), target.table)]
        }
        FieldType::Links(links) => vec![(field.name.to_owned(), links.target.table)],
        FieldType::Children(children) => {
            let inner = children.fields.iter().flat_map(targets);
            inner.map(|(path, table)| (format!("{}.{path}", field.name), table)).collect()
        }
        _ => Vec::new(),
    }
}

/// The types whose records are rows of the table; otherwise those whose tables extend it, where they are few.
pub(super) fn types_of(table: &str, dictionary: &Dictionary) -> Vec<&'static Resource> {
    let own = |resource: &&&Resource| tables(resource).contains(&table);
    let exact: Vec<&Resource> = resources::ALL.iter().filter(own).copied().collect();
    if !exact.is_empty() {
        return exact;
    }
    let below =
        |resource: &&&Resource| dictionary.chain(resource.table).into_iter().any(|it| it == table);
    let below: Vec<&Resource> = resources::ALL.iter().filter(below).copied().collect();
    if below.len() > MOST { Vec::new() } else { below }
}

/// The types that have an attribute which leads to this one, in the order of the documentation.
pub(super) fn referrers(to: &Resource, dictionary: &Dictionary) -> Vec<&'static Resource> {
    let leads_here = |table: &str| types_of(table, dictionary).iter().any(|it| it.name == to.name);
    let refers = |resource: &&&Resource| {
        let tables: BTreeSet<&str> =
            resource.fields.iter().flat_map(targets).map(|(_, table)| table).collect();
        tables.into_iter().any(leads_here)
    };
    resources::ALL.iter().filter(refers).copied().filter(|one| one.name != to.name).collect()
}

/// The tables of a type: its own, and those of its variants.
pub(super) fn tables(resource: &Resource) -> Vec<&'static str> {
    let mut tables = vec![resource.table];
    tables.extend(resource.variants.iter().map(|variant| variant.table));
    let mut seen = BTreeSet::new();
    tables.retain(|table| seen.insert(*table));
    tables
}

/// The type's full name.
pub(super) fn type_name(resource: &Resource) -> String {
    format!("{PROVIDER}_{}", resource.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    fn named(name: &str) -> &'static Resource {
        resources::ALL.iter().find(|resource| resource.name == name).unwrap()
    }

    #[test]
    fn a_reference_leads_to_the_type_of_its_table() {
        let dictionary = Dictionary::read(&cargo::root()).unwrap();
        let types = |table: &str| {
            types_of(table, &dictionary).iter().map(|resource| resource.name).collect::<Vec<_>>()
        };
        assert_eq!(types("sys_user"), ["user"]);
        assert_eq!(types("discovery_credentials"), ["credential"]);
        assert_eq!(types("oauth_jwt"), ["oauth_registry"]);
        assert!(types("sys_scope").contains(&"scoped_application"));
        assert!(types("sys_metadata").is_empty(), "half of all types are files");
    }

    #[test]
    fn the_types_that_refer_to_one_are_known() {
        let dictionary = Dictionary::read(&cargo::root()).unwrap();
        let names = |name: &str| {
            referrers(named(name), &dictionary).iter().map(|it| it.name).collect::<Vec<_>>()
        };
        let to_user = names("user");
        assert!(to_user.contains(&"group") && to_user.contains(&"user_role"), "{to_user:?}");
        assert!(!to_user.contains(&"user"), "it is its own manager");
        assert!(names("connection_alias").contains(&"connection"));
    }

    #[test]
    fn children_lead_as_their_own_attributes() {
        let actions =
            named("ui_policy").fields.iter().find(|field| field.name == "actions").unwrap();
        let paths = targets(actions);
        assert!(paths.iter().all(|(path, _)| path.starts_with("actions.")), "{paths:?}");
    }
}
