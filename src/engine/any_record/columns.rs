//! The columns of a table and their types, as its dictionary tells them, asked for once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use servicenow::{Error, Record};

use crate::describe::Kind;

use crate::engine::lookup::dictionary;
use crate::engine::lookup::look::same_in_meaning;
use crate::engine::session::Work;

/// What is known of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// Its type, such as `boolean`.
    pub(super) kind: String,
    /// What a new record has in it.
    pub(super) default: String,
    /// Whether only the instance writes it.
    pub(super) read_only: bool,
}

/// The columns of one table, by name. Empty when the dictionary cannot be read.
pub(super) type Columns = BTreeMap<String, Column>;

/// The columns of tables that were asked about.
#[derive(Default)]
pub(super) struct Dictionary(Mutex<BTreeMap<String, Arc<Columns>>>);

impl Dictionary {
    /// The columns of a table. Without the right to read the dictionary there are none to know.
    pub(super) async fn of(&self, work: &Work, table: &str) -> Arc<Columns> {
        if let Some(known) = self.known(table) {
            return known;
        }
        let columns = Arc::new(ask(work, table).await.unwrap_or_default());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(table.to_owned(), Arc::clone(&columns));
        columns
    }

    fn known(&self, table: &str) -> Option<Arc<Columns>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(table).cloned()
    }

    /// The columns that hold secrets.
    pub(super) async fn secrets(&self, work: &Work, table: &str) -> BTreeSet<String> {
        let columns = self.of(work, table).await;
        columns
            .iter()
            .filter(|(_, column)| column.is_secret())
            .map(|(name, _)| name.clone())
            .collect()
    }
}

impl Column {
    /// Whether it holds a secret.
    pub(super) fn is_secret(&self) -> bool {
        matches!(self.kind.as_str(), "password2" | "password" | "glide_encrypted")
    }

    /// Whether two stored texts mean the same in it.
    pub(super) fn same(&self, left: &str, right: &str) -> bool {
        let kind = match self.kind.as_str() {
            "boolean" => Kind::Flag,
            "integer" | "longint" | "long" | "decimal" | "float" | "currency"
            | "percent_complete" => Kind::Whole,
            "reference" | "domain_id" | "document_id" | "GUID" => {
                return left.trim().eq_ignore_ascii_case(right.trim());
            }
            "glide_list" | "user_roles" | "slushbucket" => {
                return elements(left) == elements(right);
            }
            _ => return left.trim() == right.trim(),
        };
        same_in_meaning(&kind, left, right) || same_number(left, right)
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

async fn ask(work: &Work, table: &str) -> Result<Columns, Error> {
    let rows =
        dictionary::rows(work, table, &["internal_type", "default_value", "read_only"]).await?;
    let named =
        rows.iter().filter(|row| row.get("element").is_some_and(|element| !element.is_empty()));
    let text = |row: &Record, column: &str| row.get(column).unwrap_or_default().to_owned();
    Ok(named
        .map(|row| {
            let column = Column {
                kind: text(row, "internal_type"),
                default: text(row, "default_value"),
                read_only: row.get("read_only") == Some("true"),
            };
            (text(row, "element"), column)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: &str) -> Column {
        Column { kind: kind.into(), ..Column::default() }
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
