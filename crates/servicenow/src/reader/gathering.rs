//! Asks that wait for the same request, and the answer they share.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::watch;

use super::abandoned;
use crate::table::Columns;
use crate::{Error, Record};

/// Records by id (in lower case), or why there are none.
pub(super) type Outcome = Result<Arc<HashMap<String, Record>>, Error>;

/// Ids that are asked for together.
pub(super) struct Gathering {
    pub(super) ids: BTreeSet<String>,
    pub(super) columns: Columns,
    sender: watch::Sender<Option<Outcome>>,
}

/// One ask's claim to the answer.
pub(super) struct Waiting(watch::Receiver<Option<Outcome>>);

impl Gathering {
    pub(super) fn new(columns: &Columns) -> Self {
        let (sender, _) = watch::channel(None);
        Self { ids: BTreeSet::new(), columns: columns.clone(), sender }
    }

    /// Adds an ask.
    pub(super) fn add(&mut self, id: &str, columns: &Columns) -> Waiting {
        self.ids.insert(id.to_owned());
        self.columns = self.columns.union(columns);
        Waiting(self.sender.subscribe())
    }

    /// Gives all who wait the same answer.
    pub(super) fn answer(self, outcome: Outcome) {
        self.sender.send_replace(Some(outcome));
    }
}

impl Waiting {
    /// Waits for the answer. Both layers are errors; the inner one is the request's own.
    pub(super) async fn outcome(mut self) -> Result<Outcome, Error> {
        let answered = self.0.wait_for(Option::is_some).await.map_err(|_| abandoned())?;
        answered.clone().ok_or_else(abandoned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_who_wait_get_the_same_answer() {
        let mut gathering = Gathering::new(&Columns::of(&["name"]));
        let first = gathering.add("1", &Columns::of(&["name"]));
        let second = gathering.add("2", &Columns::of(&["type"]));
        assert_eq!(gathering.columns, Columns::of(&["name", "type"]));
        assert_eq!(gathering.ids.len(), 2);
        let record: Record = [("sys_id", "2")].into_iter().collect();
        gathering.answer(Ok(Arc::new([("2".to_owned(), record)].into())));
        let (first, second) = (first.outcome().await.unwrap(), second.outcome().await.unwrap());
        assert!(Arc::ptr_eq(&first.unwrap(), &second.unwrap()));
    }

    #[tokio::test]
    async fn an_abandoned_gathering_leaves_nobody_waiting() {
        let mut gathering = Gathering::new(&Columns::All);
        let waiting = gathering.add("1", &Columns::All);
        drop(gathering);
        let error = waiting.outcome().await.unwrap_err();
        assert!(matches!(error.kind(), crate::ErrorKind::Invalid(_)), "{error}");
    }
}
