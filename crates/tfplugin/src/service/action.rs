//! `ValidateActionConfig`, `PlanAction` and `InvokeAction`.

use std::sync::Arc;

use futures_util::StreamExt as _;
use tonic::codegen::BoxStream;

use super::Service;
use super::answer::{deferral, settle};
use super::pump::{Part, pump};
use crate::proto::tfplugin6::invoke_action::event::{Completed, Progress as Step, Type};
use crate::proto::tfplugin6::invoke_action::{Event, Request};
use crate::proto::tfplugin6::{plan_action as plan, validate_action_config as validate};
use crate::{Diagnostics, InvokeRequest, PlanActionRequest, Progress, ValidateRequest, wire};

/// Checks a configuration by itself.
pub(super) async fn validate(
    service: &Service,
    request: validate::Request,
) -> Result<validate::Response, Diagnostics> {
    let (action, kind) = service.action(&request.action_type)?;
    let config = kind.decode(request.config.as_ref())?;
    let diagnostics = action.validate(ValidateRequest { config }).await;
    Ok(validate::Response { diagnostics: wire::diagnostics(diagnostics) })
}

/// Says beforehand whether it could be done.
pub(super) async fn plan(
    service: &Service,
    request: plan::Request,
) -> Result<plan::Response, Diagnostics> {
    let (action, kind) = service.action(&request.action_type)?;
    let config = kind.decode(request.config.as_ref())?;
    let call = service.call_of(request.client_capabilities.as_ref(), None)?;
    let allowed = call.deferral_allowed;
    let planned = action.plan(PlanActionRequest { config, call }).await;
    Ok(plan::Response {
        deferred: deferral(planned.deferred, allowed)?,
        diagnostics: wire::diagnostics(planned.diagnostics),
    })
}

/// What happens on the way, and at last how it ended: Terraform takes a stream without an end for a
/// success.
pub(super) fn invoke(service: Arc<Service>, request: Request) -> BoxStream<Event> {
    let (progress, messages) = Progress::new();
    let call = async move {
        let about = request.action_type.clone();
        settle("InvokeAction", &about, run(&service, request, progress)).await
    };
    let event = |part: Part<String, _>| match part {
        Part::Item(message) => Type::Progress(Step { message: wire::shown(&message) }),
        Part::End(Ok(said) | Err(said)) => {
            Type::Completed(Completed { diagnostics: wire::diagnostics(said) })
        }
    };
    let events = pump(Box::pin(call), messages).map(event);
    Box::pin(events.map(|of| Ok(Event { r#type: Some(of) })))
}

async fn run(
    service: &Service,
    request: Request,
    progress: Progress,
) -> Result<Diagnostics, Diagnostics> {
    let (action, kind) = service.action(&request.action_type)?;
    let config = kind.decode(request.config.as_ref())?;
    let call = service.call_of(request.client_capabilities.as_ref(), None)?;
    Ok(action.invoke(InvokeRequest { config, call }, &progress).await)
}
