//! From the names in the provider block to the records they stand for.

use crate::describe::looks_like_sys_id;
use servicenow::{Error, Query, Record};

use crate::engine::lookup::hidden;
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
        Some(argument) => Some(Search { work, argument, table: SCOPES }.named("scope").await?),
        None => None,
    };
    let update_set = match &destination.update_set {
        Some(argument) => {
            Some(Search { work, argument, table: SETS }.update_set(scope.as_ref()).await?)
        }
        None => None,
    };
    if let (None, Some(set)) = (&scope, &update_set) {
        scope =
            Some(Place { argument: set.place.argument.clone(), sys_id: set.application.clone() });
    }
    let domain = match &destination.domain {
        Some(argument) => Some(Search { work, argument, table: DOMAINS }.named("name").await?),
        None => None,
    };
    Ok(Placement { scope, update_set, domain })
}

/// The search for the place that an argument names.
struct Search<'a> {
    work: &'a Work,
    argument: &'a PlaceArgument,
    table: &'static str,
}

impl Search<'_> {
    /// The one record of the table that has this sys_id, or else this key.
    async fn named(&self, key: &str) -> Result<Place, Problem> {
        let text = self.argument.text.trim();
        if text.eq_ignore_ascii_case(GLOBAL) {
            return Ok(self.place(GLOBAL));
        }
        let by_id = looks_like_sys_id(text);
        let found = match self.having(key, &[key]).await {
            // Who may not read the table may know an id: the answer to the write tells whether it was heeded.
            Err(error) if by_id && error.is_forbidden() => return Ok(self.place(text)),
            found => found.map_err(|error| self.unread(error))?,
        };
        match found.as_slice() {
            [one] => Ok(self.place(one.sys_id())),
            [] if by_id && hidden::record(self.work, self.table, text).await.is_ok_and(|is| is) => {
                Ok(self.place(text))
            }
            [] => Err(Problem::Place(PlaceProblem::Unknown(self.argument.clone(), self.table))),
            several => Err(self.several(several.iter())),
        }
    }

    /// The set in progress that has this sys_id or this name, in the application that is asked for.
    async fn update_set(&self, scope: Option<&Place>) -> Result<UpdateSet, Problem> {
        let asked = ["name", "state", "application", "application.scope"];
        let found = self.having("name", &asked).await.map_err(|error| self.unread(error))?;
        let application = |set: &Record| set.get("application").unwrap_or_default().to_owned();
        let is_fitting = |set: &&Record| scope.is_none_or(|scope| scope.sys_id == application(set));
        let fitting: Vec<&Record> = found.iter().filter(is_fitting).collect();
        let is_open = |set: &&&Record| set.get("state") == Some("build");
        let open: Vec<&Record> = fitting.iter().filter(is_open).copied().collect();
        let argument = self.argument.clone();
        Err(match (found.as_slice(), fitting.as_slice(), open.as_slice()) {
            ([], ..) => Problem::Place(PlaceProblem::Unknown(argument, SETS)),
            ([set, ..], [], _) => Problem::Place(other_application(argument, scope, set)),
            (_, [set, ..], []) => {
                let state = set.get("state").unwrap_or_default().to_owned();
                Problem::Place(PlaceProblem::Closed(argument, state))
            }
            (_, _, [set]) => {
                let (place, application) = (self.place(set.sys_id()), application(set));
                return Ok(UpdateSet { place, application });
            }
            (.., several) => self.several(several.iter().copied()),
        })
    }

    /// The records that hold the text as their sys_id or their key, whatever its case.
    async fn having(&self, key: &str, asked: &[&str]) -> Result<Vec<Record>, Error> {
        let text = self.argument.text.trim();
        let column = if looks_like_sys_id(text) { "sys_id" } else { key };
        let query = Query::new().equals(column, text)?;
        Ok(self.work.client.table(self.table).matching(&query, asked, Some(20)).await?.rows)
    }

    fn place(&self, sys_id: &str) -> Place {
        Place { argument: self.argument.clone(), sys_id: sys_id.to_owned() }
    }

    /// The problem that several records have the name.
    fn several<'r>(&self, records: impl Iterator<Item = &'r Record>) -> Problem {
        let ids = records.map(|record| record.sys_id().to_owned()).collect();
        Problem::Place(PlaceProblem::Several(self.argument.clone(), self.table, ids))
    }

    /// The problem that the place could not be looked up.
    fn unread(&self, error: Error) -> Problem {
        let attempt = Attempt::FindPlace(self.argument.clone());
        self.work.failed(attempt, self.table, Access::Read, error)
    }
}

fn other_application(argument: PlaceArgument, scope: Option<&Place>, set: &Record) -> PlaceProblem {
    let wanted = scope.map_or("", |scope| scope.argument.text.as_str()).to_owned();
    let named = set.get("application.scope").filter(|name| !name.is_empty());
    let application = named.or_else(|| set.get("application")).unwrap_or_default().to_owned();
    PlaceProblem::OtherApplication { argument, application, wanted }
}
