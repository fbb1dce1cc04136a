//! Taking over the record that is there already.

use std::collections::BTreeMap;

use servicenow::Record;

use super::{Creation, Progress};
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::model::{Adopted, Cell, Secret};
use crate::engine::problem::{Adoption, Attempt, Problem, Problems};
use crate::engine::write::children::Texts;
use crate::engine::write::links::{self, Extent};

impl Creation<'_> {
    /// Writes only what differs, and keeps what was there before. Entries of journals are added in any case.
    pub(super) async fn take_over(
        &mut self,
        record: Record,
        cells: &[Cell],
        switch: Option<&Cell>,
        secrets: &[Secret],
    ) -> Result<Record, Problems> {
        self.progress = Progress::TakenOver;
        let is_changed = |cell: &&Cell| !cell.is_entry() && !cell.is_held_by(&record);
        let changed: Vec<&Cell> = cells.iter().filter(is_changed).collect();
        let switched = switch.filter(|switch| !switch.is_held_by(&record));
        let before = |cell: &Cell| {
            let stored = record.get(&cell.column).filter(|stored| !is_ciphertext(stored))?;
            Some((cell.column.clone(), stored.to_owned()))
        };
        let (links, children) = match self.scene() {
            Some(scene) => {
                (links::now(scene, self.links()).await?, self.children_now(scene).await?)
            }
            None => (BTreeMap::new(), Texts::new()),
        };
        self.private.adopted = Some(Adopted {
            columns: changed.iter().copied().chain(switched).filter_map(before).collect(),
            links,
            children,
            secrets: secrets.iter().map(|secret| secret.spot.name().to_owned()).collect(),
            is_partial: false,
        });
        let described = self.described();
        if described.is_some_and(|resource| resource.description.activated_last.is_some()) {
            // It may be live: no moment without the links that it has or is to have.
            self.write_links(Extent::Add).await?;
        }
        let record =
            if changed.is_empty() { record } else { self.overwrite(record, changed).await? };
        let entries: Vec<Cell> = cells.iter().filter(|cell| cell.is_entry()).cloned().collect();
        if !entries.is_empty() {
            self.writer.add_entries(record.sys_id(), &entries).await?;
        }
        Ok(record)
    }

    async fn overwrite(&self, record: Record, changed: Vec<&Cell>) -> Result<Record, Problem> {
        let type_name = &self.writer.subject.type_name;
        let attempt = Attempt::Adopt(type_name.clone());
        let updated = self.writer.change(attempt, record.sys_id(), changed).await?;
        updated.ok_or_else(|| Problem::Adoption(Adoption::Gone(type_name.clone())))
    }
}
