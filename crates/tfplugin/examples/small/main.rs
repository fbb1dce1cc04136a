//! A provider of one small resource type that makes nothing: what the protocol itself costs. The
//! same provider on another crate stands in `benches/peer`, and both are measured side by side.

use std::process::ExitCode;

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, ConfigureRequest, Diagnostics, Offers, PlanRequest,
    PlanResponse, Provider, ReadRequest, ReadResponse, Resource, Schema, ServeError, ServeOptions,
    Type, Value, serve,
};

fn main() -> Result<ExitCode, ServeError> {
    let options = ServeOptions {
        address: "registry.example/example/small",
        name: "terraform-provider-small",
        version: "0.0.0",
        module: "provider",
        log_targets: &[],
    };
    serve(Small, options)
}

/// The provider.
struct Small;

#[async_trait]
impl Provider for Small {
    fn schema(&self) -> Schema {
        Schema::new("Small.", Vec::new())
    }

    fn offers(&self) -> Offers {
        Offers::new().resource(Things)
    }

    async fn configure(&self, _: ConfigureRequest) -> Diagnostics {
        Diagnostics::new()
    }
}

/// The resource type.
struct Things;

#[async_trait]
impl Resource for Things {
    fn type_name(&self) -> &'static str {
        "small_thing"
    }

    fn schema(&self) -> Schema {
        let attributes = vec![
            Attribute::new("id", Type::String, "Id.").computed(),
            Attribute::new("name", Type::String, "Name.").required(),
            Attribute::new("note", Type::String, "Note.").optional(),
        ];
        Schema::new("A thing.", attributes)
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let create = request.prior.is_null();
        let proposed = request.proposed;
        let planned = if create { proposed.with("id", Value::UNKNOWN) } else { proposed };
        PlanResponse::new(planned)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let create = request.prior.is_null();
        let planned = request.planned;
        let state = if create { planned.with("id", "thing") } else { planned };
        ApplyResponse::new(state)
    }
}
