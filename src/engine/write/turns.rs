//! Records of which one at a time has its turn, such as the active connection of an alias: in a run that changes several,
//! one waits until the other has made room.

use std::time::{Duration, Instant};

use super::hooks;
use crate::describe::Turns;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::Cell;
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::Work;

/// How long a record is waited for that this run has been shown: while Terraform applies, it shows only what changes.
const CHANGING: Duration = Duration::from_secs(30);
/// How long one that a state holds: its turn to be shown may come.
const MANAGED: Duration = Duration::from_secs(5);
/// How long any other.
const ANY: Duration = Duration::from_secs(1);
/// How often is looked.
const GLANCE: Duration = Duration::from_millis(250);

/// The turns that the records of this type take, where waiting may help with these problems: what was refused, by us or by
/// a rule of the instance, was not done.
pub(crate) fn may_help(scene: Scene<'_>, problems: &Problems) -> Option<Turns> {
    let turns = scene.resource.description.turns?;
    let is_about = |problem: &Problem| match problem {
        Problem::Refused { attribute, .. } => *attribute == Some(turns.flag),
        other => other.is_abort(),
    };
    problems.iter().any(is_about).then_some(turns)
}

/// Waits as long as another record of this run may still make room. Whether the way is free.
pub(crate) async fn wait(scene: Scene<'_>, turns: Turns) -> bool {
    let began = Instant::now();
    loop {
        match hooks::in_the_way(scene, turns.in_the_way).await {
            Some(None) => return true,
            Some(Some(other)) if began.elapsed() < patience(scene.work, &other) => {}
            _ => return false,
        }
        tokio::select! {
            () = scene.work.stop.cancelled() => return false,
            () = tokio::time::sleep(GLANCE) => {}
        }
    }
}

fn patience(work: &Work, other: &str) -> Duration {
    let known = &work.session.known;
    if known.is_shown(other) {
        CHANGING
    } else if known.notebook.holds(other) {
        MANAGED
    } else {
        ANY
    }
}

/// The cell of the flag, on or off; none where the type has no such column.
pub(crate) fn cell(scene: Scene<'_>, turns: Turns, is_on: bool) -> Option<Cell> {
    let field = scene.resource.field(turns.flag)?;
    Some(Cell::of_field(field, field.column?, is_on.to_string()))
}
