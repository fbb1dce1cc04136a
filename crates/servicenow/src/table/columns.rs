//! The columns a read asks for: named ones, always with the id, or all there are.

use std::collections::BTreeSet;

use crate::Record;

/// A set of columns, for `sysparm_fields`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    All,
    Named(BTreeSet<String>),
}

impl Columns {
    /// These columns and the id; all columns if none is named.
    pub(crate) fn of(fields: &[&str]) -> Self {
        if fields.is_empty() {
            return Self::All;
        }
        Self::Named(fields.iter().copied().chain(["sys_id"]).map(str::to_owned).collect())
    }

    /// The columns of both.
    pub(crate) fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Named(a), Self::Named(b)) => Self::Named(a.union(b).cloned().collect()),
            _ => Self::All,
        }
    }

    /// Whether a record with these columns answers a question for `other`.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named(a), Self::Named(b)) => b.is_subset(a),
            // Dot-walked columns come only when named, so "all" stands for itself alone.
            (Self::All, Self::All) => true,
            (Self::All, Self::Named(names)) => !names.iter().any(|name| name.contains('.')),
            (Self::Named(_), Self::All) => false,
        }
    }

    /// The record with no other columns than these.
    pub(crate) fn narrow(&self, record: &Record) -> Record {
        match self {
            Self::All => record.clone(),
            Self::Named(names) => record.only(|column| names.contains(column)),
        }
    }

    /// The value of `sysparm_fields`, if the parameter is needed.
    pub(crate) fn parameter(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Named(names) => {
                Some(names.iter().map(String::as_str).collect::<Vec<_>>().join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_id_is_always_asked_for() {
        assert_eq!(Columns::of(&["name", "type"]).parameter().as_deref(), Some("name,sys_id,type"));
        assert_eq!(Columns::of(&[]).parameter(), None);
    }

    #[test]
    fn all_columns_do_not_cover_a_walk_to_another_table() {
        assert!(Columns::All.covers(&Columns::of(&["role"])));
        assert!(!Columns::All.covers(&Columns::of(&["role.name"])));
        assert!(!Columns::of(&["role"]).covers(&Columns::All));
    }

    #[test]
    fn narrowing_drops_what_was_not_asked() {
        let record: Record = [("sys_id", "1"), ("a", "2"), ("b", "3")].into_iter().collect();
        assert_eq!(Columns::of(&["b"]).narrow(&record).get("a"), None);
        assert_eq!(Columns::All.narrow(&record), record);
    }

    proptest! {
        #[test]
        fn a_union_covers_both(a in proptest::collection::vec("[a-d]", 1..4), b in proptest::collection::vec("[a-d]", 1..4)) {
            let a = Columns::of(&a.iter().map(String::as_str).collect::<Vec<_>>());
            let b = Columns::of(&b.iter().map(String::as_str).collect::<Vec<_>>());
            let union = a.union(&b);
            prop_assert!(union.covers(&a) && union.covers(&b));
            prop_assert_eq!(a.covers(&b) && b.covers(&a), a == b);
        }
    }
}
