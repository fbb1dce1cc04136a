//! What was looked up for many records at once, so that showing each of them costs no request of its own.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::Record;

/// What was looked up for the records of one page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    /// Of each table of joining rows that was asked: record → the records it is joined to.
    joined: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// Of each table of children that was asked: record → its rows.
    children: BTreeMap<String, BTreeMap<String, Vec<Record>>>,
    /// Of each table: record → what people call it.
    names: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Spellings that lead to several records, or to none, by table.
    unclear: BTreeSet<(String, String)>,
}

impl Gathered {
    /// Keeps all joining rows of some records: pairs of owner and member.
    pub(crate) fn join(&mut self, table: &str, pairs: Vec<(String, String)>) {
        let joined = self.joined.entry(table.to_owned()).or_default();
        for (owner, member) in pairs {
            joined.entry(owner).or_default().insert(member);
        }
    }

    /// The records that one is joined to; none where nobody asked.
    pub(crate) fn joined(&self, table: &str, owner: &str) -> Option<BTreeSet<String>> {
        Some(self.joined.get(table)?.get(owner).cloned().unwrap_or_default())
    }

    /// Keeps all children of some records in a table: pairs of owner and row.
    pub(crate) fn own(&mut self, table: &str, rows: Vec<(String, Record)>) {
        let owned = self.children.entry(table.to_owned()).or_default();
        for (owner, row) in rows {
            owned.entry(owner).or_default().push(row);
        }
    }

    /// The children of a record in a table; none where nobody asked.
    pub(crate) fn children(&self, table: &str, owner: &str) -> Option<Vec<Record>> {
        Some(self.children.get(table)?.get(owner).cloned().unwrap_or_default())
    }

    /// Keeps what people call a record; nothing where that is hidden.
    pub(crate) fn call(&mut self, table: &str, sys_id: &str, names: Vec<String>) {
        self.names.entry(table.to_owned()).or_default().insert(sys_id.to_owned(), names);
    }

    /// What people call a record; none where nobody asked.
    pub(crate) fn names(&self, table: &str, sys_id: &str) -> Option<&Vec<String>> {
        self.names.get(table)?.get(sys_id)
    }

    /// Keeps that a spelling leads to no single record.
    pub(crate) fn leave_unclear(&mut self, table: &str, spelling: &str) {
        self.unclear.insert((table.to_owned(), spelling.to_owned()));
    }

    /// Whether a spelling is known to lead to no single record.
    pub(crate) fn is_unclear(&self, table: &str, spelling: &str) -> bool {
        self.unclear.contains(&(table.to_owned(), spelling.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_joining_rows_is_known_to_have_none_once_its_table_was_asked() {
        let mut gathered = Gathered::default();
        assert_eq!(gathered.joined("m2m", "a"), None);
        gathered.join("m2m", vec![("a".into(), "x".into()), ("a".into(), "y".into())]);
        assert_eq!(gathered.joined("m2m", "a").unwrap().len(), 2);
        assert_eq!(gathered.joined("m2m", "b"), Some(BTreeSet::new()));
        assert_eq!(gathered.children("t", "a"), None);
        gathered.own("t", vec![("a".into(), Record::default())]);
        let counts = ["a", "b"].map(|owner| gathered.children("t", owner).unwrap().len());
        assert_eq!(counts, [1, 0]);
    }
}
