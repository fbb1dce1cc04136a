//! What a reference of any table leads to: the table, and the columns that name a record there, as the dictionary has them
//! (docs/facts.md#display-columns).

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use servicenow::Error;

use crate::describe::{Resource, Target};
use crate::engine::lookup::dictionary;
use crate::engine::model::{Column, Columns};
use crate::engine::session::Work;

/// Columns by which people name a record beside the one that is marked for that.
const BY_CUSTOM: [&str; 3] = ["name", "number", "user_name"];
/// What stands for a table of which nothing else names a record.
const NAMELESS: &[&str] = &["sys_id"];

/// The names of tables and columns that references lead to. They stay for good: there are few, and targets are made of such.
static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
static KEYS: Mutex<BTreeSet<&'static [&'static str]>> = Mutex::new(BTreeSet::new());

/// What the column leads to; none where it is no reference to a single record.
pub(crate) async fn target(work: &Work, column: &Column) -> Result<Option<Target>, Error> {
    if !column.leads_to_one() {
        return Ok(None);
    }
    let application = Resource::scope_target();
    if column.reference == application.table {
        return Ok(Some(application));
    }
    let known = dictionary::columns(work, &column.reference).await?;
    Ok(Some(Target::new(word(&column.reference), kept(&keys(&known)))))
}

/// The columns that name a record of a table with these columns. Where the dictionary is hidden, those of custom.
fn keys(known: &Columns) -> Vec<&'static str> {
    let marked = marked(known).map(word);
    let is_there = |name: &&str| known.is_empty() || known.contains_key(*name);
    let mut keys: Vec<&'static str> = marked.into_iter().collect();
    let others = BY_CUSTOM.into_iter().filter(is_there);
    keys.extend(others.filter(|name| Some(*name) != marked));
    if keys.is_empty() { NAMELESS.to_vec() } else { keys }
}

/// The column that the dictionary marks as what people call a record of the table.
pub(crate) fn marked(known: &Columns) -> Option<&str> {
    let is_name = |(_, column): &(&String, &Column)| column.display && column.reference.is_empty();
    known.iter().find(is_name).map(|(name, _)| name.as_str())
}

fn word(text: &str) -> &'static str {
    let mut words = lock(&WORDS);
    if let Some(word) = words.get(text) {
        return word;
    }
    let word: &'static str = Box::leak(text.to_owned().into_boxed_str());
    words.insert(word);
    word
}

fn kept(keys: &[&'static str]) -> &'static [&'static str] {
    let mut all = lock(&KEYS);
    if let Some(kept) = all.get(keys) {
        return kept;
    }
    let kept: &'static [&'static str] = Box::leak(keys.to_vec().into_boxed_slice());
    all.insert(kept);
    kept
}

fn lock<T>(words: &Mutex<T>) -> MutexGuard<'_, T> {
    words.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, bool)]) -> Columns {
        let column = |display| Column { display, ..Column::default() };
        columns.iter().map(|(name, display)| ((*name).to_owned(), column(*display))).collect()
    }

    #[test]
    fn the_column_that_is_marked_comes_first_and_those_of_custom_after_it() {
        let user = [("name", true), ("user_name", false), ("email", false)];
        assert_eq!(keys(&table(&user)), ["name", "user_name"]);
        assert_eq!(keys(&table(&[("title", true), ("number", false)])), ["title", "number"]);
        assert_eq!(keys(&table(&[("number", false), ("title", false)])), ["number"]);
    }

    #[test]
    fn a_table_without_names_has_sys_ids_and_a_hidden_one_what_is_usual() {
        assert_eq!(keys(&table(&[("user", false)])), ["sys_id"]);
        assert_eq!(keys(&Columns::new()), BY_CUSTOM);
    }

    #[test]
    fn a_word_is_kept_once() {
        assert!(std::ptr::eq(word("u_kept"), word("u_kept")));
        assert!(std::ptr::eq(kept(&["u_kept", "name"]), kept(&["u_kept", "name"])));
    }
}
