//! What the instance's own dictionary says of a table.

use std::sync::Arc;

use servicenow::{Error, Query, Record};

use crate::engine::lookup::account::unless_forbidden;
use crate::engine::model::stored::truth;
use crate::engine::model::{Column, Columns};
use crate::engine::session::Work;

/// How far up the class hierarchy a column may come from.
const ANCESTORS: usize = 6;
/// What is asked of a column beside its name and table.
const ASKED: &[&str] = &[
    "internal_type",
    "default_value",
    "read_only",
    "reference",
    "max_length",
    "mandatory",
    "display",
];

/// The columns of a table, asked for once. Without the right to read the dictionary there are none to know; a look that
/// fails for another reason is an error, and looked again.
pub(crate) async fn columns(work: &Work, table: &str) -> Result<Arc<Columns>, Error> {
    let kept = work.session.columns(table);
    let asked = async || {
        let rows = rows(work, table, ASKED).await;
        Ok(Arc::new(described(&unless_forbidden(rows)?)))
    };
    kept.get_or_try_init(asked).await.cloned()
}

/// The columns by name, from rows of the table before those of what it extends: the nearest table has the say, also of
/// which column names its records.
fn described(rows: &[Record]) -> Columns {
    let mut columns = Columns::new();
    let mut has_display = false;
    for row in rows {
        let Some(name) = row.get("element").filter(|name| !name.is_empty()) else { continue };
        if !columns.contains_key(name) {
            let mut column = column(row);
            column.display &= !has_display;
            has_display |= column.display;
            columns.insert(name.to_owned(), column);
        }
    }
    columns
}

fn column(row: &Record) -> Column {
    let text = |column: &str| row.get(column).unwrap_or_default().to_owned();
    let is_set = |column: &str| row.get(column).and_then(truth) == Some(true);
    Column {
        type_word: text("internal_type"),
        default: text("default_value"),
        read_only: is_set("read_only"),
        reference: text("reference"),
        max_length: row.get("max_length").and_then(|length| length.parse().ok()),
        mandatory: is_set("mandatory"),
        display: is_set("display"),
    }
}

/// The dictionary's rows of a table and of the tables it extends, the table's own first, with these columns; none where
/// this user may not read them.
pub(crate) async fn rows(work: &Work, table: &str, columns: &[&str]) -> Result<Vec<Record>, Error> {
    let ancestors: Vec<String> =
        (0..=ANCESTORS).map(|depth| format!("{}name", "super_class.".repeat(depth))).collect();
    let asked: Vec<&str> = ancestors.iter().map(String::as_str).collect();
    let query = Query::new().equals_exactly("name", table)?;
    let classes = work.client.table("sys_db_object").matching(&query, &asked, Some(1)).await?.rows;
    let mut tables = vec![table];
    tables.extend(
        classes.iter().flat_map(|class| asked.iter().filter_map(|column| class.get(column))),
    );
    tables.retain(|name| !name.is_empty());
    let query = Query::new().is_in("name", &tables)?;
    let columns: Vec<&str> = ["name", "element"].iter().chain(columns).copied().collect();
    let mut rows = work.client.table("sys_dictionary").matching(&query, &columns, None).await?.rows;
    let distance = |row: &Record| tables.iter().position(|table| row.get("name") == Some(table));
    rows.sort_by_key(|row| distance(row).unwrap_or(tables.len()));
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(table: &str, column: &str, display: &str) -> Record {
        [("name", table), ("element", column), ("display", display)].into_iter().collect()
    }

    #[test]
    fn the_nearest_table_says_which_column_names_its_records() {
        let rows = [
            row("cmdb_ci_special", "tag", "true"),
            row("cmdb_ci_special", "", "true"),
            row("cmdb_ci", "name", "true"),
            row("cmdb_ci", "tag", "false"),
        ];
        let known = described(&rows);
        let named = |column: &str| known[column].display;
        assert!(named("tag") && !named("name") && known.len() == 2);
        assert!(described(&rows[2..])["name"].display, "it is inherited");
    }
}
