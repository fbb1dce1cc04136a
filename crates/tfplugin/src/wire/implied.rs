//! The type that a schema gives to values, and the type a value has by itself.

use std::collections::BTreeMap;

use crate::{Attribute, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Type, Value};

/// The object type of configurations of this block.
pub(crate) fn block_type(block: &Block) -> Type {
    let attributes = block.attributes.iter().map(|a| (a.name.clone(), attribute_type(&a.kind)));
    let blocks = block.blocks.iter().map(|nested| (nested.name.clone(), nested_type(nested)));
    Type::Object(attributes.chain(blocks).collect())
}

fn attribute_type(kind: &AttributeType) -> Type {
    match kind {
        AttributeType::Plain(ty) => ty.clone(),
        AttributeType::Nested(nesting, attributes) => held(*nesting, objects(attributes)),
    }
}

fn objects(attributes: &[Attribute]) -> Type {
    Type::Object(attributes.iter().map(|a| (a.name.clone(), attribute_type(&a.kind))).collect())
}

fn held(nesting: Nesting, object: Type) -> Type {
    match nesting {
        Nesting::Single => object,
        Nesting::List => Type::List(Box::new(object)),
        Nesting::Set => Type::Set(Box::new(object)),
        Nesting::Map => Type::Map(Box::new(object)),
    }
}

fn nested_type(nested: &NestedBlock) -> Type {
    let object = block_type(&nested.block);
    match nested.nesting {
        BlockNesting::Single | BlockNesting::Group => object,
        // Blocks whose types may differ from one another are a tuple or an object, which only the
        // value knows.
        BlockNesting::List | BlockNesting::Map if has_dynamic(&object) => Type::Dynamic,
        BlockNesting::List => Type::List(Box::new(object)),
        BlockNesting::Set => Type::Set(Box::new(object)),
        BlockNesting::Map => Type::Map(Box::new(object)),
    }
}

fn has_dynamic(ty: &Type) -> bool {
    match ty {
        Type::Dynamic => true,
        Type::String | Type::Number | Type::Bool => false,
        Type::List(element) | Type::Set(element) | Type::Map(element) => has_dynamic(element),
        Type::Object(types) => types.values().any(has_dynamic),
        Type::Tuple(types) => types.iter().any(has_dynamic),
    }
}

/// The type of a value that stands where any type may stand.
pub(crate) fn infer(value: &Value) -> Type {
    match value {
        Value::Null | Value::Unknown(_) => Type::Dynamic,
        Value::Bool(_) => Type::Bool,
        Value::Number(_) => Type::Number,
        Value::String(_) => Type::String,
        Value::List(elements) => Type::Tuple(elements.iter().map(infer).collect()),
        Value::Map(elements) => Type::Object(
            elements.iter().map(|(k, v)| (k.clone(), infer(v))).collect::<BTreeMap<_, _>>(),
        ),
        Value::Dynamic(typed) => typed.0.clone(),
    }
}
