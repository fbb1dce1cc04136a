//! Which columns an answer shows, and reading them from the store.

use super::{
    filter::may_read,
    journal,
    values::{Form, Shown},
    visibility::Visibility,
};
use crate::{
    dictionary::Table,
    http::Request,
    query::{Compiled, Joins, Place},
    refusal::Refusal,
    store,
    world::Work,
};
use rusqlite::{Row, params_from_iter, types::Value as Sql};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The columns of an answer: the key each is shown under, where its value comes from, and where
/// the display value of what it refers to, or its entries, come from.
pub(super) struct Fields {
    columns: Vec<(String, Place, Option<Place>)>,
    form: Form,
    visibility: Visibility,
}

impl Fields {
    /// The columns `request` asks for, or all of `table`, that the caller may read. Names that
    /// lead nowhere are left out.
    pub(super) fn of(
        work: &Work<'_>,
        request: &Request,
        table: &Table,
        joins: &mut Joins<'_>,
    ) -> Result<Self, Refusal> {
        let form = Form::of(work, request)?;
        let wanted = wanted(request, table);
        let mut columns = Vec::new();
        for path in wanted {
            let Some(place) = joins.place(&path) else { continue };
            if may_read(work, &table.name, &place) {
                let display = form.beside(work, joins, &path, &place);
                columns.push((path, place, display));
            }
        }
        let keys = columns.iter().map(|(key, _, _)| key.as_str());
        let visibility = Visibility::of(work, table, joins, keys)?;
        Ok(Self { columns, form, visibility })
    }

    /// The rows that `compiled` selects.
    pub(super) fn rows(
        &self,
        work: &Work<'_>,
        table: &Table,
        joins: &Joins<'_>,
        compiled: Compiled,
        limit: (i64, i64),
    ) -> Result<Vec<Value>, Refusal> {
        let sql = format!(
            "SELECT {} FROM {} WHERE {} AND ({}) ORDER BY {} LIMIT ? OFFSET ?",
            self.sql(),
            joins.sql(),
            store::is_of_class(table, "t.sys_class_name"),
            compiled.condition,
            compiled.order
        );
        let mut parameters = self.visibility.parameters();
        parameters.extend(compiled.parameters);
        parameters.extend([Sql::Integer(limit.0), Sql::Integer(limit.1)]);
        let mut statement = work.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(parameters))?;
        let mut shown = Vec::new();
        while let Some(row) = rows.next()? {
            shown.extend(self.row(work, row)?);
        }
        Ok(shown)
    }

    fn sql(&self) -> String {
        let places =
            self.columns.iter().flat_map(|(_, place, display)| [Some(place), display.as_ref()]);
        let places = places.flatten().map(|place| place.sql.as_str());
        let sql: Vec<&str> = places.chain(self.visibility.sql()).collect();
        if sql.is_empty() { "t.sys_id".to_owned() } else { sql.join(", ") }
    }

    /// The row as it is shown; nothing if the caller may not see it.
    fn row(&self, work: &Work<'_>, row: &Row<'_>) -> Result<Option<Value>, Refusal> {
        let places =
            self.columns.iter().map(|(_, _, display)| if display.is_some() { 2 } else { 1 });
        let Some(hidden) = self.visibility.hidden(row, places.sum())? else { return Ok(None) };
        let mut shown = Map::new();
        let mut index = 0;
        for (key, place, display) in &self.columns {
            let stored = store::text(row.get_ref(index)?);
            index = index.saturating_add(1);
            let mut referred = None;
            if display.is_some() {
                referred = Some(store::text(row.get_ref(index)?));
                index = index.saturating_add(1);
            }
            let value = Shown { column: &place.column, stored, referred };
            if let Some(value) = self.form.show(work, &value)?
                && !hidden.contains(&key.as_str())
            {
                shown.insert(key.clone(), value);
            }
        }
        Ok(Some(Value::Object(shown)))
    }
}

impl Form {
    /// Where that comes from which a value is shown with, or in place of which.
    fn beside(
        &self,
        work: &Work<'_>,
        joins: &mut Joins<'_>,
        path: &str,
        place: &Place,
    ) -> Option<Place> {
        if place.column.kind.is_journal() {
            return self.shows_entries(work).then(|| journal::entries(place)).flatten();
        }
        self.display.then(|| display(work, joins, path, place)).flatten()
    }
}

/// Without repetitions: the store limits how many columns a statement may have.
fn once_each(mut paths: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    paths
}

/// The paths asked for; else what a view shows, which is taken to be all but the platform's own
/// columns (invented); else every column.
fn wanted(request: &Request, table: &Table) -> Vec<String> {
    let listed = request.query_value("sysparm_fields").unwrap_or_default();
    let listed: Vec<String> =
        listed.split(',').map(|path| path.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let all = table.columns().map(|column| column.name.clone());
    match (
        listed.is_empty(),
        request.query_value("sysparm_view").is_some_and(|view| !view.is_empty()),
    ) {
        (false, _) => once_each(listed),
        (true, true) => all.filter(|name| name == "sys_id" || !name.starts_with("sys_")).collect(),
        (true, false) => all.collect(),
    }
}

/// Where the display value of what a column refers to comes from.
pub(super) fn display(
    work: &Work<'_>,
    joins: &mut Joins<'_>,
    path: &str,
    place: &Place,
) -> Option<Place> {
    let target = place.column.reference.as_deref().filter(|_| place.column.kind.is_link())?;
    let display = work.world.dictionary.table(target)?.display_column();
    joins.place(&format!("{path}.{display}"))
}
