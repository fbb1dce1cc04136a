//! Follows a path of columns through references, and joins the tables on the way.

use crate::{
    dictionary::{Column, Dictionary, Table},
    store::quoted,
};
use std::{fmt::Write, sync::Arc};

/// The longest path followed, in steps, and the most tables joined: SQLite joins 64 at most.
const MOST_STEPS: usize = 8;
const MOST_JOINS: usize = 48;

/// A column somewhere along a path, and the SQL that yields its value.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The table the path ends in.
    pub(crate) table: String,
    pub(crate) column: Arc<Column>,
    pub(crate) sql: String,
}

/// The tables one statement reads: the first and those joined to it.
pub(crate) struct Joins<'a> {
    dictionary: &'a Dictionary,
    table: &'a Table,
    /// Path so far, alias and table of each join.
    joined: Vec<(String, String, Arc<Table>)>,
    sql: String,
}

impl<'a> Joins<'a> {
    /// Reads `table` alone, under the alias `t`.
    pub(crate) fn new(dictionary: &'a Dictionary, table: &'a Table) -> Self {
        let sql = format!("{} AS t", quoted(&table.root));
        Self { dictionary, table, joined: Vec::new(), sql }
    }

    /// The table every path starts from.
    pub(crate) fn start(&self) -> &str {
        &self.table.name
    }

    /// The tables as a FROM clause.
    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    /// Where `path` leads; nothing if a column on the way does not exist or refers to nothing.
    pub(crate) fn place(&mut self, path: &str) -> Option<Place> {
        if path.matches('.').count() > MOST_STEPS {
            return None;
        }
        let (way, last) = path.rsplit_once('.').unwrap_or(("", path));
        if way.is_empty() {
            return placed("t", self.table, last);
        }
        let (alias, table) = self.join(way)?;
        placed(&alias, &table, last)
    }

    fn join(&mut self, way: &str) -> Option<(String, Arc<Table>)> {
        if let Some((_, alias, table)) = self.joined.iter().find(|(path, _, _)| path == way) {
            return Some((alias.clone(), Arc::clone(table)));
        }
        if self.joined.len() >= MOST_JOINS {
            return None;
        }
        let place = self.place(way)?;
        let target = place.column.reference.as_deref().filter(|_| place.column.kind.is_link())?;
        let table = Arc::clone(self.dictionary.table(target)?);
        let alias = format!("t{}", self.joined.len().saturating_add(1));
        let root = quoted(&table.root);
        // Writing to a string cannot fail.
        let _ = write!(self.sql, " LEFT JOIN {root} AS {alias} ON {alias}.sys_id = {}", place.sql);
        self.joined.push((way.to_owned(), alias.clone(), Arc::clone(&table)));
        Some((alias, table))
    }
}

fn placed(alias: &str, table: &Table, column: &str) -> Option<Place> {
    let column = Arc::clone(table.column(column).filter(|column| !column.hidden)?);
    let sql = format!("{alias}.{}", quoted(&column.name));
    Some(Place { table: table.name.clone(), column, sql })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_joins_each_table_once() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let table = dictionary.table("http_connection").unwrap();
        let mut joins = Joins::new(&dictionary, table);
        joins.place("connection_alias.sys_scope.scope").unwrap();
        joins.place("connection_alias.name").unwrap();
        assert_eq!(joins.sql().matches("LEFT JOIN").count(), 2);
    }

    #[test]
    fn a_path_without_end_leads_nowhere() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let mut joins = Joins::new(&dictionary, dictionary.table("sys_user").unwrap());
        assert!(joins.place(&format!("{}name", "manager.".repeat(8))).is_some());
        assert!(joins.place(&format!("{}name", "manager.".repeat(900))).is_none());
    }

    #[test]
    fn a_path_through_a_plain_column_leads_nowhere() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let table = dictionary.table("http_connection").unwrap();
        let mut joins = Joins::new(&dictionary, table);
        for path in ["name.name", "nothing", "connection_alias.nothing", "", ".", "a..b"] {
            assert!(joins.place(path).is_none(), "{path}");
        }
    }
}
