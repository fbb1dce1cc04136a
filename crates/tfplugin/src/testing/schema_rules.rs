//! The rules core checks on schemas when it loads a provider.

use crate::service::Service;
use crate::{Attribute, AttributeType, Block, BlockNesting, IdentitySchema, Nesting, Schema, Type};

/// Names that a resource's configuration uses for other things.
const RESERVED: [&str; 7] =
    ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/// What is wrong with anything that is offered; empty when core would take it all.
pub(super) fn of_all(service: &Service) -> Vec<String> {
    let schemas = service.schemas().into_iter();
    let mut found: Vec<_> = schemas.flat_map(|(what, schema)| faults(&what, schema)).collect();
    for (name, schema) in service.identities() {
        found.extend(identity_faults(name, schema));
    }
    for (name, signature) in service.signatures() {
        let parameters = signature.parameters.iter().chain(&signature.variadic);
        let mut names: Vec<_> = parameters.map(|parameter| &parameter.name).collect();
        names.sort();
        let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
        found.extend(twice.map(|pair| format!("{name}: two parameters are called {}", pair[0])));
    }
    found
}

/// What is wrong with what identifies an object.
fn identity_faults(what: &str, schema: &IdentitySchema) -> Vec<String> {
    let is_plain = |ty: &Type| match ty {
        Type::List(of) => matches!(**of, Type::String | Type::Number | Type::Bool),
        ty => matches!(ty, Type::String | Type::Number | Type::Bool),
    };
    let odd = schema.attributes.iter().filter(|attribute| !is_plain(&attribute.ty));
    let mut found: Vec<_> = odd
        .map(|a| {
            format!("{what}: `{}` of its identity is no plain value nor a list of such", a.name)
        })
        .collect();
    if !schema.attributes.iter().any(|attribute| attribute.required) {
        found.push(format!("{what}: an import by identity would need nothing of it"));
    }
    found
}

/// What is wrong with the schema of `what`; empty when core would take it.
fn faults(what: &str, schema: &Schema) -> Vec<String> {
    let mut check = Check { at: vec![what.to_owned()], faults: Vec::new() };
    check.block(&schema.block, false);
    check.reserved(&schema.block);
    check.faults
}

struct Check {
    at: Vec<String>,
    faults: Vec<String>,
}

impl Check {
    fn rule(&mut self, holds: bool, rule: &str) {
        if !holds {
            self.faults.push(format!("{}: {rule}", self.at.join(".")));
        }
    }

    fn reserved(&mut self, block: &Block) {
        for name in names(block).filter(|name| RESERVED.contains(&name.as_str())) {
            self.rule(false, &format!("`{name}` is a reserved name"));
        }
    }

    fn block(&mut self, block: &Block, in_set: bool) {
        let mut seen = std::collections::BTreeSet::new();
        for name in names(block) {
            self.rule(seen.insert(name), &format!("`{name}` stands once"));
        }
        for attribute in &block.attributes {
            self.attribute(attribute, in_set);
        }
        for nested in &block.blocks {
            self.at.push(nested.name.clone());
            self.name(&nested.name);
            let bounded = nested.max_items == 0 || nested.min_items <= nested.max_items;
            self.rule(bounded, "there are no more blocks at least than at most");
            self.block(&nested.block, in_set || nested.nesting == BlockNesting::Set);
            self.at.pop();
        }
    }

    fn name(&mut self, name: &str) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        self.rule(!name.is_empty() && name.chars().all(plain), "a name has a-z, 0-9 and _ only");
    }

    fn attribute(&mut self, a: &Attribute, in_set: bool) {
        self.at.push(a.name.clone());
        self.name(&a.name);
        self.rule(a.required || a.optional || a.computed, "somebody sets an attribute");
        self.rule(!(a.required && (a.optional || a.computed)), "what is required is nothing else");
        self.rule(!(a.write_only && a.computed), "a write-only attribute is not computed");
        self.rule(!(a.write_only && in_set), "nothing in a set is write-only");
        if let AttributeType::Nested(nesting, inner) = &a.kind {
            let in_set = in_set || *nesting == Nesting::Set;
            for attribute in inner {
                self.attribute(attribute, in_set);
            }
        }
        self.at.pop();
    }
}

fn names(block: &Block) -> impl Iterator<Item = &String> {
    block.attributes.iter().map(|a| &a.name).chain(block.blocks.iter().map(|b| &b.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Type;

    fn text(name: &str) -> Attribute {
        Attribute::new(name, Type::String, "Text.")
    }

    fn check(attributes: Vec<Attribute>) -> Vec<String> {
        faults("x", &Schema::new("X.", attributes))
    }

    #[test]
    fn a_good_schema_is_taken() {
        let inner = vec![text("key").required(), text("pin").optional().write_only()];
        let list = Attribute::nested("list", Nesting::List, inner, "List.").optional().computed();
        assert_eq!(
            check(vec![text("name").required(), text("id").computed(), list]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_broken_rule_is_named() {
        let set =
            Attribute::nested("set", Nesting::Set, vec![text("pin").optional().write_only()], "S.");
        let cases = [
            (text("Name").required(), "x.Name: a name has"),
            (text("name"), "x.name: somebody sets"),
            (text("name").required().computed(), "x.name: what is required"),
            (text("name").optional().computed().write_only(), "x.name: a write-only"),
            (text("count").optional(), "x: `count` is a reserved"),
            (set.optional(), "x.set.pin: nothing in a set"),
        ];
        for (attribute, expected) in cases {
            let faults = check(vec![attribute]);
            assert!(faults.len() == 1 && faults[0].starts_with(expected), "{expected}: {faults:?}");
        }
        assert_eq!(check(vec![text("a").optional(), text("a").optional()]), ["x: `a` stands once"]);
    }
}
