//! `servicenow_table`: a table and its columns, from the dictionary.

use std::collections::BTreeMap;

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Nesting, Schema, Type, Value};

use crate::describe::FieldType;
use crate::engine::data::{Reading, Source, unread};
use crate::engine::lookup::dictionary;
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::model::stored::value;
use crate::engine::model::{Attributes, Column};
use crate::engine::problem::{Problem, Search};
use crate::engine::session::Work;

const NAME: &str = "servicenow_table";
/// Columns of the dictionary that are shown: attribute, column, what it holds, and its documentation.
const SHOWN: &[(&str, &str, FieldType, &str)] = &[
    ("label", "column_label", FieldType::Text, "What forms call the column."),
    (
        "type",
        "internal_type",
        FieldType::Text,
        "Its type, such as `string`, `boolean`, `reference` or `password2`.",
    ),
    ("reference", "reference", FieldType::Text, "The table that a reference leads to."),
    (
        "default_value",
        "default_value",
        FieldType::Text,
        "What a new record has in it; never that of a column that holds a secret.",
    ),
    (
        "defined_on",
        "name",
        FieldType::Text,
        "The table that brings the column: this one, or one that it extends.",
    ),
    ("max_length", "max_length", FieldType::Whole, "The most characters it takes."),
    ("mandatory", "mandatory", FieldType::Flag, "Whether a record needs a value in it."),
    ("read_only", "read_only", FieldType::Flag, "Whether only the instance writes it."),
    ("unique", "unique", FieldType::Flag, "Whether no two records may have the same value in it."),
];

/// The data source.
pub(crate) struct Table;

#[async_trait]
impl Source for Table {
    fn type_name(&self) -> &str {
        NAME
    }

    fn schema(&self) -> Schema {
        let text = |name, doc| Attribute::new(name, Type::String, doc);
        let inner = SHOWN.iter().map(|(name, _, holds, doc)| {
            let holds = match holds {
                FieldType::Whole => Type::Number,
                FieldType::Flag => Type::Bool,
                _ => Type::String,
            };
            Attribute::new(*name, holds, *doc).computed()
        });
        let columns = "The columns by name, those of the tables that it extends included.";
        let attributes = vec![
            text("name", "Name of the table, such as `incident`.").required(),
            text("id", "The sys_id of the table's own record in `sys_db_object`.").computed(),
            text("label", "What lists and forms call the table.").computed(),
            text("extends", "The table that it extends; null when there is none.").computed(),
            Attribute::nested("columns", Nesting::Map, inner.collect(), columns).computed(),
        ];
        Schema::new(
            "Shows a table and its columns as the instance's dictionary has them, to write the fields of a \
             `servicenow_record` or to check that a column is there.",
            attributes,
        )
    }

    async fn read(&self, work: &Work, config: Attributes) -> Result<Reading, Problem> {
        Ok(look(work, config.known_text("name").unwrap_or_default()).await?.into())
    }
}

async fn look(work: &Work, name: &str) -> Result<Attributes, Problem> {
    let failed = |error| unread(work, NAME, "sys_dictionary", error);
    let asked: Vec<&str> = SHOWN.iter().map(|(_, column, ..)| *column).collect();
    let rows = dictionary::rows(work, name, &asked).await.map_err(failed)?;
    let columns = columns(name, &rows);
    if columns.is_empty() {
        return Err(unknown(name));
    }
    let mut state = Attributes::default();
    state.set("name", name.into());
    let class = class(work, name).await?;
    let shown = |column: &str| {
        class.get(column).filter(|text| !text.is_empty()).map_or(Value::Null, Value::from)
    };
    state.set("id", class.sys_id().into());
    state.set("label", shown("label"));
    state.set("extends", shown("super_class.name"));
    state.set("columns", Value::Map(columns));
    Ok(state)
}

async fn class(work: &Work, name: &str) -> Result<Record, Problem> {
    let query = Query::new().equals_exactly("name", name).map_err(|_| unknown(name))?;
    let asked = ["name", "label", "super_class.name"];
    let found = work.client.table("sys_db_object").matching(&query, &asked, Some(2)).await;
    let found = found.map_err(|error| unread(work, NAME, "sys_db_object", error))?;
    found.rows.into_iter().next().ok_or_else(|| unknown(name))
}

/// The dictionary shows nothing of the table.
fn unknown(table: &str) -> Problem {
    let (type_name, table) = (NAME.to_owned(), table.to_owned());
    Problem::Search(Search::NoTable { type_name, table })
}

/// The columns by name. A table's own row for a column wins over that of a table it extends.
fn columns(table: &str, rows: &[Record]) -> BTreeMap<String, Value> {
    let mut columns = BTreeMap::new();
    for row in rows {
        let Some(element) = row.get("element").filter(|element| !element.is_empty()) else {
            continue;
        };
        if row.get("name") == Some(table) || !columns.contains_key(element) {
            columns.insert(element.to_owned(), column(row));
        }
    }
    columns
}

fn column(row: &Record) -> Value {
    let kind = Column {
        type_word: row.get("internal_type").unwrap_or_default().to_owned(),
        ..Column::default()
    };
    let shown = SHOWN.iter().map(|(name, column, holds, _)| {
        let text = row.get(column).unwrap_or_default();
        // What new records have as their secret is one.
        let is_secret = *column == "default_value" && (kind.is_secret() || is_ciphertext(text));
        ((*name).to_owned(), cell(holds, if is_secret { "" } else { text }))
    });
    Value::Map(shown.collect())
}

/// What a cell of the dictionary is shown as: a flag that is not set is off.
fn cell(holds: &FieldType, text: &str) -> Value {
    let text = if matches!(holds, FieldType::Flag) && text.is_empty() { "false" } else { text };
    value(holds, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (column, text) in cells {
            record.insert(*column, *text);
        }
        record
    }

    #[test]
    fn the_tables_own_row_for_a_column_wins_whatever_the_order() {
        let own = row(&[("name", "incident"), ("element", "number"), ("max_length", "40")]);
        let inherited = row(&[("name", "task"), ("element", "number"), ("max_length", "80")]);
        for rows in [[own.clone(), inherited.clone()], [inherited, own]] {
            let columns = columns("incident", &rows);
            assert_eq!(*columns["number"].get("max_length"), Value::from(40_i64));
            assert_eq!(columns["number"].get("defined_on").as_str(), Some("incident"));
        }
    }

    #[test]
    fn the_default_of_a_secret_is_not_shown() {
        let row = |kind| row(&[("element", "x"), ("internal_type", kind), ("default_value", "d")]);
        let default = |kind| column(&row(kind)).get("default_value").clone();
        assert!(default("string") == "d".into());
        assert!(default("password2").is_null() && default("password").is_null());
    }

    #[test]
    fn the_row_of_the_table_itself_is_no_column() {
        assert!(columns("incident", &[row(&[("name", "incident"), ("element", "")])]).is_empty());
    }

    #[test]
    fn a_cell_is_shown_by_what_it_holds() {
        assert!(cell(&FieldType::Flag, "") == Value::Bool(false));
        assert!(cell(&FieldType::Flag, "1") == Value::Bool(true));
        assert!(cell(&FieldType::Whole, "40") == Value::from(40_i64));
        assert!(cell(&FieldType::Whole, "") == Value::Null);
        assert!(cell(&FieldType::Text, "") == Value::Null);
    }
}
