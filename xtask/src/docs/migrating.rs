//! The table of another provider's types in the guide about coming from it, from the data by which states are moved.

use std::path::Path;

use terraform_provider_servicenow::describe::{
    Field, FieldType, Foreign, Literal, Mode, Resource, Variant,
};
use terraform_provider_servicenow::{foreign, resources};

use crate::failure::Failure;

use super::kinds::PROVIDER;
use super::readme::{Readme, row};

const PATH: &str = "examples/migrating/README.md";

/// The attribute that tells variants of a type apart.
const VARIANT: &str = "type";

/// The README of the example, with the table of all types.
pub(super) fn readme(root: &Path) -> Result<Readme, Failure> {
    Readme::of(root, PATH.to_owned(), "types", &table())
}

fn table() -> String {
    let head = [
        "theirs",
        "table",
        "here",
        "attributes with another name here",
        "read-only here: remove",
        "required here: add",
        "does not come along",
    ];
    let mut text = row(&head.map(str::to_owned));
    text.extend(["|", &"---|".repeat(head.len()), "\n"]);
    let mut all: Vec<&Foreign> = foreign::all().collect();
    all.sort_by_key(|one| one.name);
    text.extend(all.into_iter().map(line));
    text
}

fn line(foreign: &Foreign) -> String {
    let (mut renamed, mut shown, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    let resource = resource(foreign);
    for attribute in foreign.attributes.iter().filter(|name| !foreign.untold.contains(name)) {
        match here(foreign, resource, attribute) {
            Here::ReadOnly => shown.push(format!("`{attribute}`")),
            Here::Called(name) if name != *attribute => {
                renamed.push(format!("`{attribute}` → `{name}`"));
            }
            Here::Called(_) => {}
            Here::Nothing => lost.push(format!("`{attribute}`")),
        }
    }
    let name = |name: &str| format!("`{name}`");
    let table = if foreign.table.is_empty() { "any".to_owned() } else { name(foreign.table) };
    let here = resource.map_or_else(
        || name(&format!("{PROVIDER}_record")),
        |resource| name(&format!("{PROVIDER}_{}", resource.name)),
    );
    let added = resource.map_or_else(Vec::new, |resource| added(foreign, resource));
    let lists = [renamed, shown, added, lost].map(|names| names.join(", "));
    let cells: Vec<String> = [name(foreign.name), table, here].into_iter().chain(lists).collect();
    row(&cells)
}

/// What a configuration must set here that it need not set there.
fn added(foreign: &Foreign, resource: &'static Resource) -> Vec<String> {
    let variant = variant(foreign, resource);
    let theirs = foreign.required.iter().map(|attribute| here(foreign, Some(resource), attribute));
    let set: Vec<&str> = theirs.filter_map(Here::called).collect();
    let tells_apart = |field: &Field| {
        let goes_without_saying = |variant: &Variant| matches!(field.mode, Mode::Default(Literal::Text(word)) if word == variant.name);
        field.name == VARIANT && variant.is_some_and(|variant| !goes_without_saying(variant))
    };
    let is_needed = |field: &&Field| {
        (matches!(field.mode, Mode::Required) || tells_apart(field))
            && variant.is_none_or(|variant| field.belongs_to(variant.name))
    };
    let missing =
        resource.fields.iter().filter(is_needed).filter(|field| !set.contains(&field.name));
    let said = missing.map(|field| match variant {
        Some(variant) if field.name == VARIANT => format!("`{VARIANT} = \"{}\"`", variant.name),
        _ => format!("`{}`", field.name),
    });
    said.collect()
}

/// The variant whose records lie in their table.
fn variant(foreign: &Foreign, resource: &'static Resource) -> Option<&'static Variant> {
    resource.variants.iter().find(|variant| variant.table == foreign.table)
}

/// The described type that it becomes.
fn resource(foreign: &Foreign) -> Option<&'static Resource> {
    let name = foreign.becomes?.strip_prefix(PROVIDER)?.strip_prefix('_')?;
    resources::ALL.iter().copied().find(|resource| resource.name == name)
}

/// What stands for an attribute here.
enum Here<'a> {
    /// A column of `fields`, or an attribute of the type that it becomes.
    Called(&'a str),
    /// An attribute that only the instance sets.
    ReadOnly,
    Nothing,
}

impl<'a> Here<'a> {
    fn called(self) -> Option<&'a str> {
        if let Self::Called(name) = self { Some(name) } else { None }
    }
}

fn here<'a>(
    foreign: &Foreign,
    resource: Option<&'static Resource>,
    attribute: &'a str,
) -> Here<'a> {
    let column = foreign.column(attribute);
    let Some(resource) = resource else {
        let is_secret = foreign.secret.contains(&attribute);
        return if is_secret { Here::Nothing } else { Here::Called(column) };
    };
    let variant = variant(foreign, resource);
    let is_it = |field: &&Field| {
        let is_linked = matches!(field.holds, FieldType::Links(_)) && field.name == column;
        (field.column == Some(column) || is_linked)
            && variant.is_none_or(|variant| field.belongs_to(variant.name))
    };
    match resource.fields.iter().find(is_it) {
        Some(field) if field.is_configurable() => Here::Called(field.name),
        Some(_) => Here::ReadOnly,
        None => Here::Nothing,
    }
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
        let columns = "| `connection_url` | `type = \"jdbc\"` | `database_type` |";
        assert!(database.contains(columns), "{database}");
        let web = of("servicenow_http_connection");
        assert!(!web.contains("`type"), "it is what goes without saying: {web}");
        assert!(!database.contains("`database_name`"), "{database}");
        let secret = of("servicenow_encryption_context");
        assert!(secret.ends_with("| `encryption_key` |\n"), "{secret}");
        assert_eq!(table().lines().count(), 66);
    }
}
