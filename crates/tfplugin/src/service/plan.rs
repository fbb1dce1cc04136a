//! `PlanResourceChange`.

use super::Service;
use crate::proto::tfplugin6::plan_resource_change::{Request, Response};
use crate::{Diagnostics, PlanRequest, wire};

pub(super) async fn plan(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let asked = PlanRequest {
        prior: kind.decode(request.prior_state.as_ref())?,
        proposed: kind.decode(request.proposed_new_state.as_ref())?,
        config: kind.decode(request.config.as_ref())?,
        private: request.prior_private.clone(),
        call: service.call(),
    };
    let plan = resource.plan(asked).await;
    Ok(Response {
        planned_state: Some(kind.encode_stored(plan.planned)?),
        requires_replace: plan.requires_replace.into_iter().map(wire::path).collect(),
        planned_private: plan.private.unwrap_or(request.prior_private),
        diagnostics: wire::diagnostics(plan.diagnostics),
        ..Response::default()
    })
}
