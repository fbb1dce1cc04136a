//! What a page says beside the schema: the tables, the variants, the roles, and where to read on.

use std::collections::BTreeSet;

use serde::Serialize;
use terraform_provider_servicenow::describe::{FieldType, Resource};
use terraform_provider_servicenow::table_roles;

use super::behind::link;
use super::documents::Document;
use super::kinds::Kind;
use super::known::Dictionary;
use super::relations;

/// Tables that the actions and data sources of no described type ask for, by the names of their pages.
const ASKED: &[(&str, &[&str])] = &[
    ("application_rollback", &[CICD]),
    ("instance_scan", &[CICD]),
    ("oauth_token_status", &["oauth_credential"]),
    ("plugin_rollback", &[CICD]),
    ("table", &["sys_db_object", "sys_dictionary"]),
    ("test_suite_run", &[CICD]),
    ("update_set_back_out", &[CICD]),
    ("update_set_commit", &[CICD]),
    ("update_set_preview", &[CICD]),
    ("update_set_retrieve", &[CICD]),
];

/// What the roles for operations go by, which are no table.
const CICD: &str = "sn_cicd";

/// What is said of roles that nobody has established.
const UNKNOWN: &str = "not established; `admin` normally has it";

/// What a page says beside the schema.
#[derive(Debug, Default, Serialize)]
pub(super) struct Beside {
    pub(super) subcategory: &'static str,
    tables: Vec<Table>,
    variants: Vec<Variant>,
    roles: Vec<Roles>,
    /// Whether there is a role to be said for writing.
    writes: bool,
    /// Pages of the same type.
    pub(super) same: Vec<String>,
    /// Links to the types that refer to this one.
    referrers: Vec<String>,
    pub(super) documents: Vec<Document>,
}

/// A table of the type.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Table {
    name: &'static str,
    /// What a list of its records is called.
    label: Option<String>,
    /// The table that it extends, and the one that this extends.
    extends: Vec<String>,
}

/// What goes with a value of `type`.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Variant {
    name: &'static str,
    table: &'static str,
    attributes: Vec<&'static str>,
}

/// What tables ask for alike.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Roles {
    tables: Vec<String>,
    read: String,
    /// Nothing for tables that records are only looked up in.
    write: Option<String>,
}

impl Beside {
    /// What is said of a described type on a page of this kind.
    pub(super) fn of(resource: &'static Resource, dictionary: &Dictionary, kind: &Kind) -> Self {
        let writes = kind.folder == "resources";
        let referrers = relations::referrers(resource, dictionary);
        Self {
            tables: tables(resource, dictionary),
            variants: if writes { variants(resource) } else { Vec::new() },
            roles: roles(resource, kind),
            writes,
            referrers: referrers.into_iter().map(|one| link(one, kind)).collect(),
            ..Self::default()
        }
    }

    /// What is said of the page of this name, which is of no described type.
    pub(super) fn of_page(page: &str, kind: &Kind) -> Self {
        let writes = kind.folder == "actions";
        let asked =
            ASKED.iter().find(|(name, _)| *name == page).map_or(&[][..], |(_, asked)| *asked);
        Self { roles: gathered(asked, writes), writes, ..Self::default() }
    }
}

fn tables(resource: &Resource, dictionary: &Dictionary) -> Vec<Table> {
    let table = |name: &'static str| Table {
        name,
        label: dictionary.label(name).map(ToOwned::to_owned),
        extends: dictionary.chain(name).into_iter().skip(1).map(ToOwned::to_owned).collect(),
    };
    let shown = relations::tables(resource).into_iter().filter(|name| !name.is_empty());
    shown.map(table).collect()
}

fn variants(resource: &Resource) -> Vec<Variant> {
    let own = |name: &str| {
        let fields = resource.fields.iter().filter(|field| field.only_for.contains(&name));
        fields.map(|field| field.name).collect()
    };
    let variants = resource.variants.iter();
    let rows =
        variants.map(|one| Variant { name: one.name, table: one.table, attributes: own(one.name) });
    rows.collect()
}

