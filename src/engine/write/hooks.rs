//! A resource's own rules, and what they see of the instance: the records, through the operation's own client.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use servicenow::{Query, QueryError, Record, Row};

use crate::describe::{Field, Found, Moment, Records, Refusal, Related, RelatedValues};
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::view::found;
use crate::engine::model::{Access, Attributes, ResourceType};
use crate::engine::placement::PlaceColumns;
use crate::engine::problem::{Adoption, Attempt, Problem, Unready};
use crate::engine::session::Work;
use crate::engine::write::unique;

/// Asks the resource whether the record may be written like this.
pub(crate) async fn before_write(
    work: &Work,
    resource: &ResourceType,
    attributes: &Attributes,
) -> Result<(), Problem> {
    let scene = Scene::new(work, resource, attributes);
    if let Some(pair) = unique::pair(resource.description) {
        let there = unique::find(resource.description, pair, attributes, &scene).await;
        if let Some(sys_id) = there.map_err(|refusal| scene.problem(refusal))? {
            let [(left, _), (right, _)] = pair;
            let table = resource.description.table;
            return Err(Problem::Adoption(Adoption::Joined { table, left, right, sys_id }));
        }
    }
    let Some(hook) = resource.description.before_write else { return Ok(()) };
    hook(attributes, &scene).await.map_err(|refusal| scene.problem(refusal))
}

/// Asks the resource whether the record may be deleted, and lets it clean up.
pub(crate) async fn before_delete(
    work: &Work,
    resource: &ResourceType,
    attributes: &Attributes,
) -> Result<(), Problem> {
    let Some(hook) = resource.description.before_delete else { return Ok(()) };
    let scene = Scene::new(work, resource, attributes);
    hook(attributes, &scene).await.map_err(|refusal| scene.problem(refusal))
}

/// The attributes that other records hold.
pub(crate) async fn related(
    work: &Work,
    resource: &ResourceType,
    attributes: &Attributes,
    moment: Moment,
) -> Result<RelatedValues, Problem> {
    match resource.description.related {
        Some(hook) => related_by(hook, work, resource, attributes, moment).await,
        None => Ok(RelatedValues::new()),
    }
}

/// The attributes that this hook finds in other records.
pub(crate) async fn related_by(
    hook: Related,
    work: &Work,
    resource: &ResourceType,
    attributes: &Attributes,
    moment: Moment,
) -> Result<RelatedValues, Problem> {
    let scene = Scene::new(work, resource, attributes);
    hook(attributes, &scene, moment).await.map_err(|refusal| scene.problem(refusal))
}

/// One resource in the middle of an operation.
struct Scene<'a> {
    work: &'a Work,
    resource: &'a ResourceType,
    attributes: &'a Attributes,
    /// The requests of the hook that failed.
    failed: Mutex<Vec<Problem>>,
}

impl<'a> Scene<'a> {
    fn new(work: &'a Work, resource: &'a ResourceType, attributes: &'a Attributes) -> Self {
        Self { work, resource, attributes, failed: Mutex::default() }
    }

    /// The problem behind a hook's refusal.
    fn problem(&self, refusal: Refusal) -> Problem {
        match refusal {
            Refusal::Rule { attribute, summary, detail } => {
                Problem::Refused { attribute, summary, detail }
            }
            Refusal::Request(number) => {
                let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get(number).cloned().unwrap_or(Problem::Unready(Unready::NotConfigured))
            }
        }
    }

    fn refusal(&self, problem: Problem) -> Refusal {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.push(problem);
        Refusal::Request(failed.len() - 1)
    }

    fn failed(&self, table: &str, access: Access, error: servicenow::Error) -> Refusal {
        self.refusal(self.work.failed(Attempt::FollowUp, table, access, error))
    }

    /// A query that asks for these values.
    fn query(&self, equal: &[(&str, &str)]) -> Result<Query, Refusal> {
        let mut all = equal.iter();
        let query = all
            .try_fold(Query::new(), |query, (column, value)| query.equals_exactly(column, value));
        query.map_err(|why: QueryError| self.refusal(Problem::Unaskable(why.to_string())))
    }
}

#[async_trait]
impl Records for Scene<'_> {
    async fn get(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Found>, Refusal> {
        let client = &self.work.client;
        let read = client.reader().get(client, table, sys_id, columns).await;
        let read = read.map_err(|error| self.failed(table, Access::Read, error))?;
        Ok(read.as_ref().map(with_id))
    }

    async fn find(
        &self,
        table: &str,
        equal: &[(&str, &str)],
        columns: &[&str],
    ) -> Result<Vec<Found>, Refusal> {
        let query = self.query(equal)?;
        let columns = if columns.is_empty() { &["sys_id"] } else { columns };
        let found = self.work.client.table(table).matching(&query, columns, Some(100)).await;
        let found = found.map_err(|error| self.failed(table, Access::Read, error))?;
        Ok(found.rows.iter().map(with_id).collect())
    }

    async fn insert(&self, table: &str, row: &[(&str, &str)]) -> Result<Found, Refusal> {
        let identity = self.query(row)?;
        let is_taken = |column: &str| row.iter().any(|(name, _)| *name == column);
        let places = PlaceColumns::of(self.work, table, is_taken);
        let columns: Vec<&str> =
            row.iter().map(|(column, _)| *column).chain(places.columns()).collect();
        let row = row.iter().fold(Row::new(), |row, (column, value)| row.set(*column, *value));
        let made = self.work.writing(table).insert(&places.fill(row), &identity, &columns).await;
        let made = made.map_err(|error| self.failed(table, Access::Create, error))?;
        match places.misplaced(table, &made).into_iter().next() {
            Some(elsewhere) => Err(self.refusal(elsewhere)),
            None => Ok(with_id(&made)),
        }
    }

    async fn delete(&self, table: &str, sys_id: &str) -> Result<(), Refusal> {
        let deleted = self.work.writing(table).delete(sys_id).await;
        deleted.map(|_| ()).map_err(|error| self.failed(table, Access::Delete, error))
    }

    async fn pause(&self, time: Duration) -> Result<(), Refusal> {
        tokio::select! {
            () = self.work.stop.cancelled() => Err(self.refusal(Problem::Unready(Unready::Stopped))),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }

    fn is_first_to_refer_to(&self, sys_id: &str) -> bool {
        self.work.session.known.refer_to(sys_id)
    }

    async fn resolve(&self, attribute: &str) -> Result<Option<String>, Refusal> {
        let target =
            self.resource.field(attribute).and_then(|field: &Field| references::target(field));
        let (Some(target), Some(spelling)) = (target, self.attributes.known_text(attribute)) else {
            return Ok(None);
        };
        match references::resolve(self.work, target, spelling).await {
            Ok(Resolved::One(sys_id)) => Ok(Some(sys_id)),
            Ok(_) => Ok(None),
            Err(error) => Err(self.failed(target.table, Access::Read, error)),
        }
    }
}

fn with_id(record: &Record) -> Found {
    let mut columns = found(record);
    columns.insert("sys_id".into(), record.sys_id().to_owned());
    columns
}
