//! Which record of the target table a row is about (docs/facts.md#coalescing).

use crate::{dictionary::Table, refusal::Refusal, store::Record, world::Work};

/// A column that records are matched by.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) column: String,
    pub(super) value: String,
    /// Whether upper and lower case count.
    pub(super) minds_case: bool,
    /// Whether an empty value is matched too.
    pub(super) matches_empty: bool,
}

/// What a row is about.
#[derive(Debug)]
pub(super) enum Match {
    /// A record that is there.
    Record(Record),
    /// A record that is to be made.
    New,
    /// Neither: it has none of the values that records are matched by.
    Nothing,
}

/// The first record with the values of all keys. Without keys every row is a new record.
pub(super) fn matching(
    work: &Work<'_>,
    map: &Record,
    table: &Table,
    keys: &[Key],
) -> Result<Match, Refusal> {
    let lacks = |key: &Key| key.value.is_empty() && !key.matches_empty;
    if !keys.is_empty() && keys.iter().all(lacks) {
        let makes_one = map.value("create_new_record_on_empty_coalesce_fields") == "true";
        return Ok(if makes_one { Match::New } else { Match::Nothing });
    }
    if keys.is_empty() || keys.iter().any(lacks) {
        return Ok(Match::New);
    }
    let equal: Vec<(&str, &str)> =
        keys.iter().map(|key| (key.column.as_str(), key.value.as_str())).collect();
    let rows = work.find(&table.name, &equal)?;
    let same = |row: &Record, key: &Key| !key.minds_case || row.value(&key.column) == key.value;
    let first = rows.into_iter().find(|row| keys.iter().all(|key| same(row, key)));
    Ok(first.map_or(Match::New, Match::Record))
}
