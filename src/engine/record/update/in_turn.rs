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
        let scene = self.scene();
        let turns = scene.and_then(|scene| Some((scene, turns::may_help(scene, &problems)?)));
        let left = match turns {
            Some((scene, turns)) => match self.after_the_other(scene, turns, cells).await {
                Ok(record) => return Ok(record),
                Err(left) => left,
            },
            None => Problems::new(),
        };
        let mut problems = hooks::explained(scene, Some(&self.prior), problems).await;
        problems.extend(left);
        Err(problems)
    }

    /// The record as it is written when its turn has come; otherwise what it was left with, where that is not what it had.
    async fn after_the_other(
        &self,
        scene: Scene<'_>,
        turns: Turns,
        cells: &[Cell],
    ) -> Result<Record, Problems> {
        let flag = |is_on| turns::cell(scene, turns, is_on);
        let (Some(on), Some(off)) = (flag(true), flag(false)) else { return Err(Problems::new()) };
        if !(is_on(&self.prior, turns) && is_on(&self.planned, turns)) {
            return if turns::wait(scene, turns).await {
                self.change(cells).await.map_err(|_| Problems::new())
            } else {
                Err(Problems::new())
            };
        }
        if let Err(problem) = self.write(&with(cells, &off)).await {
            let is_perhaps_off = problem.is_uncertain();
            return Err(if is_perhaps_off {
                self.put_back(scene, cells, &on).await
            } else {
                Problems::new()
            });
        }
        if turns::wait(scene, turns).await
            && let Ok(record) = self.change(&with(cells, &on)).await
        {
            return Ok(record);
        }
        Err(self.put_back(scene, cells, &on).await)
    }

    /// Gives the record what it had; the problem, where it cannot be given back.
    async fn put_back(&self, scene: Scene<'_>, cells: &[Cell], on: &Cell) -> Problems {
        let (was, mut before) = (scene.with(&self.prior), Vec::new());
        for name in cells.iter().filter_map(Cell::attribute) {
            before.extend(cells::of_field(was, name).await.unwrap_or_default());
        }
        before.retain(|cell| cell.column != on.column);
        before.push(on.clone());
        self.write(&before).await.err().into_iter().collect()
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
