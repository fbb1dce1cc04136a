//! The instance itself: everything a request may need, and the one writer of its store.

use crate::{
    access::{Caller, Sessions},
    clock::Clock,
    dictionary::{Dictionary, Table},
    faults::Faults,
    journal::Journal,
    kept::Kept,
    oauth,
    outbound::Outbound,
    progress::ProgressBoard,
    records,
    refusal::Refusal,
    schedule::{Job, Schedule},
    seeds::Seed,
    store::{self, Record},
    unknowns::Unknowns,
    vault::Vault,
};
use rusqlite::Connection;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use time::OffsetDateTime;

/// A running instance.
pub(crate) struct Instance {
    pub(crate) dictionary: Dictionary,
    pub(crate) unknowns: Unknowns,
    pub(crate) clock: Clock,
    pub(crate) vault: Vault,
    pub(crate) schedule: Schedule,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) progress: ProgressBoard,
    pub(crate) sessions: Sessions,
    /// What need not be read anew for each request.
    pub(crate) kept: Kept,
    pub(crate) oauth: oauth::Memory,
    pub(crate) outbound: Outbound,
    /// What it was filled with, and is again by a reset.
    pub(crate) seed: Seed,
    /// Files of rows on top of that.
    pub(crate) more_rows: Vec<PathBuf>,
    /// Scheme, host and port, without a slash at the end.
    pub(crate) url: String,
    connection: Mutex<Connection>,
}

/// One piece of work on the store, done for somebody, in one transaction.
pub(crate) struct Work<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) connection: &'a Connection,
    pub(crate) caller: &'a Caller,
    pub(crate) now: OffsetDateTime,
}

impl Instance {
    /// An instance without rows; in `file`, or in memory.
    pub(crate) fn new(
        url: String,
        file: Option<&Path>,
        dictionary: Dictionary,
        unknowns: Unknowns,
    ) -> rusqlite::Result<Self> {
        let connection = store::open(file, &dictionary)?;
        let key = store::setting(&connection, "key", || rand::random::<[u8; 32]>().to_vec())?;
        let key: [u8; 32] = key.try_into().unwrap_or([0; 32]);
        Ok(Self {
            dictionary,
            unknowns,
            clock: Clock::default(),
            vault: Vault::new(key),
            schedule: Schedule::default(),
            faults: Faults::default(),
            journal: Journal::default(),
            progress: ProgressBoard::default(),
            sessions: Sessions::default(),
            kept: Kept::default(),
            oauth: oauth::Memory::default(),
            outbound: Outbound::default(),
            seed: Seed::Empty,
            more_rows: Vec::new(),
            url,
            connection: Mutex::new(connection),
        })
    }

    /// Does `work` in a transaction of its own: kept if it succeeds, undone if not.
    pub(crate) fn work<T>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&Work<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction()?;
        let now = self.clock.now();
        let done = work(&Work { instance: self, connection: &transaction, caller, now });
        let over = match &done {
            Ok(_) => transaction.commit(),
            Err(_) => transaction.rollback(),
        };
        self.kept.settle();
        over?;
        done
    }

    /// Does what has become due since the last request.
    pub(crate) fn catch_up(&self) -> Result<(), Refusal> {
        for job in self.schedule.take_due(self.clock.now()) {
            self.work(&Caller::system(), |work| match &job {
                Job::DefaultProfile { registry } => {
                    crate::rules::default_profile::make(work, registry)
                }
                Job::InstallApplication { scope, version } => {
                    crate::seeds::packages::install(work, scope, version)
                }
                Job::UninstallApplication { scope } => {
                    crate::seeds::packages::uninstall(work, scope)
                }
                Job::InheritRoles { user } => crate::rules::inherited_roles::settle(work, user),
                Job::ActivatePlugin { id } => crate::api::make_active(work, id),
                Job::ReleaseLock { id } => crate::api::release_lock(work, id),
            })?;
        }
        Ok(())
    }
}

impl<'a> Work<'a> {
    /// The table of that name.
    pub(crate) fn table(&self, name: &str) -> Result<&'a Arc<Table>, Refusal> {
        let table = self.instance.dictionary.table(name);
        table.ok_or_else(|| Refusal::InvalidTable(name.to_owned()))
    }

    /// A system property's value; empty where there is none.
    pub(crate) fn property(&self, name: &str) -> Result<String, Refusal> {
        if let Some(properties) = self.instance.kept.properties.get(|| properties(self))? {
            return Ok(properties.get(&name.to_ascii_lowercase()).cloned().unwrap_or_default());
        }
        let rows = records::find(self, "sys_properties", &[("name", name)])?;
        Ok(rows.into_iter().next().and_then(|mut row| row.remove("value")).unwrap_or_default())
    }

    /// Inserts a row as it is, without any rule.
    pub(crate) fn store_new(&self, table: &Table, row: &Record) -> Result<(), Refusal> {
        self.instance.kept.forget(&table.root);
        Ok(store::insert(self.connection, table, row)?)
    }

    /// Writes a row over the one with its sys_id, without any rule.
    pub(crate) fn store_again(&self, table: &Table, row: &Record) -> Result<(), Refusal> {
        self.instance.kept.forget(&table.root);
        Ok(store::replace(self.connection, table, row)?)
    }

    /// Takes a row away, without any rule.
    pub(crate) fn take_away(&self, table: &Table, id: &str) -> Result<(), Refusal> {
        self.instance.kept.forget(&table.root);
        Ok(store::delete(self.connection, table, id)?)
    }

    /// Takes all rows of a hierarchy away, without any rule.
    pub(crate) fn clear(&self, root: &str) -> Result<(), Refusal> {
        self.instance.kept.forget(root);
        self.connection.execute(&format!("DELETE FROM {}", store::quoted(root)), [])?;
        Ok(())
    }
}

/// All system properties by their names in lower case; of several rows of one name the oldest
/// counts.
fn properties(work: &Work<'_>) -> Result<HashMap<String, String>, Refusal> {
    let mut properties = HashMap::new();
    for mut row in records::find(work, "sys_properties", &[])? {
        let name = row.remove("name").unwrap_or_default().to_ascii_lowercase();
        properties.entry(name).or_insert_with(|| row.remove("value").unwrap_or_default());
    }
    Ok(properties)
}
