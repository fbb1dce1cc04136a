//! REST messages that scripts send. They leave once the work that caused them is kept, so that nothing is sent of what was
//! undone and nobody waits for the other side while rows are locked.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
};

/// A call that a script makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The name of the REST message.
    pub(crate) message: String,
    /// The name of its function.
    pub(crate) function: String,
    /// What stands for the names in braces.
    pub(crate) parameters: BTreeMap<String, String>,
}

/// What is to be sent, by the thread whose work it is of: whoever asked for that work waits until it is sent, as they do
/// for a script that calls.
#[derive(Debug, Default)]
pub(crate) struct Outbox(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// Of the transaction at hand.
    open: Vec<Outgoing>,
    /// Of work that is kept.
    kept: Vec<(ThreadId, Outgoing)>,
}

impl Outbox {
    /// Puts a call in, to leave when the transaction at hand is kept.
    pub(crate) fn put(&self, call: Outgoing) {
        self.lock().open.push(call);
    }

    /// The transaction at hand is over.
    pub(super) fn settle(&self, kept: bool) {
        let mut inner = self.lock();
        let open = std::mem::take(&mut inner.open);
        if kept {
            let own = thread::current().id();
            inner.kept.extend(open.into_iter().map(|call| (own, call)));
        }
    }

    /// Takes what work of this thread is to send, in order.
    pub(crate) fn take(&self) -> Vec<Outgoing> {
        let own = thread::current().id();
        let mut inner = self.lock();
        let (due, others) = inner.kept.drain(..).partition(|(thread, _)| *thread == own);
        inner.kept = others;
        let due: Vec<(ThreadId, Outgoing)> = due;
        due.into_iter().map(|(_, call)| call).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(function: &str) -> Outgoing {
        let (message, parameters) = ("m".to_owned(), BTreeMap::new());
        Outgoing { message, function: function.to_owned(), parameters }
    }

    #[test]
    fn what_is_undone_is_not_sent_and_what_is_kept_is_sent_once() {
        let outbox = Outbox::default();
        outbox.put(call("undone"));
        outbox.settle(false);
        outbox.put(call("kept"));
        outbox.settle(true);
        assert_eq!(outbox.take(), [call("kept")]);
        assert_eq!(outbox.take(), []);
    }

    #[test]
    fn each_thread_sends_its_own() {
        let outbox = Outbox::default();
        outbox.put(call("here"));
        outbox.settle(true);
        thread::scope(|scope| {
            scope.spawn(|| {
                outbox.put(call("there"));
                outbox.settle(true);
                assert_eq!(outbox.take(), [call("there")]);
            });
        });
        assert_eq!(outbox.take(), [call("here")]);
    }
}
