//! `crates/probe/columns.toml`: what `servicenow-probe` knows of each table before it asks an instance, from the descriptions
//! and from the simulated instance's dictionary. The probe is a program of its own and depends on neither.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use toml::Table;

use crate::failure::{Attempt, Failure};

use super::columns::{Use, Used};
use super::guides;

/// Where it lies, below the root.
pub(super) const FILE: &str = "crates/probe/columns.toml";

const HEAD: &str = "# What is known of each table before an instance is asked. Written by `cargo xtask docs`; do not edit.\n\
                    #\n\
                    # columns: what the provider's descriptions make use of; a key only finds a record of another table.\n\
                    # tables: what each extends, and the columns that the simulated instance has and no description needs.\n";

/// The evidence of what no source shows.
const INVENTED: &str = "I";

/// The tables of the simulated instance, as its files declare them.
#[derive(Default)]
pub(super) struct Dictionary(BTreeMap<String, Table>);

impl Dictionary {
    /// Reads `crates/simulator/tables`.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let folder = root.join("crates/simulator/tables");
        let mut tables = BTreeMap::new();
        for path in guides::entries(&folder)? {
            let what = format!("read {}", path.display());
            let file: Table =
                fs::read_to_string(&path).attempting(&what)?.parse().attempting(&what)?;
            let named = |(name, table): (String, toml::Value)| match table {
                toml::Value::Table(table) => Some((name, table)),
                _ => None,
            };
            tables.extend(file.into_iter().filter_map(named));
        }
        Ok(Self(tables))
    }

    /// The table that one extends, unless that is only a way of speaking.
    fn parent(&self, table: &str) -> Option<&str> {
        let parent = self.0.get(table)?.get("extends")?.as_str()?;
        let flag = |key: &str| self.0.get(parent)?.get(key)?.as_bool();
        let speaking = flag("abstract") == Some(true) && flag("gathers") != Some(true);
        (!speaking).then_some(parent)
    }

    /// The table and all that it extends, the nearest first.
    pub(super) fn chain<'a>(&'a self, table: &'a str) -> Vec<&'a str> {
        let mut chain = vec![table];
        while let Some(parent) = self.parent(chain[chain.len() - 1]) {
            chain.push(parent);
        }
        chain
    }

    /// What a list of the table's records is called.
    pub(super) fn label(&self, table: &str) -> Option<&str> {
        self.0.get(table)?.get("label")?.as_str()
    }

    /// The value of a column in a new record that says nothing of it, where a source tells it.
    pub(super) fn default(&self, table: &str, column: &str) -> Option<&str> {
        let mut chain = self.chain(table).into_iter();
        let (table, column) = chain.find_map(|table| {
            Some((table, self.own(table).find(|(name, _)| *name == column)?.1))
        })?;
        let evidence = column.get("evidence").or_else(|| self.0.get(table)?.get("evidence"))?;
        let value = column.get("default")?.as_str().filter(|value| !value.is_empty())?;
        (evidence.as_str() != Some(INVENTED)).then_some(value)
    }

    /// The columns that a table declares itself and the instance shows.
    fn own(&self, table: &str) -> impl Iterator<Item = (&str, &Table)> {
        let columns = self.0.get(table).and_then(|table| table.get("columns")?.as_table());
        let columns = columns.into_iter().flatten();
        let columns = columns.filter_map(|(name, it)| Some((name.as_str(), it.as_table()?)));
        columns.filter(|(_, it)| it.get("hidden").and_then(toml::Value::as_bool) != Some(true))
    }

    /// The words of a column, from the nearest table that lists any.
    fn words(&self, table: &str, column: &str) -> Vec<&str> {
        let listed = |table: &str| {
            let (_, column) = self.own(table).find(|(name, _)| *name == column)?;
            Some(column.get("choices")?.as_table()?.keys().map(String::as_str).collect())
        };
        self.chain(table).into_iter().find_map(listed).unwrap_or_default()
    }
}

