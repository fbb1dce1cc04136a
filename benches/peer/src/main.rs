//! The small provider of `crates/tfplugin/examples/small`, on tf-provider: what `cargo xtask bench
//! peer` measures `crates/tfplugin` beside.

use std::collections::HashMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tf_provider::schema::{
    Attribute, AttributeConstraint, AttributeType, Block, Description, Schema,
};
use tf_provider::value::{ValueEmpty, ValueString};
use tf_provider::{Diagnostics, DynamicResource, Provider, Resource, map, serve};

/// A thing as configuration and state hold it.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Thing<'a> {
    #[serde(borrow = "'a")]
    id: ValueString<'a>,
    #[serde(borrow = "'a")]
    name: ValueString<'a>,
    #[serde(borrow = "'a")]
    note: ValueString<'a>,
}

/// The resource type `small_thing`.
struct Things;

fn attribute(constraint: AttributeConstraint, description: &str) -> Attribute {
    Attribute {
        attr_type: AttributeType::String,
        description: Description::plain(description.to_owned()),
        constraint,
        ..Attribute::default()
    }
}

#[async_trait]
impl Resource for Things {
    type State<'a> = Thing<'a>;
    type PrivateState<'a> = ValueEmpty;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _: &mut Diagnostics) -> Option<Schema> {
        let attributes = map! {
            "id" => attribute(AttributeConstraint::Computed, "Id."),
            "name" => attribute(AttributeConstraint::Required, "Name."),
            "note" => attribute(AttributeConstraint::Optional, "Note."),
        };
        let description = Description::plain("A thing.");
        let block = Block { version: 1, attributes, description, ..Block::default() };
        Some(Schema { version: 0, block })
    }

    async fn read<'a>(
        &self,
        _: &mut Diagnostics,
        state: Thing<'a>,
        private: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<(Thing<'a>, ValueEmpty)> {
        Some((state, private))
    }

    async fn plan_create<'a>(
        &self,
        _: &mut Diagnostics,
        proposed: Thing<'a>,
        _: Thing<'a>,
        _: ValueEmpty,
    ) -> Option<(Thing<'a>, ValueEmpty)> {
        Some((Thing { id: ValueString::Unknown, ..proposed }, ValueEmpty::default()))
    }

    async fn plan_update<'a>(
        &self,
        _: &mut Diagnostics,
        _: Thing<'a>,
        proposed: Thing<'a>,
        _: Thing<'a>,
        private: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<(Thing<'a>, ValueEmpty, Vec<tf_provider::AttributePath>)> {
        Some((proposed, private, Vec::new()))
    }

    async fn plan_destroy<'a>(
        &self,
        _: &mut Diagnostics,
        _: Thing<'a>,
        private: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<ValueEmpty> {
        Some(private)
    }

    async fn create<'a>(
        &self,
        _: &mut Diagnostics,
        planned: Thing<'a>,
        _: Thing<'a>,
        private: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<(Thing<'a>, ValueEmpty)> {
        Some((Thing { id: ValueString::from("thing"), ..planned }, private))
    }

    async fn update<'a>(
        &self,
        _: &mut Diagnostics,
        _: Thing<'a>,
        planned: Thing<'a>,
        _: Thing<'a>,
        private: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<(Thing<'a>, ValueEmpty)> {
        Some((planned, private))
    }

    async fn destroy<'a>(
        &self,
        _: &mut Diagnostics,
        _: Thing<'a>,
        _: ValueEmpty,
        _: ValueEmpty,
    ) -> Option<()> {
        Some(())
    }
}

/// The provider.
struct Small;

#[async_trait]
impl Provider for Small {
    type Config<'a> = ValueEmpty;
    type MetaState<'a> = ValueEmpty;

    fn schema(&self, _: &mut Diagnostics) -> Option<Schema> {
        Some(Schema { version: 0, block: Block::default() })
    }

    async fn validate<'a>(&self, _: &mut Diagnostics, _: ValueEmpty) -> Option<()> {
        Some(())
    }

    async fn configure<'a>(&self, _: &mut Diagnostics, _: String, _: ValueEmpty) -> Option<()> {
        Some(())
    }

    fn get_resources(
        &self,
        _: &mut Diagnostics,
    ) -> Option<HashMap<String, Box<dyn DynamicResource>>> {
        Some(map! { "thing" => Things })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    serve("small", Small).await
}
