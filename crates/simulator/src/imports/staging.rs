//! A table that extends `sys_import_set_row`: its place in the hierarchy, and what a row of it holds.

use super::ROWS;
use crate::{dictionary::Table, refusal::Refusal, store::Record, world::Work};
use std::collections::BTreeMap;

/// A staging table of the instance.
#[derive(Debug)]
pub(crate) struct StagingTable {
    /// As access rules see it: of its own name, below the table that it extends.
    pub(crate) table: Table,
    /// Its own columns, with the most characters each takes.
    columns: BTreeMap<String, Option<usize>>,
}

impl StagingTable {
    /// The table of that name, which must extend that of import set rows.
    pub(crate) fn named(work: &Work<'_>, name: &str) -> Result<Self, Refusal> {
        let own = own_lineage(work, name)?;
        let mut table = Table::clone(work.table(ROWS)?);
        let mut columns = BTreeMap::new();
        for ancestor in &own {
            columns.extend(columns_of(work, ancestor)?);
        }
        table.name.clone_from(own.first().unwrap_or(&table.root));
        table.lineage = [own, table.lineage].concat();
        Ok(Self { table, columns })
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.table.name
    }

    /// What of a row it keeps: its own columns, those left out that the caller may not write.
    pub(super) fn kept(&self, work: &Work<'_>, sent: &Record) -> Record {
        let cut = work.world.unknowns.long_text_cut;
        let kept = sent.iter().filter_map(|(name, text)| {
            let length = self.columns.get(name)?.filter(|_| cut).unwrap_or(usize::MAX);
            let may = work.caller.may_write(&self.table, name);
            may.then(|| (name.clone(), text.chars().take(length).collect()))
        });
        kept.collect()
    }
}

/// The table and what it extends, up to the table of import set rows and without it.
fn own_lineage(work: &Work<'_>, name: &str) -> Result<Vec<String>, Refusal> {
    let mut lineage: Vec<String> = Vec::new();
    let mut next = work.find("sys_db_object", &[("name", name)])?.pop();
    while let Some(row) = next {
        let name = row.value("name").to_owned();
        if name == ROWS && !lineage.is_empty() {
            return Ok(lineage);
        }
        if lineage.contains(&name) {
            break;
        }
        lineage.push(name);
        next = work.fetch("sys_db_object", row.value("super_class"))?;
    }
    Err(Refusal::InvalidTable(name.to_owned()))
}

fn columns_of(work: &Work<'_>, table: &str) -> Result<Vec<(String, Option<usize>)>, Refusal> {
    let rows = work.find("sys_dictionary", &[("name", table)])?;
    let named = rows.iter().filter(|row| !row.value("element").is_empty());
    let columns = named.map(|row| {
        let length = row.value("max_length").parse::<usize>().ok().filter(|length| *length > 0);
        (row.value("element").to_owned(), length)
    });
    Ok(columns.collect())
}
