//! From planned attributes to the columns of a request, and from the answer to what was really stored.

use servicenow::{Record, Row};
use tfplugin::{Diagnostics, Value};

use crate::describe::{Field, Kind};

use crate::engine::lookup::look::{same_in_meaning, stored};
use crate::engine::lookup::references;
use crate::engine::model::attributes::{Attributes, is_wholly_known};
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::RecordKind;
use crate::engine::record::plan::applies;
use crate::engine::session::Work;
use crate::engine::write::links;

/// One column to write.
pub(crate) struct Cell {
    /// The field it comes from.
    pub(crate) field: Field,
    /// The column.
    pub(crate) column: &'static str,
    /// The text to store; empty clears.
    pub(crate) text: String,
}

/// What became of a column that was written.
pub(crate) struct Lost {
    /// The column that was written.
    pub(crate) field: Field,
    /// Its name.
    pub(crate) column: &'static str,
    /// What is stored instead; `None` when the answer did not hold the column.
    pub(crate) stored: Option<String>,
}

/// The columns to write for the fields that `wanted` picks. All that do not resolve are reported at once.
pub(crate) async fn cells(
    work: &Work,
    kind: &RecordKind,
    planned: &Attributes,
    wanted: impl Fn(&Field, &Value) -> bool,
) -> Result<Vec<Cell>, Diagnostics> {
    let (mut cells, mut wrong) = (Vec::new(), Diagnostics::new());
    for field in &kind.fields {
        let Some(column) = field.written_column() else { continue };
        let value = planned.get(field.name);
        let in_play = kind.has(field, planned) && applies(field, planned) != Some(false);
        if !in_play || !is_wholly_known(value) || !wanted(field, value) {
            continue;
        }
        match text(work, field, value).await {
            Ok(text) => cells.push(Cell { field: *field, column, text }),
            Err(mut found) => wrong.append(&mut found),
        }
    }
    if wrong.is_empty() { Ok(cells) } else { Err(wrong) }
}

async fn text(work: &Work, field: &Field, value: &Value) -> Result<String, Diagnostics> {
    match (&field.kind, value) {
        (_, Value::Null) => Ok(String::new()),
        (Kind::Reference(target), Value::String(spelling)) => {
            let found = references::resolve(work, target, spelling).await;
            let one = references::the_one(work, field, target, spelling, found).await;
            one.map_err(|wrong| vec![wrong])
        }
        (Kind::References(target), value) => {
            let sys_ids = links::resolve_all(work, field, target, value, &[])
                .await
                .map_err(|wrong| vec![wrong])?;
            Ok(sys_ids.into_iter().collect::<Vec<_>>().join(","))
        }
        (_, value) => Ok(stored(value)),
    }
}

/// Whether a new record has this value anyway, so that it is not sent.
pub(crate) fn goes_without_saying(field: &Field, value: &Value) -> bool {
    match (&field.kind, value) {
        (_, Value::Null) => true,
        (Kind::Reference(target), Value::String(spelling)) => {
            target.literal_is_default && references::literal(target, spelling).is_some()
        }
        _ => false,
    }
}

/// The request body of these columns.
pub(crate) fn row(cells: &[Cell]) -> Row {
    cells.iter().fold(Row::new(), |row, cell| row.set(cell.column, cell.text.as_str()))
}

/// Compares what was written with what came back. A form that differs without changing the meaning is noted, so
/// that a later read recognises it.
pub(crate) fn compare(cells: &[Cell], record: &Record, private: &mut Private) -> Vec<Lost> {
    let mut lost = Vec::new();
    for cell in cells {
        private.forms.remove(cell.column);
        match record.get(cell.column) {
            Some(stored) if stored == cell.text => {}
            Some(stored) if same_in_meaning(&cell.field.kind, &cell.text, stored) => {
                private.forms.insert(cell.column.to_owned(), stored.to_owned());
            }
            stored => lost.push(Lost {
                field: cell.field,
                column: cell.column,
                stored: stored.map(str::to_owned),
            }),
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{flag, text};

    fn written(field: &Field, text: &str) -> Vec<Cell> {
        vec![Cell { field: *field, column: field.column.unwrap(), text: text.into() }]
    }

    fn answered(column: &str, value: &str) -> Record {
        let mut record = Record::default();
        record.insert(column, value);
        record
    }

    #[test]
    fn what_came_back_otherwise_is_lost_and_what_did_not_come_back_is_absent() {
        let cells = written(&text("host").doc("x"), "a.example");
        let lost = compare(&cells, &answered("host", "b.example"), &mut Private::default());
        assert_eq!(lost[0].stored.as_deref(), Some("b.example"));
        let lost = compare(&cells, &answered("other", ""), &mut Private::default());
        assert!(lost[0].stored.is_none());
    }

    #[test]
    fn a_form_that_means_the_same_is_noted_until_it_is_written_again() {
        let mut private = Private::default();
        let cells = written(&text("name").doc("x"), " Acme ");
        assert!(compare(&cells, &answered("name", "ACME"), &mut private).is_empty());
        assert_eq!(private.forms["name"], "ACME");
        let cells = written(&text("name").doc("x"), "ACME");
        assert!(compare(&cells, &answered("name", "ACME"), &mut private).is_empty());
        assert!(private.forms.is_empty());
    }

    #[test]
    fn a_flag_stored_as_a_digit_is_stored() {
        let cells = written(&flag("active").doc("x"), "true");
        assert!(compare(&cells, &answered("active", "1"), &mut Private::default()).is_empty());
        assert_eq!(compare(&cells, &answered("active", "0"), &mut Private::default()).len(), 1);
    }
}
