//! What every piece of work on the instance's rows may need, and the one writer of them.

mod caller;
mod change;
mod lengths;
mod outbox;
mod right;
mod slots;
mod transaction;

pub(crate) use caller::{ANYONE, Caller, Rights};
pub(crate) use change::{Change, Meaning, Rule, When};
pub(crate) use outbox::{Outbox, Outgoing};
pub(crate) use right::Right;
pub(crate) use slots::{Kept, Slots};

use crate::{
    clock::Clock,
    dictionary::{Column, Dictionary, Table},
    refusal::Refusal,
    schedule::Schedule,
    store::{self, Record},
    unknowns::Unknowns,
    vault::Vault,
};
use jiff::Timestamp;
use rusqlite::Connection;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The rows of an instance, what they mean, and its clock.
pub(crate) struct World {
    pub(crate) dictionary: Dictionary,
    pub(crate) unknowns: Unknowns,
    pub(crate) clock: Clock,
    pub(crate) vault: Vault,
    pub(crate) schedule: Schedule,
    /// What need not be read anew for each request.
    pub(crate) slots: Slots,
    /// What scripts send.
    pub(crate) outbox: Outbox,
    /// The business rules of the platform, in the order in which they run.
    pub(crate) rules: &'static [&'static Rule],
    /// Scheme, host and port, without a slash at the end.
    pub(crate) url: String,
    connection: Mutex<Connection>,
}

/// One piece of work on the store, done for somebody, in one transaction.
pub(crate) struct Work<'a> {
    pub(crate) world: &'a World,
    pub(crate) connection: &'a Connection,
    pub(crate) caller: &'a Caller,
    pub(crate) now: Timestamp,
}

impl World {
    /// A world of the rows that the store behind `connection` holds, in which `rules` hold.
    pub(crate) fn new(
        url: String,
        connection: Connection,
        dictionary: Dictionary,
        unknowns: Unknowns,
        rules: &'static [&'static Rule],
    ) -> rusqlite::Result<Self> {
        let key = store::setting(&connection, "key", || rand::random::<[u8; 32]>().to_vec())?;
        let key: [u8; 32] = key.try_into().unwrap_or([0; 32]);
        Ok(Self {
            dictionary,
            unknowns,
            clock: Clock::default(),
            vault: Vault::new(key),
            schedule: Schedule::default(),
            slots: Slots::default(),
            outbox: Outbox::default(),
            rules,
            url,
            connection: Mutex::new(connection),
        })
    }

    /// The rows as they are now, in a store in memory.
    pub(crate) fn copy(&self) -> rusqlite::Result<Connection> {
        store::copy(&self.connection.lock().unwrap_or_else(PoisonError::into_inner))
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
        let done = work(&Work { world: self, connection: &transaction, caller, now });
        let over = match &done {
            Ok(_) => transaction.commit(),
            Err(_) => transaction.rollback(),
        };
        self.slots.settle();
        self.outbox.settle(done.is_ok() && over.is_ok());
        over?;
        done
    }
}

impl<'a> Work<'a> {
    /// The table of that name.
    pub(crate) fn table(&self, name: &str) -> Result<&'a Arc<Table>, Refusal> {
        let table = self.world.dictionary.table(name);
        table.ok_or_else(|| Refusal::InvalidTable(name.to_owned()))
    }

    /// A system property's value, in clear where it is a secret; empty where there is none.
    pub(crate) fn property(&self, name: &str) -> Result<String, Refusal> {
        if let Some(properties) = self.world.slots.get(|| properties(self))? {
            return Ok(properties.0.get(&name.to_ascii_lowercase()).cloned().unwrap_or_default());
        }
        let rows = self.find("sys_properties", &[("name", name)])?;
        Ok(rows.first().map(|row| in_clear(self, row)).unwrap_or_default())
    }

    /// How many characters a text of the column may have, as the instance's own dictionary says now.
    pub(crate) fn max_length(&self, column: &Column) -> Result<Option<usize>, Refusal> {
        lengths::of(self, column)
    }

    /// The rows of `table` with exactly these values, oldest first.
    pub(crate) fn find(&self, table: &str, equal: &[(&str, &str)]) -> Result<Vec<Record>, Refusal> {
        Ok(store::find(self.connection, self.table(table)?, equal)?)
    }

    /// The row of `table` with that sys_id, if there is one.
    pub(crate) fn fetch(&self, table: &str, id: &str) -> Result<Option<Record>, Refusal> {
        if id.is_empty() {
            return Ok(None);
        }
        Ok(store::fetch(self.connection, self.table(table)?, id)?)
    }

    /// Inserts a row as it is, without any rule.
    pub(crate) fn store_new(&self, table: &Table, row: &Record) -> Result<(), Refusal> {
        self.world.slots.forget(&table.root);
        Ok(store::insert(self.connection, table, row)?)
    }

    /// Writes a row over the one with its sys_id, without any rule.
    pub(crate) fn store_again(&self, table: &Table, row: &Record) -> Result<(), Refusal> {
        self.world.slots.forget(&table.root);
        Ok(store::replace(self.connection, table, row)?)
    }

    /// Takes a row away, without any rule.
    pub(crate) fn take_away(&self, table: &Table, id: &str) -> Result<(), Refusal> {
        self.world.slots.forget(&table.root);
        Ok(store::delete(self.connection, table, id)?)
    }

    /// Takes the rows of a hierarchy away that are as they were shipped, without any rule.
    pub(crate) fn clear_shipped(&self, root: &str) -> Result<(), Refusal> {
        self.world.slots.forget(root);
        let shipped = "sys_created_by = 'system' AND sys_mod_count = 0";
        let sql = format!("DELETE FROM {} WHERE {shipped}", store::quoted(root));
        self.connection.execute(&sql, [])?;
        Ok(())
    }

    /// Takes all rows of a hierarchy away, without any rule.
    pub(crate) fn clear(&self, root: &str) -> Result<(), Refusal> {
        self.world.slots.forget(root);
        self.connection.execute(&format!("DELETE FROM {}", store::quoted(root)), [])?;
        Ok(())
    }
}

/// System properties by their names in lower case; of several rows of one name the oldest counts.
struct Properties(HashMap<String, String>);

impl Kept for Properties {
    const TABLES: &'static [&'static str] = &["sys_properties"];
}

fn properties(work: &Work<'_>) -> Result<Properties, Refusal> {
    let mut properties = HashMap::new();
    for row in work.find("sys_properties", &[])? {
        let name = row.value("name").to_ascii_lowercase();
        properties.entry(name).or_insert_with(|| in_clear(work, &row));
    }
    Ok(Properties(properties))
}

/// The value of a property as those get it who use it.
fn in_clear(work: &Work<'_>, row: &Record) -> String {
    let stored = row.value("value");
    work.world.vault.decrypt(stored).unwrap_or_else(|| stored.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_properties_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in Properties::TABLES {
            assert_eq!(dictionary.table(name).unwrap().root, *name);
        }
    }
}
