//! Looking at what the provider said and what it keeps.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;
use tfplugin::{Diagnostic, Number, Schema, Step, Value};

/// A value as JSON, for comparing it with one that is written down. Unknown is a word of its own.
pub(crate) fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Unknown(_) => json!("(known after apply)"),
        Value::Bool(truth) => json!(truth),
        Value::Number(Number::Int(number)) => json!(number),
        Value::Number(number) => json!(number.to_string()),
        Value::String(text) => json!(text),
        Value::List(elements) => elements.iter().map(json_of).collect(),
        Value::Map(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), json_of(value))).collect()
        }
        Value::Dynamic(inner) => json_of(&inner.1),
    }
}

/// One attribute of a state as JSON.
pub(crate) fn attribute(state: &State, name: &str) -> Json {
    json_of(state.value.get(name))
}

/// One attribute of a state that holds text.
pub(crate) fn text(state: &State, name: &str) -> String {
    let value = state.value.get(name);
    value.as_str().unwrap_or_else(|| panic!("{name} is {:?}", value.revealed())).to_owned()
}

/// The record's sys_id.
pub(crate) fn id(state: &State) -> String {
    text(state, "id")
}

/// Fails with the attributes that differ.
pub(crate) fn same(expected: &Value, actual: &Value) {
    let differing = differing(expected, actual);
    assert!(differing.is_empty(), "differing: {differing:#?}");
}

/// The attributes in which two objects differ: name, what the first has, what the second has.
pub(crate) fn differing(left: &Value, right: &Value) -> Vec<(String, Json, Json)> {
    let (left, right) = (json_of(left), json_of(right));
    let (left, right) = (left.as_object().unwrap(), right.as_object().unwrap());
    let pairs = left.iter().map(|(name, value)| (name.clone(), value.clone(), right[name].clone()));
    pairs.filter(|(_, left, right)| left != right).collect()
}

/// Fails with the rows in which two exports of an instance differ.
pub(crate) fn as_before(before: &Json, now: &Json) {
    let tables = |export: &Json| export.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut rows: Vec<String> = Vec::new();
    for table in tables(before).into_iter().chain(tables(now)) {
        let ids = [before, now].map(|export| export[&table].as_object().into_iter().flatten());
        for (id, _) in ids.into_iter().flatten() {
            let (was, is) = (&before[&table][id], &now[&table][id]);
            if was != is {
                rows.push(format!("{table} {id}: was {was}, is {is}"));
            }
        }
    }
    rows.sort();
    rows.dedup();
    assert!(rows.is_empty(), "the instance is not as it was:\n{}", rows.join("\n"));
}

/// What Terraform would write into generated configuration: every attribute that may be set and is.
pub(crate) fn as_configuration(state: &State, schema: &Schema) -> Json {
    let settable = schema.block.attributes.iter().filter(|one| one.required || one.optional);
    let set = settable.map(|one| (one.name.clone(), attribute(state, &one.name)));
    Json::Object(set.filter(|(_, value)| !value.is_null()).collect())
}

/// Where a message points, such as `timeouts.create` or `redirect_urls.0`.
pub(crate) fn place(diagnostic: &Diagnostic) -> String {
    let steps = diagnostic.path.iter().flat_map(|path| &path.0);
    let said = steps.map(|step| match step {
        Step::Attribute(name) | Step::Key(name) => name.clone(),
        Step::Index(index) => index.to_string(),
    });
    said.collect::<Vec<_>>().join(".")
}

/// Fails unless exactly one error was said, at this attribute (empty for none), with all these words.
pub(crate) fn one_error(said: &[Diagnostic], at: &str, words: &[&str]) {
    let errors: Vec<&Diagnostic> = said.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    assert_eq!(errors.len(), 1, "one error is expected: {said:#?}");
    says(errors[0], at, words);
}

/// Fails unless exactly one warning and no error was said, at this attribute, with all these words.
pub(crate) fn one_warning(said: &[Diagnostic], at: &str, words: &[&str]) {
    assert!(said.len() == 1 && !said[0].is_error(), "one warning is expected: {said:#?}");
    says(&said[0], at, words);
}

/// Fails unless the message is about this attribute and holds all these words.
pub(crate) fn says(diagnostic: &Diagnostic, at: &str, words: &[&str]) {
    assert_eq!(place(diagnostic), at, "{diagnostic:#?}");
    for word in words {
        let text = format!("{}: {}", diagnostic.summary, diagnostic.detail);
        assert!(text.contains(word), "“{word}” is missing in: {text}");
    }
    assert!(diagnostic.detail.ends_with('.'), "whole sentences: {}", diagnostic.detail);
}
