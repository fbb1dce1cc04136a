//! What was received and answered: for tests that count requests and for people who look on.

use crate::http::Request;
use serde::Serialize;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, PoisonError},
};

/// How many requests are kept; counts go on beyond it.
const KEPT: usize = 20_000;

/// One request and its answer. Never a secret, a token or a body.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
pub struct Entry {
    /// Number of the request, from 1.
    pub n: u64,
    /// The HTTP method.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query with secrets removed.
    pub query: String,
    /// The table of the Table or Aggregate API it is about.
    pub table: Option<String>,
    /// 0 where the connection was cut instead of an answer.
    pub status: u16,
    /// Who called; empty where nobody was recognised.
    pub user: String,
    /// How long the answer took.
    pub milliseconds: u64,
    /// Whether it came as an item of a batch, which has an entry of its own.
    pub in_batch: bool,
}

impl Entry {
    /// What is to be said of `request` before it is served.
    pub(crate) fn of(request: &Request) -> Self {
        Self {
            n: 0,
            method: request.method.clone(),
            path: request.path.clone(),
            query: without_secrets(&request.query),
            table: request.table(),
            status: 0,
            user: String::new(),
            milliseconds: 0,
            in_batch: false,
        }
    }
}

/// Requests by table and method, and their total.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
pub struct Counts {
    /// All requests.
    pub total: u64,
    /// By table, then by HTTP method.
    pub by_table: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Counts {
    /// How many requests there were with this method to this table.
    pub fn of(&self, table: &str, method: &str) -> u64 {
        let methods = self.by_table.get(table);
        methods.and_then(|methods| methods.get(method)).copied().unwrap_or(0)
    }
}

#[derive(Debug, Default)]
struct Inner {
    entries: VecDeque<Entry>,
    counts: Counts,
}

/// All requests since the start or the last clearing.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    inner: Mutex<Inner>,
}

impl Journal {
    /// Writes down a request; its number is given here.
    pub(crate) fn write(&self, mut entry: Entry) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.counts.total = inner.counts.total.saturating_add(1);
        entry.n = inner.counts.total;
        if let Some(table) = &entry.table {
            let of_table = inner.counts.by_table.entry(table.clone()).or_default();
            let count = of_table.entry(entry.method.clone()).or_default();
            *count = count.saturating_add(1);
        }
        if inner.entries.len() == KEPT {
            inner.entries.pop_front();
        }
        inner.entries.push_back(entry);
    }

    /// The requests kept, oldest first.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.entries.iter().cloned().collect()
    }

    /// The counts.
    pub(crate) fn counts(&self) -> Counts {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).counts.clone()
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        *self.inner.lock().unwrap_or_else(PoisonError::into_inner) = Inner::default();
    }
}

/// Query parameters whose values are never written down.
const SECRET: &[&str] = &["token", "secret", "password", "apikey", "assertion", "code"];

/// A query as it may be written down.
pub(crate) fn without_secrets(query: &[(String, String)]) -> String {
    let shown = query.iter().map(|(name, value)| {
        let lower = name.to_ascii_lowercase();
        let hidden = SECRET.iter().any(|word| lower.contains(word));
        format!("{name}={}", if hidden { "****" } else { value })
    });
    shown.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(table: Option<&str>) -> Entry {
        let table = table.map(str::to_owned);
        Entry { table, ..Entry::of(&Request::bare("GET", "/")) }
    }

    #[test]
    fn requests_are_numbered_and_counted_by_table() {
        let journal = Journal::default();
        journal.write(entry(Some("sys_user")));
        journal.write(entry(None));
        journal.write(entry(Some("sys_user")));
        assert_eq!(journal.entries().iter().map(|e| e.n).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(journal.counts().by_table["sys_user"]["GET"], 2);
        journal.clear();
        assert_eq!(journal.counts().total, 0);
    }

    #[test]
    fn secrets_of_a_query_are_not_written_down() {
        let pairs = [("client_secret", "hush"), ("access_token", "t"), ("sysparm_limit", "1")];
        let query: Vec<_> = pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
        assert_eq!(without_secrets(&query), "client_secret=****&access_token=****&sysparm_limit=1");
    }
}
