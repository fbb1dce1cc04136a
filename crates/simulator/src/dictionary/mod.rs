//! The instance's dictionary: which tables there are, what they extend and which columns they have.
//!
//! It is read from `tables/*.toml` and is the simulator's only knowledge of tables.

mod column;
mod files;
mod kind;
mod load;
mod table;

pub(crate) use column::{Cascade, Column};
pub(crate) use kind::Kind;
pub use load::DictionaryError;
pub(crate) use table::Table;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// All tables by name, with inherited columns resolved.
#[derive(Debug)]
pub(crate) struct Dictionary {
    tables: BTreeMap<String, Arc<Table>>,
}

impl Dictionary {
    /// The dictionary this simulator ships; without the columns nobody has established when
    /// `with_unestablished` is false.
    ///
    /// It is read once in a process: tests start hundreds of instances.
    pub(crate) fn shipped(with_unestablished: bool) -> Result<Self, DictionaryError> {
        static READ: [OnceLock<BTreeMap<String, Arc<Table>>>; 2] = [const { OnceLock::new() }; 2];
        let read = &READ[usize::from(with_unestablished)];
        let tables = if let Some(tables) = read.get() {
            tables
        } else {
            let tables = load::load(files::FILES, with_unestablished)?;
            read.get_or_init(|| tables)
        };
        Ok(Self { tables: tables.clone() })
    }

    /// The same with another default for a column of `table`, which no other table extends.
    pub(crate) fn with_default(mut self, table: &str, column: &str, default: &str) -> Self {
        if let Some(table) = self.tables.get_mut(table) {
            let changed = Arc::make_mut(table);
            if let Some(column) = changed.columns.get_mut(column) {
                Arc::make_mut(column).default = Some(default.to_owned());
            }
        }
        self
    }

    /// The shipped dictionary and what `extra` declares.
    #[cfg(test)]
    pub(crate) fn with(extra: &'static str) -> Self {
        let files = [files::FILES, &[("extra", extra)]].concat();
        Self { tables: load::load(&files, true).unwrap() }
    }

    /// The table of that name, unless it is abstract and nothing can be read from it.
    pub(crate) fn table(&self, name: &str) -> Option<&Arc<Table>> {
        self.tables.get(name).filter(|table| !table.is_abstract || table.gathers)
    }

    /// Every table that can be read, by name.
    pub(crate) fn readable(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables.values().filter(|table| !table.is_abstract || table.gathers)
    }

    /// The tables that have no rows of their own and show those of all that extend them.
    pub(crate) fn gathering(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables.values().filter(|table| table.gathers)
    }

    /// Every table that has rows of its own, by name.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables.values().filter(|table| !table.is_abstract)
    }

    /// The tables at the top of each hierarchy; each is one table in the store.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables().filter(|table| table.root == table.name)
    }

    /// `name` and every table that extends it, however far down.
    pub(crate) fn family(&self, name: &str) -> Vec<&Arc<Table>> {
        self.tables().filter(|table| table.is_a(name)).collect()
    }

    /// Every column that refers to `target` or to one of its ancestors, with its table.
    pub(crate) fn references_to(&self, target: &Table) -> Vec<(&Arc<Table>, &Arc<Column>)> {
        let own = self.tables().flat_map(|table| {
            table
                .columns()
                .filter(|column| column.declared_in == table.name)
                .map(move |c| (table, c))
        });
        let declared_above = self.roots().flat_map(|root| {
            root.columns().filter(|column| column.declared_in != root.name).map(move |c| (root, c))
        });
        own.chain(declared_above)
            .filter(|(_, column)| column.kind == Kind::Reference)
            .filter(|(_, column)| {
                column.reference.as_ref().is_some_and(|name| target.lineage.contains(name))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        Dictionary::shipped(true).unwrap()
    }

    #[test]
    fn a_child_has_its_own_columns_and_those_of_all_ancestors() {
        let dictionary = dictionary();
        let table = dictionary.table("oauth_2_0_credentials").unwrap();
        for column in ["oauth_entity_profile", "user_name", "sys_id", "sys_mod_count"] {
            assert!(table.column(column).is_some(), "{column}");
        }
        assert_eq!(table.root, "discovery_credentials");
    }

    #[test]
    fn a_child_may_give_an_inherited_column_another_default() {
        let dictionary = dictionary();
        let default =
            |table: &str| dictionary.table(table).unwrap().column("type").unwrap().default.clone();
        assert_eq!(default("discovery_credentials"), None);
        assert_eq!(default("basic_auth_credentials").as_deref(), Some("basic_auth"));
    }

    #[test]
    fn abstract_tables_cannot_be_asked_for_unless_they_gather() {
        let dictionary = dictionary();
        assert!(dictionary.table("standard").is_none());
        assert!(dictionary.table("sys_metadata").is_some());
        assert!(dictionary.tables().all(|table| table.name != "sys_metadata"));
    }

    #[test]
    fn every_reference_names_a_table_of_the_dictionary() {
        let dictionary = dictionary();
        for table in dictionary.tables() {
            for column in table.columns() {
                if matches!(column.kind, Kind::Reference | Kind::List | Kind::Domain) {
                    let target = column.reference.as_deref().unwrap_or_default();
                    assert!(dictionary.table(target).is_some(), "{}.{}", table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn a_table_that_others_extend_shows_the_class_of_its_rows() {
        let dictionary = dictionary();
        for table in dictionary.tables() {
            if dictionary.family(&table.name).len() > 1 {
                assert!(table.column("sys_class_name").is_some(), "{}", table.name);
            }
        }
    }

    #[test]
    fn columns_of_one_name_in_a_hierarchy_have_one_type() {
        let dictionary = dictionary();
        for root in dictionary.roots() {
            let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
            for table in dictionary.family(&root.name) {
                for column in table.columns() {
                    let kind = *kinds.entry(column.name.clone()).or_insert(column.kind);
                    assert_eq!(kind, column.kind, "{}.{}", table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn unestablished_columns_can_be_left_out() {
        let without = Dictionary::shipped(false).unwrap();
        assert!(without.table("sys_alias").unwrap().column("description").is_none());
        assert!(dictionary().table("sys_alias").unwrap().column("description").is_some());
    }

    #[test]
    fn references_are_found_through_ancestors() {
        let dictionary = dictionary();
        let store_app = dictionary.table("sys_store_app").unwrap();
        let found = dictionary.references_to(store_app);
        assert!(
            found.iter().any(|(t, c)| t.name == "discovery_credentials" && c.name == "application")
        );
        assert!(found.iter().any(|(t, c)| t.name == "sys_alias" && c.name == "sys_scope"));
    }
}
