//! The lists that people look for, with the columns they want to see there.

use crate::dictionary::{Dictionary, Kind, Table};

/// A list in the navigation.
pub(super) struct Entry {
    pub(super) table: &'static str,
    pub(super) title: &'static str,
    columns: &'static [&'static str],
}

/// Lists that belong together.
pub(super) struct Shelf {
    pub(super) title: &'static str,
    pub(super) entries: &'static [Entry],
}

const fn entry(
    table: &'static str,
    title: &'static str,
    columns: &'static [&'static str],
) -> Entry {
    Entry { table, title, columns }
}

/// How many columns a list without a choice of its own shows.
const MOST_COLUMNS: usize = 6;

/// All of them.
pub(super) static SHELVES: &[Shelf] = &[
    Shelf {
        title: "Integrations",
        entries: &[
            entry(
                "oauth_entity",
                "Application Registry",
                &["name", "type", "client_id", "client_secret", "default_grant_type", "active"],
            ),
            entry(
                "oauth_entity_profile",
                "OAuth profiles",
                &["name", "oauth_entity", "grant_type", "default"],
            ),
            entry(
                "discovery_credentials",
                "Credentials",
                &["name", "sys_class_name", "user_name", "oauth_entity_profile", "active"],
            ),
            entry(
                "sys_connection",
                "Connections",
                &["name", "connection_alias", "credential", "connection_url", "active"],
            ),
            entry("sys_alias", "Aliases", &["name", "id", "type", "connection_type", "sys_scope"]),
            entry("oauth_credential", "Tokens", &["type", "peer", "user", "scope", "expires"]),
        ],
    },
    Shelf {
        title: "People and access",
        entries: &[
            entry("sys_user", "Users", &["user_name", "name", "email", "active", "locked_out"]),
            entry("sys_user_group", "Groups", &["name", "manager", "description", "active"]),
            entry("sys_user_role", "Roles", &["name", "description", "elevated_privilege"]),
            entry(
                "sys_user_has_role",
                "Granted roles",
                &["user", "role", "inherited", "granted_by", "state"],
            ),
            entry(
                "sys_security_acl",
                "Access rules",
                &["name", "operation", "type", "decision_type", "active"],
            ),
        ],
    },
    Shelf {
        title: "Applications",
        entries: &[
            entry("sys_store_app", "Store applications", &["name", "scope", "version", "active"]),
            entry("v_plugin", "Plugins", &["name", "id", "version", "active"]),
            entry("sys_properties", "System properties", &["name", "value", "type"]),
        ],
    },
];

/// The entry for a table, if it is on a shelf.
pub(super) fn of(table: &str) -> Option<&'static Entry> {
    SHELVES.iter().flat_map(|shelf| shelf.entries).find(|entry| entry.table == table)
}

/// The list that rows of the table are looked for in, and its title: one on a shelf, of a table that it
/// extends too, else its own.
pub(super) fn list(table: &Table) -> (&str, &str) {
    let entry = table.lineage.iter().find_map(|name| of(name));
    entry.map_or((&table.name, &table.label), |entry| (entry.table, entry.title))
}

/// The columns a list of the table shows: its own choice, or what names a row and comes first.
pub(super) fn columns(dictionary: &Dictionary, table: &Table) -> Vec<String> {
    let family = dictionary.family(&table.name);
    let exists = |name: &&str| family.iter().any(|member| member.column(name).is_some());
    if let Some(entry) = of(&table.name) {
        return entry.columns.iter().filter(|name| exists(name)).map(|c| (*c).to_owned()).collect();
    }
    let display = table.display_column().to_owned();
    let short = |kind: Kind| !matches!(kind, Kind::Script | Kind::Json | Kind::Conditions);
    let mut others: Vec<_> = table
        .columns()
        .filter(|column| !column.audit && !column.hidden && short(column.kind))
        .filter(|column| column.name != display && !column.name.starts_with("sys_"))
        .collect();
    others.sort_by_key(|column| (!column.mandatory, column.declared_in != table.name));
    let others = others.into_iter().map(|column| column.name.clone()).take(MOST_COLUMNS - 1);
    std::iter::once(display).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_of_a_table_with_its_columns() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for entry in SHELVES.iter().flat_map(|shelf| shelf.entries) {
            let table = dictionary.table(entry.table).unwrap();
            assert_eq!(columns(&dictionary, table), entry.columns, "{}", entry.table);
        }
    }

    #[test]
    fn any_other_table_begins_with_what_names_its_rows() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for table in dictionary.tables().filter(|table| of(&table.name).is_none()) {
            let columns = columns(&dictionary, table);
            assert_eq!(columns[0], table.display_column(), "{}", table.name);
            assert!(columns.len() <= MOST_COLUMNS, "{}", table.name);
        }
    }
}