/// What a type's own tables ask for, and those that its references are looked up in.
fn roles(resource: &Resource, kind: &Kind) -> Vec<Roles> {
    let mut own = relations::tables(resource);
    let mut looked_up = Vec::new();
    for field in resource.fields {
        match field.holds {
            FieldType::Links(links) => own.push(links.table),
            FieldType::Children(children) => own.push(children.table),
            _ => {}
        }
        looked_up.extend(relations::targets(field).into_iter().map(|(_, table)| table));
    }
    looked_up.extend(resource.scope_column.map(|_| Resource::scope_target().table));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    own.retain(|table| seen.insert(*table));
    looked_up.retain(|table| seen.insert(*table));
    let mut roles = gathered(&own, kind.folder == "resources");
    roles.extend(gathered(&looked_up, false));
    roles
}

/// One line for all tables that ask for the same.
fn gathered(tables: &[&str], writes: bool) -> Vec<Roles> {
    let mut lines: Vec<Roles> = Vec::new();
    for table in tables {
        let asked = table_roles(table);
        let said = |words: String| if asked.are_known { words } else { UNKNOWN.to_owned() };
        let (read, write) = (said(asked.read), writes.then(|| said(asked.write)));
        let name = if *table == CICD { "the CI/CD API".to_owned() } else { format!("`{table}`") };
        match lines.iter_mut().find(|line| (&line.read, &line.write) == (&read, &write)) {
            Some(line) => line.tables.push(name),
            None => lines.push(Roles { tables: vec![name], read, write }),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use crate::docs::kinds::KINDS;
    use terraform_provider_servicenow::resources;

    fn of(name: &str, kind: &Kind) -> Beside {
        let resource = resources::ALL.iter().find(|resource| resource.name == name).unwrap();
        Beside::of(resource, &Dictionary::read(&cargo::root()).unwrap(), kind)
    }

    #[test]
    fn a_page_names_its_tables_and_what_they_extend() {
        let connection = of("connection", &KINDS[0]);
        let table = connection.tables.iter().find(|table| table.name == "http_connection").unwrap();
        assert_eq!(table.extends, ["sys_connection"]);
        assert_eq!(of("user", &KINDS[0]).tables[0].label.as_deref(), Some("Users"));
    }

    #[test]
    fn each_type_word_has_a_line_with_what_goes_with_it_alone() {
        let registry = of("oauth_registry", &KINDS[0]);
        let jwt = registry.variants.iter().find(|one| one.name == "jwt_client").unwrap();
        assert_eq!(jwt.table, "oauth_jwt");
        assert!(jwt.attributes.contains(&"jwks_url") && !jwt.attributes.contains(&"token_url"));
        assert!(of("user", &KINDS[0]).variants.is_empty());
        assert!(of("oauth_registry", &KINDS[1]).variants.is_empty());
    }

    #[test]
    fn roles_are_those_that_errors_name_for_reading_and_for_writing() {
        let alias = of("connection_alias", &KINDS[0]);
        let own = &alias.roles[0];
        assert_eq!(own.tables, ["`sys_alias`"]);
        assert_eq!(own.read, "connection_admin or admin");
        assert_eq!(own.write.as_deref(), Some("admin"));
        let mut looked_up = alias.roles.iter().filter(|line| line.write.is_none());
        assert!(looked_up.any(|line| line.tables.contains(&"`sys_scope`".to_owned())));
        let found = of("connection_alias", &KINDS[1]);
        assert!(found.roles.iter().all(|line| line.write.is_none()));
    }

    #[test]
    fn what_nobody_knows_is_said_so() {
        let lines = gathered(&["cmn_department"], true);
        assert_eq!((lines[0].read.as_str(), lines[0].write.as_deref()), (UNKNOWN, Some(UNKNOWN)));
    }

    #[test]
    fn an_action_says_who_may_use_the_api() {
        let commit = Beside::of_page("update_set_commit", &KINDS[4]);
        assert_eq!(commit.roles[0].tables, ["the CI/CD API"]);
        assert!(Beside::of_page("oauth_token", &KINDS[2]).roles.is_empty());
    }
}
