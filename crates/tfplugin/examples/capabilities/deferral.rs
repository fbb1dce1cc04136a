//! An answer is put off until more is known, where the caller allows that.

use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Call, Deferred, Diagnostic, Diagnostics, PlanRequest,
    PlanResponse, ReadRequest, ReadResponse, Resource, Schema, Type, Value, async_trait,
};

/// A table that can only be planned for a room that is known.
struct Table;

#[async_trait]
impl Resource for Table {
    fn type_name(&self) -> &'static str {
        "home_table"
    }

    fn schema(&self) -> Schema {
        Schema::new("A table.", vec![Attribute::new("room", Type::String, "The room.").required()])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        if !request.config.get("room").is_unknown() {
            return PlanResponse::new(request.proposed);
        }
        if request.call.deferral_allowed {
            return PlanResponse::new(request.proposed).deferred(Deferred::ResourceConfigUnknown);
        }
        let said = Diagnostic::error("The room is not known", "Apply what decides it first.");
        PlanResponse::failed(vec![said.at_attribute("room")])
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        ApplyResponse::new(request.planned)
    }
}

fn change(deferral_allowed: bool) -> PlanRequest {
    let table = Value::object([("room", Value::UNKNOWN)]);
    let mut request = PlanRequest::new(Value::Null, table.clone(), table);
    let mut call = Call::default();
    call.deferral_allowed = deferral_allowed;
    request.call = call;
    request
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let plan = Table.plan(change(true)).await;
    assert_eq!(plan.deferred, Some(Deferred::ResourceConfigUnknown));
    let plan = Table.plan(change(false)).await;
    assert!(plan.deferred.is_none() && plan.diagnostics[0].is_error());
    Ok(())
}
