//! What stands behind an attribute: its column, the value that an instance gives it, and the type that it leads to.

use std::collections::BTreeMap;

use terraform_provider_servicenow::describe::{Field, FieldType, Resource, word_of};

use super::columns::{self, Use, Used};
use super::kinds::{Kind, page_name};
use super::known::Dictionary;
use super::relations;

/// The longest value that a line can hold.
const LONGEST: usize = 60;

/// What stands behind an attribute, each as a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    /// `The instance's own default: ...`
    default: Option<String>,
    /// `References ...`
    references: Option<String>,
    /// `Column ...`
    place: Option<String>,
}

impl Behind {
    /// A column, or several.
    pub(super) fn in_column(place: &str) -> Self {
        Self { place: Some(format!("Column {place}.")), ..Self::default() }
    }

    /// The sentences that the attribute's own description leaves to be said.
    pub(super) fn sentences(&self, description: &str) -> Vec<String> {
        let says_default =
            ["own default", "Default:", "Left out"].iter().any(|it| description.contains(it));
        let default = self.default.iter().filter(|_| !says_default);
        default.chain(&self.references).chain(&self.place).cloned().collect()
    }
}

/// What stands behind the attributes of a type, by their paths, for a page of this kind.
pub(super) fn attributes(
    resource: &'static Resource,
    columns: &[Used],
    dictionary: &Dictionary,
    kind: &Kind,
) -> BTreeMap<String, Behind> {
    let mut all: BTreeMap<String, Behind> = BTreeMap::new();
    for (name, place) in columns::shown(columns, resource) {
        all.insert(name, Behind::in_column(&place));
    }
    for field in resource.fields {
        for (path, place) in rows(field) {
            all.entry(path).or_default().place = Some(place);
        }
        for (path, table) in relations::targets(field) {
            all.entry(path).or_default().references = references(table, resource, dictionary, kind);
        }
        if kind.folder == "resources" && field.is_configurable() {
            let own = own_default(field, resource, columns, dictionary);
            all.entry(field.name.to_owned()).or_default().default = own;
        }
    }
    all
}

/// What is said of children: whose rows they are, and the column of each of their attributes.
fn rows(field: &Field) -> Vec<(String, String)> {
    let FieldType::Children(children) = field.holds else { return Vec::new() };
    let mut places = vec![(field.name.to_owned(), format!("Rows of `{}`.", children.table))];
    let columns = children.fields.iter().filter_map(|own| Some((own.name, own.column?)));
    places.extend(columns.map(|(name, column)| {
        (format!("{}.{name}", field.name), format!("Column `{}.{column}`.", children.table))
    }));
    places
}

fn references(
    table: &str,
    from: &Resource,
    dictionary: &Dictionary,
    kind: &Kind,
) -> Option<String> {
    let types = relations::types_of(table, dictionary);
    let others = types.iter().filter(|resource| resource.name != from.name);
    let links: Vec<String> = others.map(|resource| link(resource, kind)).collect();
    (!links.is_empty()).then(|| format!("References {}.", links.join(" or ")))
}

/// A link to the page of a resource, from a page of this kind.
pub(super) fn link(resource: &Resource, from: &Kind) -> String {
    let name = relations::type_name(resource);
    let folder = if from.folder == "resources" { "" } else { "../resources/" };
    format!("[`{name}`]({folder}{}.md)", page_name(&name))
}

/// The value that the instance gives a new record, where a source says so.
fn own_default(
    field: &Field,
    resource: &Resource,
    columns: &[Used],
    dictionary: &Dictionary,
) -> Option<String> {
    let type_name = relations::type_name(resource);
    let is_it = |column: &&Used| {
        column.of_type == type_name && column.attribute == field.name && column.usage == Use::Shown
    };
    let place = columns.iter().find(is_it)?;
    let value = dictionary.default(place.table, place.column)?;
    let value = match field.holds {
        FieldType::Flag | FieldType::Whole | FieldType::Choice(_) => value,
        FieldType::Codes(codes) => word_of(codes, value).unwrap_or(value),
        FieldType::Text if is_short(value) => value,
        _ => return None,
    };
    Some(format!("The instance's own default: `{value}`."))
}

fn is_short(value: &str) -> bool {
    value.len() <= LONGEST && !value.contains(['\n', '`']) && !value.starts_with("javascript:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use crate::docs::kinds::KINDS;
    use terraform_provider_servicenow::resources;

    fn of(name: &str, kind: &Kind) -> BTreeMap<String, Behind> {
        let resource = resources::ALL.iter().find(|resource| resource.name == name).unwrap();
        let dictionary = Dictionary::read(&cargo::root()).unwrap();
        attributes(resource, &columns::all(), &dictionary, kind)
    }

    #[test]
    fn a_column_of_the_types_own_table_stands_without_it() {
        let registry = of("oauth_registry", &KINDS[0]);
        let place = |name: &str| registry[name].place.clone().unwrap();
        assert_eq!(place("authorization_url"), "Column `auth_url`.");
        assert_eq!(place("jwks_url"), "Column `oauth_jwt.jwks_url`.");
    }

    #[test]
    fn the_instances_own_default_is_said_where_a_source_has_it() {
        let registry = of("oauth_registry", &KINDS[0]);
        let said = registry["active"].sentences("Whether the entry is in use.");
        assert_eq!(said[0], "The instance's own default: `true`.");
        assert!(registry["default_grant_type"].default.is_none(), "nobody has seen it");
        let said =
            registry["access_token_lifespan"].sentences("The instance's own default is 1800.");
        assert_eq!(said, ["Column `access_token_lifespan`."]);
        assert!(of("oauth_registry", &KINDS[1])["active"].default.is_none(), "of a data source");
    }

    #[test]
    fn a_reference_names_the_page_of_its_type() {
        let said = |kind: &Kind| of("group", kind)["manager"].references.clone().unwrap();
        assert_eq!(said(&KINDS[0]), "References [`servicenow_user`](user.md).");
        assert_eq!(said(&KINDS[1]), "References [`servicenow_user`](../resources/user.md).");
        assert_eq!(of("user", &KINDS[0])["manager"].references, None, "to its own page");
    }

    #[test]
    fn children_say_whose_rows_they_are_and_each_of_their_columns() {
        let message = of("rest_message", &KINDS[0]);
        let place = |path: &str| message[path].place.clone().unwrap();
        assert_eq!(place("headers"), "Rows of `sys_rest_message_headers`.");
        assert_eq!(place("headers.name"), "Column `sys_rest_message_headers.name`.");
    }
}
