//! A column that rows are grouped by, shown in the form that is asked for: the Aggregate API's
//! share of what the Table API knows about values.

use super::{
    fields::display,
    filter::may_read,
    values::{Form, Shown},
};
use crate::{
    dictionary::Table,
    http::Request,
    query::{Joins, Place},
    refusal::Refusal,
    store,
    world::Work,
};
use rusqlite::Row;
use serde_json::{Value, json};

/// The column at the end of a path, and where the display value of what it refers to comes from.
pub(in crate::api) struct Group {
    path: String,
    place: Place,
    display: Option<Place>,
    form: Form,
}

impl Group {
    /// The group `path` asks for, unless it leads nowhere the caller may read.
    pub(in crate::api) fn of(
        work: &Work<'_>,
        request: &Request,
        table: &Table,
        joins: &mut Joins<'_>,
        path: &str,
    ) -> Option<Self> {
        let form = Form::of(work, request).ok()?.without_links();
        let place = readable(work, table, joins, path)?;
        let display = if form.display { display(work, joins, path, &place) } else { None };
        Some(Self { path: path.to_owned(), place, display, form })
    }

    /// SQL for the value, and for its display value where that is shown.
    pub(in crate::api) fn sql(&self) -> Vec<String> {
        let places = [Some(&self.place), self.display.as_ref()];
        places.into_iter().flatten().map(|place| place.sql.clone()).collect()
    }

    /// The group of a row; `index` moves past its columns.
    pub(in crate::api) fn show(
        &self,
        work: &Work<'_>,
        row: &Row<'_>,
        index: &mut usize,
    ) -> Result<Value, Refusal> {
        let mut next = || {
            let value = row.get_ref(*index).map(store::text);
            *index = index.saturating_add(1);
            value
        };
        let stored = next()?;
        let referred = if self.display.is_some() { Some(next()?) } else { None };
        let shown = Shown { column: &self.place.column, stored, referred };
        let mut group = json!({ "field": self.path });
        match self.form.show(work, &shown)?.unwrap_or_default() {
            Value::Object(both) => {
                if let Some(group) = group.as_object_mut() {
                    group.extend(both);
                }
            }
            value => group["value"] = value,
        }
        Ok(group)
    }
}

/// Where `path` leads, if the caller may read it.
pub(in crate::api) fn readable(
    work: &Work<'_>,
    table: &Table,
    joins: &mut Joins<'_>,
    path: &str,
) -> Option<Place> {
    joins.place(path).filter(|place| may_read(work, &table.name, place))
}
