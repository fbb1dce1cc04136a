//! What apply would make of the configuration of a row of any table.

use tfplugin::{AttributePath, Value};

use super::{
    AnyRecord, REFERENCES, SECRETS, TABLE, described, foresee, matching, references, secrets,
};
use crate::engine::model::{ADOPT, Attributes, Columns, ID, POLICY, Private};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::life::{Plan, Wish};
use crate::engine::record::plan::{nothing_to_restore, plan_policy};
use crate::engine::record::shape::Shape;
use crate::engine::record::{data_loss, end, renewal, resend};
use crate::engine::session::Work;

/// Plans creation, update or deletion.
pub(super) async fn plan(shape: &AnyRecord, work: Option<&Work>, wish: &Wish) -> Plan {
    let (prior, private) = (wish.prior.as_ref(), &wish.private);
    let Some(config) = &wish.config else {
        return Plan::destroy(prior.and_then(|prior| on_destroy(shape, prior, private)));
    };
    let mut planned = proposed(prior, config, private);
    let moves = prior.is_some_and(|prior| prior.get(TABLE) != planned.get(TABLE));
    let sending = secrets::sending(prior, &planned, config);
    let subject = |prior: &Attributes| shape.subject(prior);
    let (again, told) = resend::plan(work, wish, subject, &sending, &mut planned);
    let mut problems = secrets::flaws(prior.filter(|_| !again), &planned, config);
    problems.extend(told);
    problems.extend(prior.and_then(|prior| nothing_to_restore(prior, &planned, private)));
    problems.extend(
        prior.filter(|_| moves).and_then(|prior| {
            data_loss::making_way(shape.subject(prior), (prior, private), &planned)
        }),
    );
    let table = planned.known_text(TABLE).map(str::to_owned);
    if let (Some(work), Some(table)) = (work, table) {
        match described(work, &table).await {
            Ok(known) => {
                let seen = (table.as_str(), &*known);
                let stays = prior.filter(|_| !moves);
                problems.extend(foreseen(work, seen, stays, &planned, config).await);
                problems.extend(secrets::misplaced(work, &table, prior, &planned).await);
                let renewed = renewed(work, &known, stays, config, &mut planned).await;
                problems.extend(renewed.unwrap_or_else(Problems::from));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let requires_replace = moves.then(|| AttributePath::attribute(TABLE)).into_iter().collect();
    Plan { planned: Some(planned), requires_replace, problems }
}

fn on_destroy(shape: &AnyRecord, prior: &Attributes, private: &Private) -> Option<Problem> {
    let left = || end::left(shape.subject(prior), prior, shape.managed(prior));
    let lost = || data_loss::refused(shape.subject(prior), prior, private);
    end::foretold(prior, private, left).or_else(lost)
}

/// The plan before anything is asked of the instance.
fn proposed(prior: Option<&Attributes>, config: &Attributes, private: &Private) -> Attributes {
    let mut planned = config.clone();
    planned.set(SECRETS, Value::Null);
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    let before = prior.map(|prior| (prior, private));
    match config.known_text(TABLE).map(data_loss::policy_of) {
        Some(unless) => plan_policy((false, unless), before, config, &mut planned),
        // What destroying means depends on the table.
        None if config.get(POLICY).is_null() => planned.set(POLICY, Value::UNKNOWN),
        None => {}
    }
    planned.set(ADOPT, config.get(ADOPT).clone());
    if let Some(prior) = prior {
        references::keep_spellings(prior, &private.targets, &mut planned);
    }
    planned
}

/// What the plan can see of the instance.
async fn foreseen(
    work: &Work,
    (table, known): (&str, &Columns),
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Problems {
    let (mut problems, is_taken_over) = match prior {
        None => matching::told(work, (table, known), planned, config).await,
        Some(_) => (Problems::new(), false),
    };
    let row = foresee::Row::of(table, known, prior, planned).taken_over(is_taken_over);
    problems.extend(row.problems(work, config).await);
    problems
}

/// Plans the change of a row that names a record which the run replaces.
async fn renewed(
    work: &Work,
    known: &Columns,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &mut Attributes,
) -> Result<Problems, Problem> {
    let (Some(prior), false) = (prior, planned.get(REFERENCES).is_null()) else {
        return Ok(Problems::new());
    };
    let named = references::named(planned);
    let leads = references::leads(work, known, named.keys()).await;
    let leads = leads.map_err(|error| super::undescribed(work, error))?;
    if !references::name_something_replaced(work, &leads, prior, planned) {
        return Ok(Problems::new());
    }
    Ok(renewal::send_again(&[REFERENCES], &[POLICY], config, planned))
}
