//! The pages: lists and forms of what is on the instance, and what is known about how faithful it is.
//! Anybody may look, and secrets are masked; what somebody changes who is signed in, the Table API
//! writes. No real instance has these pages.

mod cell;
mod edit;
mod evidence;
mod faith;
mod frame;
mod icon;
mod list;
mod missing;
mod notice;
mod person;
mod record;
mod shelf;
mod start;
mod tables;

pub(super) use edit::{ask_to_delete, delete, edit_form, make, new_form, save};
pub(super) use evidence::evidence;
pub(super) use icon::icon;
pub(super) use list::list;
pub(super) use record::record;
pub(super) use start::start;
pub(super) use tables::tables;

use super::Call;
use crate::{
    http::{Answer, Content},
    refusal::Refusal,
};
use serde_json::Value;

/// Some rows of a table, as the Table API gives them, and how many match in all.
fn rows(
    call: &Call<'_>,
    table: &str,
    query: &str,
    (limit, offset): (usize, usize),
) -> Result<(Vec<Value>, usize), Refusal> {
    let (limit, offset) = (limit.to_string(), offset.to_string());
    let parameters = [
        ("sysparm_query", query),
        ("sysparm_limit", limit.as_str()),
        ("sysparm_offset", offset.as_str()),
        ("sysparm_fields", "sys_id,sys_class_name"),
    ];
    let answer = call.table_api("GET", table, &parameters, Vec::new())?;
    let total = total(&answer);
    let rows = match answer.content {
        Content::Json(mut body) => body["result"].take(),
        _ => Value::Null,
    };
    Ok((rows.as_array().cloned().unwrap_or_default(), total))
}

/// How many rows match.
fn count(call: &Call<'_>, table: &str, query: &str) -> Result<usize, Refusal> {
    rows(call, table, query, (0, 0)).map(|(_, total)| total)
}

fn total(answer: &Answer) -> usize {
    let header = answer.headers.iter().find(|(name, _)| name == "X-Total-Count");
    header.and_then(|(_, count)| count.parse().ok()).unwrap_or(0)
}
