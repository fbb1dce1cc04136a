//! The stock access rules, as the files in `rights/` say them.

use crate::evidence::Evidence;
use serde::{Deserialize, de::DeserializeOwned};

/// A file of stock access rules cannot be used: a fault of this program.
#[derive(Debug, thiserror::Error)]
#[error("rights/{file}, line {line}: {reason}")]
pub struct RightsError {
    file: &'static str,
    line: usize,
    reason: String,
}

/// The rules a new instance has.
#[derive(Clone, Debug)]
pub(crate) struct StockRights {
    pub(crate) tables: Vec<TableRule>,
    pub(crate) columns: Vec<ColumnRule>,
    pub(crate) rows: Vec<RowRule>,
}

/// The rule for one table and those that extend it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableRule {
    pub(crate) table: String,
    pub(crate) read: Vec<String>,
    pub(crate) write: Vec<String>,
    /// Whether `admin` may write without the roles.
    #[serde(default = "yes")]
    pub(crate) admin_writes: bool,
    pub(crate) evidence: Evidence,
}

/// The rule for one column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnRule {
    pub(crate) table: String,
    pub(crate) column: String,
    /// Nothing where the table's rule is enough.
    pub(crate) read: Option<Vec<String>>,
    pub(crate) write: Option<Vec<String>>,
    pub(crate) evidence: Evidence,
}

/// A rule for some rows of one table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowRule {
    pub(crate) table: String,
    pub(crate) operations: Vec<Access>,
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) admin_overrides: bool,
    /// An encoded query; empty for all rows.
    #[serde(default)]
    pub(crate) condition: String,
    #[serde(default)]
    pub(crate) script: String,
    pub(crate) evidence: Evidence,
}

/// What a rule for rows is about, in the platform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Access {
    Read,
    Create,
    Write,
    Delete,
}

impl Access {
    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Write => "write",
            Self::Delete => "delete",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<R> {
    rules: Vec<R>,
}

fn yes() -> bool {
    true
}

impl StockRights {
    /// Those that are shipped.
    pub(crate) fn shipped() -> Result<Self, RightsError> {
        Ok(Self {
            tables: read("tables.toml", include_str!("../../rights/tables.toml"))?,
            columns: read("columns.toml", include_str!("../../rights/columns.toml"))?,
            rows: read("rows.toml", include_str!("../../rights/rows.toml"))?,
        })
    }
}

fn read<R: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<R>, RightsError> {
    let read: Result<File<R>, _> = toml::from_str(text);
    read.map(|file| file.rules).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        RightsError { file, line, reason: error.message().to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    fn shipped() -> (Dictionary, StockRights) {
        (Dictionary::shipped(true).unwrap(), StockRights::shipped().unwrap())
    }

    #[test]
    fn every_rule_names_a_table_and_each_table_once() {
        let (dictionary, rights) = shipped();
        let mut seen = Vec::new();
        for rule in &rights.tables {
            let known = rule.table == "*" || dictionary.table(&rule.table).is_some();
            assert!(known, "{}", rule.table);
            assert!(!seen.contains(&&rule.table), "{}", rule.table);
            seen.push(&rule.table);
        }
    }

    #[test]
    fn every_table_stands_on_a_rule() {
        let (_, rights) = shipped();
        for rule in &rights.tables {
            assert!(!rule.read.is_empty() && !rule.write.is_empty(), "{}", rule.table);
        }
        assert_eq!(rights.tables[0].table, "*", "what no rule names is for admin");
    }

    #[test]
    fn every_rule_names_a_column_that_exists() {
        let (dictionary, rights) = shipped();
        for rule in &rights.columns {
            let table = dictionary.table(&rule.table).unwrap();
            assert!(table.column(&rule.column).is_some(), "{}", rule.column);
        }
    }

    #[test]
    fn every_rule_for_rows_names_a_table_and_something_to_pass_by() {
        let (dictionary, rights) = shipped();
        for rule in &rights.rows {
            assert!(dictionary.table(&rule.table).is_some(), "{}", rule.table);
            assert!(!rule.roles.is_empty() || !rule.script.is_empty(), "{}", rule.table);
        }
    }

    #[test]
    fn a_table_has_its_rules_in_one_place() {
        let (_, rights) = shipped();
        for rule in &rights.rows {
            let twice = rights.tables.iter().any(|other| other.table == rule.table);
            assert!(!twice, "{}", rule.table);
        }
    }

    #[test]
    fn a_malformed_file_is_an_error_that_names_file_and_line() {
        let said = |text: &str| read::<TableRule>("tables.toml", text).unwrap_err().to_string();
        let good = r#"{ table = "a", read = ["b"], write = ["b"], evidence = "I" },"#;
        let typo = said(&format!("rules = [\n    {good}\n    {{ tabel = \"c\" }},\n]\n"));
        assert!(typo.starts_with("rights/tables.toml, line 3: unknown field `tabel`"), "{typo}");
        let mark = said(&format!("rules = [\n    {}\n]\n", good.replace("\"I\"", "\"Q\"")));
        assert!(mark.starts_with("rights/tables.toml, line 2: unknown variant `Q`"), "{mark}");
        let open = said("rules = [\n    { table = \n");
        assert!(open.starts_with("rights/tables.toml, line "), "{open}");
    }
}
