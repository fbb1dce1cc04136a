//! The text that stands for a stored value in a form, and what is sent for the text somebody entered.

use crate::{
    api::page::cell::is_concealed,
    dictionary::{Column, Kind},
    locale::Locale,
    records,
    refusal::Refusal,
    world::{Meaning, Work},
};

/// What to send; or, for the person who entered it, why that is not known.
pub(super) type Sent = Result<String, String>;

/// A stored value as it is entered. A secret, and what is added to a journal, begin empty.
pub(super) fn shown(work: &Work<'_>, column: &Column, stored: &str) -> Result<String, Refusal> {
    Ok(match column.kind {
        Kind::Boolean => (stored == "true").to_string(),
        _ if stored.is_empty() || is_concealed(column, stored) => String::new(),
        kind if kind.is_journal() => String::new(),
        Kind::Reference => name(work, column, stored)?.unwrap_or_else(|| stored.to_owned()),
        Kind::List => names(work, column, stored)?,
        Kind::DateTime => Locale::of(work)?.shown(stored),
        Kind::Time => records::shown_time(stored),
        Kind::Duration | Kind::PlainDuration => records::entered_duration(stored),
        _ => stored.to_owned(),
    })
}

/// The name of the row that a reference leads to, where it leads to no other.
fn name(work: &Work<'_>, column: &Column, id: &str) -> Result<Option<String>, Refusal> {
    let Some(target) = column.reference.as_deref() else { return Ok(None) };
    let Some(row) = work.fetch(target, id)? else { return Ok(None) };
    let display = work.table(target)?.display_column();
    let name = row.value(display);
    let is_plain = !name.is_empty() && name.trim() == name && work.fetch(target, name)?.is_none();
    let is_only = is_plain && work.find(target, &[(display, name)])?.len() == 1;
    Ok(is_only.then(|| name.to_owned()))
}

/// The names of a list's rows; a row without a name of its own by its sys_id.
fn names(work: &Work<'_>, column: &Column, stored: &str) -> Result<String, Refusal> {
    let mut names = Vec::new();
    for id in items(stored) {
        let name = name(work, column, id)?.filter(|name| !name.contains(','));
        names.push(name.unwrap_or_else(|| id.to_owned()));
    }
    Ok(names.join(", "))
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// What to send for what was entered. The Table API would take what it does not understand for
/// nothing, or for zero; a person is told.
pub(super) fn sent(work: &Work<'_>, column: &Column, entered: &str) -> Result<Sent, Refusal> {
    let text = entered.trim();
    if text.is_empty() {
        return Ok(Ok(entered.to_owned()));
    }
    match column.kind {
        Kind::Reference => target(work, column, text),
        Kind::List => targets(work, column, text),
        _ if is_understood(work, column, text)? => Ok(Ok(entered.to_owned())),
        kind => Ok(Err(format!("This is no {}.", word(kind)))),
    }
}

fn is_understood(work: &Work<'_>, column: &Column, text: &str) -> Result<bool, Refusal> {
    Ok(match column.kind {
        Kind::Integer => text.parse::<i64>().is_ok(),
        Kind::Decimal | Kind::Float => text.parse::<f64>().is_ok(),
        Kind::DateTime | Kind::Date | Kind::Time | Kind::Duration | Kind::PlainDuration => {
            !records::stored(work, column, text, Meaning::Display)?.is_empty()
        }
        _ => true,
    })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "whole number",
        Kind::Decimal | Kind::Float => "number",
        Kind::DateTime => "moment: enter a date and a time, such as 2026-01-31 12:00:00",
        Kind::Date => "date: enter it as 2026-01-31",
        Kind::Time => "time of day: enter it as 12:00:00",
        _ => "span of time: enter days and hours, such as 1 12:00:00",
    }
}

/// The sys_id of the row that is named, or whose sys_id was entered.
fn target(work: &Work<'_>, column: &Column, entered: &str) -> Result<Sent, Refusal> {
    let Some(target) = column.reference.as_deref() else { return Ok(Ok(entered.to_owned())) };
    if let Some(row) = work.fetch(target, entered)? {
        return Ok(Ok(row.value("sys_id").to_owned()));
    }
    let table = work.table(target)?;
    let rows = work.find(target, &[(table.display_column(), entered)])?;
    Ok(match rows.as_slice() {
        [only] => Ok(only.value("sys_id").to_owned()),
        [] => Err(format!("No record of {} has this name or sys_id.", table.label)),
        _ => Err(format!("Several records of {} have this name: enter a sys_id.", table.label)),
    })
}

fn targets(work: &Work<'_>, column: &Column, entered: &str) -> Result<Sent, Refusal> {
    let mut ids = Vec::new();
    for item in items(entered) {
        match target(work, column, item)? {
            Ok(id) => ids.push(id),
            Err(why) => return Ok(Err(format!("{item}: {why}"))),
        }
    }
    Ok(Ok(ids.join(",")))
}
