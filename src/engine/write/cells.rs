//! From planned attributes to the columns of a request.

use futures_util::future::{BoxFuture, join_all};
use tfplugin::Value;

use crate::describe::{Field, FieldType, Values};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::{references, sets};
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::resource_type::applies;
use crate::engine::model::stored::stored_as;
use crate::engine::model::{Cell, TYPE};
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::Work;

/// The columns to write for the fields that `wanted` picks. They are looked up at once, and all that do not
/// resolve are reported.
pub(crate) async fn cells(
    Scene { work, resource, attributes: planned }: Scene<'_>,
    wanted: impl Fn(&Field, &Value) -> bool,
) -> Result<Vec<Cell>, Problems> {
    let is_sent = |field: &Field, value: &Value| {
        let applies = applies(field, planned.known_text(TYPE), |flag| planned.flag(flag));
        let applies = applies != Some(false);
        resource.has(field, planned) && applies && is_wholly_known(value) && wanted(field, value)
    };
    let fields = resource.fields.iter().filter_map(|field| {
        let value = planned.get(field.name);
        Some((field, field.written_column()?, value)).filter(|_| is_sent(field, value))
    });
    let found = join_all(fields.map(async |(field, column, value)| {
        Ok(Cell::of_field(field, column, text(work, field, value).await?))
    }));
    let (cells, problems): (Vec<_>, Vec<_>) = found.await.into_iter().partition(Result::is_ok);
    let problems: Problems = problems.into_iter().filter_map(Result::err).collect();
    if problems.is_empty() { Ok(cells.into_iter().flatten().collect()) } else { Err(problems) }
}

/// The cell of one field; none where the value is not known or the record has no such column. Boxed, for a plan asks for
/// it from deep within.
pub(crate) fn of_field<'a>(
    scene: Scene<'a>,
    name: &'a str,
) -> BoxFuture<'a, Result<Vec<Cell>, Problems>> {
    Box::pin(cells(scene, move |field, _| field.name == name))
}

/// The text a column gets for a value: the sys_ids of what references lead to.
pub(crate) async fn text(work: &Work, field: &Field, value: &Value) -> Result<String, Problem> {
    match (&field.holds, value) {
        (_, Value::Null) => Ok(String::new()),
        (FieldType::Reference(_), Value::String(spelling)) if references::names_none(spelling) => {
            Ok(String::new())
        }
        (FieldType::Reference(target), Value::String(spelling)) => {
            references::the_one(work, field.name, target, spelling, None).await
        }
        (FieldType::References(_), value) => {
            let sys_ids = sets::resolve_all(work, field, value, None).await?;
            Ok(sys_ids.into_iter().collect::<Vec<_>>().join(","))
        }
        (holds, value) => Ok(stored_as(holds, value)),
    }
}

/// Whether a new record has this value anyway, so that it is not sent.
pub(crate) fn goes_without_saying(field: &Field, value: &Value) -> bool {
    match (&field.holds, value) {
        (_, Value::Null) => true,
        (FieldType::Reference(target), Value::String(spelling)) => {
            target.literal_is_default && references::literal(target, spelling).is_some()
        }
        _ => false,
    }
}
