//! `parse_encoded_query`: an encoded query taken apart (docs/facts.md#queries).

use std::collections::BTreeMap;

use servicenow::{Alternatives, EncodedCondition, EncodedOrder, EncodedQuery, Operand};
use tfplugin::{Type, Value};

use super::{Function, text, text_of, wrong};
use crate::engine::problem::FunctionProblem;

pub(super) static FUNCTION: Function = Function {
    name: "parse_encoded_query",
    summary: "The conditions of an encoded query.",
    description: "The inverse of `encoded_query`: an object with `where`, `or_where`, `order_by` and `group_by`, which \
                  `encoded_query` makes the same text of. `where` is a list of what must hold: a condition with `column`, \
                  `operator` and `value` (null where the operator takes none, a list for `IN`, `NOT IN` and `BETWEEN`), and \
                  with `javascript = true` where its value is run as a script; or `{ or = [ … ] }` with the conditions of which \
                  one must hold. `or_where` is a list of further such lists, any of which is enough. `order_by` and \
                  `group_by` are lists of columns, those in falling order with a `-` before them. A `^EQ` at the end says \
                  nothing and is left out.",
    parameters: &[text(
        "query",
        "The encoded query, as a list's filter copies it (right click, Copy query).",
    )],
    returns: Type::Dynamic,
    call: |arguments| match text_of(arguments, 0).parse() {
        Ok(query) => Ok(carrying_its_type(shown(&query))),
        Err(why) => Err(wrong(FunctionProblem::Unread(why))),
    },
};

/// The query as a value of the form that `encoded_query` takes.
pub(super) fn shown(query: &EncodedQuery) -> Value {
    let mut groups = query.groups.iter().map(|group| list(group.iter().map(clause)));
    let (first, others) = (groups.next(), list(groups));
    let columns = query.group_by.iter().map(|column| column.as_str().into());
    Value::object([
        ("where", first.unwrap_or_else(|| Value::List(Vec::new()))),
        ("or_where", others),
        ("order_by", list(query.order_by.iter().map(order))),
        ("group_by", list(columns)),
    ])
}

fn order(order: &EncodedOrder) -> Value {
    let sign = if order.descending { "-" } else { "" };
    format!("{sign}{}", order.column).into()
}

fn clause(alternatives: &Alternatives) -> Value {
    match alternatives.as_slice() {
        [one] => condition(one),
        several => Value::object([("or", list(several.iter().map(condition)))]),
    }
}

fn condition(condition: &EncodedCondition) -> Value {
    let mut values = condition.values.iter().map(|value| value.as_str().into());
    let value = match condition.operator.operand() {
        Operand::Nothing => Value::Null,
        Operand::Value => values.next().unwrap_or_default(),
        Operand::List | Operand::Pair => list(values),
    };
    let said = Value::object([
        ("column", condition.column.as_str().into()),
        ("operator", condition.operator.word().into()),
        ("value", value),
    ]);
    if condition.runs_a_script() { said.with("javascript", true) } else { said }
}

fn list(elements: impl Iterator<Item = Value>) -> Value {
    Value::List(elements.collect())
}

/// The value as one of a dynamic type: objects and tuples, whose parts differ in type.
fn carrying_its_type(value: Value) -> Value {
    Value::Dynamic(Box::new((type_of(&value), value)))
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::List(elements) => Type::Tuple(elements.iter().map(type_of).collect()),
        Value::Map(attributes) => {
            let of = |(name, value): (&String, &Value)| (name.clone(), type_of(value));
            Type::Object(attributes.iter().map(of).collect::<BTreeMap<_, _>>())
        }
        _ => Type::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> Value {
        match (FUNCTION.call)(&[query.into()]).unwrap() {
            Value::Dynamic(inner) => inner.1,
            other => other,
        }
    }

    #[test]
    fn a_query_is_taken_apart() {
        let query =
            parsed("active=true^typeINa,b^ORhostISEMPTY^NQn>javascript:x()^ORDERBYDESCname^EQ");
        let first = query.get("where").as_list().unwrap();
        assert_eq!(first[0].get("operator").as_str(), Some("="));
        assert_eq!(first[0].get("value").as_str(), Some("true"));
        let alternatives = first[1].get("or").as_list().unwrap();
        assert_eq!(alternatives[0].get("value").as_list(), Some(&["a".into(), "b".into()][..]));
        assert!(alternatives[1].get("value").is_null());
        let further = query.get("or_where").as_list().unwrap();
        assert_eq!(further[0].as_list().unwrap()[0].get("javascript").as_bool(), Some(true));
        assert_eq!(query.get("order_by").as_list(), Some(&["-name".into()][..]));
        assert_eq!(query.get("group_by").as_list(), Some(&[][..]));
    }

    #[test]
    fn the_result_carries_the_type_of_each_part() {
        let Ok(Value::Dynamic(inner)) = (FUNCTION.call)(&["a=1".into()]) else { panic!("no type") };
        let Type::Object(parts) = inner.0 else { panic!("no object") };
        let text = || Type::String;
        let condition = [("column", text()), ("operator", text()), ("value", text())];
        let condition = condition.map(|(name, holds)| (name.to_owned(), holds)).into();
        assert_eq!(parts["where"], Type::Tuple(vec![Type::Object(condition)]));
        assert_eq!(parts["or_where"], Type::Tuple(Vec::new()));
    }

    #[test]
    fn what_is_no_query_is_refused_and_not_repeated() {
        let refused = (FUNCTION.call)(&["active=true^Secret stuff".into()]).unwrap_err();
        assert!(matches!(refused.why, FunctionProblem::Unread(_)));
        assert!(!refused.to_string().contains("stuff"), "{refused}");
    }
}
