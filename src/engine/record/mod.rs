//! The life of a record: one file for each operation.

pub(crate) mod configuration;
pub(crate) mod create;
pub(crate) mod data_loss;
pub(crate) mod delete;
pub(crate) mod described;
pub(crate) mod end;
mod fitting;
pub(crate) mod foresee;
pub(crate) mod import;
pub(crate) mod life;
pub(crate) mod originals;
pub(crate) mod plan;
pub(crate) mod read;
pub(crate) mod renewal;
pub(crate) mod resend;
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
    let (prior, planned) = (change.prior.as_ref(), change.planned.as_ref());
    if let Some(prior) = prior {
        work.session.known.hold_state(prior);
        if let Some(resource) = shape.described() {
            renewal::hold(work, resource, prior);
        }
    }
    if planned.is_none() && prior.and_then(end::policy) == Some(Policy::Abandon) {
        return Outcome::gone();
    }
    // What is tainted, and what an argument of Terraform replaces, is destroyed though no plan of its type says so.
    if let (Some(prior), None) = (prior, planned)
        && let Some(problem) = data_loss::refused(shape.subject(prior), prior, &change.private)
    {
        return Outcome::unchanged(change.prior, problem);
    }
    let scope = planned.or(prior).and_then(|attributes| shape.scope(attributes));
    let work = match placement::in_scope(work, scope.as_deref()).await {
        Ok(work) => work,
        Err(problem) => return Outcome::unchanged(change.prior, problem),
    };
    match (prior, planned) {
        (None, _) => create::create(shape, &work, change).await,
        (_, None) => delete::delete(shape, &work, change).await,
        _ => update::update(shape, &work, change).await,
    }
}
