//! Deleting a record, and what becomes of those that refer to it.

use super::{Input, Meaning, Refusal, find, update, update::of_real_class, value};
use crate::{
    dictionary::{Cascade, Table},
    instance::Work,
    rules::{self, Change, When},
    store::{self, Record},
};
use std::sync::Arc;

/// Deletes a record. References to it are cleared, or their rows deleted too, as the dictionary
/// says.
pub(crate) fn delete(work: &Work<'_>, table: &Arc<Table>, id: &str) -> Result<(), Refusal> {
    let (class, record) = of_real_class(work, table, id)?;
    let id = value(&record, "sys_id").to_owned();
    let meaning = Meaning::Platform;
    let mut change = Change { work, table: class, previous: None, record, meaning };
    rules::run(When::BeforeDelete, &mut change)?;
    store::delete(work.connection, class, &id)?;
    release_references(work, class, &id)
}

fn release_references(work: &Work<'_>, table: &Table, id: &str) -> Result<(), Refusal> {
    for (referring, column) in work.instance.dictionary.references_to(table) {
        for row in find(work, &referring.name, &[(&column.name, id)])? {
            let row_id = value(&row, "sys_id");
            match column.cascade {
                Cascade::Cascade => delete(work, referring, row_id)?,
                Cascade::Clear => {
                    let values = Record::from([(column.name.clone(), String::new())]);
                    let input = Input { values, meaning: Meaning::Platform };
                    update(work, referring, row_id, &input)?;
                }
            }
        }
    }
    Ok(())
}