/// The whole file.
pub(super) fn file(columns: &[Used], dictionary: &Dictionary) -> String {
    let mut text = format!("{HEAD}\ncolumns = [\n");
    for column in columns {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {},", line(column, dictionary));
    }
    text.push_str("]\n");
    for table in tables(columns, dictionary) {
        let _ = writeln!(text, "\n[tables.{table}]");
        if let Some(parent) = dictionary.parent(table) {
            let _ = writeln!(text, "extends = \"{parent}\"");
        }
        let others = others(columns, dictionary, table);
        if !others.is_empty() {
            let _ = writeln!(text, "others = {}", quoted(&others));
        }
    }
    text
}

/// The tables that a description names, and all that they extend.
fn tables<'a>(columns: &'a [Used], dictionary: &'a Dictionary) -> BTreeSet<&'a str> {
    columns.iter().flat_map(|column| dictionary.chain(column.table)).collect()
}

/// The columns of a table that no description names, of tables at all that a description writes.
fn others<'a>(columns: &[Used], dictionary: &'a Dictionary, table: &str) -> Vec<&'a str> {
    let written = columns.iter().filter(|column| column.usage != Use::Key);
    let written = written.flat_map(|column| dictionary.chain(column.table));
    if !written.into_iter().any(|written| written == table) {
        return Vec::new();
    }
    let described = |name: &str| columns.iter().any(|it| it.table == table && it.column == name);
    let own = dictionary.own(table).map(|(name, _)| name);
    own.filter(|name| !described(name)).collect()
}

fn line(column: &Used, dictionary: &Dictionary) -> String {
    let mut line = format!("{{ type = \"{}\"", column.of_type);
    if !column.attribute.is_empty() {
        let _ = write!(line, ", attribute = \"{}\"", column.attribute);
    }
    let _ = write!(line, ", table = \"{}\", column = \"{}\"", column.table, column.column);
    if !column.words.is_empty() {
        let _ = write!(line, ", words = {}", quoted(&column.words));
        let mut others = dictionary.words(column.table, column.column);
        others.retain(|word| !column.words.contains(word));
        if !others.is_empty() {
            let _ = write!(line, ", other_words = {}", quoted(&others));
        }
    }
    let key = if column.usage == Use::Key { ", key = true" } else { "" };
    format!("{line}{key} }}")
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use crate::docs::columns;

    #[test]
    fn what_lies_there_is_what_would_be_written() {
        let root = cargo::root();
        let made = file(&columns::all(), &Dictionary::read(&root).unwrap());
        let there = fs::read_to_string(root.join(FILE)).unwrap();
        assert!(made == there, "run `cargo xtask docs`");
        assert!(made.parse::<Table>().is_ok());
    }

    #[test]
    fn a_default_is_told_where_a_source_has_it() {
        let dictionary = Dictionary::read(&cargo::root()).unwrap();
        let default = |column: &str| dictionary.default("oauth_jwt", column);
        assert_eq!((default("clock_skew"), default("active")), (Some("300"), Some("true")));
        assert_eq!((default("default_grant_type"), default("name")), (None, None));
        assert_eq!(dictionary.label("sys_user"), Some("Users"));
    }

    #[test]
    fn what_the_simulated_instance_has_beside_the_descriptions_is_known() {
        let root = cargo::root();
        let dictionary = Dictionary::read(&root).unwrap();
        let columns = columns::all();
        assert!(others(&columns, &dictionary, "sys_alias").contains(&"is_internal"));
        assert!(!others(&columns, &dictionary, "sys_alias").contains(&"multiple_connections"));
        // Only looked up: what else it has is nobody's concern.
        assert_eq!(others(&columns, &dictionary, "sys_script_include"), Vec::<&str>::new());
        assert_eq!(dictionary.chain("http_connection"), ["http_connection", "sys_connection"]);
        assert_eq!(dictionary.chain("sys_alias"), ["sys_alias", "sys_metadata"]);
    }
}
