//! A server with tables and a token endpoint that breaks exactly where a test says.

mod faults;
mod sessions;
mod tables;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub(crate) use faults::{Fault, answer};
pub(crate) use sessions::{Login, Sessions};
pub(crate) use tables::Tables;

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
pub(crate) struct Inner {
    tables: Mutex<Tables>,
    sessions: Mutex<Sessions>,
    seen: Mutex<Vec<Seen>>,
    faults: Mutex<VecDeque<(String, String, Fault)>>,
    latency: Mutex<Duration>,
    pub(crate) clock_ahead: AtomicI64,
    pub(crate) tokens: AtomicUsize,
    pub(crate) oldest_good_token: AtomicUsize,
    /// Seconds that a token lasts; 0 stands for the 1,800 of a fresh instance.
    pub(crate) token_lifetime: AtomicUsize,
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
}

/// A running server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) inner: Arc<Inner>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Inner::default());
        let router = Router::new().fallback(serve).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// Breaks the next request of this method whose path begins so.
    pub(crate) fn fault(&self, method: &str, path: &str, fault: Fault) {
        let entry = (method.to_owned(), path.to_owned(), fault);
        self.inner.faults.lock().unwrap().push_back(entry);
    }

    pub(crate) fn tables(&self) -> MutexGuard<'_, Tables> {
        self.inner.tables.lock().unwrap()
    }

    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.inner.sessions.lock().unwrap()
    }

    /// How many sessions were opened in which somebody is signed in.
    pub(crate) fn opened_sessions(&self) -> usize {
        self.sessions().opened
    }

    /// The most requests that were in flight in one session at a time.
    pub(crate) fn most_in_one_session(&self) -> usize {
        self.sessions().most_in_use
    }

    pub(crate) fn set_latency(&self, latency: Duration) {
        *self.inner.latency.lock().unwrap() = latency;
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.inner.seen.lock().unwrap().clone()
    }

    /// How many requests of this method came to paths that begin so.
    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let matches = |seen: &&Seen| seen.method == method && seen.path.starts_with(path);
        self.inner.seen.lock().unwrap().iter().filter(matches).count()
    }

    pub(crate) fn most_in_flight(&self) -> usize {
        self.inner.most_in_flight.load(Ordering::SeqCst)
    }
}

/// Counts a request in flight, also when its connection is cut.
struct InFlight(Arc<Inner>);

impl InFlight {
    fn new(inner: &Arc<Inner>) -> Self {
        let now = inner.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        inner.most_in_flight.fetch_max(now, Ordering::SeqCst);
        Self(Arc::clone(inner))
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let _in_flight = InFlight::new(&inner);
    let seen = note(&inner, request).await;
    let _in_use = sessions::InUse::new(&inner, &seen);
    let latency = *inner.latency.lock().unwrap();
    tokio::time::sleep(latency).await;
    let fault = inner.take_fault(&seen);
    let response = faults::apply(&inner, &seen, fault).await;
    inner.dated(response)
}

async fn note(inner: &Inner, request: Request) -> Seen {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default();
    let seen = Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: parts.headers,
        body: String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap(),
    };
    inner.seen.lock().unwrap().push(seen.clone());
    seen
}

impl Inner {
    fn take_fault(&self, seen: &Seen) -> Option<Fault> {
        let mut faults = self.faults.lock().unwrap();
        let due = |(method, path, _): &(String, String, Fault)| {
            *method == seen.method && seen.path.starts_with(path.as_str())
        };
        let at = faults.iter().position(due)?;
        faults.remove(at).map(|(_, _, fault)| fault)
    }

    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.clock_ahead.load(Ordering::SeqCst))
    }

    fn dated(&self, mut response: Response) -> Response {
        let date = self.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        response.headers_mut().insert("date", date.parse().unwrap());
        response
    }

    /// What an instance that works would answer.
    fn handle(&self, seen: &Seen) -> Response {
        if seen.path == "/oauth_token.do" {
            return self.issue_token();
        }
        let mut sessions = self.sessions.lock().unwrap();
        if let Some(page) = sessions.page(seen) {
            return page;
        }
        if !self.lets_in(seen) && !sessions.lets_in(seen) {
            return answer(
                401,
                &[],
                r#"{"error":{"message":"User Not Authenticated","detail":""}}"#,
            );
        }
        if let Some(answer) = sessions.api(seen) {
            return answer;
        }
        let is_rule = seen.path.starts_with("/api/now/table/sys_security_acl");
        if is_rule && seen.method != "GET" && !sessions.is_elevated(seen) {
            let body = r#"{"error":{"message":"Operation Failed","detail":"ACL Exception Insert Failed due to security constraints"},"status":"failure"}"#;
            return answer(403, &[], body);
        }
        let now = self.now();
        let mut tables = self.tables.lock().unwrap();
        match seen.path.strip_prefix("/api/now/table/").map(|rest| rest.split_once('/')) {
            Some(Some((table, sys_id))) => tables.one(seen, table, sys_id),
            Some(None) if seen.method == Method::POST.as_str() => tables.insert(seen, now),
            Some(None) => tables.list(seen),
            None => answer(404, &[], r#"{"error":{"message":"no such path","detail":""}}"#),
        }
    }

    fn issue_token(&self) -> Response {
        let lifetime = match self.token_lifetime.load(Ordering::SeqCst) {
            0 => 1_800,
            seconds => seconds,
        };
        let number = self.tokens.fetch_add(1, Ordering::SeqCst) + 1;
        let token = json!({"access_token": format!("token-{number}"), "expires_in": lifetime});
        answer(200, &[], &token.to_string())
    }

    fn lets_in(&self, seen: &Seen) -> bool {
        let header = seen.headers.get("authorization").and_then(|value| value.to_str().ok());
        match header.map(|value| value.split_once(' ').unwrap_or_default()) {
            // ann:pass-word-1
            Some(("Basic", encoded)) => encoded == "YW5uOnBhc3Mtd29yZC0x",
            Some(("Bearer", token)) => {
                let number = token.strip_prefix("token-").and_then(|text| text.parse().ok());
                number.is_some_and(|n: usize| n >= self.oldest_good_token.load(Ordering::SeqCst))
            }
            _ => false,
        }
    }
}

fn json_answer(status: StatusCode, body: &Value) -> Response {
    let builder = Response::builder().status(status).header("content-type", "application/json");
    builder.body(Body::from(body.to_string())).unwrap()
}
