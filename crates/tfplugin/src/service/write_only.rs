//! Write-only attributes: their values are in the configuration and nowhere else.

use crate::{
    Attribute, AttributePath, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Step, Value,
};

/// Whether the block or a part of it has a write-only attribute.
pub(super) fn occurs_in(block: &Block) -> bool {
    block.attributes.iter().any(attribute_has)
        || block.blocks.iter().any(|nested| occurs_in(&nested.block))
}

fn attribute_has(attribute: &Attribute) -> bool {
    attribute.write_only
        || matches!(&attribute.kind, AttributeType::Nested(_, inner) if inner.iter().any(attribute_has))
}

/// Nulls every write-only attribute and says which were set. Paths stop at a set.
pub(crate) fn clear(value: &mut Value, block: &Block) -> Vec<AttributePath> {
    let mut walk = Walk { at: AttributePath::default(), found: Vec::new() };
    walk.block(value, block);
    walk.found
}

struct Walk {
    at: AttributePath,
    found: Vec<AttributePath>,
}

impl Walk {
    fn block(&mut self, value: &mut Value, block: &Block) {
        self.attributes(value, &block.attributes);
        for nested in &block.blocks {
            self.step(value, &nested.name, |walk, held| walk.nested(held, nested));
        }
    }

    fn attributes(&mut self, value: &mut Value, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute_has(attribute)) {
            self.step(value, &attribute.name, |walk, held| walk.attribute(held, attribute));
        }
    }

    fn step(&mut self, value: &mut Value, name: &str, then: impl FnOnce(&mut Self, &mut Value)) {
        let Value::Map(fields) = value else { return };
        let Some(held) = fields.get_mut(name) else { return };
        self.at.0.push(Step::Attribute(name.to_owned()));
        then(self, held);
        self.at.0.pop();
    }

    fn attribute(&mut self, held: &mut Value, attribute: &Attribute) {
        match &attribute.kind {
            _ if attribute.write_only => {
                if !std::mem::take(held).is_null() {
                    self.found.push(self.at.clone());
                }
            }
            AttributeType::Nested(Nesting::Single, inner) => self.attributes(held, inner),
            AttributeType::Nested(nesting, inner) => {
                self.each(held, *nesting != Nesting::Set, |walk, object| {
                    walk.attributes(object, inner);
                });
            }
            AttributeType::Plain(_) => {}
        }
    }

    fn nested(&mut self, held: &mut Value, nested: &NestedBlock) {
        match nested.nesting {
            BlockNesting::Single | BlockNesting::Group => self.block(held, &nested.block),
            nesting => {
                self.each(held, nesting != BlockNesting::Set, |walk, object| {
                    walk.block(object, &nested.block);
                });
            }
        }
    }

    /// Every element of a list, set or map.
    fn each(&mut self, held: &mut Value, steps: bool, mut then: impl FnMut(&mut Self, &mut Value)) {
        let held = if let Value::Dynamic(typed) = held { &mut typed.1 } else { held };
        let elements: Vec<(Step, &mut Value)> = match held {
            Value::List(list) => (0..).map(Step::Index).zip(list).collect(),
            Value::Map(map) => {
                map.iter_mut().map(|(key, value)| (Step::Key(key.clone()), value)).collect()
            }
            _ => return,
        };
        for (step, element) in elements {
            let depth = self.at.0.len();
            self.at.0.extend(steps.then_some(step));
            then(self, element);
            self.at.0.truncate(depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Schema, Type};
    use std::collections::BTreeMap;

    fn map(fields: &[(&str, Value)]) -> Value {
        Value::Map(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    fn secret() -> Attribute {
        Attribute::new("secret", Type::String, "Secret.").optional().write_only()
    }

    fn sample() -> Block {
        let plain = Attribute::new("plain", Type::String, "Plain.").optional();
        let inner = vec![plain.clone(), secret()];
        let list = Attribute::nested("list", Nesting::List, inner.clone(), "List.").optional();
        let by_key = Attribute::nested("by_key", Nesting::Map, inner.clone(), "Map.").optional();
        let block = Block { attributes: inner, ..Block::default() };
        let nested = NestedBlock {
            name: "one".into(),
            block,
            nesting: BlockNesting::Single,
            min_items: 0,
            max_items: 0,
        };
        let mut schema = Schema::new("Sample.", vec![plain, secret(), list, by_key]);
        schema.block.blocks.push(nested);
        schema.block
    }

    fn object(secret: Value) -> Value {
        map(&[("plain", "kept".into()), ("secret", secret)])
    }

    fn full(secret: &Value) -> Value {
        map(&[
            ("plain", "kept".into()),
            ("secret", secret.clone()),
            ("list", Value::List(vec![object(secret.clone()), Value::Null])),
            ("by_key", map(&[("k", object(secret.clone()))])),
            ("one", object(secret.clone())),
        ])
    }

    #[test]
    fn every_secret_is_nulled_and_nothing_else() {
        for secret in [Value::from("s3cret"), Value::UNKNOWN] {
            let mut value = full(&secret);
            let found = clear(&mut value, &sample());
            assert!(value == full(&Value::Null), "{:?}", value.revealed());
            let paths: Vec<_> = found.iter().map(|path| format!("{:?}", path.0)).collect();
            assert_eq!(paths.len(), 4, "{paths:?}");
            assert!(paths[1].contains("Index(0)") && paths[2].contains("Key(\"k\")"), "{paths:?}");
        }
    }

    #[test]
    fn what_is_not_set_is_not_found() {
        assert!(clear(&mut full(&Value::Null), &sample()).is_empty());
        assert!(clear(&mut Value::Null, &sample()).is_empty());
        assert!(clear(&mut Value::Map(BTreeMap::new()), &sample()).is_empty());
    }

    #[test]
    fn a_schema_says_whether_it_has_secrets() {
        assert!(occurs_in(&sample()));
        let mut without = sample();
        without.attributes.retain(|attribute| attribute.name == "plain");
        assert!(occurs_in(&without), "in a nested block");
        without.blocks.clear();
        assert!(!occurs_in(&without));
    }
}
