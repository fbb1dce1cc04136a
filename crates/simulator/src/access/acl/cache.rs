//! Keeps the book of rules until a rule changes.

use super::RuleBook;
use crate::{instance::Work, records::Refusal};
use std::sync::{Arc, Mutex, PoisonError};

/// The book as it was last read.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Option<Arc<RuleBook>>>);

impl Cache {
    /// The rules in force.
    pub(crate) fn book(&self, work: &Work<'_>) -> Result<Arc<RuleBook>, Refusal> {
        if let Some(book) = self.lock().as_ref() {
            return Ok(Arc::clone(book));
        }
        let book = Arc::new(RuleBook::load(work)?);
        *self.lock() = Some(Arc::clone(&book));
        Ok(book)
    }

    /// Reads the rules again when they are next needed.
    pub(crate) fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<RuleBook>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
