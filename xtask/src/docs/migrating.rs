//! The table of another provider's types in the guide about coming from it, from the data by which states are moved.

use std::path::Path;

use terraform_provider_servicenow::describe::{Field, FieldType, Foreign, Resource};
use terraform_provider_servicenow::{foreign, resources};

use crate::failure::Failure;

use super::kinds::PROVIDER;
use super::readme::{Readme, row};

const PATH: &str = "examples/migrating/README.md";

/// The README of the example, with the table of all types.
pub(super) fn readme(root: &Path) -> Result<Readme, Failure> {
    Readme::of(root, PATH.to_owned(), "types", &table())
}

fn table() -> String {
    let head =
        ["theirs", "table", "here", "attributes with another name here", "does not come along"];
    let mut text = row(&head.map(str::to_owned));
    text.extend(["|", &"---|".repeat(head.len()), "\n"]);
    let mut all: Vec<&Foreign> = foreign::all().collect();
    all.sort_by_key(|one| one.name);
    text.extend(all.into_iter().map(line));
    text
}

fn line(foreign: &Foreign) -> String {
    let (mut renamed, mut lost) = (Vec::new(), Vec::new());
    let resource = resource(foreign);
    for attribute in foreign.attributes.iter().filter(|name| !foreign.untold.contains(name)) {
        match here(foreign, resource, attribute) {
            Some(name) if name != *attribute => renamed.push(format!("`{attribute}` → `{name}`")),
            Some(_) => {}
            None => lost.push(format!("`{attribute}`")),
        }
    }
    let name = |name: &str| format!("`{name}`");
    let table = if foreign.table.is_empty() { "any".to_owned() } else { name(foreign.table) };
    let here = resource.map_or_else(
        || name(&format!("{PROVIDER}_record")),
        |resource| name(&format!("{PROVIDER}_{}", resource.name)),
    );
    row(&[name(foreign.name), table, here, renamed.join(", "), lost.join(", ")])
}

/// The described type that it becomes.
fn resource(foreign: &Foreign) -> Option<&'static Resource> {
    let name = foreign.becomes?.strip_prefix(PROVIDER)?.strip_prefix('_')?;
    resources::ALL.iter().copied().find(|resource| resource.name == name)
}

/// What stands for an attribute: a column of `fields`, or an attribute of the type that it becomes.
fn here<'a>(
    foreign: &Foreign,
    resource: Option<&'static Resource>,
    attribute: &'a str,
) -> Option<&'a str> {
    let column = foreign.column(attribute);
    let Some(resource) = resource else {
        return (!foreign.secret.contains(&attribute)).then_some(column);
    };
    let variant = resource.variants.iter().find(|variant| variant.table == foreign.table);
    let is_it = |field: &&Field| {
        let is_linked = matches!(field.holds, FieldType::Links(_)) && field.name == column;
        (field.column == Some(column) || is_linked)
            && variant.is_none_or(|variant| field.belongs_to(variant.name))
    };
    let mut fields = resource.fields.iter().filter(is_it);
    fields.next().map(|field| field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn the_guide_has_the_table_that_states_are_moved_by() {
        let readme = readme(&cargo::root()).unwrap();
        assert!(!readme.differs(), "{PATH}: run `cargo xtask docs`");
    }

    #[test]
    fn a_line_says_what_is_called_otherwise_and_what_stays_behind() {
        let of = |name: &str| line(foreign::named(name).unwrap());
        let alias = of("servicenow_alias");
        assert!(alias.contains("`servicenow_connection_alias`"), "{alias}");
        assert!(alias.contains("`multiple_actions` → `multiple_connections`"), "{alias}");
        let credential = of("servicenow_basic_auth_credential");
        assert!(credential.contains("`credential_alias` → `aliases`"), "{credential}");
        let database = of("servicenow_jdbc_connection");
        assert!(database.contains("| `database_type` |"), "{database}");
        assert!(!database.contains("`database_name`"), "{database}");
        let secret = of("servicenow_encryption_context");
        assert!(secret.ends_with("| `encryption_key` |\n"), "{secret}");
        assert_eq!(table().lines().count(), 66);
    }
}
