//! What the instance's own dictionary says of a table.

use servicenow::{Error, Query, Record};

use crate::engine::session::Work;

/// How far up the class hierarchy a column may come from.
const ANCESTORS: usize = 6;

/// The dictionary's rows of a table and of the tables it extends, with these columns; none where this user may not
/// read them.
pub(crate) async fn rows(work: &Work, table: &str, columns: &[&str]) -> Result<Vec<Record>, Error> {
    let ancestors: Vec<String> =
        (0..=ANCESTORS).map(|depth| format!("{}name", "super_class.".repeat(depth))).collect();
    let asked: Vec<&str> = ancestors.iter().map(String::as_str).collect();
    let query = Query::new().equals("name", table)?;
    let classes = work.client.table("sys_db_object").query(&query, &asked, Some(1)).await?;
    let class = classes.iter().find(|class| class.get("name") == Some(table));
    let mut tables = vec![table];
    tables.extend(
        class.into_iter().flat_map(|class| asked.iter().filter_map(|column| class.get(column))),
    );
    tables.retain(|name| !name.is_empty());
    let query = Query::new().is_in("name", &tables)?;
    let columns: Vec<&str> = ["name", "element"].iter().chain(columns).copied().collect();
    let mut rows = work.client.table("sys_dictionary").query(&query, &columns, None).await?;
    rows.retain(|row| row.get("name").is_some_and(|name| tables.contains(&name)));
    Ok(rows)
}
