//! `GET /evidence`: how faithful the simulation is and what that rests on: unknowns, rules of the
//! platform, access, invented names, endpoints, each with its mark or source.

use super::{faith, frame};
use crate::{
    access::StockRights,
    api::{Call, routes::ROUTES},
    evidence::Evidence,
    http::Answer,
    refusal::Refusal,
    rules::RULES,
    unknowns::Point,
};
use serde_json::{Value, json};

/// The page.
pub(in crate::api) fn evidence(call: &Call<'_>) -> Result<Answer, Refusal> {
    let set = json!(call.instance.world.unknowns);
    let points = Point::all().map_err(|error| Refusal::Malformed(error.to_string()))?;
    let rules = RULES.iter().map(|rule| {
        json!({ "name": rule.name, "tables": rule.tables.join(", "), "mark": rule.evidence.mark() })
    });
    let endpoints = ROUTES.iter().map(
        |route| json!({ "method": route.method, "path": route.pattern, "source": route.source }),
    );
    let marks = Evidence::ALL
        .iter()
        .map(|evidence| json!({ "mark": evidence.mark(), "meaning": evidence.meaning() }));
    let page = json!({
        "marks": marks.collect::<Vec<_>>(),
        "unknowns": points.iter().map(|point| unknown(point, &set)).collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
        "access": access(&call.instance.rights),
        "inventions": faith::inventions(),
        "endpoints": endpoints.collect::<Vec<_>>(),
    });
    frame::page(call, "evidence.html", "evidence", page)
}

fn unknown(point: &Point, set: &Value) -> Value {
    let now = match &set[&point.switch] {
        Value::String(word) => word.clone(),
        other => other.to_string(),
    };
    json!({
        "switch": point.switch, "question": point.question, "place": point.place, "now": now,
        "likely": point.likely(), "worst": point.worst(), "mark": point.evidence.mark(),
    })
}

fn access(rights: &StockRights) -> Vec<Value> {
    let tables = rights.tables.iter().map(|rule| {
        json!({
            "name": rule.table, "read": rule.read.join(", "), "write": rule.write.join(", "),
            "mark": rule.evidence.mark(),
        })
    });
    let roles = |roles: Option<&Vec<String>>| {
        roles.map_or("as its table".to_owned(), |roles| roles.join(", "))
    };
    let columns = rights.columns.iter().map(|rule| {
        json!({
            "name": format!("{}.{}", rule.table, rule.column), "read": roles(rule.read.as_ref()),
            "write": roles(rule.write.as_ref()), "mark": rule.evidence.mark(),
        })
    });
    tables.chain(columns).collect()
}
