//! A schema ready for use: the type of its values is worked out once.

use super::{fault, write_only};
use crate::proto::tfplugin6::DynamicValue;
use crate::wire;
use crate::{Diagnostics, Schema, Type, Value};

/// A schema and what follows from it.
pub(crate) struct Kind {
    pub(crate) schema: Schema,
    pub(crate) ty: Type,
    has_write_only: bool,
}

impl Kind {
    pub(super) fn of(schema: Schema) -> Self {
        let ty = wire::block_type(&schema.block);
        let has_write_only = write_only::occurs_in(&schema.block);
        Self { schema, ty, has_write_only }
    }

    /// Reads a value that Terraform sent.
    pub(super) fn decode(&self, coded: Option<&DynamicValue>) -> Result<Value, Diagnostics> {
        let Some(coded) = coded else { return Ok(Value::Null) };
        wire::decode(coded, &self.ty).map_err(|error| vec![fault::received(&error)])
    }

    /// Codes a value that the author answered.
    pub(super) fn encode(&self, value: &Value) -> Result<DynamicValue, Diagnostics> {
        wire::encode(value, &self.ty).map_err(|error| vec![fault::answered(&error)])
    }

    /// Codes a state or plan that the author answered: write-only attributes are null in it.
    pub(super) fn encode_stored(&self, mut value: Value) -> Result<DynamicValue, Diagnostics> {
        if self.has_write_only {
            write_only::clear(&mut value, &self.schema.block);
        }
        self.encode(&value)
    }
}
