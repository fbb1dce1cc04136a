//! Undoing a creation that cannot be completed.

use super::{Creation, Progress};
use crate::engine::model::Spot;
use crate::engine::problem::{Attempt, Problem, Problems};
use crate::engine::record::delete;
use crate::engine::record::life::Outcome;
use crate::engine::write::restore;

impl Creation<'_> {
    /// Undoes what was begun. What cannot be undone stays in the state, with the error that names it.
    pub(super) async fn fail(mut self, mut problems: Problems, secrets: &[Spot]) -> Outcome {
        problems.splice(0..0, std::mem::take(&mut self.notes));
        let Err(left) = self.let_go().await else { return Outcome::unchanged(None, problems) };
        problems.push(left);
        self.show_children().await;
        for secret in secrets {
            self.shape.keep_secret(&mut self.planned, None, secret);
        }
        Outcome::done(self.planned.without_unknowns(), self.private, problems)
    }

    /// Whether rows were made with it that the instance may leave behind without it.
    fn has_more_rows(&self) -> bool {
        self.links().next().is_some() || self.children().any(|(_, children)| !children.cascades)
    }

    /// Undoes what was begun before anybody else has a turn at the record. What another state holds stays.
    async fn let_go(&self) -> Result<(), Problem> {
        let mut standing = self.work.session.holders.standing(self.sys_id()).await;
        if standing.is_held_by_another(&self.private.mark) {
            return Ok(());
        }
        self.undo().await.inspect(|()| standing.let_go())
    }

    async fn undo(&self) -> Result<(), Problem> {
        match (&self.progress, self.scene(), &self.private.adopted) {
            (Progress::Inserted, Some(scene), _) if self.has_more_rows() => {
                let attempt = Attempt::Undo(self.writer.subject.clone(), self.sys_id().to_owned());
                let emptied = delete::empty(scene, &attempt).await;
                emptied.map_err(|problem| problem.while_doing(&attempt))?;
                self.writer.undo(self.sys_id()).await
            }
            (Progress::Inserted, ..) => self.writer.undo(self.sys_id()).await,
            (Progress::TakenOver, Some(scene), Some(before)) => {
                let attempt = Attempt::Undo(self.writer.subject.clone(), self.sys_id().to_owned());
                let application = self.application.as_deref();
                restore::give_back(scene, &attempt, before, application).await.map(drop)
            }
            (Progress::TakenOver, None, Some(before)) => {
                let attempt = Attempt::Undo(self.writer.subject.clone(), self.sys_id().to_owned());
                let one = (&self.writer.subject, self.sys_id());
                restore::give_back_row(self.work, one, &attempt, before).await.map(drop)
            }
            (Progress::Nothing | Progress::Claimed | Progress::TakenOver, ..) => Ok(()),
        }
    }
}
