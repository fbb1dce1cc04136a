//! `ListResource` and `ValidateListResourceConfig`.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream};
use tonic::codegen::BoxStream;

use super::answer::settle;
use super::pump::{Part, pump};
use super::{IdentityKind, Kind, Service, fault};
use crate::proto::tfplugin6::list_resource::{Event, Request};
use crate::proto::tfplugin6::validate_list_resource_config as validate;
use crate::{
    Diagnostic, Diagnostics, ListRequest, ListSink, Listable, Listed, ValidateRequest, wire,
};

const NAME: &str = "ListResource";

/// The objects, and at last what there is to say of all.
pub(super) fn list(service: Arc<Service>, request: Request) -> BoxStream<Event> {
    let Ok(limit @ 1..) = u64::try_from(request.limit) else { return Box::pin(stream::empty()) };
    let (sink, items) = ListSink::new();
    let (about, whole) = (request.type_name.clone(), request.include_resource_object);
    let running = Arc::clone(&service);
    let call = async move {
        let named = request.type_name.clone();
        settle(NAME, &named, run(&running, request, limit, sink)).await
    };
    let coded = move |part| match part {
        Part::Item(listed) => coded(&service, &about, whole, listed),
        Part::End(Ok(said) | Err(said)) => told(said),
    };
    let events = pump(Box::pin(call), items).map(coded).scan(Left(limit), Left::take);
    Box::pin(events.filter(|event| std::future::ready(!is_silent(event))).map(Ok))
}

/// How many more objects are wanted; none after the list has failed.
struct Left(u64);

impl Left {
    fn take(&mut self, event: Event) -> std::future::Ready<Option<Event>> {
        if self.0 == 0 {
            return std::future::ready(None);
        }
        if event.identity.is_some() {
            self.0 -= 1;
        }
        std::future::ready(Some(event))
    }
}

/// Whether the event is the end of a list of which there is nothing to say.
fn is_silent(event: &Event) -> bool {
    event.identity.is_none() && event.diagnostic.is_empty()
}

async fn run(
    service: &Service,
    request: Request,
    limit: u64,
    sink: ListSink,
) -> Result<Diagnostics, Diagnostics> {
    let (listable, kind) = listable(service, &request.type_name)?;
    let asked = ListRequest {
        config: kind.decode(request.config.as_ref())?,
        include_resource: request.include_resource_object,
        limit,
        call: service.call(),
    };
    Ok(listable.list(asked, &sink).await)
}

fn listable<'a>(
    service: &'a Service,
    name: &str,
) -> Result<(&'a dyn Listable, &'a Kind), Diagnostics> {
    let entry = service.offered(name)?;
    let found = entry.offer().listable.as_deref().zip(entry.list_kind());
    found.ok_or_else(|| vec![fault::unknown_type("list of a resource type", name)])
}

fn coded(service: &Service, about: &str, whole: bool, listed: Listed) -> Event {
    let Ok(entry) = service.offered(about) else { return Event::default() };
    let Some(identity) = entry.identity() else { return Event::default() };
    event(entry.kind(), identity, whole, listed).unwrap_or_else(told)
}

fn event(
    kind: &Kind,
    identity: &IdentityKind,
    whole: bool,
    listed: Listed,
) -> Result<Event, Diagnostics> {
    let object = listed.state.filter(|_| whole);
    let failed = listed.diagnostics.iter().any(Diagnostic::is_error);
    let identity = if failed { None } else { identity.encode(&listed.identity)? };
    if identity.is_none() && !failed {
        return Err(vec![fault::without_identity(&listed.display_name)]);
    }
    Ok(Event {
        identity,
        display_name: listed.display_name,
        resource_object: object.map(|object| kind.encode_stored(object)).transpose()?,
        diagnostic: wire::diagnostics(listed.diagnostics),
    })
}

fn told(diagnostics: Diagnostics) -> Event {
    Event { diagnostic: wire::diagnostics(diagnostics), ..Event::default() }
}

/// Checks a `config` block by itself.
pub(super) async fn validate(
    service: &Service,
    request: validate::Request,
) -> Result<validate::Response, Diagnostics> {
    let (listable, kind) = listable(service, &request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let diagnostics = listable.validate_list(ValidateRequest { config }).await;
    Ok(validate::Response { diagnostics: wire::diagnostics(diagnostics) })
}
