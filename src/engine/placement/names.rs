//! From the names in the provider block to the records they stand for.

use servicenow::{Error, Query, Record};
use tfplugin::Diagnostic;

use crate::engine::lookup::references::looks_like_sys_id;
use crate::engine::placement::{Place, Placement, Said, UpdateSet, Wanted};
use crate::engine::problem as explain;
use crate::engine::session::Work;

/// The word that is the sys_id of the global application and of the global domain.
const GLOBAL: &str = "global";
const SCOPES: &str = "sys_scope";
const SETS: &str = "sys_update_set";
const DOMAINS: &str = "domain";

/// Looks the names up. An update set alone means its application too, for it takes files of no other.
pub(super) async fn find(work: &Work, wanted: &Wanted) -> Result<Placement, Diagnostic> {
    let mut scope = match &wanted.scope {
        Some(said) => Some(named(work, said, SCOPES, "scope").await?),
        None => None,
    };
    let update_set = match &wanted.update_set {
        Some(said) => Some(update_set(work, said, scope.as_ref()).await?),
        None => None,
    };
    if let (None, Some(set)) = (&scope, &update_set) {
        scope = Some(Place { said: set.place.said.clone(), sys_id: set.application.clone() });
    }
    let domain = match &wanted.domain {
        Some(said) => Some(named(work, said, DOMAINS, "name").await?),
        None => None,
    };
    Ok(Placement { scope, update_set, domain })
}

/// The one record of the table that has this sys_id, or else this key.
async fn named(work: &Work, said: &Said, table: &str, key: &str) -> Result<Place, Diagnostic> {
    let place = |sys_id: &str| Place { said: said.clone(), sys_id: sys_id.to_owned() };
    if said.text.trim().eq_ignore_ascii_case(GLOBAL) {
        return Ok(place(GLOBAL));
    }
    let by_id = looks_like_sys_id(said.text.trim());
    let column = if by_id { "sys_id" } else { key };
    let found = match having(work, table, column, &said.text, &[key]).await {
        Ok(found) => found,
        // Who may not read the table may know an id: the answer to the write tells whether it was heeded.
        Err(error) if by_id && error.is_forbidden() => return Ok(place(said.text.trim())),
        Err(error) => return Err(explain::place_not_found(work, said, table, &error)),
    };
    match found.as_slice() {
        [one] => Ok(place(one.sys_id())),
        [] if by_id && is_hidden(work, table, &said.text).await => Ok(place(said.text.trim())),
        [] => Err(explain::unknown_place(said, table)),
        several => Err(explain::several_places(said, table, &sys_ids(several))),
    }
}

/// The set in progress that has this sys_id or this name, in the application that is asked for.
async fn update_set(
    work: &Work,
    said: &Said,
    scope: Option<&Place>,
) -> Result<UpdateSet, Diagnostic> {
    let column = if looks_like_sys_id(said.text.trim()) { "sys_id" } else { "name" };
    let asked = ["name", "state", "application", "application.scope"];
    let found = having(work, SETS, column, &said.text, &asked).await;
    let found = found.map_err(|error| explain::place_not_found(work, said, SETS, &error))?;
    let application = |set: &Record| set.get("application").unwrap_or_default().to_owned();
    let of_application: Vec<&Record> = found
        .iter()
        .filter(|set| scope.is_none_or(|scope| scope.sys_id == application(set)))
        .collect();
    let open: Vec<&Record> =
        of_application.iter().copied().filter(|set| set.get("state") == Some("build")).collect();
    match (found.as_slice(), of_application.as_slice(), open.as_slice()) {
        ([], ..) => Err(explain::unknown_place(said, SETS)),
        ([set, ..], [], _) => Err(explain::set_of_another_application(said, scope, set)),
        (_, [set, ..], []) => Err(explain::set_is_closed(said, set)),
        (_, _, [set]) => Ok(UpdateSet {
            place: Place { said: said.clone(), sys_id: set.sys_id().to_owned() },
            application: application(set),
        }),
        (.., several) => {
            let ids: Vec<String> = several.iter().map(|set| set.sys_id().to_owned()).collect();
            Err(explain::several_places(said, SETS, &ids))
        }
    }
}

/// The records that hold the text, whatever its case. A condition may be dropped (facts §0.3), so each is looked at.
async fn having(
    work: &Work,
    table: &str,
    column: &str,
    text: &str,
    asked: &[&str],
) -> Result<Vec<Record>, Error> {
    let query = Query::new().equals(column, text.trim())?;
    let mut found = work.client.table(table).query(&query, asked, Some(20)).await?;
    let wanted = text.trim().to_lowercase();
    found.retain(|record| {
        let stored = if column == "sys_id" { Some(record.sys_id()) } else { record.get(column) };
        stored.is_some_and(|stored| stored.trim().to_lowercase() == wanted)
    });
    Ok(found)
}

/// Whether the record is counted, which is done before access control, and not shown.
async fn is_hidden(work: &Work, table: &str, sys_id: &str) -> bool {
    let query = Query::new().equals("sys_id", sys_id.trim()).unwrap_or_default();
    work.client.table(table).total(&query).await.is_ok_and(|total| total == 1)
}

fn sys_ids(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.sys_id().to_owned()).collect()
}
