//! Who is served when: requests of one session one after the other, and no more at once than the
//! instance has threads for (docs/facts.md#session-order, docs/facts.md#threads).

use crate::http::{Answer, Content, Request};
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// How many requests of one session may wait; more are dropped \[M\].
const SESSION_QUEUE: usize = 10;

/// The threads of the instance and the lines before them.
#[derive(Debug, Default)]
pub(crate) struct Admission {
    threads: Option<Arc<Semaphore>>,
    /// How many requests may wait for a thread.
    queue: usize,
    waiting: AtomicUsize,
    sessions: Arc<Mutex<HashMap<String, Line>>>,
}

/// The requests of one session.
#[derive(Debug, Default)]
struct Line {
    turn: Arc<Turn<()>>,
    length: usize,
}

/// The right to be served, given back when it is dropped.
#[derive(Debug, Default)]
pub(super) struct Admitted {
    _permit: Option<OwnedSemaphorePermit>,
    _turn: Option<(OwnedMutexGuard<()>, Place)>,
}

/// A place in the line of a session.
#[derive(Debug)]
struct Place {
    sessions: Arc<Mutex<HashMap<String, Line>>>,
    session: String,
}

impl Admission {
    /// At most `at_once` requests are served at a time and `queue` wait; without a number all are
    /// served at once.
    pub(crate) fn new(at_once: Option<usize>, queue: usize) -> Self {
        let threads = at_once.map(|count| Arc::new(Semaphore::new(count)));
        Self { threads, queue, ..Self::default() }
    }

    /// Waits until `request` may be served; or the answer to one that cannot even wait.
    pub(super) async fn admit(&self, request: &Request) -> Result<Admitted, Answer> {
        let turn = match session(request) {
            Some(session) => Some(self.turn(session).await?),
            None => None,
        };
        Ok(Admitted { _permit: self.thread().await?, _turn: turn })
    }

    async fn turn(&self, session: String) -> Result<(OwnedMutexGuard<()>, Place), Answer> {
        let turn = {
            let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            let line = sessions.entry(session.clone()).or_default();
            if line.length > SESSION_QUEUE {
                return Err(dropped());
            }
            line.length = line.length.saturating_add(1);
            Arc::clone(&line.turn)
        };
        let place = Place { sessions: Arc::clone(&self.sessions), session };
        Ok((turn.lock_owned().await, place))
    }

    async fn thread(&self) -> Result<Option<OwnedSemaphorePermit>, Answer> {
        let Some(threads) = &self.threads else { return Ok(None) };
        if let Ok(permit) = Arc::clone(threads).try_acquire_owned() {
            return Ok(Some(permit));
        }
        let waiting = Waiting::begin(&self.waiting);
        if waiting.before >= self.queue {
            return Err(too_many());
        }
        Ok(Arc::clone(threads).acquire_owned().await.ok())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = sessions.get_mut(&self.session) {
            line.length = line.length.saturating_sub(1);
            if line.length == 0 {
                sessions.remove(&self.session);
            }
        }
    }
}

/// One more that waits, until it is dropped.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    before: usize,
}

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        Self { count, before: count.fetch_add(1, Ordering::SeqCst) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The session whose cookie the request carries.
fn session(request: &Request) -> Option<String> {
    let cookies = request.headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    let pairs =
        cookies.flat_map(|header| header.split(';')).filter_map(|pair| pair.split_once('='));
    let mut sessions = pairs.filter(|(name, _)| name.trim() == "JSESSIONID");
    sessions.next().map(|(_, session)| session.trim().to_owned())
}

/// 202, and nothing is done \[M\].
fn dropped() -> Answer {
    Answer { status: 202, headers: Vec::new(), content: Content::Nothing }
}

/// 429 without the headers of a rate limit \[D\]; the words are this simulator's own.
fn too_many() -> Answer {
    let detail = "The queue of integration requests is full";
    let error = json!({ "message": "Too many requests", "detail": detail });
    Answer::json(429, json!({ "error": error, "status": "failure" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn of_session(session: &str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", format!("a=1; JSESSIONID={session}").parse().unwrap());
        Request::new("GET", "/", "", headers, Vec::new())
    }

    #[tokio::test]
    async fn beyond_threads_and_queue_a_request_is_refused() {
        let admission = Arc::new(Admission::new(Some(1), 1));
        let first = admission.admit(&Request::bare("GET", "/")).await.unwrap();
        let second = tokio::spawn({
            let admission = Arc::clone(&admission);
            async move { admission.admit(&Request::bare("GET", "/")).await.is_ok() }
        });
        while admission.waiting.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let third = admission.admit(&Request::bare("GET", "/")).await.unwrap_err();
        assert_eq!((third.status, third.headers.len()), (429, 0));
        drop(first);
        assert!(second.await.unwrap());
        assert!(admission.admit(&Request::bare("GET", "/")).await.is_ok());
    }

    #[tokio::test]
    async fn one_session_waits_for_itself_and_no_other() {
        let admission = Arc::new(Admission::default());
        let first = admission.admit(&of_session("a")).await.unwrap();
        assert!(admission.admit(&of_session("b")).await.is_ok());
        let mut waiting = Vec::new();
        for _ in 0..SESSION_QUEUE {
            let admission = Arc::clone(&admission);
            waiting
                .push(tokio::spawn(async move { admission.admit(&of_session("a")).await.is_ok() }));
        }
        while admission.sessions.lock().unwrap()["a"].length <= SESSION_QUEUE {
            tokio::task::yield_now().await;
        }
        assert_eq!(admission.admit(&of_session("a")).await.unwrap_err().status, 202);
        drop(first);
        for admitted in waiting {
            assert!(admitted.await.unwrap());
        }
        assert!(admission.sessions.lock().unwrap().is_empty());
    }
}
