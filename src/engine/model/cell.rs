//! One column of a record to write, and what became of it.

use servicenow::{Record, Row, SecretString};

use super::column::Column;
use super::private::Private;
use super::stored::{same_in_meaning, says_the_same};
use super::subject::Spot;
use crate::describe::{Field, Target};

/// One column to write.
#[derive(Clone)]
pub(crate) struct Cell {
    pub(crate) column: String,
    /// The text to store; empty clears.
    pub(crate) text: String,
    /// What says how texts of the column compare.
    pub(crate) source: Source,
}

/// What says how texts of a column compare.
#[derive(Clone)]
pub(crate) enum Source {
    /// The field of a described type.
    Field(Box<Field>),
    /// The dictionary of the instance.
    Dictionary(Column),
    /// The same, of a reference that is given by the name of the record that it leads to.
    Named(Column, Target),
}

/// A column that did not come back as it was written.
#[derive(Clone)]
pub(crate) struct Loss {
    pub(crate) cell: Cell,
    /// What is stored instead; `None` when the answer did not hold the column.
    pub(crate) stored: Option<String>,
}

/// A secret to send, in a request of its own.
pub(crate) struct Secret {
    /// The column, and where the configuration holds it.
    pub(crate) spot: Spot,
    pub(crate) value: SecretString,
    /// Whether the provider made it, for none is configured: for a new record, never for one that is there.
    pub(crate) is_made: bool,
}

impl Cell {
    /// The column behind a field.
    pub(crate) fn of_field(field: &Field, column: &'static str, text: String) -> Self {
        Self { column: column.to_owned(), text, source: Source::Field(Box::new(*field)) }
    }

    /// The attribute that it comes from; none for a row of any table.
    pub(crate) fn attribute(&self) -> Option<&'static str> {
        match &self.source {
            Source::Field(field) => Some(field.name),
            Source::Dictionary(_) | Source::Named(..) => None,
        }
    }

    /// Whether only some instances have the column.
    pub(crate) fn is_unsure(&self) -> bool {
        matches!(&self.source, Source::Field(field) if field.on_some_instances)
    }

    /// Whether only some instances have the column, and what guards something would do something else without it.
    pub(crate) fn is_vital(&self) -> bool {
        self.is_unsure() && matches!(&self.source, Source::Field(field) if field.guards)
    }

    /// Whether it becomes an entry of a journal.
    pub(crate) fn is_entry(&self) -> bool {
        matches!(&self.source, Source::Dictionary(column) if column.is_journal())
    }

    /// Where a user finds it.
    pub(crate) fn spot(&self) -> Spot {
        match &self.source {
            Source::Field(field) => Spot::Attribute(field.name, field.column.unwrap_or(field.name)),
            Source::Dictionary(_) => Spot::Column(self.column.clone()),
            Source::Named(..) => Spot::Reference(self.column.clone()),
        }
    }

    /// Whether a stored text means what is to be written.
    pub(crate) fn means(&self, stored: &str) -> bool {
        match &self.source {
            Source::Field(field) => same_in_meaning(&field.holds, stored, &self.text),
            Source::Dictionary(column) | Source::Named(column, _) => {
                column.same(stored, &self.text)
            }
        }
    }

    /// Whether a stored text is what is to be written, to a reader.
    pub(crate) fn says(&self, stored: &str) -> bool {
        match &self.source {
            Source::Field(field) => says_the_same(&field.holds, stored, &self.text),
            Source::Dictionary(_) | Source::Named(..) => self.means(stored),
        }
    }

    /// Whether the record holds what is to be written.
    pub(crate) fn is_held_by(&self, record: &Record) -> bool {
        record.get(&self.column).is_some_and(|stored| self.means(stored))
    }
}

/// The request body of these columns.
pub(crate) fn row<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Row {
    cells.into_iter().fold(Row::new(), |row, cell| {
        let (column, text) = (cell.column.as_str(), cell.text.as_str());
        if cell.is_entry() { row.add_entry(column, text) } else { row.set(column, text) }
    })
}

/// What did not come back as it was written. A form of a field that differs without changing the meaning is noted, so
/// that a later read recognises it.
pub(crate) fn losses(cells: &[Cell], record: &Record, private: &mut Private) -> Vec<Loss> {
    let mut losses = Vec::new();
    for cell in cells {
        private.forms.remove(&cell.column);
        match record.get(&cell.column) {
            Some(stored) if stored == cell.text => {}
            Some(stored) if cell.means(stored) => {
                if matches!(cell.source, Source::Field(_)) {
                    private.forms.insert(cell.column.clone(), stored.to_owned());
                }
            }
            stored => {
                losses.push(Loss { cell: cell.clone(), stored: stored.map(str::to_owned) });
            }
        }
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{flag, text};

    fn written(field: &Field, text: &str) -> Vec<Cell> {
        vec![Cell::of_field(field, field.column.unwrap(), text.into())]
    }

    fn answered(column: &str, value: &str) -> Record {
        let mut record = Record::default();
        record.insert(column, value);
        record
    }

    #[test]
    fn what_came_back_otherwise_is_lost_and_what_did_not_come_back_is_absent() {
        let cells = written(&text("host").doc("x"), "a.example");
        let lost = losses(&cells, &answered("host", "b.example"), &mut Private::default());
        assert_eq!(lost[0].stored.as_deref(), Some("b.example"));
        let lost = losses(&cells, &answered("other", ""), &mut Private::default());
        assert!(lost[0].stored.is_none());
    }

    #[test]
    fn a_form_that_means_the_same_is_noted_until_it_is_written_again() {
        let mut private = Private::default();
        let cells = written(&text("name").doc("x"), " Acme ");
        assert!(losses(&cells, &answered("name", "ACME"), &mut private).is_empty());
        assert_eq!(private.forms["name"], "ACME");
        let cells = written(&text("name").doc("x"), "ACME");
        assert!(losses(&cells, &answered("name", "ACME"), &mut private).is_empty());
        assert!(private.forms.is_empty());
    }

    #[test]
    fn a_flag_stored_as_a_digit_is_stored() {
        let cells = written(&flag("active").doc("x"), "true");
        assert!(losses(&cells, &answered("active", "1"), &mut Private::default()).is_empty());
        assert_eq!(losses(&cells, &answered("active", "0"), &mut Private::default()).len(), 1);
    }

    #[test]
    fn a_row_of_any_table_is_compared_by_the_type_of_its_columns() {
        let column = Column { type_word: "boolean".into(), ..Column::default() };
        let source = Source::Dictionary(column);
        let cell = Cell { column: "active".into(), text: "true".into(), source };
        let mut private = Private::default();
        assert!(losses(&[cell], &answered("active", "1"), &mut private).is_empty());
        assert!(private.forms.is_empty());
    }
}
