//! The rights that the work of a run needs, as far as Terraform has shown it to this process.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use super::memory::Memory;
use crate::engine::model::Need;

/// What the run needs, and the first right that was refused.
#[derive(Default)]
pub(crate) struct Needs {
    all: Memory<BTreeSet<Need>>,
    refused: Memory<Option<Need>>,
    told: AtomicBool,
}

impl Needs {
    /// Notes a right that is needed.
    pub(crate) fn remember(&self, need: Need) {
        self.all.lock().insert(need);
    }

    /// Notes that a right was refused.
    pub(crate) fn refuse(&self, need: Need) {
        self.remember(need.clone());
        self.refused.lock().get_or_insert(need);
    }

    /// The first right that was refused, until all that is lacking was told.
    pub(crate) fn refused(&self) -> Option<Need> {
        if self.told.load(Ordering::Relaxed) {
            return None;
        }
        self.refused.lock().clone()
    }

    /// All that is needed.
    pub(crate) fn all(&self) -> BTreeSet<Need> {
        self.all.lock().clone()
    }

    /// Whether this is the first time that all that is lacking is told.
    pub(crate) fn is_first_to_tell(&self) -> bool {
        !self.told.swap(true, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Right;

    #[test]
    fn the_first_refusal_counts_until_it_is_told() {
        let needs = Needs::default();
        assert_eq!(needs.refused(), None);
        needs.refuse(Need::new("b", Right::Write));
        needs.refuse(Need::new("a", Right::Read));
        assert_eq!(needs.refused(), Some(Need::new("b", Right::Write)));
        assert_eq!(needs.all().len(), 2, "what was refused is needed");
        assert!(needs.is_first_to_tell() && !needs.is_first_to_tell());
        assert_eq!(needs.refused(), None);
    }
}
