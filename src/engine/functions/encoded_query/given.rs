//! The forms in which a configuration gives a query.

use std::collections::BTreeMap;

use servicenow::{Alternatives, EncodedCondition, EncodedOrder, EncodedQuery, Operand, Operator};
use tfplugin::Value;

use crate::engine::model::stored::stored;
use crate::engine::problem::QueryFault;

/// What is wrong, and where in the argument.
type Fault = (String, QueryFault);

const OF_A_QUERY: &[&str] = &["where", "or_where", "order_by", "group_by"];
const OF_A_CONDITION: &[&str] = &["column", "operator", "value", "javascript"];
const OF_A_CHOICE: &[&str] = &["or"];

/// The query that a value stands for.
pub(super) fn query(value: &Value) -> Result<EncodedQuery, Fault> {
    let value = plain(value);
    if let Value::Map(parts) = value
        && parts.keys().any(|key| OF_A_QUERY.contains(&key.as_str()))
    {
        return whole(parts);
    }
    let groups = group(value, "")?;
    Ok(EncodedQuery { groups: some(groups), ..EncodedQuery::default() })
}

fn whole(parts: &BTreeMap<String, Value>) -> Result<EncodedQuery, Fault> {
    only(parts, OF_A_QUERY, "")?;
    let part = |name: &str| parts.get(name).map(plain).filter(|value| !value.is_null());
    let first = part("where").map_or(Ok(Vec::new()), |value| group(value, "where"))?;
    let mut groups = some(first);
    if let Some(further) = part("or_where") {
        for (n, value) in elements(further, "or_where")?.iter().enumerate() {
            groups.push(group(plain(value), &format!("or_where[{n}]"))?);
        }
        let is_empty = part("where").is_none() || groups.iter().any(Vec::is_empty);
        if is_empty && !groups.is_empty() {
            return Err(("where".into(), QueryFault::Nothing));
        }
    }
    let columns = |name| part(name).map_or(Ok(Vec::new()), |value| columns(value, name));
    let order_by = columns("order_by")?.into_iter().map(order).collect();
    Ok(EncodedQuery { groups, order_by, group_by: columns("group_by")? })
}

/// No group where there are no conditions.
fn some(group: Vec<Alternatives>) -> Vec<Vec<Alternatives>> {
    if group.is_empty() { Vec::new() } else { vec![group] }
}

fn order(column: String) -> EncodedOrder {
    match column.strip_prefix('-') {
        Some(column) => EncodedOrder { column: column.to_owned(), descending: true },
        None => EncodedOrder { column, descending: false },
    }
}

/// Columns as a text or a list of texts.
fn columns(value: &Value, place: &str) -> Result<Vec<String>, Fault> {
    let no_text = || (place.to_owned(), QueryFault::NoText(" or a list of texts: the columns"));
    let alone = [value.clone()];
    let all = value.as_list().unwrap_or(&alone);
    all.iter().map(|column| plain(column).as_str().map(str::to_owned).ok_or_else(no_text)).collect()
}

/// The conditions that must all hold.
fn group(value: &Value, place: &str) -> Result<Vec<Alternatives>, Fault> {
    match value {
        Value::List(elements) => {
            let parts = elements.iter().enumerate();
            let parts = parts.map(|(n, part)| clauses(plain(part), &format!("{place}[{n}]")));
            Ok(parts.collect::<Result<Vec<_>, _>>()?.concat())
        }
        Value::Map(_) => clauses(value, place),
        _ => Err((place.to_owned(), QueryFault::NoQuery)),
    }
}

/// The conditions of one element: a condition, a choice, or columns with their values.
fn clauses(value: &Value, place: &str) -> Result<Vec<Alternatives>, Fault> {
    let Value::Map(parts) = value else { return Err((place.to_owned(), QueryFault::NoCondition)) };
    if let Some(choice) = parts.get("or") {
        only(parts, OF_A_CHOICE, place)?;
        return Ok(vec![alternatives(plain(choice), &within(place, "or"))?]);
    }
    Ok(conditions(parts, place)?.into_iter().map(|condition| vec![condition]).collect())
}

/// The conditions of which one must hold.
fn alternatives(value: &Value, place: &str) -> Result<Alternatives, Fault> {
    let mut found = Alternatives::new();
    for (n, part) in elements(value, place)?.iter().enumerate() {
        let place = format!("{place}[{n}]");
        let Value::Map(parts) = plain(part) else { return Err((place, QueryFault::NoCondition)) };
        match <[_; 1]>::try_from(conditions(parts, &place)?) {
            Ok([condition]) => found.push(condition),
            Err(none) if none.is_empty() => return Err((place, QueryFault::NoCondition)),
            Err(_) => return Err((place, QueryFault::SeveralColumns)),
        }
    }
    if found.is_empty() { Err((place.to_owned(), QueryFault::Nothing)) } else { Ok(found) }
}

