//! `PlanResourceChange`.

use super::answer::deferral;
use super::{Service, identity};
use crate::proto::tfplugin6::plan_resource_change::{Request, Response};
use crate::{Diagnostics, PlanRequest, wire};

pub(super) async fn plan(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let (kind, identified) = (entry.kind(), entry.identity());
    let client = request.client_capabilities.as_ref();
    let keeps = client.is_some_and(|client| client.store_planned_private);
    let asked = PlanRequest {
        prior: kind.decode(request.prior_state.as_ref())?,
        proposed: kind.decode(request.proposed_new_state.as_ref())?,
        config: kind.decode(request.config.as_ref())?,
        private: request.prior_private.clone(),
        planned_private: (keeps && !request.planned_private.is_empty())
            .then(|| request.planned_private.clone()),
        identity: identity::decode(identified, request.prior_identity.as_ref())?,
        call: service.call_of(client, request.provider_meta.as_ref())?,
    };
    let allowed = asked.call.deferral_allowed;
    let plan = entry.offer().resource.plan(asked).await;
    let planned_identity =
        identity::answer(identified, plan.identity.as_ref(), request.prior_identity)?;
    Ok(Response {
        planned_state: Some(kind.encode_stored(plan.planned)?),
        requires_replace: plan.requires_replace.into_iter().map(wire::path).collect(),
        planned_private: plan.private.unwrap_or(request.prior_private),
        planned_identity,
        deferred: deferral(plan.deferred, allowed)?,
        diagnostics: wire::diagnostics(plan.diagnostics),
        ..Response::default()
    })
}
