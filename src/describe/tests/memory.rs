//! Records in memory, for testing hooks.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use crate::describe::{Found, Records, Refusal};

/// Records in memory. Time passes only by pausing.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    rows: Vec<(String, Found)>,
    late: Vec<(Duration, String, Found)>,
    now: Duration,
    inserted: usize,
    just_made: Vec<String>,
    application: Option<String>,
    domain: Option<String>,
    held: Vec<String>,
}

impl Memory {
    /// Adds a row.
    pub(crate) fn with(self, table: &str, columns: &[(&str, &str)]) -> Self {
        self.locked(|inner| inner.rows.push((table.to_owned(), found(columns))));
        self
    }

    /// Adds a row that is there only after a while.
    pub(crate) fn later(self, after: Duration, table: &str, columns: &[(&str, &str)]) -> Self {
        self.locked(|inner| inner.late.push((after, table.to_owned(), found(columns))));
        self
    }

    /// Lets a record be one that was just made.
    pub(crate) fn just_made(self, sys_id: &str) -> Self {
        self.locked(|inner| inner.just_made.push(sys_id.to_owned()));
        self
    }

    /// Lets the provider block name this domain.
    pub(crate) fn in_domain(self, domain: &str) -> Self {
        self.locked(|inner| inner.domain = Some(domain.to_owned()));
        self
    }

    /// Lets the record be of the application of this scope.
    pub(crate) fn in_application(self, scope: &str) -> Self {
        self.locked(|inner| inner.application = Some(scope.to_owned()));
        self
    }

    /// Lets this be a plan, in which a state holds the record.
    pub(crate) fn planning(self, held: &str) -> Self {
        self.locked(|inner| inner.held.push(held.to_owned()));
        self
    }

    /// The rows of a table.
    pub(crate) fn rows(&self, table: &str) -> Vec<Found> {
        self.locked(|inner| {
            let of_table = inner.rows.iter().filter(|(name, _)| name == table);
            of_table.map(|(_, row)| row.clone()).collect()
        })
    }

    /// How long hooks have paused.
    pub(crate) fn waited(&self) -> Duration {
        self.locked(|inner| inner.now)
    }

    fn locked<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn found(columns: &[(&str, &str)]) -> Found {
    columns.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn has(row: &Found, equal: &[(&str, &str)]) -> bool {
    equal.iter().all(|(column, value)| row.get(*column).is_some_and(|stored| stored == value))
}

#[async_trait]
impl Records for Memory {
    async fn get(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Found>, Refusal> {
        Ok(self.find(table, &[("sys_id", sys_id)], columns).await?.into_iter().next())
    }

    async fn find(
        &self,
        table: &str,
        equal: &[(&str, &str)],
        _columns: &[&str],
    ) -> Result<Vec<Found>, Refusal> {
        Ok(self.rows(table).into_iter().filter(|row| has(row, equal)).collect())
    }

    fn is_first_to_refer_to(&self, sys_id: &str) -> bool {
        self.locked(|inner| {
            let made = inner.just_made.len();
            inner.just_made.retain(|just_made| just_made != sys_id);
            inner.just_made.len() < made
        })
    }

    async fn insert(&self, table: &str, row: &[(&str, &str)]) -> Result<Found, Refusal> {
        let mut row = found(row);
        self.locked(|inner| {
            inner.inserted += 1;
            row.insert("sys_id".to_owned(), format!("inserted {}", inner.inserted));
            inner.rows.push((table.to_owned(), row.clone()));
        });
        Ok(row)
    }

    async fn delete(&self, table: &str, sys_id: &str) -> Result<(), Refusal> {
        let is_it =
            |(name, row): &(String, Found)| name == table && has(row, &[("sys_id", sys_id)]);
        self.locked(|inner| inner.rows.retain(|row| !is_it(row)));
        Ok(())
    }

    async fn pause(&self, time: Duration) -> Result<(), Refusal> {
        self.locked(|inner| {
            inner.now += time;
            let (due, late) = inner.late.drain(..).partition(|(after, ..)| *after <= inner.now);
            inner.late = late;
            inner.rows.extend(Vec::into_iter(due).map(|(_, table, row)| (table, row)));
        });
        Ok(())
    }

    /// Every spelling stands for itself.
    async fn resolve(&self, attribute: &str) -> Result<Option<String>, Refusal> {
        Ok(Some(attribute.to_owned()))
    }

    async fn application(&self) -> Result<Option<String>, Refusal> {
        Ok(self.locked(|inner| inner.application.clone()))
    }

    fn domain(&self) -> Option<String> {
        self.locked(|inner| inner.domain.clone())
    }

    fn may_go(&self, sys_id: &str) -> bool {
        self.locked(|inner| inner.held.iter().any(|held| held == sys_id))
    }
}
