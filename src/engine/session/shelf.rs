//! What a table holds under the values of one column that were asked about: what is learned is kept for the process, and
//! asks that come together can go together.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::Record;

use super::memory::Memory;

/// What is known of a table by one of its columns.
pub(crate) struct Shelf {
    column: String,
    /// Held by whoever asks, so that others wait for the answer instead of asking too.
    pub(crate) turn: tokio::sync::Mutex<()>,
    wanted: Memory<BTreeSet<String>>,
    kept: Memory<Kept>,
}

#[derive(Default)]
struct Kept {
    /// By the value that they have, and their sys_ids.
    rows: BTreeMap<String, BTreeMap<String, Record>>,
    whole: bool,
    asked: usize,
    values: BTreeSet<String>,
    beginnings: BTreeSet<String>,
    /// Beginnings that too many values have.
    too_wide: BTreeSet<String>,
}

/// The value as an instance compares it (docs/facts.md#comparison).
fn folded(value: &str) -> String {
    value.trim().to_lowercase()
}

/// What the value begins with where it is one of a row, such as `Peer_` in `Peer_12`. Empty where it is none.
pub(crate) fn beginning(value: &str) -> &str {
    let value = value.trim();
    let stem = value.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    let is_telling = stem.len() < value.len() && stem.chars().count() >= 3;
    if is_telling { stem } else { "" }
}

impl Shelf {
    /// Nothing is known yet of the records by this column.
    pub(crate) fn by(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            turn: tokio::sync::Mutex::default(),
            wanted: Memory::default(),
            kept: Memory::default(),
        }
    }

    /// Notes that somebody wants to know about the value.
    pub(crate) fn want(&self, value: &str) {
        self.wanted.lock().insert(value.to_owned());
    }

    /// All values that somebody wants to know about and nobody has asked for yet.
    pub(crate) fn take_wanted(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.wanted.lock())
    }

    /// Whether what the table has under the value is known.
    pub(crate) fn covers(&self, value: &str) -> bool {
        let kept = self.kept.lock();
        kept.whole
            || kept.values.contains(&folded(value))
            || kept.beginnings.contains(&folded(beginning(value)))
    }

    /// Whether it may be asked for all that begins like the value.
    pub(crate) fn may_ask_for(&self, beginning: &str) -> bool {
        !beginning.is_empty() && !self.kept.lock().too_wide.contains(&folded(beginning))
    }

    /// Counts an ask; how many there were before.
    pub(crate) fn count(&self) -> usize {
        let mut kept = self.kept.lock();
        kept.asked += 1;
        kept.asked - 1
    }

    /// Keeps records, whichever ask brought them.
    pub(crate) fn put(&self, rows: impl IntoIterator<Item = Record>) {
        let mut kept = self.kept.lock();
        for row in rows {
            let value = folded(row.get(&self.column).unwrap_or_default());
            kept.rows.entry(value).or_default().insert(row.sys_id().to_ascii_lowercase(), row);
        }
    }

    /// Notes that all records of the table are kept.
    pub(crate) fn cover_all(&self) {
        self.kept.lock().whole = true;
    }

    /// Notes that all records are kept that have one of these values.
    pub(crate) fn cover<'a>(&self, values: impl IntoIterator<Item = &'a String>) {
        self.kept.lock().values.extend(values.into_iter().map(|value| folded(value)));
    }

    /// Notes whether all records are kept whose values begin so, or are too many.
    pub(crate) fn cover_beginnings<'a>(
        &self,
        beginnings: impl IntoIterator<Item = &'a String>,
        is_whole: bool,
    ) {
        let mut kept = self.kept.lock();
        let kept = &mut *kept;
        let known = if is_whole { &mut kept.beginnings } else { &mut kept.too_wide };
        known.extend(beginnings.into_iter().map(|beginning| folded(beginning)));
    }

    /// The records that are kept under the value.
    pub(crate) fn under(&self, value: &str) -> Vec<Record> {
        let kept = self.kept.lock();
        kept.rows.get(&folded(value)).into_iter().flat_map(BTreeMap::values).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_numbered_begins_alike() {
        assert_eq!((beginning("Peer_12"), beginning("Bench 7")), ("Peer_", "Bench"));
        for alone in ["Camunda", "a1", "12", ""] {
            assert_eq!(beginning(alone), "", "{alone}");
        }
    }

    #[test]
    fn a_value_is_known_by_itself_by_its_beginning_or_with_the_whole_table() {
        let shelf = Shelf::by("name");
        shelf.cover([&"Camunda ".to_owned()]);
        assert!(shelf.covers("camunda") && !shelf.covers("Camunda 2"));
        shelf.cover_beginnings([&"Peer_".to_owned()], true);
        assert!(shelf.covers("peer_9") && !shelf.covers("Peer"));
        shelf.cover_beginnings([&"Bench".to_owned()], false);
        assert!(!shelf.covers("Bench 1") && !shelf.may_ask_for("bench") && !shelf.may_ask_for(""));
        shelf.cover_all();
        assert!(shelf.covers("anything"));
    }

    #[test]
    fn records_are_found_by_their_value_in_any_case() {
        let shelf = Shelf::by("name");
        shelf.put([[("sys_id", "1"), ("name", "Acme ")].into_iter().collect::<Record>()]);
        assert_eq!(shelf.under("ACME").len(), 1);
        assert!(shelf.under("Ac").is_empty());
    }

    #[test]
    fn what_is_wanted_is_asked_for_once() {
        let shelf = Shelf::by("name");
        shelf.want("a");
        shelf.want("a");
        assert_eq!(shelf.take_wanted().len(), 1);
        assert!(shelf.take_wanted().is_empty());
        assert_eq!((shelf.count(), shelf.count()), (0, 1));
    }
}
