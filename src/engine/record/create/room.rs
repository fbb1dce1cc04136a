//! Whether there is room for the record: nobody has its key, and nobody has its turn.

use servicenow::Record;

use super::{Creation, Progress};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::Cell;
use crate::engine::problem::Problems;
use crate::engine::session::Making;
use crate::engine::write::orphans::{self, Keys};
use crate::engine::write::{turns, twins};

impl<'a> Creation<'a> {
    /// Another record of the key may be there, made by a run that was ended or by anybody. Who adopts has looked for it.
    pub(super) async fn is_alone(&self, cells: &[Cell]) -> Result<Vec<Making<'a>>, Problems> {
        if self.adopts() {
            return Ok(Vec::new());
        }
        if let Some(resource) = self.described() {
            let scene = Scene { work: self.work, resource, attributes: &self.planned };
            return twins::check(&self.work.session.known, scene, cells).await;
        }
        let (columns, cells) = self.shape.keys(cells);
        let subject = &self.writer.subject;
        orphans::check(self.work, &Keys { subject, cells, columns }).await?;
        Ok(Vec::new())
    }

    /// Waits where another record of this run has the turn; the problems are those of who cannot.
    pub(super) async fn has_its_turn(&self, problems: Problems) -> Result<(), Problems> {
        let Some(scene) = self.scene() else { return Err(problems) };
        let Some(turns) = turns::may_help(scene, &problems) else { return Err(problems) };
        if turns::wait(scene, turns).await { Ok(()) } else { Err(problems) }
    }

    pub(super) async fn insert_in_turn(
        &mut self,
        cells: &[Cell],
        switch: Option<&Cell>,
    ) -> Result<Record, Problems> {
        match self.insert(cells, switch).await {
            Err(problems) if matches!(self.progress, Progress::Nothing) => {
                self.has_its_turn(problems).await?;
                self.insert(cells, switch).await
            }
            made => made,
        }
    }
}
