//! Resources that plan what is proposed and make nothing.

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, AttributeType, ConfigureRequest, DataSource,
    Diagnostics, Offers, PlanRequest, PlanResponse, Provider, ReadDataRequest, ReadDataResponse,
    ReadRequest, ReadResponse, Resource, Schema, Type, Value,
};

use super::schemas::Schemas;

/// The provider.
pub(crate) struct Noop {
    schemas: Schemas,
}

impl Noop {
    /// A provider with these schemas.
    pub(crate) fn new(schemas: Schemas) -> Self {
        Self { schemas }
    }
}

#[async_trait]
impl Provider for Noop {
    fn schema(&self) -> Schema {
        self.schemas.provider.clone()
    }

    fn offers(&self) -> Offers {
        let nothing = |(name, schema): &(String, Schema)| Nothing {
            name: name.clone(),
            schema: schema.clone(),
        };
        let offers =
            self.schemas.resources.iter().map(nothing).fold(Offers::new(), Offers::resource);
        self.schemas.data_sources.iter().map(nothing).fold(offers, Offers::data_source)
    }

    async fn configure(&self, _: ConfigureRequest) -> Diagnostics {
        Diagnostics::new()
    }
}

/// A resource type or data source.
struct Nothing {
    name: String,
    schema: Schema,
}

impl Nothing {
    /// Every computed attribute that has no value gets one.
    fn fill(&self, mut value: Value, decide: impl Fn(&Attribute) -> Value) -> Value {
        if let Value::Map(fields) = &mut value {
            let computed = self.schema.block.attributes.iter().filter(|a| a.computed);
            for attribute in computed {
                let field = fields.entry(attribute.name.clone()).or_default();
                if field.is_null() || field.is_unknown() {
                    *field = decide(attribute);
                }
            }
        }
        value
    }
}

fn made(attribute: &Attribute) -> Value {
    match &attribute.kind {
        AttributeType::Plain(Type::String) => format!("noop-{}", attribute.name).into(),
        AttributeType::Plain(Type::Number) => 0.into(),
        AttributeType::Plain(Type::Bool) => false.into(),
        _ => Value::Null,
    }
}

#[async_trait]
impl Resource for Nothing {
    fn type_name(&self) -> &str {
        &self.name
    }

    fn schema(&self) -> Schema {
        self.schema.clone()
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let create = request.prior.is_null();
        let planned =
            if create { self.fill(request.proposed, |_| Value::UNKNOWN) } else { request.proposed };
        PlanResponse::new(planned)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let create = request.prior.is_null();
        let state = if create { self.fill(request.planned, made) } else { request.planned };
        ApplyResponse::new(state)
    }
}

#[async_trait]
impl DataSource for Nothing {
    fn type_name(&self) -> &str {
        &self.name
    }

    fn schema(&self) -> Schema {
        self.schema.clone()
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        ReadDataResponse::new(self.fill(request.config, made))
    }
}
