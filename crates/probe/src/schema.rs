//! What the dictionary answers: choices and columns that nobody has seen. Only reads.

use crate::{
    bench::Bench,
    descriptions::{Descriptions, is_a_customers_own},
    error::ProbeError,
    findings::{Finding, Notes},
    instance::{Rows, text},
    points::{Like, Question},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(crate) async fn ask(
    bench: &Bench,
    notes: &mut Notes,
    questions: &[Question],
    known: &Descriptions,
) -> Result<(), ProbeError> {
    for question in questions {
        let answer = if let Some(column) = &question.words_of {
            words(bench, known, column).await?
        } else if let Some(column) = &question.entry_of {
            entry(bench, known, column).await?
        } else if let Some(like) = &question.columns_like {
            columns(bench, known, like).await?
        } else {
            continue;
        };
        notes.answer(&question.name, answer);
    }
    Ok(())
}

/// The rows about a column, of the nearest table that has any.
async fn nearest(
    bench: &Bench,
    known: &Descriptions,
    from: &str,
    column: &str,
    shown: &[&str],
) -> Result<Rows, ProbeError> {
    let (table, column) = column.split_once('.').unwrap_or((column, ""));
    for table in known.chain(table) {
        let query = format!("name={table}^element={column}");
        let mut rows = match bench.instance.rows(from, &query, shown).await {
            Err(ProbeError::Refused { .. }) => return Ok(Rows::default()),
            rows => rows?,
        };
        let about = |row: &Value| text(&row["name"]) == table && text(&row["element"]) == column;
        rows.shown.retain(about);
        if !rows.shown.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Rows::default())
}

async fn words(bench: &Bench, known: &Descriptions, column: &str) -> Result<Finding, ProbeError> {
    let shown = &["name", "element", "value", "inactive"];
    let rows = nearest(bench, known, "sys_choice", column, shown).await?;
    let offered = rows.shown.iter().filter(|row| text(&row["inactive"]) != "true");
    let words: BTreeSet<&str> = offered.map(|row| text(&row["value"])).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !is_a_customers_own(word)).collect();
    Ok(if words.is_empty() {
        Finding::Untold(format!("this account sees no choices of {column}"))
    } else {
        Finding::Is(json!(words))
    })
}

async fn entry(bench: &Bench, known: &Descriptions, column: &str) -> Result<Finding, ProbeError> {
    let shown = &[
        "name",
        "element",
        "internal_type",
        "mandatory",
        "read_only",
        "virtual",
        "reference_cascade_rule",
    ];
    let rows = nearest(bench, known, "sys_dictionary", column, shown).await?;
    Ok(rows.shown.first().map_or_else(
        || Finding::Untold(format!("this account sees no column {column}")),
        |row| {
            let flag = |name: &str| text(&row[name]) == "true";
            Finding::Is(json!({
                "type": text(&row["internal_type"]),
                "mandatory": flag("mandatory"),
                "read_only": flag("read_only"),
                "calculated": flag("virtual"),
                "on_delete": text(&row["reference_cascade_rule"]),
            }))
        },
    ))
}

async fn columns(bench: &Bench, known: &Descriptions, like: &Like) -> Result<Finding, ProbeError> {
    let mut found = BTreeSet::new();
    for table in known.chain(&like.table) {
        let (query, shown) = (format!("name={table}"), &["name", "element"]);
        let rows = match bench.instance.rows("sys_dictionary", &query, shown).await {
            Err(ProbeError::Refused { .. }) => Rows::default(),
            rows => rows?,
        };
        let of_table = rows.shown.iter().filter(|row| text(&row["name"]) == table);
        let named = of_table.map(|row| text(&row["element"]).to_owned());
        let fits = |name: &String| like.pieces.iter().any(|piece| name.contains(piece));
        found.extend(named.filter(|name| fits(name) && !is_a_customers_own(name)));
    }
    Ok(if found.is_empty() {
        Finding::Untold(format!("this account sees no such column of {}", like.table))
    } else {
        Finding::Is(json!(found))
    })
}
