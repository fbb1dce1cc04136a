//! Updating a record that has to wait for its turn. Two that exchange what only one can have each wait for the other, so
//! each steps aside first: it takes what it is to have with its flag off, and switches it on when the way is free.

use servicenow::Record;

use super::Update;
use crate::describe::{Turns, Values};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::Cell;
use crate::engine::problem::Problems;
use crate::engine::write::{cells, hooks, turns};

impl Update<'_> {
    /// The same change once more, when the record that has the turn has made room; the problems are those of who cannot.
    pub(super) async fn change_in_turn(
        &self,
        cells: &[Cell],
        problems: Problems,
    ) -> Result<Record, Problems> {
        let changed = match self
            .scene()
            .and_then(|scene| Some((scene, turns::may_help(scene, &problems)?)))
        {
            Some((scene, turns)) => self.after_the_other(scene, turns, cells).await,
            None => None,
        };
        match changed {
            Some(record) => Ok(record),
            None => Err(hooks::explained(self.scene(), Some(&self.prior), problems).await),
        }
    }

    async fn after_the_other(
        &self,
        scene: Scene<'_>,
        turns: Turns,
        cells: &[Cell],
    ) -> Option<Record> {
        let steps_aside = is_on(&self.prior, turns) && is_on(&self.planned, turns);
        let (on, off) = (turns::cell(scene, turns, true)?, turns::cell(scene, turns, false)?);
        if !steps_aside {
            return if turns::wait(scene, turns).await {
                self.change(cells).await.ok()
            } else {
                None
            };
        }
        self.write(&with(cells, &off)).await.ok()?;
        if turns::wait(scene, turns).await
            && let Ok(record) = self.change(&with(cells, &on)).await
        {
            return Some(record);
        }
        self.put_back(scene, cells, &on).await;
        None
    }

    /// Gives the record what it had. What cannot be given back the next plan shows.
    async fn put_back(&self, scene: Scene<'_>, cells: &[Cell], on: &Cell) {
        let (was, mut before) = (scene.with(&self.prior), Vec::new());
        for name in cells.iter().filter_map(Cell::attribute) {
            before.extend(cells::of_field(was, name).await.unwrap_or_default());
        }
        before.retain(|cell| cell.column != on.column);
        before.push(on.clone());
        if let Err(problem) = self.write(&before).await {
            tracing::warn!(%problem, "a record that stepped aside could not be put back");
        }
    }
}

/// The cells, with this one of the flag.
fn with(cells: &[Cell], flag: &Cell) -> Vec<Cell> {
    let others = cells.iter().filter(|cell| cell.column != flag.column);
    others.chain([flag]).cloned().collect()
}

fn is_on(values: &dyn Values, turns: Turns) -> bool {
    values.flag(turns.flag).known() == Some(true)
}
