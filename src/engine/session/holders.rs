//! Who holds which record in this run. Terraform makes and destroys objects of different addresses side by side and in
//! either order, also where both are the same record: after a rename, with `create_before_destroy`, or when `count`
//! becomes `for_each`. So whoever takes a record over and whoever lets go of it take turns, and each knows of the other.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::memory::Memory;

/// Who holds records, by sys_id.
#[derive(Default)]
pub(crate) struct Holders(Memory<BTreeMap<String, Arc<Mutex<Standing>>>>);

/// How a record stands in this run.
#[derive(Default)]
pub(crate) struct Standing {
    /// The mark of the state that holds it, where that came to it in this run, or could not let go of it.
    holder: Option<String>,
    /// When it was last let go of.
    let_go: Option<Instant>,
}

impl Holders {
    /// Waits until nobody else takes the record over or lets go of it, and keeps others from it meanwhile.
    pub(crate) async fn standing(&self, sys_id: &str) -> OwnedMutexGuard<Standing> {
        self.entry(sys_id).lock_owned().await
    }

    /// Terraform has shown this state of the record: a run that brought it about is over.
    pub(crate) fn show(&self, sys_id: &str, mark: &str) {
        let standing = self.0.lock().get(&sys_id.to_ascii_lowercase()).map(Arc::clone);
        if let Some(mut standing) = standing.and_then(|standing| standing.try_lock_owned().ok()) {
            standing.holder.take_if(|holder| holder == mark);
        }
    }

    fn entry(&self, sys_id: &str) -> Arc<Mutex<Standing>> {
        Arc::clone(self.0.lock().entry(sys_id.to_ascii_lowercase()).or_default())
    }
}

impl Standing {
    /// Whether another state than that of this mark holds the record.
    pub(crate) fn is_held_by_another(&self, mark: &str) -> bool {
        self.holder.as_ref().is_some_and(|holder| holder != mark)
    }

    /// Whether it was let go of after this moment: what was seen of it then may be so no longer.
    pub(crate) fn was_let_go_since(&self, moment: Instant) -> bool {
        self.let_go.is_some_and(|let_go| let_go > moment)
    }

    /// The state of this mark holds it from now on.
    pub(crate) fn hold(&mut self, mark: &str) {
        self.holder = Some(mark.to_owned());
    }

    /// No state holds it any more: it is gone, or left to the instance.
    pub(crate) fn let_go(&mut self) {
        self.holder = None;
        self.let_go = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn what_one_state_took_over_in_this_run_another_cannot_let_go_of() {
        let holders = Holders::default();
        assert!(!holders.standing("AB").await.is_held_by_another("old"));
        holders.standing("AB").await.hold("new");
        let standing = holders.standing("ab").await;
        assert!(standing.is_held_by_another("old") && standing.is_held_by_another(""));
        assert!(!standing.is_held_by_another("new"));
    }

    #[tokio::test]
    async fn who_takes_over_waits_for_who_lets_go_and_learns_of_it() {
        let holders = Arc::new(Holders::default());
        let found = Instant::now();
        let mut going = holders.standing("ab").await;
        let coming = tokio::spawn({
            let holders = Arc::clone(&holders);
            async move { holders.standing("ab").await.was_let_go_since(found) }
        });
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert!(!coming.is_finished());
        going.let_go();
        drop(going);
        assert!(coming.await.unwrap());
        assert!(!holders.standing("ab").await.was_let_go_since(Instant::now()));
    }

    #[tokio::test]
    async fn a_state_that_is_shown_again_is_of_an_earlier_run() {
        let holders = Holders::default();
        holders.standing("ab").await.hold("new");
        holders.show("ab", "old");
        assert!(holders.standing("ab").await.is_held_by_another("old"));
        holders.show("AB", "new");
        assert!(!holders.standing("ab").await.is_held_by_another("old"));
    }
}
