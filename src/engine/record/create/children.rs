//! The children of a new record.

use tfplugin::Value;

use super::Creation;
use crate::describe::{Children, Field};
use crate::engine::lookup::children as rows_of;
use crate::engine::lookup::scene::Scene;
use crate::engine::model;
use crate::engine::problem::{Problem, Problems};
use crate::engine::write::children::{self, Texts};

impl<'a> Creation<'a> {
    /// The children that the plan sets.
    pub(super) fn children(&self) -> impl Iterator<Item = (&'a Field, &'a Children)> {
        let described = self.described().into_iter();
        described.flat_map(|resource| children::listed(resource, &self.planned))
    }

    /// What the record that is taken over has of them.
    pub(super) async fn children_now(&self, scene: Scene<'_>) -> Result<Texts, Problem> {
        children::now(scene, self.children()).await
    }

    pub(super) async fn write_children(&mut self) -> Result<(), Problems> {
        let (Some(resource), work) = (self.described(), self.work) else { return Ok(()) };
        let all: Vec<_> = self.children().collect();
        if all.is_empty() {
            return Ok(());
        }
        let application = self.place(Scene { work, resource, attributes: &self.planned }).await;
        for (field, of_it) in all {
            let scene = Scene { work, resource, attributes: &self.planned };
            let wanted = children::wanted((field, of_it), &self.planned);
            let (own, private) = ((field, of_it), &mut self.private);
            let written = children::write(scene, own, wanted, application.as_deref(), private);
            let written = written.await?;
            let planned = self.planned.get(field.name);
            let now = model::children::filled(of_it, planned, &written.rows);
            self.heed(written.problems)?;
            self.planned.set(field.name, now);
        }
        Ok(())
    }

    /// Puts into the state what is there of them, of a record that cannot be undone.
    pub(super) async fn show_children(&mut self) {
        let all: Vec<_> = self.children().collect();
        for (field, of_it) in all {
            let found = rows_of::now(self.work, of_it, self.sys_id()).await;
            let planned = self.planned.get(field.name);
            let now = found.map_or(Value::Null, |found| {
                model::children::shown(field, of_it, &found.rows, planned, &self.private)
            });
            self.planned.set(field.name, now);
        }
    }
}
