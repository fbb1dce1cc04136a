//! Taking hold of the record that is there already.

use std::time::Instant;

use servicenow::Record;

use super::{Creation, Progress};
use crate::engine::model::Cell;
use crate::engine::problem::{Adoption, Problem};

impl Creation<'_> {
    /// The record to take over, held from now on by this state; none if there is none. Where it is about to be let go of by
    /// another state, that is awaited, and then it is searched for anew.
    pub(super) async fn existing(&mut self, cells: &[Cell]) -> Result<Option<Record>, Problem> {
        loop {
            let begun = Instant::now();
            let columns = &self.writer.columns;
            let found = self.shape.existing(self.work, &self.planned, cells, columns).await?;
            let Some(record) = found else { return Ok(None) };
            let mut standing = self.work.session.holders.standing(record.sys_id()).await;
            if standing.was_let_go_since(begun) {
                continue;
            }
            if standing.is_held_by_another(&self.private.mark) {
                let (subject, sys_id) = (self.writer.subject.clone(), record.sys_id().to_owned());
                return Err(Problem::Adoption(Adoption::Held { subject, sys_id }));
            }
            standing.hold(&self.private.mark);
            drop(standing);
            self.begin(&record, Progress::Claimed);
            return Ok(Some(record));
        }
    }
}
