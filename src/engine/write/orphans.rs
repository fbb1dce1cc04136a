//! Orphans: what a run that was ended made, and no state holds. A record that this user made lately under the same
//! natural key is named before a second one is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use servicenow::{Error, Record};
use tfplugin::Diagnostic;
use tokio::sync::OnceCell;

use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::{ID, RecordKind};
use crate::engine::problem as explain;
use crate::engine::session::Work;
use crate::engine::write::adopt::{holds, is_marked_otherwise, key_cells};
use crate::engine::write::cells::Cell;

/// Older records are somebody's own: nobody waits so long to apply again.
pub(crate) const WINDOW: Duration = Duration::from_hours(1);

type Recent = Arc<OnceCell<Vec<(Record, Duration)>>>;

/// What this process knows of records: those that states hold, and those that were lately made.
#[derive(Default)]
pub(crate) struct Known {
    /// The sys_ids of records that a state holds or held, as far as Terraform has shown them to this process.
    held: Mutex<BTreeSet<String>>,
    /// The sys_ids of records that this process made and that nothing refers to yet.
    unreferred: Mutex<BTreeSet<String>>,
    /// What this user had lately made in a table before this process made its first record there.
    recent: Mutex<BTreeMap<String, Recent>>,
}

impl Known {
    /// Notes that a state holds this record.
    pub(crate) fn hold(&self, sys_id: &str) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(sys_id.to_ascii_lowercase());
    }

    /// Notes that this process has just made this record.
    pub(crate) fn made(&self, sys_id: &str) {
        self.unreferred().insert(sys_id.to_ascii_lowercase());
    }

    /// Whether this process made the record and this is the first time that something is to refer to it.
    pub(crate) fn is_first_to_refer_to(&self, sys_id: &str) -> bool {
        self.unreferred().remove(&sys_id.to_ascii_lowercase())
    }

    fn unreferred(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.unreferred.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_held(&self, sys_id: &str) -> bool {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.contains(&sys_id.to_ascii_lowercase())
    }

    fn recent(&self, what: &str) -> Recent {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(recent.entry(what.to_owned()).or_default())
    }
}

/// Notes the record of a state.
pub(crate) fn hold(work: &Work, state: &Attributes) {
    if let Some(sys_id) = state.known_text(ID) {
        work.session.known.hold(sys_id);
    }
}

/// A record about to be made.
pub(crate) struct Coming<'a> {
    /// The type.
    pub(crate) kind: &'a RecordKind,
    /// The table.
    pub(crate) table: &'a str,
    /// The plan.
    pub(crate) planned: &'a Attributes,
    /// The columns to write.
    pub(crate) cells: &'a [Cell],
}

/// The error that the record seems to have been made already, by a run that could not note it.
pub(crate) async fn check(work: &Work, coming: &Coming<'_>) -> Result<(), Diagnostic> {
    let (kind, table) = (coming.kind, coming.table);
    let keys = kind.spec.natural_keys.iter().filter_map(|key| key_cells(key, coming.cells));
    let keys: Vec<Vec<&Cell>> = keys.collect();
    if keys.is_empty() {
        return Ok(());
    }
    let what = format!("{}\u{1f}{table}", kind.type_name);
    let recent = recent(work, &what, table, &columns(kind)).await;
    let recent = recent.map_err(|error| explain::read(work, kind, table, &error))?;
    let is_it = |record: &Record| {
        keys.iter().any(|cells| holds(record, cells))
            && is_among(kind, record)
            && !is_marked_otherwise(kind, coming.planned, record)
    };
    match unheld(work, &recent, is_it) {
        Some((record, age)) => Err(explain::orphan(kind, table, record.sys_id(), *age)),
        None => Ok(()),
    }
}

/// The first of the recent records that is the one, and that no state holds.
pub(crate) fn unheld<'a>(
    work: &Work,
    recent: &'a OnceCell<Vec<(Record, Duration)>>,
    is_it: impl Fn(&Record) -> bool,
) -> Option<&'a (Record, Duration)> {
    let mut all = recent.get().into_iter().flatten();
    all.find(|(record, _)| is_it(record) && !work.session.known.is_held(record.sys_id()))
}

/// What this user has lately made in a table, asked for once before the first record is made there. Who may make and not
/// read has no orphans to find, and a table too large to be asked is left in peace.
pub(crate) async fn recent(
    work: &Work,
    what: &str,
    table: &str,
    columns: &[&str],
) -> Result<Recent, Error> {
    let recent = work.session.known.recent(what);
    let ask = async || match work.client.table(table).own_recent(WINDOW, columns).await {
        Err(error) if is_about_the_table(&error) => Ok(Vec::new()),
        asked => asked,
    };
    recent.get_or_try_init(ask).await?;
    Ok(recent)
}

/// Whether the table cannot be asked, rather than the instance.
fn is_about_the_table(error: &Error) -> bool {
    let refused = error.is_forbidden() || error.is_quota() || error.is_timeout();
    refused && !error.is_unsent()
}

/// The columns that tell a record by its natural keys, and from those of other variants.
fn columns(kind: &RecordKind) -> Vec<&'static str> {
    let names = kind.spec.natural_keys.iter().flat_map(|key| key.iter());
    let keys = names.filter_map(|name| kind.field(name)?.column);
    let marks = kind.spec.variants.iter().filter_map(|variant| Some(variant.mark?.0));
    keys.chain(marks).chain(kind.spec.among.iter().map(|(column, _)| *column)).collect()
}

fn is_among(kind: &RecordKind, record: &Record) -> bool {
    kind.spec.among.iter().all(|(column, value)| record.get(column).is_none_or(|is| is == *value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    #[test]
    fn what_is_held_is_known_in_any_case() {
        let known = Known::default();
        known.hold("AB");
        assert!(known.is_held("ab") && known.is_held("AB") && !known.is_held("ef"));
    }

    #[test]
    fn only_the_first_can_refer_to_what_was_just_made() {
        let known = Known::default();
        known.made("AB");
        assert!(known.is_first_to_refer_to("ab"));
        assert!(!known.is_first_to_refer_to("ab") && !known.is_first_to_refer_to("ef"));
    }

    #[test]
    fn a_record_is_told_by_its_keys_and_its_variant() {
        let registry = ALL.iter().find(|resource| resource.name == "oauth_registry").unwrap();
        let columns = columns(&RecordKind::new(registry));
        assert!(columns.contains(&"name") && columns.contains(&"type"), "{columns:?}");
    }
}
