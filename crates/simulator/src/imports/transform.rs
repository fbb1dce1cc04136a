//! What transform maps make of a row (docs/facts.md#transforming).

use super::{
    coalesce::{self, Match},
    mapping::{self, Mapped},
};
use crate::{
    dictionary::Table,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Meaning, Work},
};
use std::sync::Arc;

const MAPS: &str = "sys_transform_map";

/// What a row says that was written and changed nothing.
const UNCHANGED: &str = "No field values changed";

/// What became of a row by one map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// The sys_id of the map, and its name.
    map: String,
    pub(crate) map_name: String,
    /// The target table.
    pub(crate) table: String,
    /// `inserted`, `updated`, `ignored`, `skipped` or `error`.
    pub(crate) status: String,
    /// Why, where there is something to say.
    pub(crate) comment: String,
    /// The record that was written or found; none where there is none.
    pub(crate) target: Option<Target>,
}

/// A record of a target table.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) sys_id: String,
    /// The column that names it to people, and its value.
    pub(crate) display: (String, String),
}

impl Outcome {
    /// Writes it to the row it is about.
    pub(super) fn write_to(&self, row: &mut Record) {
        let target = self.target.as_ref().map_or("", |target| &target.sys_id);
        for (column, text) in [
            ("sys_import_state", self.status.as_str()),
            ("sys_import_state_comment", &self.comment),
            ("sys_target_table", &self.table),
            ("sys_target_sys_id", target),
            ("sys_transform_map", &self.map),
        ] {
            row.insert(column.to_owned(), text.to_owned());
        }
    }

    /// Reads it from a row; nothing from one that no map has taken on.
    pub(super) fn read_from(work: &Work<'_>, row: &Record) -> Result<Option<Self>, Refusal> {
        let Some(map) = work.fetch(MAPS, row.value("sys_transform_map"))? else { return Ok(None) };
        let outcome = Self {
            status: row.value("sys_import_state").to_owned(),
            comment: row.value("sys_import_state_comment").to_owned(),
            ..Self::of(&map)
        };
        let Ok(table) = work.table(&outcome.table) else { return Ok(Some(outcome)) };
        let record = work.fetch(&table.name, row.value("sys_target_sys_id"))?;
        let target = record.map(|record| Target::of(table, &record));
        Ok(Some(Self { target, ..outcome }))
    }

    fn of(map: &Record) -> Self {
        Self {
            map: map.value("sys_id").to_owned(),
            map_name: map.value("name").to_owned(),
            table: map.value("target_table").to_owned(),
            ..Self::default()
        }
    }

    fn ended(self, status: &str, comment: impl Into<String>) -> Self {
        Self { status: status.to_owned(), comment: comment.into(), ..self }
    }
}

impl Target {
    fn of(table: &Table, record: &Record) -> Self {
        let column = table.display_column();
        let display = (column.to_owned(), record.value(column).to_owned());
        Self { sys_id: record.value("sys_id").to_owned(), display }
    }
}

/// What every active map of the staging table makes of the row, in their order.
pub(super) fn by_all_maps(
    work: &Work<'_>,
    staging: &str,
    staged: &Record,
) -> Result<Vec<Outcome>, Refusal> {
    let mut maps = work.find(MAPS, &[("source_table", staging), ("active", "true")])?;
    maps.sort_by_key(|map| map.value("order").parse::<i64>().unwrap_or(0));
    maps.iter().map(|map| by_map(work, map, staged)).collect()
}

fn by_map(work: &Work<'_>, map: &Record, staged: &Record) -> Result<Outcome, Refusal> {
    let outcome = Outcome::of(map);
    let Ok(table) = work.table(map.value("target_table")) else {
        return Ok(outcome.ended("error", "Invalid target record or field"));
    };
    let Some(mapped) = mapping::mapped(work, map, table, staged)? else {
        return Ok(outcome.ended("ignored", "Row rejected"));
    };
    let written = match coalesce::matching(work, map, table, &mapped.keys)? {
        Match::Nothing => return Ok(outcome.ended("skipped", "Coalesce values are empty")),
        Match::New => inserted(work, table, mapped),
        Match::Record(record) => updated(work, table, &record, mapped),
    };
    match written {
        Ok((status, record)) => {
            let comment = if status == "ignored" { UNCHANGED } else { "" };
            let target = Some(Target::of(table, &record));
            Ok(Outcome { target, ..outcome.ended(status, comment) })
        }
        Err(refusal @ Refusal::Store(_)) => Err(refusal),
        Err(refusal) => Ok(outcome.ended("error", refusal.to_string())),
    }
}

fn inserted(
    work: &Work<'_>,
    table: &Arc<Table>,
    mapped: Mapped,
) -> Result<(&'static str, Record), Refusal> {
    let input = Input { values: mapped.values, meaning: Meaning::Stored };
    Ok(("inserted", records::insert(work, table, &input)?))
}

fn updated(
    work: &Work<'_>,
    table: &Arc<Table>,
    record: &Record,
    mapped: Mapped,
) -> Result<(&'static str, Record), Refusal> {
    let input = Input { values: mapped.values, meaning: Meaning::Stored };
    let after = records::update(work, table, record.value("sys_id"), &input)?;
    let changed = after.value("sys_mod_count") != record.value("sys_mod_count");
    Ok((if changed { "updated" } else { "ignored" }, after))
}
