//! The columns behind the attributes, as the descriptions have them: what the pages say of them, and what
//! `servicenow-probe` compares with an instance.

use std::collections::BTreeMap;

use terraform_provider_servicenow::describe::{DataSource, Field, FieldType, Resource, Target};
use terraform_provider_servicenow::{data_sources, resources};

use super::kinds::PROVIDER;

/// What a description does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An attribute stands for it.
    Shown,
    /// A row of the type, or one that joins it to others, needs it.
    Needed,
    /// It finds a record of another table.
    Key,
}

/// A column that a description makes use of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Used {
    /// The full name of the resource type.
    pub(super) of_type: String,
    /// The attribute it is for; empty where the type needs it for all.
    pub(super) attribute: &'static str,
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    /// The words that the attribute may be.
    pub(super) words: Vec<&'static str>,
    pub(super) usage: Use,
    /// Whether it holds a secret, which has a write-only attribute too.
    secret: bool,
}

/// Every column that a description makes use of, in the order of the documentation.
pub(super) fn all() -> Vec<Used> {
    resources::ALL.iter().flat_map(|resource| Reader::read(resource, data_sources::ALL)).collect()
}

/// The columns of the data sources that are of no resource type, which nobody writes.
pub(super) fn of_data_sources() -> Vec<Used> {
    let is_apart = |source: &&&DataSource| {
        !resources::ALL.iter().any(|resource| resource.name == source.resource.name)
    };
    let apart = data_sources::ALL.iter().filter(is_apart);
    apart.flat_map(|source| Reader::read(source.resource, &[])).collect()
}

/// For each attribute of a type that stands for columns, those columns as the pages write them: alone where they are of the
/// type's own table.
pub(super) fn shown(columns: &[Used], resource: &Resource) -> BTreeMap<String, String> {
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let type_name = format!("{PROVIDER}_{}", resource.name);
    let of_type = columns.iter().filter(|column| column.of_type == type_name);
    for column in of_type.filter(|column| column.usage == Use::Shown) {
        let write_only = column.secret.then(|| format!("{}_wo", column.attribute));
        for name in write_only.into_iter().chain([column.attribute.to_owned()]) {
            let place = if column.table == resource.table {
                format!("`{}`", column.column)
            } else {
                format!("`{}.{}`", column.table, column.column)
            };
            let places = shown.entry(name).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    shown.into_iter().map(|(name, places)| (name, places.join(", "))).collect()
}

/// The words that a column of the field may hold.
fn words(field: &Field) -> Vec<&'static str> {
    match field.holds {
        FieldType::Choice(words) => words.to_vec(),
        FieldType::Codes(codes) => codes.iter().map(|(_, number)| *number).collect(),
        _ => Vec::new(),
    }
}

/// Reads the columns out of one description.
struct Reader {
    resource: &'static Resource,
    found: Vec<Used>,
}

impl Reader {
    fn read(resource: &'static Resource, sources: &[&'static DataSource]) -> Vec<Used> {
        let mut reader = Self { resource, found: Vec::new() };
        reader.note("id", resource.table, "sys_id", Use::Shown);
        resource.fields.iter().for_each(|field| reader.field(field));
        reader.beside_the_fields();
        let own = sources.iter().filter(|source| source.resource.name == resource.name);
        own.flat_map(|source| source.extra).for_each(|field| reader.field(field));
        reader.found
    }

    fn note(
        &mut self,
        attribute: &'static str,
        table: &'static str,
        column: &'static str,
        usage: Use,
    ) -> &mut Used {
        let same = |it: &Used| {
            (it.attribute, it.table, it.column, it.usage) == (attribute, table, column, usage)
        };
        let at = self.found.iter().position(same).unwrap_or_else(|| {
            let of_type = format!("{PROVIDER}_{}", self.resource.name);
            let (words, secret) = (Vec::new(), false);
            self.found.push(Used { of_type, attribute, table, column, words, usage, secret });
            self.found.len() - 1
        });
        &mut self.found[at]
    }

    fn field(&mut self, field: &'static Field) {
        for table in self.tables(field) {
            let Some(column) = field.column else { continue };
            let noted = self.note(field.name, table, column, Use::Shown);
            noted.secret = field.is_secret();
            noted.words = words(field);
        }
        match field.holds {
            FieldType::Reference(target) | FieldType::References(target) => {
                self.keys(field.name, target);
            }
            FieldType::Links(links) => {
                self.note(field.name, links.table, links.member, Use::Shown);
                self.note(field.name, links.table, links.owner, Use::Needed);
                self.keys(field.name, links.target);
                if let Some((column, _)) = links.same {
                    self.note(field.name, links.target.table, column, Use::Key);
                }
            }
            FieldType::Children(children) => {
                let columns = children.fields.iter().filter_map(|own| Some((own, own.column?)));
                for (own, column) in columns {
                    let noted = self.note(field.name, children.table, column, Use::Shown);
                    noted.words = words(own);
                }
                for column in [children.owner].into_iter().chain(children.order) {
                    self.note(field.name, children.table, column, Use::Needed);
                }
            }
            FieldType::Derived(columns, _) => self.walked(field, columns.iter().copied()),
            FieldType::Object(parts) => self.walked(field, parts.iter().map(|(_, column)| *column)),
            _ => {}
        }
    }

    /// The tables of a field: that of the type, or those of the variants that alone have it.
    fn tables(&self, field: &Field) -> Vec<&'static str> {
        let base = self.resource.table;
        let variants = self.resource.variants.iter();
        let of_variants = variants.filter(|variant| field.only_for.contains(&variant.name));
        let mut tables: Vec<&str> = of_variants.map(|variant| variant.table).collect();
        tables.dedup();
        if tables.is_empty() || tables.contains(&base) { vec![base] } else { tables }
    }

    fn keys(&mut self, attribute: &'static str, target: Target) {
        let within = target.within.map(first_step);
        for key in target.keys.iter().copied().chain(within) {
            self.note(attribute, target.table, key, Use::Key);
        }
    }

    /// The first steps of dot-walked columns; what lies behind a reference is another type's.
    fn walked(&mut self, field: &Field, columns: impl Iterator<Item = &'static str>) {
        let tables = self.tables(field);
        for column in columns {
            for table in &tables {
                self.note(field.name, table, first_step(column), Use::Needed);
            }
        }
    }

    /// What the type needs beside its fields: its application, the marks of its variants, the rows it is among.
    fn beside_the_fields(&mut self) {
        let resource = self.resource;
        if let Some(column) = resource.scope_column {
            self.note("application_scope", resource.table, column, Use::Shown);
            self.keys("application_scope", Resource::scope_target());
        }
        for variant in resource.variants {
            if let Some((column, word)) = variant.mark {
                self.note("type", variant.table, column, Use::Shown).words.push(word);
            }
        }
        for (column, _) in resource.among.iter().chain(resource.deactivation) {
            self.note("", resource.table, column, Use::Needed);
        }
    }
}

