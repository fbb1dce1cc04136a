//! Reads the dictionary's files and resolves inheritance.

use super::{Column, Table, column::Declaration};
use crate::evidence::Evidence;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// Why a dictionary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file is not what a dictionary file looks like.
    #[error("the dictionary file {file} cannot be read")]
    File {
        /// Its name in `tables/`.
        file: &'static str,
        /// What is wrong with it.
        source: toml::de::Error,
    },
    /// Two files declare one table.
    #[error("the table {0} is declared twice")]
    Twice(String),
    /// A table extends one that does not exist, or itself.
    #[error("the table {table} extends {parent}, which is not there")]
    Orphan {
        /// The table.
        table: String,
        /// What it names as its parent.
        parent: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableDeclaration {
    label: String,
    extends: Option<String>,
    #[serde(default, rename = "abstract")]
    is_abstract: bool,
    #[serde(default)]
    gathers: bool,
    #[serde(default = "yes")]
    exported: bool,
    evidence: Evidence,
    source: String,
    #[serde(default)]
    columns: BTreeMap<String, Declaration>,
}

fn yes() -> bool {
    true
}

type Declared = BTreeMap<String, TableDeclaration>;
/// Each table with itself and its ancestors upwards.
type Lineages = BTreeMap<String, Vec<String>>;
type Own = BTreeMap<String, BTreeMap<String, Arc<Column>>>;

/// The tables that `files` declare.
pub(super) fn load(
    files: &[(&'static str, &'static str)],
    with_unestablished: bool,
) -> Result<BTreeMap<String, Arc<Table>>, DictionaryError> {
    let mut declared = parse(files)?;
    let own = own_columns(&mut declared, with_unestablished);
    let lineages = lineages(&declared)?;
    let resolved =
        |name: &String| (name.clone(), Arc::new(resolve(name, &declared, &own, &lineages)));
    Ok(declared.keys().map(resolved).collect())
}

fn parse(files: &[(&'static str, &'static str)]) -> Result<Declared, DictionaryError> {
    let mut declared = Declared::new();
    for (file, text) in files {
        let tables: Declared =
            toml::from_str(text).map_err(|source| DictionaryError::File { file, source })?;
        for (name, table) in tables {
            match declared.entry(name) {
                Entry::Occupied(taken) => return Err(DictionaryError::Twice(taken.key().clone())),
                Entry::Vacant(free) => free.insert(table),
            };
        }
    }
    Ok(declared)
}

fn own_columns(declared: &mut Declared, with_unestablished: bool) -> Own {
    let mut own = Own::new();
    for (table, declaration) in declared {
        let columns = std::mem::take(&mut declaration.columns)
            .into_iter()
            .filter(|(_, column)| with_unestablished || column.established)
            .map(|(name, column)| {
                let column = column.column(name.clone(), table, declaration.evidence);
                (name, Arc::new(column))
            })
            .collect();
        own.insert(table.clone(), columns);
    }
    own
}

fn resolve(name: &str, declared: &Declared, own: &Own, lineages: &Lineages) -> Table {
    let lineage = lineages[name].clone();
    let concrete = |ancestor: &&String| declared.get(*ancestor).is_some_and(|t| !t.is_abstract);
    let root = lineage.iter().rfind(concrete).cloned().unwrap_or_else(|| name.to_owned());
    let declaration = &declared[name];
    Table {
        name: name.to_owned(),
        label: declaration.label.clone(),
        extends: declaration.extends.clone(),
        root,
        columns: inherited(&lineage, own),
        lineage,
        family: family(name, lineages),
        is_abstract: declaration.is_abstract,
        gathers: declaration.gathers,
        exported: declaration.exported,
        evidence: declaration.evidence,
        source: declaration.source.clone(),
    }
}

fn lineages(declared: &Declared) -> Result<Lineages, DictionaryError> {
    declared.keys().map(|name| Ok((name.clone(), lineage(name, declared)?))).collect()
}

fn lineage(name: &str, declared: &Declared) -> Result<Vec<String>, DictionaryError> {
    let mut lineage = vec![name.to_owned()];
    let mut current = &declared[name];
    while let Some(parent) = &current.extends {
        let next = declared.get(parent).filter(|_| !lineage.contains(parent));
        current = next.ok_or_else(|| DictionaryError::Orphan {
            table: name.to_owned(),
            parent: parent.clone(),
        })?;
        lineage.push(parent.clone());
    }
    Ok(lineage)
}

fn family(name: &str, lineages: &Lineages) -> Vec<String> {
    let descends = |(_, lineage): &(&String, &Vec<String>)| lineage.iter().any(|one| one == name);
    lineages.iter().filter(descends).map(|(table, _)| table.clone()).collect()
}

/// Columns from the top down, so that a child's declaration wins but the first declarer is kept.
fn inherited(lineage: &[String], own: &Own) -> BTreeMap<String, Arc<Column>> {
    let mut columns: BTreeMap<String, Arc<Column>> = BTreeMap::new();
    for (name, column) in lineage.iter().rev().filter_map(|table| own.get(table)).flatten() {
        let column = match columns.get(name) {
            None => Arc::clone(column),
            Some(first) => {
                let declared_in = first.declared_in.clone();
                Arc::new(Column { declared_in, ..(**column).clone() })
            }
        };
        columns.insert(name.clone(), column);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "[base]\nlabel='Base'\nevidence='D'\nsource='test'\n";

    #[test]
    fn a_table_that_extends_nothing_known_is_refused() {
        let text = "[child]\nlabel='Child'\nextends='gone'\nevidence='D'\nsource='test'\n";
        let refused = load(&[("test", text)], true).unwrap_err();
        assert_eq!(refused.to_string(), "the table child extends gone, which is not there");
    }

    #[test]
    fn a_table_that_extends_itself_is_refused() {
        let text = "[loop]\nlabel='Loop'\nextends='loop'\nevidence='D'\nsource='test'\n";
        assert!(matches!(load(&[("test", text)], true), Err(DictionaryError::Orphan { .. })));
    }

    #[test]
    fn a_table_declared_in_two_files_is_refused() {
        let refused = load(&[("one", BASE), ("two", BASE)], true).unwrap_err();
        assert_eq!(refused.to_string(), "the table base is declared twice");
    }

    #[test]
    fn a_misspelt_word_in_a_file_is_refused() {
        let text = format!("{BASE}[base.columns]\nname={{type='string',label='Name',lenght=3}}\n");
        let text: &'static str = Box::leak(text.into_boxed_str());
        assert!(matches!(load(&[("test", text)], true), Err(DictionaryError::File { .. })));
    }
}
