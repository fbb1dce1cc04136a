//! From the names in the provider block to the records they stand for.

use servicenow::{Error, Query, Record};

use crate::engine::lookup::references::looks_like_sys_id;
use crate::engine::model::{Access, Destination, Place, PlaceArgument, Placement, UpdateSet};
use crate::engine::problem::{Attempt, PlaceProblem, Problem};
use crate::engine::session::Work;

/// The word that is the sys_id of the global application and of the global domain.
const GLOBAL: &str = "global";
const SCOPES: &str = "sys_scope";
const SETS: &str = "sys_update_set";
const DOMAINS: &str = "domain";

/// Looks the names up. An update set alone means its application too, for it takes files of no other.
pub(super) async fn find(work: &Work, destination: &Destination) -> Result<Placement, Problem> {
    let mut scope = match &destination.scope {
        Some(argument) => Some(named(work, argument, SCOPES, "scope").await?),
        None => None,
    };
    let update_set = match &destination.update_set {
        Some(argument) => Some(update_set(work, argument, scope.as_ref()).await?),
        None => None,
    };
    if let (None, Some(set)) = (&scope, &update_set) {
        scope =
            Some(Place { argument: set.place.argument.clone(), sys_id: set.application.clone() });
    }
    let domain = match &destination.domain {
        Some(argument) => Some(named(work, argument, DOMAINS, "name").await?),
        None => None,
    };
    Ok(Placement { scope, update_set, domain })
}

/// The one record of the table that has this sys_id, or else this key.
async fn named(
    work: &Work,
    argument: &PlaceArgument,
    table: &'static str,
    key: &str,
) -> Result<Place, Problem> {
    let place = |sys_id: &str| Place { argument: argument.clone(), sys_id: sys_id.to_owned() };
    if argument.text.trim().eq_ignore_ascii_case(GLOBAL) {
        return Ok(place(GLOBAL));
    }
    let by_id = looks_like_sys_id(argument.text.trim());
    let column = if by_id { "sys_id" } else { key };
    let found = match having(work, table, column, &argument.text, &[key]).await {
        Ok(found) => found,
        // Who may not read the table may know an id: the answer to the write tells whether it was heeded.
        Err(error) if by_id && error.is_forbidden() => return Ok(place(argument.text.trim())),
        Err(error) => return Err(unread(work, argument, table, error)),
    };
    match found.as_slice() {
        [one] => Ok(place(one.sys_id())),
        [] if by_id && is_hidden(work, table, &argument.text).await => {
            Ok(place(argument.text.trim()))
        }
        [] => Err(Problem::Place(PlaceProblem::Unknown(argument.clone(), table))),
        several => {
            let ids = several.iter().map(|record| record.sys_id().to_owned()).collect();
            Err(Problem::Place(PlaceProblem::Several(argument.clone(), table, ids)))
        }
    }
}

/// The set in progress that has this sys_id or this name, in the application that is asked for.
async fn update_set(
    work: &Work,
    argument: &PlaceArgument,
    scope: Option<&Place>,
) -> Result<UpdateSet, Problem> {
    let column = if looks_like_sys_id(argument.text.trim()) { "sys_id" } else { "name" };
    let asked = ["name", "state", "application", "application.scope"];
    let found = having(work, SETS, column, &argument.text, &asked).await;
    let found = found.map_err(|error| unread(work, argument, SETS, error))?;
    let application = |set: &Record| set.get("application").unwrap_or_default().to_owned();
    let of_application: Vec<&Record> = found
        .iter()
        .filter(|set| scope.is_none_or(|scope| scope.sys_id == application(set)))
        .collect();
    let open: Vec<&Record> =
        of_application.iter().copied().filter(|set| set.get("state") == Some("build")).collect();
    let argument = argument.clone();
    let problem = match (found.as_slice(), of_application.as_slice(), open.as_slice()) {
        ([], ..) => PlaceProblem::Unknown(argument, SETS),
        ([set, ..], [], _) => other_application(argument, scope, set),
        (_, [set, ..], []) => {
            PlaceProblem::Closed(argument, set.get("state").unwrap_or_default().to_owned())
        }
        (_, _, [set]) => {
            let place = Place { argument, sys_id: set.sys_id().to_owned() };
            return Ok(UpdateSet { place, application: application(set) });
        }
        (.., several) => {
            let ids = several.iter().map(|set| set.sys_id().to_owned()).collect();
            PlaceProblem::Several(argument, SETS, ids)
        }
    };
    Err(Problem::Place(problem))
}

fn other_application(argument: PlaceArgument, scope: Option<&Place>, set: &Record) -> PlaceProblem {
    let wanted = scope.map_or("", |scope| scope.argument.text.as_str()).to_owned();
    let named = set.get("application.scope").filter(|name| !name.is_empty());
    let application = named.or_else(|| set.get("application")).unwrap_or_default().to_owned();
    PlaceProblem::OtherApplication { argument, application, wanted }
}

/// The place could not be looked up.
fn unread(work: &Work, argument: &PlaceArgument, table: &str, error: Error) -> Problem {
    work.failed(Attempt::FindPlace(argument.clone()), table, Access::Read, error)
}

/// The records that hold the text, whatever its case.
async fn having(
    work: &Work,
    table: &str,
    column: &str,
    text: &str,
    asked: &[&str],
) -> Result<Vec<Record>, Error> {
    let query = Query::new().equals(column, text.trim())?;
    Ok(work.client.table(table).matching(&query, asked, Some(20)).await?.rows)
}

/// Whether the record is counted, which is done before access control, and not shown.
async fn is_hidden(work: &Work, table: &str, sys_id: &str) -> bool {
    let query = Query::new().equals("sys_id", sys_id.trim()).unwrap_or_default();
    work.client.table(table).total(&query).await.is_ok_and(|total| total == 1)
}
