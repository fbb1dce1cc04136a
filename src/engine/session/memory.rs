//! What several operations remember together.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something that operations running side by side read and change.
#[derive(Default)]
pub(crate) struct Memory<T>(Mutex<T>);

impl<T> Memory<T> {
    /// A hold on it. Who held it and panicked left it whole: each change is one call.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
