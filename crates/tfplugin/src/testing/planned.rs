//! The rule for plans: what is configured is planned as configured, or as it stands when that means
//! the same. And whether a plan asks for a new object: one of the attributes it names changes.

use crate::{
    Attribute, AttributePath, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Step, Value,
};

/// What is wrong with a plan; empty when core would take it.
pub(super) fn faults(prior: &Value, config: &Value, planned: &Value, block: &Block) -> Vec<String> {
    let mut check = Check::default();
    check.block(prior, config, planned, block);
    check.faults
}

#[derive(Default)]
struct Check {
    at: Vec<String>,
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, rule: &str, config: &Value, planned: &Value) {
        let (at, config, planned) = (self.at.join("."), config.revealed(), planned.revealed());
        self.faults.push(format!("{at}: {rule} (configured {config:?}, planned {planned:?})"));
    }

    fn within(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.at.push(name.to_owned());
        check(self);
        self.at.pop();
    }

    fn block(&mut self, prior: &Value, config: &Value, planned: &Value, block: &Block) {
        if planned.as_map().is_none() {
            return self.fault("an object that is configured is planned", config, planned);
        }
        self.attributes(prior, config, planned, &block.attributes);
        for nested in &block.blocks {
            let name = &nested.name;
            let (prior, config, planned) = (prior.get(name), config.get(name), planned.get(name));
            self.within(name, |check| check.nested(prior, config, planned, nested));
        }
    }

    fn attributes(
        &mut self,
        prior: &Value,
        config: &Value,
        planned: &Value,
        attributes: &[Attribute],
    ) {
        for attribute in attributes {
            let name = &attribute.name;
            let (prior, config, planned) = (prior.get(name), config.get(name), planned.get(name));
            self.within(name, |check| check.attribute(prior, config, planned, attribute));
        }
    }

    fn attribute(&mut self, prior: &Value, config: &Value, planned: &Value, attribute: &Attribute) {
        if attribute.write_only {
            if !planned.is_null() {
                self.fault("a write-only value is null in a plan", config, planned);
            }
            return;
        }
        if attribute.computed && config.is_null() {
            return;
        }
        match &attribute.kind {
            AttributeType::Nested(nesting, inner) if !config.is_null() && !config.is_unknown() => {
                let each = |check: &mut Self, p: &Value, c: &Value, n: &Value| {
                    check.attributes(p, c, n, inner);
                };
                self.held((prior, config, planned), *nesting, each);
            }
            _ => self.plain(prior, config, planned),
        }
    }

    fn plain(&mut self, prior: &Value, config: &Value, planned: &Value) {
        let as_it_stands = !prior.is_null() && !config.is_null() && planned == prior;
        if planned != config && !as_it_stands {
            self.fault(
                "a configured value is planned as configured or as it stands",
                config,
                planned,
            );
        }
    }

    fn nested(&mut self, prior: &Value, config: &Value, planned: &Value, nested: &NestedBlock) {
        let nesting = match nested.nesting {
            BlockNesting::Single | BlockNesting::Group => Nesting::Single,
            BlockNesting::List => Nesting::List,
            BlockNesting::Set => Nesting::Set,
            BlockNesting::Map => Nesting::Map,
        };
        if config.is_null() || config.is_unknown() {
            return self.plain(&Value::Null, config, planned);
        }
        let each =
            |check: &mut Self, p: &Value, c: &Value, n: &Value| check.block(p, c, n, &nested.block);
        self.held((prior, config, planned), nesting, each);
    }

    /// Every element: those of prior, configuration and plan that belong together.
    fn held(
        &mut self,
        (prior, config, planned): (&Value, &Value, &Value),
        nesting: Nesting,
        each: impl Fn(&mut Self, &Value, &Value, &Value),
    ) {
        match (nesting, config, planned) {
            (Nesting::Single, _, Value::Map(_)) => each(self, prior, config, planned),
            (Nesting::List, Value::List(asked), Value::List(got)) if asked.len() == got.len() => {
                for (index, (config, planned)) in asked.iter().zip(got).enumerate() {
                    let prior =
                        prior.as_list().and_then(|list| list.get(index)).unwrap_or(&Value::Null);
                    self.within(&index.to_string(), |check| each(check, prior, config, planned));
                }
            }
            (Nesting::Map, Value::Map(asked), Value::Map(got)) if asked.keys().eq(got.keys()) => {
                for (key, config) in asked {
                    self.within(key, |check| each(check, prior.get(key), config, planned.get(key)));
                }
            }
            (Nesting::Set, Value::List(asked), Value::List(got)) if asked.len() == got.len() => {
                self.set(asked, got, &each);
            }
            _ => self.fault("a nested value has the elements that are configured", config, planned),
        }
    }

    fn set(
        &mut self,
        asked: &[Value],
        got: &[Value],
        each: &impl Fn(&mut Self, &Value, &Value, &Value),
    ) {
        for config in asked {
            let fits = |planned: &&Value| {
                let mut alone = Self::default();
                each(&mut alone, &Value::Null, config, planned);
                alone.faults.is_empty()
            };
            if got.iter().find(fits).is_none() {
                let all = Value::List(got.to_vec());
                self.fault("every configured element of a set is planned", config, &all);
            }
        }
    }
}

