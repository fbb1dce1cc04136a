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
const ASKED: &[&str] =
    &["internal_type", "default_value", "read_only", "reference", "max_length", "mandatory"];

/// The columns of a table, asked for once. Without the right to read the dictionary there are none to know; a look that
/// fails for another reason is an error, and looked again.
pub(crate) async fn columns(work: &Work, table: &str) -> Result<Arc<Columns>, Error> {
    let kept = work.session.columns(table);
    let asked = async || {
        let rows = rows(work, table, ASKED).await;
        Ok(Arc::new(described(table, &unless_forbidden(rows)?)))
    };
    kept.get_or_try_init(asked).await.cloned()
}

/// The columns by name. A table's own row for a column wins over that of a table it extends.
fn described(table: &str, rows: &[Record]) -> Columns {
    let mut columns = Columns::new();
    for row in rows {
        let Some(name) = row.get("element").filter(|name| !name.is_empty()) else { continue };
        if row.get("name") == Some(table) || !columns.contains_key(name) {
            columns.insert(name.to_owned(), column(row));
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
    }
}

/// The dictionary's rows of a table and of the tables it extends, with these columns; none where this user may not
/// read them.
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
    Ok(work.client.table("sys_dictionary").matching(&query, &columns, None).await?.rows)
}
