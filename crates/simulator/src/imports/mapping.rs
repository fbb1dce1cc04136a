//! What the field maps of a transform map make of a row: the values of the target record, and those
//! that it is matched by (docs/facts.md#transforming).

use super::coalesce::Key;
use crate::{
    dictionary::{Column, Table},
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Meaning, Work},
};

/// The word that empties a column of the target.
const EMPTIES: &str = "NULL";

/// A row, as the target table has it.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    pub(super) values: Record,
    pub(super) keys: Vec<Key>,
}

/// What becomes of one value.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Written(String),
    LeftOut,
    /// The whole row is refused for it.
    Rejected,
}

/// The row by the field maps of `map`; nothing where one of them rejects it.
pub(super) fn mapped(
    work: &Work<'_>,
    map: &Record,
    table: &Table,
    staged: &Record,
) -> Result<Option<Mapped>, Refusal> {
    let copies_empty = map.value("copy_empty_fields") == "true";
    let mut mapped = Mapped::default();
    for entry in work.find("sys_transform_entry", &[("map", map.value("sys_id"))])? {
        let Some(column) = table.column(entry.value("target_field")) else { continue };
        if entry.value("use_source_script") == "true" {
            continue;
        }
        let sent = staged.value(entry.value("source_field"));
        let value = match fate(work, &entry, column, sent)? {
            Fate::Written(value) => value,
            Fate::LeftOut => continue,
            Fate::Rejected => return Ok(None),
        };
        if !sent.is_empty() || copies_empty {
            mapped.values.insert(column.name.clone(), value.clone());
        }
        if entry.value("coalesce") == "true" {
            mapped.keys.push(Key {
                column: column.name.clone(),
                value,
                minds_case: entry.value("coalesce_case_sensitive") == "true",
                matches_empty: entry.value("coalesce_empty_fields") == "true",
            });
        }
    }
    Ok(Some(mapped))
}

fn fate(work: &Work<'_>, entry: &Record, column: &Column, sent: &str) -> Result<Fate, Refusal> {
    if sent.is_empty() || sent == EMPTIES {
        return Ok(Fate::Written(String::new()));
    }
    match &column.reference {
        Some(target) if column.kind.is_link() => referred(work, entry, target, sent),
        _ if !column.choices.is_empty() => Ok(chosen(entry, column, sent)),
        _ => Ok(Fate::Written(sent.to_owned())),
    }
}

/// A record is found by its sys_id, or by the column that the field map names: else by what names it to people. One
/// that is not there is made, unless the field map says otherwise.
fn referred(work: &Work<'_>, entry: &Record, target: &str, sent: &str) -> Result<Fate, Refusal> {
    let table = work.table(target)?;
    let named = Some(entry.value("reference_value_field")).filter(|name| !name.is_empty());
    let column = named.unwrap_or_else(|| table.display_column());
    if table.column(column).is_none() {
        return Ok(Fate::LeftOut);
    }
    let by_id = work.fetch(target, sent)?;
    let found = match by_id {
        Some(row) => Some(row),
        None => work.find(target, &[(column, sent)])?.into_iter().next(),
    };
    if let Some(row) = found {
        return Ok(Fate::Written(row.value("sys_id").to_owned()));
    }
    Ok(match entry.value("choice_action") {
        "ignore" => Fate::LeftOut,
        "reject" => Fate::Rejected,
        _ => {
            let values = [(column.to_owned(), sent.to_owned())].into_iter().collect();
            let input = Input { values, meaning: Meaning::Stored };
            Fate::Written(records::insert(work, table, &input)?.value("sys_id").to_owned())
        }
    })
}

/// A choice comes as its value or its label.
fn chosen(entry: &Record, column: &Column, sent: &str) -> Fate {
    if column.choices.contains_key(sent) {
        return Fate::Written(sent.to_owned());
    }
    let by_label = column.choices.iter().find(|(_, label)| *label == sent);
    match (by_label, entry.value("choice_action")) {
        (Some((value, _)), _) => Fate::Written(value.clone()),
        (None, "ignore") => Fate::LeftOut,
        (None, "reject") => Fate::Rejected,
        (None, _) => Fate::Written(sent.to_owned()),
    }
}
