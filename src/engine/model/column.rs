//! Columns as the instance's dictionary describes them.

use std::collections::{BTreeMap, BTreeSet};

use super::stored::same_in_meaning;
use crate::describe::FieldType;

/// What the dictionary says of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its type, such as `boolean`.
    pub(crate) type_word: String,
    /// What a new record has in it.
    pub(crate) default: String,
    /// Whether only the instance writes it.
    pub(crate) read_only: bool,
}

/// The columns of one table, by name. Empty when the dictionary cannot be read.
pub(crate) type Columns = BTreeMap<String, Column>;

impl Column {
    /// Whether it holds a secret.
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self.type_word.as_str(), "password2" | "password" | "glide_encrypted")
    }

    /// Whether two stored texts mean the same in it.
    pub(crate) fn same(&self, left: &str, right: &str) -> bool {
        let same = |holds| same_in_meaning(&holds, left, right) || same_number(left, right);
        match self.type_word.as_str() {
            "boolean" => same(FieldType::Flag),
            "integer" | "longint" | "long" | "decimal" | "float" | "currency"
            | "percent_complete" => same(FieldType::Whole),
            "reference" | "domain_id" | "document_id" | "GUID" => {
                left.trim().eq_ignore_ascii_case(right.trim())
            }
            "glide_list" | "user_roles" | "slushbucket" => elements(left) == elements(right),
            _ => left.trim() == right.trim(),
        }
    }
}

/// The elements of a list, whose order says nothing.
fn elements(text: &str) -> BTreeSet<String> {
    let elements = text.split(',').map(|element| element.trim().to_lowercase());
    elements.filter(|element| !element.is_empty()).collect()
}

fn same_number(left: &str, right: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    number(left).zip(number(right)).is_some_and(|(left, right)| (left - right).abs() < f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(type_word: &str) -> Column {
        Column { type_word: type_word.into(), ..Column::default() }
    }

    #[test]
    fn values_are_compared_by_the_type_of_the_column() {
        assert!(column("boolean").same("1", "true") && !column("boolean").same("1", "false"));
        assert!(column("integer").same("0100", "100") && !column("integer").same("1", "2"));
        assert!(column("decimal").same("1.50", "1.5"));
        assert!(column("string").same(" a ", "a") && !column("string").same("A", "a"));
        assert!(!column("string").same("1", "true"));
        assert!(column("reference").same("AB", "ab ") && !column("reference").same("a", "b"));
        assert!(column("glide_list").same("b, a", "A,b") && !column("glide_list").same("a", "a,b"));
    }

    #[test]
    fn a_password_column_is_a_secret() {
        assert!(column("password2").is_secret() && !column("string").is_secret());
    }
}
