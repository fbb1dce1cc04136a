//! The children of a record that changes.

use super::Update;
use crate::describe::{Children, Field};
use crate::engine::lookup::scene::Scene;
use crate::engine::model;
use crate::engine::write::children;
use crate::engine::write::links;

impl<'a> Update<'a> {
    /// The children that the plan changes.
    pub(super) fn changed_children(&self) -> Vec<(&'a Field, &'a Children)> {
        let described = self.described().into_iter();
        let listed = described.flat_map(|resource| children::listed(resource, &self.planned));
        let is_changed = |(field, _): &(&Field, &Children)| {
            self.planned.get(field.name) != self.compared.get(field.name)
        };
        listed.filter(is_changed).collect()
    }

    /// Writes them. Where that fails, the state has those that are there.
    pub(super) async fn children(&mut self) {
        let (Some(resource), changed) = (self.described(), self.changed_children()) else { return };
        if changed.is_empty() {
            return;
        }
        let scene = Scene { work: self.work, resource, attributes: &self.planned };
        let application = links::application(scene).await;
        for (field, of_it) in changed {
            let wanted = children::wanted((field, of_it), &self.planned);
            let (own, private) = ((field, of_it), &mut self.private);
            let written = children::write(scene, own, wanted, application.as_deref(), private);
            match written.await {
                Ok(written) => {
                    let (planned, rows) = (self.planned.get(field.name), &written.rows);
                    let now = if written.is_whole() {
                        model::children::filled(of_it, planned, rows)
                    } else {
                        model::children::shown(field, of_it, rows, planned, &self.private)
                    };
                    self.state.set(field.name, now);
                    self.problems.extend(written.problems);
                }
                Err(problem) => {
                    self.state.set(field.name, self.prior.get(field.name).clone());
                    self.problems.push(problem);
                }
            }
        }
    }
}
