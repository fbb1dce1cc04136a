//! The older JSON web service, `/{table}.do?JSONv2` (docs/facts.md#json-service). Each action is
//! the Table API in other words: the envelope is `records`, and refusals come with HTTP 200.

mod read;
mod write;

use super::Call;
use crate::{
    http::{Answer, Content},
    refusal::Refusal,
};
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

/// What is to be done: parameters of the body win over those of the address \[D\].
struct Asked<'a> {
    call: &'a Call<'a>,
    table: &'a str,
    body: Fields,
}

/// Does what `sysparm_action` says; without it, lists records.
pub(super) fn process(call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = Asked { call, table: call.capture(0), body: body(call)? };
    let records = match asked.parameter("sysparm_action").as_str() {
        "insert" | "insertMultiple" => Ok(write::insert(&asked)),
        "update" => write::update(&asked),
        "deleteRecord" => Ok(vec![write::delete_record(&asked)]),
        "deleteMultiple" => write::delete_multiple(&asked),
        "get" => Ok(read::get(&asked)),
        "getKeys" => read::keys(&asked),
        "" | "getRecords" => read::records(&asked),
        other => Err(Refusal::Malformed(format!("Unsupported action: {other}"))),
    };
    let records = records.unwrap_or_else(|refusal| vec![failed(&asked, &refusal)]);
    Ok(Answer::json(200, json!({ "records": records })))
}

/// The body's fields; a request without a body has none.
fn body(call: &Call<'_>) -> Result<Fields, Refusal> {
    if call.request.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Fields::new());
    }
    match serde_json::from_slice(&call.request.body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refusal::Malformed("a record is a JSON object".to_owned())),
        Err(error) => Err(Refusal::Malformed(error.to_string())),
    }
}

impl Asked<'_> {
    /// A parameter; empty where it is not given.
    fn parameter(&self, name: &str) -> String {
        let sent = self.body.get(name).and_then(Value::as_str);
        sent.or_else(|| self.call.request.query_value(name)).unwrap_or_default().to_owned()
    }

    /// The fields to be written: without parameters and without what an earlier answer added.
    fn fields(&self, sent: &Fields) -> Fields {
        let is_field = |name: &str| !name.starts_with("sysparm_") && !name.starts_with("__");
        let mut fields = sent.clone();
        fields.retain(|name, _| is_field(name));
        let scope = self.parameter("sysparm_record_scope");
        if !scope.is_empty() {
            fields.entry("sys_scope").or_insert(Value::String(scope));
        }
        fields
    }
}

/// The `result` of an answer of the Table API.
fn result(answer: Answer) -> Value {
    match answer.content {
        Content::Json(mut body) => body["result"].take(),
        _ => Value::Null,
    }
}

fn succeeded(record: Value) -> Value {
    let mut record = record;
    if let Some(fields) = record.as_object_mut() {
        fields.insert("__status".to_owned(), json!("success"));
    }
    record
}

/// A refusal as a record. The words for missing rights are those a client of this interface
/// recorded \[S\].
fn failed(asked: &Asked<'_>, refusal: &Refusal) -> Value {
    let (_, message, detail) = refusal.answer();
    let message = match refusal {
        Refusal::Access(operation) => {
            let word = operation.word().to_lowercase();
            format!("Insufficient rights to {word} a {} record", asked.table)
        }
        _ => message,
    };
    json!({
        "__status": "failure",
        "__error": { "message": message, "reason": detail.unwrap_or_default() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_an_answer_is_taken_out_of_its_envelope() {
        let answer = Answer::result(200, &json!({ "name": "a" }));
        assert_eq!(succeeded(result(answer)), json!({ "name": "a", "__status": "success" }));
        assert_eq!(result(Answer::nothing()), Value::Null);
    }
}
