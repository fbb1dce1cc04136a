//! What tells the writing of one type of record from that of another: which columns its attributes become, and what an
//! answer makes of its state. Described types and rows of any table each have one.

use async_trait::async_trait;
use servicenow::{Query, Record};

use crate::engine::model::{
    Attributes, Cell, Loss, Private, ResourceType, Secret, Spot, Subject, Targets,
};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::life::Change;
use crate::engine::session::Work;

/// The shape of a type's records.
#[async_trait]
pub(crate) trait Shape: Send + Sync {
    /// The described type, with its links, rules and adoption; none for a row of any table.
    fn described(&self) -> Option<&ResourceType> {
        None
    }

    /// The type and table of a record with these attributes.
    fn subject(&self, attributes: &Attributes) -> Subject;

    /// The application that a record with these attributes names itself.
    fn scope(&self, attributes: &Attributes) -> Option<String>;

    /// The columns of a record as planned: all of a new one, those that change of another.
    async fn cells(&self, work: &Work, change: &Change) -> Result<Vec<Cell>, Problems>;

    /// The columns that the answer to a write is to have.
    fn columns(&self, planned: &Attributes, cells: &[Cell]) -> Vec<String>;

    /// The secrets to send now: those that change, or `all`. One that is made for it comes into the plan.
    fn secrets(&self, change: &mut Change, all: bool) -> Vec<Secret>;

    /// The record that is there and is taken over instead of making one, with these columns; none where there is none, or
    /// a second one may be made.
    async fn existing(
        &self,
        work: &Work,
        planned: &Attributes,
        cells: &[Cell],
        columns: &[String],
    ) -> Result<Option<Record>, Problem>;

    /// What a state manages of its record.
    fn managed(&self, state: &Attributes) -> Vec<String>;

    /// Notes what the references of a row of any table lead to after it was written. Those of a described type are fields.
    fn note_targets(
        &self,
        _targets: &mut Targets,
        (_prior, _state): (Option<&Attributes>, &Attributes),
        _answer: Option<&Record>,
    ) {
    }

    /// Takes the references by name of a row of any table out of a state.
    fn forget_names(&self, _state: &mut Attributes) {}

    /// What is wrong with the secrets that are about to be sent: nothing is written before it is right.
    fn flaws(
        &self,
        prior: Option<&Attributes>,
        planned: &Attributes,
        config: &Attributes,
    ) -> Problems;

    /// Puts the prior form of a secret that was not sent back into the state, so that the next apply sends it.
    fn keep_secret(&self, state: &mut Attributes, prior: Option<&Attributes>, secret: &Spot);

    /// Puts the prior texts of entries that were not added back into the state, so that the next apply adds them.
    fn keep_entries(&self, _state: &mut Attributes, _prior: &Attributes, _entries: &[Cell]) {}

    /// What recognises a new record after its answer was lost.
    fn identity(&self, cells: &[Cell]) -> Query;

    /// What recognises a row of any table about to be made among those that are there: the columns to ask for, and the
    /// cells of each key. A described type has natural keys.
    fn keys<'a>(&'a self, _cells: &'a [Cell]) -> (Vec<&'a str>, Vec<Vec<&'a Cell>>) {
        (Vec::new(), Vec::new())
    }

    /// Puts into the state what is stored where that is not what was asked for.
    async fn show_stored(
        &self,
        work: &Work,
        (losses, record): (&[Loss], &Record),
        (prior, private): (&Attributes, &Private),
        state: &mut Attributes,
    );
}
