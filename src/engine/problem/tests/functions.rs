//! The sentences about arguments of functions, for the golden file: each by a call that cannot be carried out.

use std::fmt::Write;

use tfplugin::Value;

use super::Golden;
use crate::engine::functions::ALL;

fn list(elements: &[Value]) -> Value {
    Value::List(elements.to_vec())
}

fn condition(operator: &str, value: Value) -> Value {
    Value::object([("column", "name".into()), ("operator", operator.into()), ("value", value)])
}

fn of_queries() -> Vec<Value> {
    let script = "javascript:x()";
    let flagged = |value: &str| {
        let named = Value::object([("column", "name".into()), ("value", value.into())]);
        named.with("javascript", true)
    };
    let two = Value::object([("a", 1.into()), ("b", 2.into())]);
    let choice = |of: &[Value]| list(&[Value::object([("or", list(of))])]);
    vec![
        "active=true".into(),
        list(&[true.into()]),
        Value::object([("column", "a".into()), ("op", "=".into())]),
        Value::object([("order_by", 1.into())]),
        Value::object([("column", "a".into()), ("operator", 1.into())]),
        Value::object([("column", Value::Null), ("value", 1.into())]),
        Value::object([("column", "a".into()), ("value", 1.into()), ("javascript", "x".into())]),
        list(&[Value::object([("or", true.into())])]),
        Value::object([("a", Value::object([]))]),
        condition("like", "a".into()),
        Value::object([("column", "a".into())]),
        choice(&[two]),
        choice(&[]),
        condition("=", script.into()),
        flagged("x"),
        condition("=", "a^b".into()),
        condition("IN", list(&["a,b".into()])),
        condition("BETWEEN", list(&["a@b".into(), "c".into()])),
        condition("IN", list(&[])),
        condition("ISEMPTY", "a".into()),
        condition("BETWEEN", list(&["a".into()])),
        condition("=", Value::Null),
        condition("<", "=5".into()),
        Value::object([("Name", "a".into())]),
    ]
}

/// All of them.
pub(super) fn all(golden: &mut Golden) {
    let texts = |all: &[&str]| all.iter().map(|text| vec![Value::from(*text)]).collect::<Vec<_>>();
    let calls = [
        ("encoded_query", of_queries().into_iter().map(|one| vec![one]).collect()),
        ("parse_encoded_query", texts(&["a=1^^b=2", "a~1", "aBETWEEN1", "ORa=1", "a=1^NQ"])),
        ("instance_url", texts(&["", "http://dev1.service-now.com"])),
        ("alias_id", vec![vec!["x".into(), "".into()]]),
        ("duration_to_glide", texts(&["1 month", "-5m"])),
        ("duration_from_glide", texts(&["5 Minutes"])),
        ("datetime_to_glide", texts(&["yesterday"])),
        ("datetime_from_glide", texts(&["31.01.2026"])),
    ];
    for (name, calls) in calls {
        let function = ALL.iter().find(|function| function.name == name).unwrap();
        for arguments in calls {
            let wrong = (function.call)(&arguments).unwrap_err();
            let parameter = function.parameters[wrong.argument].name;
            writeln!(golden.0, "{name}\n  argument {parameter}: {wrong}.\n").unwrap();
        }
    }
}