/// Whether the value at any of the paths differs between `prior` and `planned`, or is not known
/// yet.
pub(super) fn asks_for_a_new_object(
    paths: &[AttributePath],
    prior: &Value,
    planned: &Value,
) -> bool {
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
    use crate::testing::config;
    use crate::{Schema, Type};
    use serde_json::{Value as Json, json};
    use std::collections::BTreeMap;

    fn schema() -> Block {
        let inner = vec![
            Attribute::new("key", Type::String, "Key.").required(),
            Attribute::new("made", Type::String, "Made.").computed(),
        ];
        let attributes = vec![
            Attribute::new("name", Type::String, "Name.").required(),
            Attribute::new("note", Type::String, "Note.").optional(),
            Attribute::new("size", Type::Number, "Size.").optional().computed(),
            Attribute::new("secret", Type::String, "Secret.").optional().write_only(),
            Attribute::nested("list", Nesting::List, inner.clone(), "List.").optional(),
            Attribute::nested("set", Nesting::Set, inner, "Set.").optional(),
        ];
        Schema::new("Sample.", attributes).block
    }

    fn check(prior: &Json, config: &Json, planned: &Json) -> Vec<String> {
        let value =
            |json: &Json| if json.is_null() { Value::Null } else { config::block(json, &schema()) };
        faults(&value(prior), &value(config), &value(planned), &schema())
    }

    #[test]
    fn good_plans_are_taken() {
        let config = json!({ "name": "a", "secret": "s", "set": [{ "key": "x" }, { "key": "y" }] });
        let plan = json!({ "name": "a", "size": config::unknown(),
            "set": [{ "key": "y", "made": "1" }, { "key": "x", "made": config::unknown() }] });
        assert_eq!(check(&json!(null), &config, &plan), Vec::<String>::new());
        let prior = json!({ "name": "A" });
        assert!(
            check(&prior, &json!({ "name": "a" }), &prior).is_empty(),
            "the spelling as it stands"
        );
    }

    #[test]
    fn each_broken_rule_is_named() {
        let cases = [
            (json!({ "name": "a" }), json!({ "name": "b" }), "name: a configured value"),
            (
                json!({ "name": "a" }),
                json!({ "name": "a", "note": "n" }),
                "note: a configured value",
            ),
            (
                json!({ "name": "a", "size": 1 }),
                json!({ "name": "a", "size": config::unknown() }),
                "size:",
            ),
            (
                json!({ "name": "a", "secret": "s" }),
                json!({ "name": "a", "secret": "s" }),
                "secret: a write-only",
            ),
            (
                json!({ "name": "a", "list": [{ "key": "x" }] }),
                json!({ "name": "a", "list": [] }),
                "list: a nested",
            ),
            (
                json!({ "name": "a", "list": [{ "key": "x" }] }),
                json!({ "name": "a", "list": [{ "key": "y" }] }),
                "list.0.key:",
            ),
            (
                json!({ "name": "a", "set": [{ "key": "x" }] }),
                json!({ "name": "a", "set": [{ "key": "y" }] }),
                "set: every configured element",
            ),
        ];
        for (config, plan, expected) in cases {
            let faults = check(&json!(null), &config, &plan);
            assert!(faults.len() == 1 && faults[0].starts_with(expected), "{expected}: {faults:?}");
        }
        let absent = faults(
            &Value::Null,
            &config::block(&json!({ "name": "a" }), &schema()),
            &Value::Null,
            &schema(),
        );
        assert_eq!(absent.len(), 1);
    }

    fn object(name: Value) -> Value {
        let list = Value::List(vec![name.clone()]);
        Value::Map(BTreeMap::from([("name".into(), name), ("list".into(), list)]))
    }

    #[test]
    fn only_a_change_at_a_named_path_asks_for_a_new_object() {
        let name = [AttributePath::attribute("name")];
        let element = [AttributePath::attribute("list").then(Step::Index(0))];
        let (a, b) = (object("a".into()), object("b".into()));
        assert!(!asks_for_a_new_object(&name, &a, &a) && !asks_for_a_new_object(&[], &a, &b));
        assert!(asks_for_a_new_object(&name, &a, &b) && asks_for_a_new_object(&element, &a, &b));
        assert!(asks_for_a_new_object(&name, &a, &object(Value::UNKNOWN)));
    }

    #[test]
    fn an_element_that_is_gone_is_a_change() {
        let element = [AttributePath::attribute("list").then(Step::Index(0))];
        let mut empty = object("a".into());
        if let Value::Map(fields) = &mut empty {
            fields.insert("list".into(), Value::List(vec![]));
        }
        assert!(asks_for_a_new_object(&element, &object("a".into()), &empty));
    }
}
