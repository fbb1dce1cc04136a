//! The instance's rows, in SQLite: one table for each hierarchy, a view for a base of several, every
//! value a string as the platform gives it out, whole numbers excepted.

mod claim;
mod record;
mod row;
mod schema;

pub(crate) use claim::Claim;
pub(crate) use record::Record;
pub(crate) use row::{delete, fetch, find, insert, is_of_class, replace, text};

use crate::dictionary::Dictionary;
use rusqlite::{Connection, backup::Backup, config::DbConfig};
use std::{path::Path, time::Duration};

/// How many statements are kept: more than there are tables, for an export asks for each of them.
const STATEMENTS: usize = 2_048;

/// As SQLite wants to be told that all of a store is to be copied at once.
const ALL_PAGES: i32 = -1;

/// Opens the store in `file`, or in memory, with a table for each hierarchy of the dictionary.
pub(crate) fn open(file: Option<&Path>, dictionary: &Dictionary) -> rusqlite::Result<Connection> {
    let connection = match file {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    configure(&connection)?;
    schema::create(&connection, dictionary)?;
    Ok(connection)
}

/// A store in memory that holds what another one holds now.
pub(crate) fn copy(other: &Connection) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    configure(&connection)?;
    Backup::new(other, &mut connection)?.step(ALL_PAGES)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // Enough for a killed process: what was committed lies in the log file of the database.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // In pages: each move of the log into the database waits for the disk.
    connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    connection.pragma_update(None, "case_sensitive_like", false)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise every new value makes the store plan a kept statement anew.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// A setting of the simulator itself, kept with the rows; made by `make` where there is none.
pub(crate) fn setting(
    connection: &Connection,
    name: &str,
    make: impl FnOnce() -> Vec<u8>,
) -> rusqlite::Result<Vec<u8>> {
    connection.execute(
        "INSERT OR IGNORE INTO simulator_setting (name, value) VALUES (?1, ?2)",
        (name, make()),
    )?;
    connection
        .query_row("SELECT value FROM simulator_setting WHERE name = ?1", [name], |row| row.get(0))
}

/// Takes all settings away, keys among them.
pub(crate) fn forget_settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM simulator_setting", ()).map(drop)
}

/// A name as SQL wants it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