/// A condition with its operator, or columns with their values.
fn conditions(
    parts: &BTreeMap<String, Value>,
    place: &str,
) -> Result<Vec<EncodedCondition>, Fault> {
    if parts.contains_key("column") {
        return Ok(vec![condition(parts, place)?]);
    }
    let of = |(column, value): (&String, &Value)| {
        let place = within(place, column);
        let (operator, values) = by_value(plain(value), &place)?;
        let made = EncodedCondition { column: column.clone(), operator, values };
        if made.runs_a_script() { Err((place, QueryFault::Script)) } else { Ok(made) }
    };
    parts.iter().map(of).collect()
}

fn condition(parts: &BTreeMap<String, Value>, place: &str) -> Result<EncodedCondition, Fault> {
    only(parts, OF_A_CONDITION, place)?;
    let part = |name: &str| parts.get(name).map(plain);
    let text = |name: &str| match part(name) {
        Some(Value::String(text)) => Ok(Some(text.clone())),
        None | Some(Value::Null) => Ok(None),
        Some(_) => Err((within(place, name), QueryFault::NoText(""))),
    };
    let no_column = || (within(place, "column"), QueryFault::NoText(": the name of a column"));
    let column = text("column")?.ok_or_else(no_column)?;
    let value_place = within(place, "value");
    let value = part("value").unwrap_or(&Value::Null);
    let (operator, values) = match text("operator")? {
        Some(word) => {
            let unknown = |word| (within(place, "operator"), QueryFault::UnknownOperator(word));
            let operator = Operator::named(&word).ok_or_else(|| unknown(word))?;
            (operator, values(value, operator.operand(), &value_place)?)
        }
        None if part("value").is_none() => return Err((place.to_owned(), QueryFault::NothingSaid)),
        None => by_value(value, &value_place)?,
    };
    let is_meant = match part("javascript") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => *flag,
        Some(_) => return Err((within(place, "javascript"), QueryFault::NoFlag)),
    };
    let condition = EncodedCondition { column, operator, values };
    match (condition.runs_a_script(), is_meant) {
        (true, false) => Err((place.to_owned(), QueryFault::Script)),
        (false, true) => Err((place.to_owned(), QueryFault::NoScript)),
        _ => Ok(condition),
    }
}

/// The operator that a value alone stands for.
fn by_value(value: &Value, place: &str) -> Result<(Operator, Vec<String>), Fault> {
    let operator = match value {
        Value::Null => Operator::IS_EMPTY,
        Value::String(text) if text.is_empty() => return Ok((Operator::IS_EMPTY, Vec::new())),
        Value::List(_) => Operator::IN,
        _ => Operator::IS,
    };
    Ok((operator, values(value, operator.operand(), place)?))
}

/// The texts of a value; how many there must be is asked when the query is written.
fn values(value: &Value, operand: Operand, place: &str) -> Result<Vec<String>, Fault> {
    let no_value = |place: String| (place, QueryFault::NoValue);
    match value {
        Value::Null => Ok(Vec::new()),
        Value::List(elements) if operand != Operand::Value => {
            let elements = elements.iter().enumerate();
            let texts = elements.map(|(n, one)| {
                scalar(plain(one)).ok_or_else(|| no_value(format!("{place}[{n}]")))
            });
            texts.collect()
        }
        one => Ok(vec![scalar(one).ok_or_else(|| no_value(place.to_owned()))?]),
    }
}

/// The text of a value as an instance spells it.
fn scalar(value: &Value) -> Option<String> {
    matches!(value, Value::String(_) | Value::Bool(_) | Value::Number(_)).then(|| stored(value))
}

fn elements<'a>(value: &'a Value, place: &str) -> Result<&'a [Value], Fault> {
    value.as_list().ok_or_else(|| (place.to_owned(), QueryFault::NoList))
}

/// Refuses what has no meaning in an object.
fn only(
    parts: &BTreeMap<String, Value>,
    known: &'static [&'static str],
    place: &str,
) -> Result<(), Fault> {
    match parts.keys().find(|key| !known.contains(&key.as_str())) {
        Some(other) => Err((place.to_owned(), QueryFault::UnknownKey(other.clone(), known))),
        None => Ok(()),
    }
}

fn within(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

/// The value without the type it carries.
fn plain(value: &Value) -> &Value {
    if let Value::Dynamic(inner) = value { plain(&inner.1) } else { value }
}
