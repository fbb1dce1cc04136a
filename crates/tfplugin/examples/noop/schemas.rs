//! Reads the schemas that Terraform prints.

use std::error::Error;

use serde_json::{Map, Value as Json};
use tfplugin::{Attribute, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Schema, Type};

/// The schemas of one provider.
#[derive(Default)]
pub(crate) struct Schemas {
    /// The provider block.
    pub(crate) provider: Schema,
    /// The resource types.
    pub(crate) resources: Vec<(String, Schema)>,
    /// The data sources.
    pub(crate) data_sources: Vec<(String, Schema)>,
}

impl Schemas {
    /// Reads the file that the environment names; without one there is nothing to offer.
    #[cfg_attr(test, expect(dead_code, reason = "tests read no environment"))]
    pub(crate) fn from_environment() -> Result<Self, Box<dyn Error>> {
        let Some(path) = std::env::var_os("NOOP_SCHEMAS") else { return Ok(Self::default()) };
        let json = serde_json::from_slice(&std::fs::read(path)?)?;
        Self::from_json(&json, std::env::var("NOOP_ADDRESS").ok().as_deref())
    }

    /// Reads what Terraform prints: the provider at `address`, or the first one.
    pub(crate) fn from_json(json: &Json, address: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let providers =
            json["provider_schemas"].as_object().ok_or("no provider_schemas in the file")?;
        let found = match address {
            Some(address) => providers.get(address),
            None => providers.values().next(),
        };
        let provider = found.ok_or("no such provider in the file")?;
        Ok(Self {
            provider: schema(&provider["provider"])?,
            resources: all(&provider["resource_schemas"])?,
            data_sources: all(&provider["data_source_schemas"])?,
        })
    }
}

fn fields(json: &Json) -> impl Iterator<Item = (&String, &Json)> {
    json.as_object().into_iter().flat_map(Map::iter)
}

fn all(json: &Json) -> Result<Vec<(String, Schema)>, String> {
    fields(json).map(|(name, json)| Ok((name.clone(), schema(json)?))).collect()
}

fn schema(json: &Json) -> Result<Schema, String> {
    Ok(Schema { version: json["version"].as_i64().unwrap_or(0), block: block(&json["block"])? })
}

fn block(json: &Json) -> Result<Block, String> {
    let attributes = fields(&json["attributes"]).map(|(name, json)| attribute(name, json));
    let blocks = fields(&json["block_types"]).map(|(name, json)| nested_block(name, json));
    Ok(Block {
        attributes: attributes.collect::<Result<_, _>>()?,
        blocks: blocks.collect::<Result<_, _>>()?,
        description: text(json, "description"),
        ..Block::default()
    })
}

fn text(json: &Json, field: &str) -> String {
    json[field].as_str().unwrap_or_default().to_owned()
}

fn attribute(name: &str, json: &Json) -> Result<Attribute, String> {
    let flag = |field: &str| json[field].as_bool().unwrap_or(false);
    Ok(Attribute {
        name: name.to_owned(),
        kind: kind(json).ok_or_else(|| format!("the type of {name} cannot be read"))?,
        description: text(json, "description"),
        required: flag("required"),
        optional: flag("optional"),
        computed: flag("computed"),
        sensitive: flag("sensitive"),
        write_only: flag("write_only"),
        deprecation: None,
    })
}

fn kind(json: &Json) -> Option<AttributeType> {
    let Some(nested) = json.get("nested_type") else {
        return Type::from_json(&json["type"]).map(AttributeType::Plain);
    };
    let nesting = match nested["nesting_mode"].as_str()? {
        "single" => Nesting::Single,
        "list" => Nesting::List,
        "set" => Nesting::Set,
        "map" => Nesting::Map,
        _ => return None,
    };
    let inner = fields(&nested["attributes"]).map(|(name, json)| attribute(name, json).ok());
    Some(AttributeType::Nested(nesting, inner.collect::<Option<_>>()?))
}

fn nested_block(name: &str, json: &Json) -> Result<NestedBlock, String> {
    let nesting = match json["nesting_mode"].as_str() {
        Some("single") => BlockNesting::Single,
        Some("group") => BlockNesting::Group,
        Some("list") => BlockNesting::List,
        Some("set") => BlockNesting::Set,
        Some("map") => BlockNesting::Map,
        other => return Err(format!("block {name} has the unknown nesting {other:?}")),
    };
    Ok(NestedBlock {
        name: name.to_owned(),
        block: block(&json["block"])?,
        nesting,
        min_items: json["min_items"].as_i64().unwrap_or(0),
        max_items: json["max_items"].as_i64().unwrap_or(0),
    })
}
