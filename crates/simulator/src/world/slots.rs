//! What need not be read anew for each request, kept until one of the rows it is read from changes.
//!
//! All of it is read and written under the lock of the store. While a transaction changes such rows
//! nothing of them is kept, so that what is undone was never remembered.

use crate::refusal::Refusal;
use std::{
    any::{Any, TypeId},
    collections::{BTreeSet, HashMap},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Something that is kept, one of each type.
pub(crate) trait Kept: Any + Send + Sync {
    /// The roots of the hierarchies it is read from: where a row of one changes, it is forgotten.
    const TABLES: &'static [&'static str];
}

/// Everything that is kept, each thing in a slot of its own.
#[derive(Default)]
pub(crate) struct Slots(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    by_type: HashMap<TypeId, Slot>,
    /// The hierarchies of which the transaction at hand changes rows.
    changing: BTreeSet<String>,
}

struct Slot {
    tables: &'static [&'static str],
    value: Arc<dyn Any + Send + Sync>,
}

impl fmt::Debug for Slots {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Slots").finish_non_exhaustive()
    }
}

impl Slots {
    /// What is kept of that type, read by `read` where nothing is; nothing while it changes.
    pub(crate) fn get<T: Kept>(
        &self,
        read: impl FnOnce() -> Result<T, Refusal>,
    ) -> Result<Option<Arc<T>>, Refusal> {
        let kept = self.lock().by_type.get(&TypeId::of::<T>()).map(|slot| Arc::clone(&slot.value));
        if let Some(value) = kept.and_then(|value| value.downcast().ok()) {
            return Ok(Some(value));
        }
        if T::TABLES.iter().any(|root| self.lock().changing.contains(*root)) {
            return Ok(None);
        }
        // Reading may look at what is in other slots.
        let value = Arc::new(read()?);
        let slot = Slot { tables: T::TABLES, value: value.clone() };
        self.lock().by_type.insert(TypeId::of::<T>(), slot);
        Ok(Some(value))
    }

    /// Rows of the hierarchy `root` change in the transaction at hand.
    pub(crate) fn forget(&self, root: &str) {
        let mut inner = self.lock();
        if !inner.changing.contains(root) {
            inner.changing.insert(root.to_owned());
            inner.by_type.retain(|_, slot| !slot.tables.contains(&root));
        }
    }

    /// The transaction at hand is over, kept or undone.
    pub(crate) fn settle(&self) {
        self.lock().changing.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Number(u8);

    impl Kept for Number {
        const TABLES: &'static [&'static str] = &["sys_number"];
    }

    #[test]
    fn what_changes_in_a_transaction_is_not_kept_before_its_end() {
        let slots = Slots::default();
        let get = |number| slots.get(|| Ok(Number(number))).unwrap().map(|kept| kept.0);
        assert_eq!((get(1), get(2)), (Some(1), Some(1)));
        slots.forget("sys_user");
        assert_eq!(get(2), Some(1));
        slots.forget("sys_number");
        assert_eq!(get(3), None);
        slots.settle();
        assert_eq!(get(4), Some(4));
    }
}
