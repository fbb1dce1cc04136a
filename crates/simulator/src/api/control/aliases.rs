//! `POST /simulator/aliases/{id}/call`: the instance uses an alias as a flow action would, and tells
//! what went back and forth, without secrets.

use super::body;
use crate::{
    api::Call,
    http::Answer,
    outbound::{self, Target, Trace, Trouble},
    refusal::Refusal,
};
use serde_json::{Value, json};

/// Makes the call. The answer's `status` and `body` are what the other side gave.
pub(in crate::api) fn call(call: &Call<'_>) -> Result<Answer, Refusal> {
    let wanted: outbound::Call = body(&call.request.body)?;
    let mut trace = Trace::default();
    let target = call.work(|work| Ok(Target::of_alias(work, call.capture(0))))?;
    let (world, network) = (&call.instance.world, &call.instance.outbound.network);
    let (named, outcome) = match target {
        Ok(target) => {
            (names(&target), outbound::call(world, network, &target, &wanted, &mut trace))
        }
        Err(trouble) => (json!({}), Err(trouble)),
    };
    let mut report = named;
    if let Some(fields) = report.as_object_mut() {
        fields.insert("exchanges".to_owned(), trace.report());
    }
    match outcome {
        Ok(reply) => {
            report["status"] = json!(reply.status);
            let body = serde_json::from_str(&reply.text).unwrap_or(Value::String(reply.text));
            report["body"] = trace.redacted(&body);
            Ok(Answer::json(200, report))
        }
        Err(Trouble::Refused(refusal)) => Err(refusal),
        Err(trouble) => {
            report["status"] = json!("failure");
            let detail = trace.redacted(&json!(trouble.to_string()));
            report["error"] = json!({ "message": "The call failed", "detail": detail });
            Ok(Answer::json(trouble.status(), report))
        }
    }
}

fn names(target: &Target) -> Value {
    let name = |row: Option<&crate::store::Record>| row.map(|row| row.value("name").to_owned());
    json!({
        "alias": target.alias.value("id"),
        "connection": name(target.connection.as_ref()),
        "credential": name(target.credential.as_ref()),
    })
}