/// The column of the table itself with which a dot-walked one begins.
fn first_step(column: &'static str) -> &'static str {
    column.split_once('.').map_or(column, |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(of_type: &str, name: &str) -> Option<String> {
        let resource = resources::ALL.iter().find(|resource| resource.name == of_type).unwrap();
        shown(&all(), resource).remove(name)
    }

    #[test]
    fn an_attribute_is_shown_with_its_table_and_column() {
        let registry = |name| attribute("oauth_registry", name);
        assert_eq!(registry("authorization_url").unwrap(), "`auth_url`");
        assert_eq!(registry("application_scope").unwrap(), "`sys_scope`");
        assert_eq!(registry("jwks_url").unwrap(), "`oauth_jwt.jwks_url`");
        assert_eq!(registry("id").unwrap(), "`sys_id`");
        assert_eq!(registry("default_profile_id"), None);
        assert_eq!(registry("adopt_existing"), None);
    }

    #[test]
    fn a_secret_is_shown_at_both_its_attributes_and_not_at_its_version() {
        let credential = |name| attribute("credential", name);
        assert_eq!(credential("password").unwrap(), "`basic_auth_credentials.password`");
        assert_eq!(credential("password_wo"), credential("password"));
        assert_eq!(credential("password_wo_version"), None);
    }

    #[test]
    fn links_are_shown_as_the_rows_that_join() {
        let roles = attribute("acl", "roles").unwrap();
        assert_eq!(roles, "`sys_security_acl_role.sys_user_role`");
    }

    #[test]
    fn every_attribute_with_a_column_is_shown() {
        let all = all();
        for resource in resources::ALL {
            let shown = shown(&all, resource);
            for field in resource.fields.iter().filter(|field| field.column.is_some()) {
                assert!(shown.contains_key(field.name), "{} {}", resource.name, field.name);
            }
        }
    }

    #[test]
    fn a_data_source_of_no_resource_type_has_columns_too() {
        let has = |it: &Used| (it.table, it.column) == ("ecc_agent", "host_name");
        assert!(of_data_sources().iter().any(has) && !all().iter().any(has));
    }

    #[test]
    fn what_is_no_attribute_is_needed_all_the_same() {
        let all = all();
        let has = |table: &str, column: &str, usage: Use| {
            all.iter().any(|it| (it.table, it.column, it.usage) == (table, column, usage))
        };
        assert!(has("sys_user_has_role", "inherited", Use::Needed));
        assert!(has("sys_security_acl_role", "sys_security_acl", Use::Needed));
        assert!(has("sys_user", "user_name", Use::Key));
        assert!(has("sys_alias", "sys_scope", Use::Needed), "of the data source alone");
    }
}
