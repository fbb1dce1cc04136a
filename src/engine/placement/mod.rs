//! Where new records go: the application, the update set and the domain that the provider block names. The names are
//! looked up once, with the first write; a record's own application comes before the block's.

mod captured;
mod columns;
mod names;

use servicenow::Error;

use crate::describe::Resource;
use crate::engine::lookup::account::unless_forbidden;
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::model::{Access, Place, PlaceArgument, SCOPE};
use crate::engine::problem::{Attempt, Problem};
use crate::engine::session::Work;

pub(crate) use captured::{columns as capture_columns, missed};
pub(crate) use columns::{PlaceColumns, scope_column};

/// The operation with its writes placed in this application, or else where the provider block says.
pub(crate) async fn in_scope(work: &Work, own: Option<&str>) -> Result<Work, Problem> {
    let places = &work.session.places;
    if places.destination.is_nothing() {
        return Ok(work.clone());
    }
    let found = places.found.get_or_try_init(|| names::find(work, &places.destination)).await?;
    let mut placement = found.clone();
    if let Some(own) = own
        && let Some(sys_id) = scope_of(work, own).await.map_err(|error| unfound(work, error))?
    {
        let argument = PlaceArgument { name: SCOPE.to_owned(), text: own.to_owned() };
        placement.scope = Some(Place { argument, sys_id });
    }
    Ok(work.placed(placement))
}

/// The name of the scope of an application; none where it is not there, or the account may not read it.
pub(crate) async fn scope_name(work: &Work, spelling: &str) -> Result<Option<String>, Error> {
    let target = Resource::scope_target();
    if let Some(literal) = references::literal(&target, spelling) {
        return Ok(Some(literal.to_owned()));
    }
    let Some(sys_id) = scope_of(work, spelling).await? else { return Ok(None) };
    let column = "scope";
    let read = work.client.table(target.table).get(&sys_id, &[column]).await;
    let found = unless_forbidden(read)?;
    Ok(found.and_then(|found| found.get(column).map(str::to_owned)).filter(|name| !name.is_empty()))
}

/// The application that a record names itself. One that is not found, or may not be read, is told of where the record is
/// written.
pub(crate) async fn scope_of(work: &Work, own: &str) -> Result<Option<String>, Error> {
    let places = &work.session.places;
    if let Some(known) = places.scope(own) {
        return Ok(Some(known));
    }
    let sys_id = match references::resolve(work, &Resource::scope_target(), own).await {
        Ok(Resolved::One(sys_id)) => sys_id,
        Err(error) if !error.is_forbidden() => return Err(error),
        _ => return Ok(None),
    };
    places.learn_scope(own, &sys_id);
    Ok(Some(sys_id))
}

/// The problem that the application of a record could not be looked up.
fn unfound(work: &Work, error: Error) -> Problem {
    let table = Resource::scope_target().table;
    work.failed(Attempt::LookUp(SCOPE), table, Access::Read, error)
}
