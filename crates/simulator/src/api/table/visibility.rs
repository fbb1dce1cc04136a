//! Which rows, and which cells of them, the caller sees where that depends on the row.

use crate::{
    access::{Guard, guard},
    dictionary::Table,
    query::Joins,
    refusal::{Operation, Refusal},
    world::{Right, Work},
};
use rusqlite::{Row, types::Value};

/// SQL that tells for each row what of it may be seen. Where nothing depends on the row there is
/// none.
#[derive(Default)]
pub(super) struct Visibility {
    row: Option<Guard>,
    /// By the key a column is shown under.
    cells: Vec<(String, Guard)>,
}

impl Visibility {
    /// What the caller sees of the columns of `table` that are shown under these keys.
    pub(super) fn of<'k>(
        work: &Work<'_>,
        table: &Table,
        joins: &mut Joins<'_>,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<Self, Refusal> {
        let row = partly(work, joins, &work.caller.rows(Operation::Read, table))?;
        let mut cells = Vec::new();
        // A path through a reference is shown where its end may be read in every row.
        for key in keys.filter(|key| !key.contains('.')) {
            let right = work.caller.column(Operation::Read, table, key);
            if let Some(guard) = partly(work, joins, &right)? {
                cells.push((key.to_owned(), guard));
            }
        }
        Ok(Self { row, cells })
    }

    /// What to select besides the columns.
    pub(super) fn sql(&self) -> impl Iterator<Item = &str> {
        self.guards().map(|guard| guard.sql.as_str())
    }

    /// The values of its parameters, in order.
    pub(super) fn parameters(&self) -> Vec<Value> {
        self.guards().flat_map(|guard| guard.parameters.clone()).collect()
    }

    /// The keys of the cells to leave out of a row; nothing if the whole row is not seen.
    /// `first` is where what it selected begins.
    pub(super) fn hidden(
        &self,
        row: &Row<'_>,
        first: usize,
    ) -> rusqlite::Result<Option<Vec<&str>>> {
        let holds =
            |index: usize| row.get::<_, Option<bool>>(index).map(|held| held.unwrap_or(false));
        if self.row.is_some() && !holds(first)? {
            return Ok(None);
        }
        let first = first.saturating_add(usize::from(self.row.is_some()));
        let mut hidden = Vec::new();
        for (place, (key, _)) in self.cells.iter().enumerate() {
            if !holds(first.saturating_add(place))? {
                hidden.push(key.as_str());
            }
        }
        Ok(Some(hidden))
    }

    fn guards(&self) -> impl Iterator<Item = &Guard> {
        self.row.iter().chain(self.cells.iter().map(|(_, guard)| guard))
    }
}

/// The guard of a right that depends on the row. What is never allowed was left out before.
fn partly(work: &Work<'_>, joins: &mut Joins<'_>, right: &Right) -> Result<Option<Guard>, Refusal> {
    match right {
        Right::Always | Right::Never => Ok(None),
        right => guard(work, joins, right).map(Some),
    }
}
