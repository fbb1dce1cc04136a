//! Schemas on the wire. Descriptions are Markdown; the order is the author's.

use super::type_json;
use crate::proto::tfplugin6::{self as proto, StringKind};
use crate::{
    Attribute, AttributeType, Block, BlockNesting, IdentitySchema, NestedBlock, Nesting, Parameter,
    Schema, Signature,
};

/// A whole schema.
pub(crate) fn schema(from: &Schema) -> proto::Schema {
    proto::Schema { version: from.version, block: Some(block(&from.block, from.version)) }
}

/// What identifies an object.
pub(crate) fn identity_schema(from: &IdentitySchema) -> proto::ResourceIdentitySchema {
    use proto::resource_identity_schema::IdentityAttribute;
    let attribute = |from: &crate::IdentityAttribute| IdentityAttribute {
        name: from.name.clone(),
        r#type: type_json::write(&from.ty),
        required_for_import: from.required,
        optional_for_import: !from.required,
        description: from.description.clone(),
    };
    proto::ResourceIdentitySchema {
        version: from.version,
        identity_attributes: from.attributes.iter().map(attribute).collect(),
    }
}

/// What a function takes and gives.
pub(crate) fn function(from: &Signature) -> proto::Function {
    proto::Function {
        parameters: from.parameters.iter().map(parameter).collect(),
        variadic_parameter: from.variadic.as_ref().map(parameter),
        r#return: Some(proto::function::Return { r#type: type_json::write(&from.returns) }),
        summary: from.summary.clone(),
        description: from.description.clone(),
        description_kind: StringKind::Markdown.into(),
        deprecation_message: from.deprecation.clone().unwrap_or_default(),
    }
}

fn parameter(from: &Parameter) -> proto::function::Parameter {
    proto::function::Parameter {
        name: from.name.clone(),
        r#type: type_json::write(&from.ty),
        allow_null_value: from.allow_null,
        allow_unknown_values: from.allow_unknown,
        description: from.description.clone(),
        description_kind: StringKind::Markdown.into(),
    }
}

fn block(from: &Block, version: i64) -> proto::schema::Block {
    proto::schema::Block {
        version,
        attributes: from.attributes.iter().map(attribute).collect(),
        block_types: from.blocks.iter().map(|nested| nested_block(nested, version)).collect(),
        description: from.description.clone(),
        description_kind: StringKind::Markdown.into(),
        deprecated: from.deprecation.is_some(),
        deprecation_message: from.deprecation.clone().unwrap_or_default(),
        computed: from.computed,
    }
}

fn attribute(from: &Attribute) -> proto::schema::Attribute {
    let (plain, nested) = match &from.kind {
        AttributeType::Plain(ty) => (type_json::write(ty), None),
        AttributeType::Nested(nesting, attributes) => {
            (Vec::new(), Some(object(*nesting, attributes)))
        }
    };
    proto::schema::Attribute {
        name: from.name.clone(),
        r#type: plain,
        nested_type: nested,
        description: from.description.clone(),
        required: from.required,
        optional: from.optional,
        computed: from.computed,
        sensitive: from.sensitive,
        description_kind: StringKind::Markdown.into(),
        deprecated: from.deprecation.is_some(),
        write_only: from.write_only,
        deprecation_message: from.deprecation.clone().unwrap_or_default(),
    }
}

#[expect(deprecated, reason = "the message has two fields that nobody sets any more")]
fn object(nesting: Nesting, attributes: &[Attribute]) -> proto::schema::Object {
    use proto::schema::object::NestingMode;
    let nesting = match nesting {
        Nesting::Single => NestingMode::Single,
        Nesting::List => NestingMode::List,
        Nesting::Set => NestingMode::Set,
        Nesting::Map => NestingMode::Map,
    };
    proto::schema::Object {
        attributes: attributes.iter().map(attribute).collect(),
        nesting: nesting.into(),
        min_items: 0,
        max_items: 0,
    }
}

fn nested_block(from: &NestedBlock, version: i64) -> proto::schema::NestedBlock {
    use proto::schema::nested_block::NestingMode;
    let nesting = match from.nesting {
        BlockNesting::Single => NestingMode::Single,
        BlockNesting::Group => NestingMode::Group,
        BlockNesting::List => NestingMode::List,
        BlockNesting::Set => NestingMode::Set,
        BlockNesting::Map => NestingMode::Map,
    };
    proto::schema::NestedBlock {
        type_name: from.name.clone(),
        block: Some(block(&from.block, version)),
        nesting: nesting.into(),
        min_items: from.min_items,
        max_items: from.max_items,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Type;
    use crate::wire::{block_type, parse_type};

    fn sample() -> Schema {
        let inner = Attribute::new("key", Type::Number, "Key.").optional().sensitive();
        let mut schema = Schema::new(
            "A thing.",
            vec![
                Attribute::new("zeta", Type::List(Box::new(Type::String)), "Z.").required(),
                Attribute::new("alpha", Type::String, "A.")
                    .optional()
                    .computed()
                    .deprecated("Use `zeta`."),
                Attribute::new("secret", Type::String, "S.").optional().write_only(),
                Attribute::nested("inner", Nesting::Map, vec![inner], "I.").optional(),
            ],
        );
        schema.version = 3;
        let label = Attribute::new("label", Type::Dynamic, "L.").required();
        let block = Block { attributes: vec![label], ..Block::default() };
        let nested = NestedBlock {
            name: "rule".into(),
            block,
            nesting: BlockNesting::List,
            min_items: 1,
            max_items: 4,
        };
        schema.block.blocks.push(nested);
        schema
    }

    #[test]
    fn every_word_of_the_author_reaches_the_wire() {
        let sent = schema(&sample());
        let block = sent.block.unwrap();
        assert_eq!((sent.version, block.description.as_str()), (3, "A thing."));
        let names: Vec<_> = block.attributes.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["zeta", "alpha", "secret", "inner"]);
        let [zeta, alpha, secret, inner] = block.attributes.as_slice() else { panic!("{block:?}") };
        assert_eq!(parse_type(&zeta.r#type).unwrap(), Type::List(Box::new(Type::String)));
        assert!(zeta.required && !zeta.optional && !zeta.deprecated);
        assert!(alpha.optional && alpha.computed && alpha.deprecated);
        assert_eq!(alpha.deprecation_message, "Use `zeta`.");
        assert!(secret.write_only && !secret.sensitive);
        let object = inner.nested_type.as_ref().unwrap();
        assert!(inner.r#type.is_empty() && object.attributes[0].sensitive);
        assert_eq!(object.nesting(), proto::schema::object::NestingMode::Map);
        let rule = &block.block_types[0];
        assert_eq!((rule.min_items, rule.max_items), (1, 4));
        assert_eq!(rule.nesting(), proto::schema::nested_block::NestingMode::List);
    }

    #[test]
    fn the_implied_type_follows_the_schema() {
        let Type::Object(types) = block_type(&sample().block) else { panic!() };
        assert_eq!(types["alpha"], Type::String);
        let Type::Map(inner) = &types["inner"] else { panic!() };
        assert!(matches!(&**inner, Type::Object(of) if of["key"] == Type::Number));
        assert_eq!(types["rule"], Type::Dynamic, "blocks of differing types have no common type");
    }
}
