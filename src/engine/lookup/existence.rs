//! References by sys_id: whether there is such a record in the table that they lead to. An instance stores a reference to
//! nothing as it is sent (docs/facts.md#dangling-reference), so the plan looks, as far as this user may.

use futures_util::future::join_all;

use crate::describe::{Field, Target, looks_like_sys_id};
use crate::engine::lookup::hidden;
use crate::engine::lookup::references;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Attributes, Spot};
use crate::engine::problem::{Attempt, ColumnProblem, Problem, Problems};
use crate::engine::session::{Work, is_of};

/// Where a reference stands, and the table that it leads to.
pub(crate) struct Place<'a> {
    pub(crate) attribute: &'static str,
    pub(crate) spot: Spot,
    pub(crate) target: &'a str,
}

/// What is wrong with the references by sys_id that the plan brings. All are looked at at once.
pub(crate) async fn of_fields(scene: Scene<'_>, prior: Option<&Attributes>) -> Problems {
    let mut looks = Vec::new();
    for field in &scene.resource.fields {
        let Some(target) = references::target(field) else { continue };
        for sys_id in brought(field, target, scene.attributes, prior) {
            let spot = Spot::Attribute(field.name, field.column.unwrap_or(field.name));
            let place = Place { attribute: field.name, spot, target: target.table };
            looks.push(async move { astray(scene.work, &place, sys_id).await });
        }
    }
    join_all(looks).await.into_iter().flatten().collect()
}

/// The sys_ids that a field has in the plan and had not before.
fn brought<'a>(
    field: &Field,
    target: &Target,
    planned: &'a Attributes,
    prior: Option<&Attributes>,
) -> Vec<&'a str> {
    let had = |spelling: &str| {
        let is_it = |before: &str| before.eq_ignore_ascii_case(spelling);
        prior.is_some_and(|prior| references::spellings(prior.get(field.name)).any(is_it))
    };
    let is_new =
        |spelling: &&str| references::literal(target, spelling).is_none() && !had(spelling);
    references::spellings(planned.get(field.name)).filter(is_new).collect()
}

/// What is wrong with a reference, if its text is a sys_id. One that this process knows to lie in the table costs no
/// request; the others of a table are asked for together.
pub(crate) async fn astray(work: &Work, place: &Place<'_>, sys_id: &str) -> Option<Problem> {
    if !looks_like_sys_id(sys_id) || work.session.resolved(place.target, sys_id).is_some() {
        return None;
    }
    let lies_in = work.session.tables.of(sys_id);
    if lies_in.as_deref().is_some_and(|table| is_of(table, place.target)) {
        return None;
    }
    match is_there(work, place.target, sys_id).await {
        Ok(true) => {
            work.session.learn(place.target, sys_id, &sys_id.to_ascii_lowercase());
            None
        }
        // What an installation of this run brings, the apply looks at once more when it is there.
        Ok(false) if work.session.installing.is_anything() => None,
        Ok(false) => {
            let (spot, target) = (place.spot.clone(), place.target.to_owned());
            let sys_id = sys_id.to_owned();
            Some(Problem::Column(ColumnProblem::Astray { spot, target, sys_id, lies_in }))
        }
        Err(error) if error.is_forbidden() => None,
        Err(error) => {
            let attempt = Attempt::LookUp(place.attribute);
            Some(work.failed(attempt, place.target, Access::Read, error))
        }
    }
}

/// Whether the table has the record, shown or hidden.
async fn is_there(work: &Work, table: &str, sys_id: &str) -> Result<bool, servicenow::Error> {
    let client = &work.client;
    let shown = client.reader().get(client, table, sys_id, &["sys_id"]).await?;
    Ok(shown.is_some() || hidden::record(work, table, sys_id).await?)
}
