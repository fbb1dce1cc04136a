//! Consents the instance has sent somebody to ask for elsewhere, by the `state` that comes back.

use crate::vault;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::Requestor;

/// How long somebody may take at the other side \[invented\].
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// What was begun and by whom.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    /// The sys_id of the person.
    pub(crate) user: String,
    pub(crate) requestor: Requestor,
    /// Where a challenge was sent.
    pub(crate) verifier: Option<String>,
    pub(crate) began: Timestamp,
}

/// All that were begun and have not come back.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    by_state: Mutex<HashMap<String, Begun>>,
}

impl Pending {
    /// Remembers it under a new state.
    pub(crate) fn begin(&self, begun: Begun) -> String {
        let state = format!("{}{}", vault::new_id(), vault::new_id());
        let mut by_state = self.by_state.lock().unwrap_or_else(PoisonError::into_inner);
        by_state.retain(|_, other| begun.began.duration_since(other.began) < PATIENCE);
        by_state.insert(state.clone(), begun);
        state
    }

    /// What was begun under that state by that person; it counts once.
    pub(crate) fn finish(&self, state: &str, user: &str, now: Timestamp) -> Option<Begun> {
        let mut by_state = self.by_state.lock().unwrap_or_else(PoisonError::into_inner);
        by_state.get(state).filter(|begun| begun.user == user)?;
        by_state.remove(state).filter(|begun| now.duration_since(begun.began) < PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_counts_once_for_its_person_and_not_for_ever() {
        let (pending, now) = (Pending::default(), Timestamp::UNIX_EPOCH);
        let begun = |user: &str| Begun {
            user: user.to_owned(),
            requestor: Requestor::of_credential("c1", "p1"),
            verifier: None,
            began: now,
        };
        let state = pending.begin(begun("u1"));
        assert!(pending.finish(&state, "u2", now).is_none());
        assert!(pending.finish(&state, "u1", now).is_some());
        assert!(pending.finish(&state, "u1", now).is_none());
        let late = pending.begin(begun("u1"));
        assert!(pending.finish(&late, "u1", now + SignedDuration::from_mins(11)).is_none());
    }
}
