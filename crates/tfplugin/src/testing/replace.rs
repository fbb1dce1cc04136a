//! Whether a plan asks for a new object: one of the attributes it names changes.

use crate::{AttributePath, Step, Value};

/// Whether the value at any of the paths differs between `prior` and `planned`, or is not known
/// yet.
pub(super) fn is_asked_for(paths: &[AttributePath], prior: &Value, planned: &Value) -> bool {
    paths.iter().any(|path| {
        let (before, after) = (at(prior, path), at(planned, path));
        before != after || after.is_unknown()
    })
}

/// The value at a path; where the path leads nowhere, the last value on it.
fn at<'a>(value: &'a Value, path: &AttributePath) -> &'a Value {
    let mut here = value;
    for step in &path.0 {
        let next = match (step, here) {
            (Step::Attribute(name) | Step::Key(name), Value::Map(fields)) => fields.get(name),
            (Step::Index(index), Value::List(elements)) => {
                usize::try_from(*index).ok().and_then(|index| elements.get(index))
            }
            _ => None,
        };
        let Some(next) = next else { return here };
        here = next;
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn object(name: Value) -> Value {
        let list = Value::List(vec![name.clone()]);
        Value::Map(BTreeMap::from([("name".into(), name), ("list".into(), list)]))
    }

    #[test]
    fn only_a_change_at_a_named_path_asks_for_a_new_object() {
        let name = [AttributePath::attribute("name")];
        let element = [AttributePath::attribute("list").then(Step::Index(0))];
        let (a, b) = (object("a".into()), object("b".into()));
        assert!(!is_asked_for(&name, &a, &a) && !is_asked_for(&[], &a, &b));
        assert!(is_asked_for(&name, &a, &b) && is_asked_for(&element, &a, &b));
        assert!(is_asked_for(&name, &a, &object(Value::UNKNOWN)));
    }

    #[test]
    fn an_element_that_is_gone_is_a_change() {
        let element = [AttributePath::attribute("list").then(Step::Index(0))];
        let mut empty = object("a".into());
        if let Value::Map(fields) = &mut empty {
            fields.insert("list".into(), Value::List(vec![]));
        }
        assert!(is_asked_for(&element, &object("a".into()), &empty));
    }
}
