//! Tables with just enough of an instance's behaviour for the client's questions.

use std::collections::{BTreeMap, HashMap, HashSet};

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Seen, answer, json_answer};

type Row = Map<String, Value>;

/// The records of all tables, by table and id.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a habit of its own, off unless a test wants it"
)]
pub(crate) struct Tables {
    rows: HashMap<String, BTreeMap<String, Row>>,
    made: usize,
    /// Columns that no answer holds.
    pub(crate) hidden_columns: HashSet<String>,
    /// Records that count and are not shown.
    pub(crate) hidden_records: HashSet<String>,
    /// Columns whose conditions are dropped, as an instance does with those it does not know.
    pub(crate) unknown_columns: HashSet<String>,
    /// Whether `Link` headers are left out.
    pub(crate) without_links: bool,
    /// Whether a new record gets an id of the server's own, whatever id is sent.
    pub(crate) without_sent_ids: bool,
    /// Whether every page is said to be followed by more.
    pub(crate) without_end: bool,
    /// Whether no answer says how many records match.
    pub(crate) without_counts: bool,
}

impl Tables {
    pub(crate) fn add(&mut self, table: &str, sys_id: &str, cells: &[(&str, &str)]) {
        let mut row: Row = cells.iter().map(|(c, v)| ((*c).to_owned(), json!(v))).collect();
        row.insert("sys_id".to_owned(), json!(sys_id));
        row.entry("sys_created_by").or_insert(json!("ann"));
        self.rows.entry(table.to_owned()).or_default().insert(sys_id.to_owned(), row);
    }

    pub(crate) fn rows(&self, table: &str) -> Vec<Row> {
        self.rows.get(table).map(|rows| rows.values().cloned().collect()).unwrap_or_default()
    }

    pub(super) fn insert(&mut self, seen: &Seen, now: Timestamp) -> Response {
        let table = seen.path.rsplit('/').next().unwrap();
        self.made += 1;
        let mut row: Row = serde_json::from_str(&seen.body).unwrap();
        let sent = row.get("sys_id").and_then(Value::as_str).filter(|_| !self.without_sent_ids);
        let sys_id = sent.map_or_else(|| format!("{:032x}", self.made), str::to_owned);
        if self.rows.get(table).is_some_and(|rows| rows.contains_key(&sys_id)) {
            let body = r#"{"error":{"message":"Operation Failed","detail":"Unique Key violation detected by database"},"status":"failure"}"#;
            return answer(403, &[], body);
        }
        row.insert("sys_id".to_owned(), json!(sys_id));
        row.insert("sys_created_by".to_owned(), json!("ann"));
        row.insert(
            "sys_created_on".to_owned(),
            json!(now.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        );
        self.rows.entry(table.to_owned()).or_default().insert(sys_id.clone(), row.clone());
        let mut response =
            json_answer(StatusCode::CREATED, &json!({"result": self.shown(seen, &row)}));
        let location = format!("http://x/api/now/table/{table}/{sys_id}");
        response.headers_mut().insert("location", location.parse().unwrap());
        response
    }

    pub(super) fn one(&mut self, seen: &Seen, table: &str, sys_id: &str) -> Response {
        let rows = self.rows.entry(table.to_owned()).or_default();
        let Some(row) = rows.get_mut(sys_id) else {
            let body = r#"{"error":{"message":"No Record found","detail":"Record doesn't exist or ACL restricts the record retrieval"},"status":"failure"}"#;
            return answer(404, &[], body);
        };
        match seen.method.as_str() {
            "DELETE" => {
                rows.remove(sys_id);
                answer(204, &[], "")
            }
            "PATCH" => {
                row.extend(serde_json::from_str::<Row>(&seen.body).unwrap());
                let row = row.clone();
                json_answer(StatusCode::OK, &json!({"result": self.shown(seen, &row)}))
            }
            _ => {
                let row = row.clone();
                json_answer(StatusCode::OK, &json!({"result": self.shown(seen, &row)}))
            }
        }
    }

    pub(super) fn list(&mut self, seen: &Seen) -> Response {
        let number = |name, or| seen.parameter(name).map_or(or, |text| text.parse().unwrap());
        let (limit, offset): (usize, usize) =
            (number("sysparm_limit", 10_000), number("sysparm_offset", 0));
        let table = seen.path.rsplit('/').next().unwrap();
        let query = seen.parameter("sysparm_query").unwrap_or_default();
        let matching: Vec<Row> =
            self.rows(table).into_iter().filter(|row| self.matches(row, query)).collect();
        let visible = |row: &&Row| !self.hidden_records.contains(row["sys_id"].as_str().unwrap());
        let page: Vec<Row> = matching
            .iter()
            .skip(offset)
            .take(limit)
            .filter(visible)
            .map(|row| self.shown(seen, row))
            .collect();
        let mut response = json_answer(StatusCode::OK, &json!({"result": page}));
        let headers = response.headers_mut();
        if seen.parameter("sysparm_no_count") != Some("true") && !self.without_counts {
            headers.insert("x-total-count", matching.len().into());
        }
        if !self.without_links {
            let next = if offset + limit < matching.len() || self.without_end {
                ",<http://x>;rel=\"next\""
            } else {
                ""
            };
            headers.insert("link", format!("<http://x>;rel=\"first\"{next}").parse().unwrap());
        }
        response
    }

    /// Conditions of the forms the client writes: `a=b`, `aINb,c`, `^OR`, `ORDERBY`.
    fn matches(&self, row: &Row, query: &str) -> bool {
        let holds = |condition: &str| {
            self.unknown_columns.contains(column_of(condition)) || holds(row, condition)
        };
        let mut all = true;
        let mut group = true;
        for (n, part) in query.split('^').filter(|part| !part.is_empty()).enumerate() {
            if part.starts_with("ORDERBY") {
                continue;
            }
            match part.strip_prefix("OR") {
                Some(alternative) if n > 0 => group |= holds(alternative),
                _ => {
                    all &= group;
                    group = holds(part);
                }
            }
        }
        all && group
    }

    fn shown(&self, seen: &Seen, row: &Row) -> Row {
        let fields = seen.parameter("sysparm_fields");
        let asked =
            |name: &str| fields.is_none_or(|list| list.split(',').any(|field| field == name));
        let visible = |name: &str| asked(name) && !self.hidden_columns.contains(name);
        row.iter().filter(|(name, _)| visible(name)).map(|(n, v)| (n.clone(), v.clone())).collect()
    }
}

/// The column that a condition is about.
fn column_of(condition: &str) -> &str {
    let in_a_name = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
    &condition[..condition.find(|c| !in_a_name(c)).unwrap_or(condition.len())]
}

fn holds(row: &Row, condition: &str) -> bool {
    let value = |column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default();
    if let Some((column, wanted)) = condition.split_once('=') {
        let wanted = if wanted == "javascript:gs.getUserName()" { "ann" } else { wanted };
        return value(column).eq_ignore_ascii_case(wanted);
    }
    match condition.split_once("IN") {
        Some((column, list)) => {
            list.split(',').any(|wanted| wanted.eq_ignore_ascii_case(value(column)))
        }
        // As an instance does with what it does not understand.
        None => true,
    }
}
