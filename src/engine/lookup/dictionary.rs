//! What the instance's own dictionary says of a table.

use std::sync::Arc;

use servicenow::{Error, Query, Record};

use crate::engine::lookup::account::unless_forbidden;
use crate::engine::model::{Column, Columns};
use crate::engine::session::Work;

/// How far up the class hierarchy a column may come from.
const ANCESTORS: usize = 6;

/// The columns of a table, asked for once. Without the right to read the dictionary there are none to know.
pub(crate) async fn columns(work: &Work, table: &str) -> Arc<Columns> {
    match certain_columns(work, table).await {
        Ok(known) => known,
        Err(_) => {
            Arc::clone(work.session.columns(table).get_or_init(async || Arc::default()).await)
        }
    }
}

/// The same; a look that fails for another reason than a lack of rights is an error, and looked again.
pub(crate) async fn certain_columns(work: &Work, table: &str) -> Result<Arc<Columns>, Error> {
    let kept = work.session.columns(table);
    let asked = async || {
        let asked = ["internal_type", "default_value", "read_only", "reference"];
        let rows = rows(work, table, &asked).await;
        Ok(Arc::new(described(&unless_forbidden(rows)?)))
    };
    kept.get_or_try_init(asked).await.cloned()
}

fn described(rows: &[Record]) -> Columns {
    let text = |row: &Record, column: &str| row.get(column).unwrap_or_default().to_owned();
    let named = rows.iter().filter(|row| row.get("element").is_some_and(|name| !name.is_empty()));
    let described = named.map(|row| {
        let column = Column {
            type_word: text(row, "internal_type"),
            default: text(row, "default_value"),
            read_only: row.get("read_only") == Some("true"),
            reference: text(row, "reference"),
        };
        (text(row, "element"), column)
    });
    described.collect()
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
