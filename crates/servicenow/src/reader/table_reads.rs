//! The reads of one table: who is waiting, the page, and whether a page is worth asking for.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::Writes;
use super::gathering::{Gathering, Waiting};
use super::page::Page;
use crate::table::Columns;
use crate::{Client, Record};

/// The state of one table's reads.
pub(super) struct TableReads {
    pub(super) table: String,
    gathering: Mutex<Option<Gathering>>,
    page: RwLock<Option<Arc<Page>>>,
    /// Held by whoever decides on the page, so that others wait for it instead of asking too.
    pub(super) habits: tokio::sync::Mutex<Habits>,
}

/// What past asks tell about the next ones.
#[derive(Default)]
pub(super) struct Habits {
    /// The page was refused, cut off or slow: ask for ids only.
    pub(super) no_page: bool,
    first_id: Option<String>,
    second_id_asked: bool,
    writes: u64,
    columns: Option<Columns>,
}

impl TableReads {
    pub(super) fn new(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            gathering: Mutex::default(),
            page: RwLock::default(),
            habits: tokio::sync::Mutex::default(),
        }
    }

    /// The record, if it is on a page that may be used.
    pub(super) fn on_page(&self, id: &str, columns: &Columns, writes: u64) -> Option<Record> {
        let page = self.usable_page(columns, writes)?;
        page.get(id).map(|record| columns.narrow(record))
    }

    /// The page, if it may be used.
    pub(super) fn usable_page(&self, columns: &Columns, writes: u64) -> Option<Arc<Page>> {
        let page = self.page.read().unwrap_or_else(PoisonError::into_inner).clone();
        page.filter(|page| page.serves(columns, writes))
    }

    /// Replaces the page.
    pub(super) fn keep(&self, page: Page) {
        *self.page.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(page));
    }

    /// Joins those who are gathering; the first starts the task that answers them. A task, not
    /// the first one's own future: others depend on it even if the first one goes away.
    pub(super) fn join(
        self: &Arc<Self>,
        client: &Client,
        writes: &Arc<Writes>,
        id: &str,
        columns: &Columns,
    ) -> Waiting {
        let mut slot = self.gathering.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gathering) = slot.as_mut() {
            return gathering.add(id, columns);
        }
        let mut gathering = Gathering::new(columns);
        let waiting = gathering.add(id, columns);
        *slot = Some(gathering);
        tokio::spawn(Arc::clone(self).serve(client.clone(), Arc::clone(writes)));
        waiting
    }

    /// Looks at those who are gathering.
    pub(super) fn peek<T>(&self, look: impl FnOnce(&Gathering) -> T) -> Option<T> {
        let slot = self.gathering.lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().map(look)
    }

    /// Releases those who have gathered if what was to answer them ends before it takes them: they
    /// would wait for ever, and so would all who came after them.
    pub(super) fn released_on_failure(self: &Arc<Self>) -> Release {
        Release(Some(Arc::clone(self)))
    }

    /// Takes those who have gathered; whoever comes now starts anew.
    pub(super) fn take(&self) -> Option<Gathering> {
        self.gathering.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Drops those who have gathered, unless they were taken.
pub(super) struct Release(Option<Arc<TableReads>>);

impl Release {
    /// Those who have gathered are taken now.
    pub(super) fn call_off(mut self) {
        self.0 = None;
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        if let Some(reads) = self.0.take() {
            drop(reads.take());
        }
    }
}

impl Habits {
    /// Takes note of an ask, and tells with which columns a page is worth asking for: when a
    /// second id has been asked for since the last write.
    pub(super) fn page_worth_asking(&mut self, asked: &Gathering, writes: u64) -> Option<Columns> {
        if self.writes != writes {
            (self.first_id, self.second_id_asked, self.writes) = (None, false, writes);
        }
        for id in &asked.ids {
            match &self.first_id {
                None => self.first_id = Some(id.clone()),
                Some(first) => self.second_id_asked |= first != id,
            }
        }
        let seen = self.columns.get_or_insert_with(|| asked.columns.clone());
        *seen = seen.union(&asked.columns);
        (self.second_id_asked && !self.no_page).then(|| seen.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(ids: &[&str], columns: &[&str]) -> Gathering {
        let mut gathering = Gathering::new(&Columns::of(columns));
        for id in ids {
            let _ = gathering.add(id, &Columns::of(columns));
        }
        gathering
    }

    #[tokio::test]
    async fn a_leader_that_breaks_off_releases_those_who_wait() {
        let reads = Arc::new(TableReads::new("t"));
        let mut gathering = asked(&[], &["a"]);
        let waiting = gathering.add("1", &Columns::of(&["a"]));
        *reads.gathering.lock().unwrap() = Some(gathering);
        let leader = Arc::clone(&reads);
        let broken = tokio::spawn(async move {
            let _release = leader.released_on_failure();
            std::panic::resume_unwind(Box::new("a fault"));
        });
        assert!(broken.await.is_err());
        let error = waiting.outcome().await.unwrap_err();
        assert!(!error.is_stopped(), "who is told to have stopped asks again: {error}");
        assert!(reads.take().is_none(), "who comes now starts anew");
    }

    #[test]
    fn a_lonely_ask_wants_no_page() {
        let mut habits = Habits::default();
        assert_eq!(habits.page_worth_asking(&asked(&["1"], &["a"]), 0), None);
        assert_eq!(habits.page_worth_asking(&asked(&["1"], &["a"]), 0), None);
    }

    #[test]
    fn the_second_id_wants_a_page_with_all_columns_seen() {
        let mut habits = Habits::default();
        habits.page_worth_asking(&asked(&["1"], &["a"]), 0);
        let columns = habits.page_worth_asking(&asked(&["2"], &["b"]), 0);
        assert_eq!(columns, Some(Columns::of(&["a", "b"])));
    }

    #[test]
    fn a_write_begins_the_count_anew() {
        let mut habits = Habits::default();
        habits.page_worth_asking(&asked(&["1"], &["a"]), 0);
        assert_eq!(habits.page_worth_asking(&asked(&["2"], &["a"]), 1), None);
        assert!(habits.page_worth_asking(&asked(&["3"], &["a"]), 1).is_some());
    }

    #[test]
    fn a_refused_page_is_not_wanted_again() {
        let mut habits = Habits { no_page: true, ..Habits::default() };
        assert_eq!(habits.page_worth_asking(&asked(&["1", "2"], &["a"]), 0), None);
    }
}
