//! How values are stored, shown and asked for.

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use reqwest::Method;
use serde_json::json;

/// The length of `sys_alias.name`.
const NAME_LENGTH: usize = 255;

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    chosen_sys_id(bench, notes).await?;
    blanks_and_length(bench, notes).await?;
    unreadable_request(bench, notes).await?;
    cleared_choice(bench, notes).await?;
    carets(bench, notes).await
}

/// An alias with a sys_id of ours; its answer and its retry policy are looked at too.
async fn chosen_sys_id(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let wanted = format!("{:032x}", rand::random::<u128>());
    let name = bench.name("alias");
    let record = json!({ "name": name, "type": "connection", "sys_id": wanted });
    let answer = bench.try_insert("sys_alias", &record).await?;
    let shown = text(&answer.body["result"]["name"]) == name;
    notes.is("insert_shows_row", shown);
    answer.result("inserting into sys_alias")?;
    let made = bench.rows("sys_alias", &format!("name={name}")).await?;
    let Some(made) = made.iter().find(|row| text(&row["name"]) == name) else { return Ok(()) };
    bench.remember("sys_alias", text(&made["sys_id"]));
    notes.is("client_sys_id_honoured", text(&made["sys_id"]) == wanted);
    notes.is("alias_retry_policy_filled", !text(&made["retry_policy"]).is_empty());
    Ok(())
}

async fn blanks_and_length(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let name = format!("{}  ", bench.name("blanks"));
    let blank = bench.insert("sys_alias", &json!({ "name": name })).await?;
    let id = text(&blank["sys_id"]);
    let Some(stored) = bench.read("sys_alias", id).await? else {
        notes.untold("blanks_trimmed", "the record could not be read back");
        return Ok(());
    };
    notes.is("blanks_trimmed", text(&stored["name"]) != name);
    let long = format!("{} {}", bench.name("length"), "x".repeat(NAME_LENGTH));
    if !bench.try_update("sys_alias", id, &json!({ "name": long })).await?.worked() {
        notes.untold("long_text_cut", "a text that is too long is refused");
        return Ok(());
    }
    let stored = bench.read("sys_alias", id).await?.unwrap_or_default();
    notes.is("long_text_cut", text(&stored["name"]).chars().count() == NAME_LENGTH);
    Ok(())
}

/// Names that nothing has: columns and paths. Only reads.
pub(crate) async fn unknown_names(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let query = bench.query("sys_alias", "no_such_column_anywhere=1").await?;
    notes.is("unknown_query_column", if query.worked() { "dropped" } else { "refused" });
    let path = "/api/now/no_such_api_anywhere";
    let path = bench.instance.answer(bench.instance.request(Method::GET, path)).await?;
    match path.status {
        400 | 404 => notes.is("unknown_path_is_404", path.status == 404),
        other => notes.untold("unknown_path_is_404", format!("the answer was {other}")),
    }
    let wanted = "/api/now/table/sys_alias?sysparm_limit=1&sysparm_fields=sys_id,description";
    let rows = bench.instance.answer(bench.instance.request(Method::GET, wanted)).await?;
    let exists = if let Some(row) = rows.body["result"].get(0) {
        row.get("description").is_some()
    } else {
        let column = "name=sys_alias^element=description";
        !bench.rows("sys_dictionary", column).await?.is_empty()
    };
    notes.is("unestablished_columns", exists);
    Ok(())
}

/// Half a record, which nothing can come of.
async fn unreadable_request(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let half = bench.instance.request(Method::POST, "/api/now/table/sys_alias").body("{");
    let half = half.header("Content-Type", "application/json");
    let half = bench.instance.answer(half).await?;
    if half.worked() {
        bench.remember("sys_alias", text(&half.body["result"]["sys_id"]));
        notes.untold("unreadable_request_gets_page", "malformed JSON is taken");
    } else {
        notes.is("unreadable_request_gets_page", half.body["error"].is_null());
    }
    Ok(())
}

/// `sys_alias.type` has a default and is a choice.
async fn cleared_choice(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let alias = json!({ "name": bench.name("choice"), "type": "credential" });
    let alias = bench.insert("sys_alias", &alias).await?;
    let id = text(&alias["sys_id"]);
    if !bench.try_update("sys_alias", id, &json!({ "type": "" })).await?.worked() {
        notes.untold("cleared_choice_snaps_back", "clearing the choice is refused");
        return Ok(());
    }
    let stored = bench.read("sys_alias", id).await?.unwrap_or_default();
    notes.is("cleared_choice_snaps_back", text(&stored["type"]) == "connection");
    Ok(())
}

/// A comment with the character that separates conditions.
async fn carets(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let name = bench.name("caret");
    let entry = json!({ "name": name, "type": "client", "comments": "one^two" });
    let entry = bench.insert("oauth_entity", &entry).await?;
    let query = format!("name={name}^comments=one^^two");
    let found = bench.query("oauth_entity", &query).await?;
    let rows = found.body["result"].as_array().cloned().unwrap_or_default();
    let found = rows.len() == 1 && text(&rows[0]["sys_id"]) == text(&entry["sys_id"]);
    notes.is("caret_escaped_by_doubling", found);
    Ok(())
}
