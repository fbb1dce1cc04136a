//! The life of a record: one file for each operation.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod described;
pub(crate) mod import;
pub(crate) mod life;
pub(crate) mod plan;
pub(crate) mod read;
pub(crate) mod shape;
pub(crate) mod update;
pub(crate) mod validate;

use crate::engine::model::Policy;
use crate::engine::placement;
use crate::engine::session::Work;

use life::{Change, Outcome};
use shape::Shape;

/// Creates, updates or destroys a record, its writes placed where the record lies or is to go.
pub(crate) async fn apply(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    if let Some(prior) = &change.prior {
        work.session.known.hold_state(prior);
    }
    let is_left = change.planned.is_none()
        && change.prior.as_ref().and_then(delete::policy) == Some(Policy::Abandon);
    let scope = change.planned.as_ref().or(change.prior.as_ref());
    let scope = scope.filter(|_| !is_left).and_then(|attributes| shape.scope(attributes));
    let placed =
        if is_left { Ok(work.clone()) } else { placement::in_scope(work, scope.as_deref()).await };
    let work = match placed {
        Ok(work) => work,
        Err(problem) => return Outcome::unchanged(change.prior, vec![problem]),
    };
    match (&change.prior, &change.planned) {
        (None, _) => create::create(shape, &work, change).await,
        (_, None) => delete::delete(shape, &work, change).await,
        _ => update::update(shape, &work, change).await,
    }
}
