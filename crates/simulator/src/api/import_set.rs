//! The Import Set API (docs/facts.md#import-set-api).

use super::Call;
use crate::{
    access::permits,
    http::Answer,
    imports::{self, Outcome, Received, StagingTable},
    refusal::{Operation, Refusal},
    store::Record,
    world::Work,
};
use serde_json::{Map, Value, json};

/// Who may have transforms run (docs/facts.md#import-roles). `import_admin` contains it.
const TRANSFORMS: &str = "import_transformer";

/// `POST /api/now/import/{staging table}`: takes one row in, and answers what each map made of it.
pub(super) fn insert(call: &Call<'_>) -> Result<Answer, Refusal> {
    let sent = values(call.request.json()?)?;
    let answer = call.work(|work| {
        let staging = StagingTable::named(work, call.capture(0))?;
        let refused = || Refusal::Access(Operation::Insert);
        if !work.caller.may(Operation::Insert, &staging.table)
            || !work.caller.has_any(&[TRANSFORMS])
        {
            return Err(refused());
        }
        let received = imports::receive(work, &staging, &sent)?;
        // Rules with a condition look at the row as it was written.
        if !permits(work, Operation::Insert, &staging.table, &received.row)? {
            return Err(refused());
        }
        Ok(shown(work, &staging, &received))
    })?;
    Ok(Answer::json(201, answer))
}

/// `GET /api/now/import/{staging table}/{sys_id}`: what became of a row.
pub(super) fn read(call: &Call<'_>) -> Result<Answer, Refusal> {
    let answer = call.work(|work| {
        let staging = StagingTable::named(work, call.capture(0))?;
        let received = imports::found(work, &staging, call.capture(1))?;
        if !permits(work, Operation::Read, &staging.table, &received.row)? {
            return Err(Refusal::NotFound);
        }
        Ok(shown(work, &staging, &received))
    })?;
    Ok(Answer::json(200, answer))
}

fn shown(work: &Work<'_>, staging: &StagingTable, received: &Received) -> Value {
    let result: Vec<Value> = received.outcomes.iter().map(|one| outcome(work, one)).collect();
    json!({
        "import_set": received.import_set,
        "staging_table": staging.name(),
        "result": result,
    })
}

fn outcome(work: &Work<'_>, outcome: &Outcome) -> Value {
    let mut shown = Map::new();
    let mut put = |name: &str, text: &str| shown.insert(name.to_owned(), json!(text));
    put("transform_map", &outcome.map_name);
    put("table", &outcome.table);
    if let Some(target) = &outcome.target {
        let (url, table, id) = (&work.world.url, &outcome.table, &target.sys_id);
        put("display_name", &target.display.0);
        put("display_value", &target.display.1);
        put("record_link", &format!("{url}/api/now/table/{table}/{id}"));
        put("sys_id", id);
    }
    put("status", &outcome.status);
    if !outcome.comment.is_empty() {
        let name = if outcome.status == "error" { "error_message" } else { "status_message" };
        put(name, &outcome.comment);
    }
    Value::Object(shown)
}

/// The row in the body: names with texts. What is no text does not keep its form.
fn values(body: Value) -> Result<Record, Refusal> {
    match body {
        Value::Object(pairs) => {
            Ok(pairs.into_iter().map(|(name, sent)| (name, text(&sent))).collect())
        }
        _ => Err(Refusal::Malformed("a row is a JSON object".to_owned())),
    }
}

fn text(sent: &Value) -> String {
    match sent {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(_) => sent.to_string().replace(':', "="),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_does_not_keep_its_form() {
        let sent = json!({ "a": "x", "b": 1, "c": { "d": "e" }, "f": null });
        let kept = values(sent).unwrap();
        let found = ["a", "b", "c", "f"].map(|name| kept.value(name));
        assert_eq!(found, ["x", "1", r#"{"d"="e"}"#, ""]);
        assert!(values(json!([{ "a": "x" }])).is_err());
    }
}
