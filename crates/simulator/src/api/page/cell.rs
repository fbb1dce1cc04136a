//! One value as a person sees it.

use crate::{
    dictionary::{Column, Kind},
    records,
    refusal::Refusal,
    vault,
    world::Work,
};
use serde::Serialize;

/// A value, and where it leads.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// The page of the row it refers to.
    pub(super) href: Option<String>,
    /// How it looks: `text`, `code`, `secret`, `yes`, `no` or `empty`.
    pub(super) look: &'static str,
}

impl Cell {
    fn new(look: &'static str, text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None, look }
    }
}

/// The page of a row.
pub(super) fn href(table: &str, id: &str) -> String {
    let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
    // A plus sign stands for a blank in a form, and for itself in a path.
    format!("/look/{table}/{}", id.replace('+', "%20"))
}

/// A stored value of `column`. A secret shows that it is set and nothing else.
pub(super) fn cell(work: &Work<'_>, column: &Column, stored: &str) -> Result<Cell, Refusal> {
    Ok(match column.kind {
        _ if stored.is_empty() => Cell::new("empty", "—"),
        _ if is_concealed(column, stored) => Cell::new("secret", "••••••••"),
        Kind::Time => Cell::new("text", records::shown_time(stored)),
        Kind::Duration | Kind::PlainDuration => Cell::new("text", records::shown_duration(stored)),
        Kind::Boolean if stored == "true" => Cell::new("yes", "Yes"),
        Kind::Boolean => Cell::new("no", "No"),
        Kind::Script | Kind::Json | Kind::Conditions | Kind::Url | Kind::Guid => {
            Cell::new("code", stored)
        }
        Kind::Reference => reference(work, column, stored)?,
        Kind::ClassName => {
            let table = work.world.dictionary.table(stored);
            Cell::new("text", table.map_or(stored, |table| &table.label))
        }
        _ => Cell::new("text", column.choices.get(stored).map_or(stored, String::as_str)),
    })
}

/// Whether a value is a secret: by its column, or because it is encrypted, as that of a property may be.
pub(super) fn is_concealed(column: &Column, stored: &str) -> bool {
    column.kind.is_secret() || column.masked || vault::is_encrypted(stored)
}

fn reference(work: &Work<'_>, column: &Column, stored: &str) -> Result<Cell, Refusal> {
    let Some(target) = column.reference.as_deref() else { return Ok(Cell::new("text", stored)) };
    let Some(row) = work.fetch(target, stored)? else {
        return Ok(Cell::new("code", format!("{stored} (not there)")));
    };
    let name = row.value(work.table(target)?.display_column());
    let name = if name.is_empty() { stored } else { name };
    Ok(Cell { href: Some(href(target, stored)), ..Cell::new("text", name) })
}
