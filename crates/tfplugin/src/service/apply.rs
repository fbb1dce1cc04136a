//! `ApplyResourceChange`. Whatever happens, the answer holds a state: Terraform forgets an object
//! without one.

use std::sync::Arc;

use super::{Service, answer, fault, identity};
use crate::proto::tfplugin6::apply_resource_change::{Request, Response};
use crate::{ApplyRequest, AttributePath, Diagnostics, Value, wire};

/// Runs on its own, so that a caller who goes away does not break off a write in the middle.
pub(super) async fn apply(service: Arc<Service>, request: Request) -> Response {
    let (prior, private) = (request.prior_state.clone(), request.planned_private.clone());
    let identity = request.planned_identity.clone();
    let task = tokio::spawn(async move {
        let name = request.type_name.clone();
        answer::answer("ApplyResourceChange", &name, change(&service, request)).await
    });
    let mut response = task.await.unwrap_or_else(|_| broken());
    if response.new_state.is_none() {
        response.new_state = prior;
        response.private = private;
        response.new_identity = identity;
    }
    response
}

async fn change(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let (kind, identified) = (entry.kind(), entry.identity());
    let asked = ApplyRequest {
        prior: kind.decode(request.prior_state.as_ref())?,
        planned: kind.decode(request.planned_state.as_ref())?,
        config: kind.decode(request.config.as_ref())?,
        private: request.planned_private.clone(),
        identity: identity::decode(identified, request.planned_identity.as_ref())?,
        call: service.call_of(None, request.provider_meta.as_ref())?,
    };
    let mut applied = entry.offer().resource.apply(asked).await;
    applied.diagnostics.extend(fault::undecided(decide(&mut applied.state)));
    let new_identity =
        identity::answer(identified, applied.identity.as_ref(), request.planned_identity)?;
    Ok(Response {
        new_state: Some(kind.encode_stored(applied.state)?),
        private: applied.private.unwrap_or(request.planned_private),
        new_identity,
        diagnostics: wire::diagnostics(applied.diagnostics),
        ..Response::default()
    })
}

fn broken() -> Response {
    let diagnostics = wire::diagnostics(vec![fault::panicked("ApplyResourceChange")]);
    Response { diagnostics, ..Response::default() }
}

/// Makes every unknown part null, and says in which top-level attributes there were any.
pub(super) fn decide(state: &mut Value) -> Vec<AttributePath> {
    let Value::Map(attributes) = state else {
        return if settle(state) { vec![AttributePath::default()] } else { Vec::new() };
    };
    let open = attributes.iter_mut().filter_map(|(name, value)| settle(value).then_some(name));
    open.map(AttributePath::attribute).collect()
}

fn settle(value: &mut Value) -> bool {
    match value {
        Value::Unknown(_) => {
            *value = Value::Null;
            true
        }
        Value::List(elements) => settle_all(elements.iter_mut()),
        Value::Map(elements) => settle_all(elements.values_mut()),
        Value::Dynamic(typed) => settle(&mut typed.1),
        _ => false,
    }
}

/// Every element, not only up to the first that is open.
fn settle_all<'a>(elements: impl Iterator<Item = &'a mut Value>) -> bool {
    let mut open = false;
    for element in elements {
        open |= settle(element);
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_unknown_part_is_found_and_nulled() {
        let list = Value::List(vec![Value::UNKNOWN, "x".into(), Value::UNKNOWN]);
        let mut state = Value::Map(BTreeMap::from([
            ("a".into(), list),
            ("b".into(), "y".into()),
            ("c".into(), Value::UNKNOWN),
        ]));
        let found = decide(&mut state);
        assert_eq!(found, [AttributePath::attribute("a"), AttributePath::attribute("c")]);
        assert!(*state.get("a") == Value::List(vec![Value::Null, "x".into(), Value::Null]));
        assert!(decide(&mut state).is_empty());
        assert_eq!(decide(&mut Value::UNKNOWN.clone()).len(), 1);
    }
}
