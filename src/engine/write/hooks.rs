//! A resource's own rules, and what they see of the instance: the records, through the operation's own client.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use servicenow::{Query, QueryError, Record, Row};
use tfplugin::Value;

use crate::describe::{
    Demand, Found, Given, Guard, InTheWay, Moment, Records, Refusal, Related, Resource, Values,
};
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view::found;
use crate::engine::model::{ADOPT, Access, Attributes, ID, SCOPE};
use crate::engine::placement::{self, PlaceColumns};
use crate::engine::problem::{Adoption, Attempt, Problem, Problems, Unready};
use crate::engine::write::{in_the_way, links, unique};

/// Asks the resource whether the record may be written like this.
pub(crate) async fn before_write(scene: Scene<'_>) -> Result<(), Problem> {
    let description = scene.resource.description;
    if let Some(pair) = unique::pair(description) {
        let requests = Requests::of(scene);
        let there = unique::find(description, pair, scene.attributes, &requests).await;
        if let Some(sys_id) = there.map_err(|refusal| requests.problem(refusal))? {
            let ([(left, _), (right, _)], table) = (pair, description.table);
            return Err(Problem::Adoption(Adoption::Joined { table, left, right, sys_id }));
        }
    }
    allowed(scene, description.before_write).await
}

/// Attributes that the resource makes up for a new record.
pub(crate) async fn made_up(scene: Scene<'_>) -> Result<Vec<(&'static str, String)>, Problem> {
    let Some(hook) = scene.resource.description.make_up else { return Ok(Vec::new()) };
    let requests = Requests::of(scene);
    hook(scene.attributes, &requests).await.map_err(|refusal| requests.problem(refusal))
}

/// Which demands of the type the planned record does not meet. Where this user may not see another record, there is
/// nothing to say, and no right is missed; a look that fails otherwise is a problem. A record that this process has just
/// made costs no request: should it not fit, the instance refuses, and then it is looked at.
pub(crate) async fn unmet(scene: Scene<'_>, prior: Option<&Attributes>) -> Problems {
    held_against(scene, prior, scene.resource.description.demands, Looks::AtOlder).await
}

/// The same problems, and where a business rule of the instance is among them, what it demands, or which record is in the
/// way: its answer says the rule's name and mostly no more (docs/facts.md#abort-words).
pub(crate) async fn explained(
    scene: Option<Scene<'_>>,
    prior: Option<&Attributes>,
    problems: Problems,
) -> Problems {
    let Some(scene) = scene.filter(|_| problems.iter().any(Problem::is_abort)) else {
        return problems;
    };
    let description = scene.resource.description;
    let mut why = Problems::new();
    for demands in [description.demands, description.refusals] {
        why.extend(held_against(scene, prior, demands, Looks::Quietly).await);
    }
    if why.iter().any(Problem::is_error) {
        return problems.into_iter().map(Problem::explained).chain(why).collect();
    }
    let is_certain = problems.iter().any(Problem::is_about_a_double);
    let double = in_the_way::find(scene, is_certain).await;
    let told = problems.into_iter().map(|one| match &double {
        Some(double) if one.is_abort() => one.because_of(double.clone()),
        _ => one,
    });
    told.chain(why).collect()
}

async fn held_against(
    scene: Scene<'_>,
    prior: Option<&Attributes>,
    demands: &[Demand],
    looks: Looks,
) -> Problems {
    let requests = Requests { looks, ..Requests::of(scene) };
    let mut problems = Problems::new();
    for demand in demands {
        let before = prior.map(|prior| prior as &dyn Values);
        match demand(scene.attributes, before, &requests).await {
            Ok(found) => problems.extend(found.into_iter().map(Problem::Finding)),
            Err(refusal) => {
                let failed = requests.problem(refusal);
                problems.extend(matches!(failed, Problem::Failed(..)).then_some(failed));
            }
        }
    }
    problems
}

/// Which record has the turn; the outer none where that cannot be seen.
pub(crate) async fn in_the_way(scene: Scene<'_>, hook: InTheWay) -> Option<Option<String>> {
    let requests = Requests { looks: Looks::Quietly, ..Requests::of(scene) };
    hook(scene.attributes, &requests).await.ok()
}

/// Asks the resource whether the record may be deleted, and lets it clean up.
pub(crate) async fn before_delete(scene: Scene<'_>) -> Result<(), Problem> {
    allowed(scene, scene.resource.description.before_delete).await
}

async fn allowed(scene: Scene<'_>, guard: Option<Guard>) -> Result<(), Problem> {
    let Some(guard) = guard else { return Ok(()) };
    let requests = Requests::of(scene);
    guard(scene.attributes, &requests).await.map_err(|refusal| requests.problem(refusal))
}

/// The attributes that other records hold, as the hook finds them.
pub(crate) async fn related(
    scene: Scene<'_>,
    hook: Option<Related>,
    moment: Moment,
) -> Result<Vec<(&'static str, Value)>, Problem> {
    let Some(hook) = hook else { return Ok(Vec::new()) };
    let requests = Requests::of(scene);
    let related = hook(scene.attributes, &requests, moment).await;
    let related = related.map_err(|refusal| requests.problem(refusal))?;
    let shown =
        related.into_iter().map(|(name, text)| (name, text.map_or(Value::Null, Value::from)));
    Ok(shown.collect())
}

/// The requests of a hook.
struct Requests<'a> {
    scene: Scene<'a>,
    failed: Mutex<Vec<Problem>>,
    looks: Looks,
}

/// How a hook looks at records.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// It needs them: a request that fails is a problem.
    Needing,
    /// It can do without: a request that fails is as good as none.
    Quietly,
    /// In a plan: without those that this process has just made, and those that this user may not see.
    AtOlder,
}

impl<'a> Requests<'a> {
    fn of(scene: Scene<'a>) -> Self {
        Self { scene, failed: Mutex::default(), looks: Looks::Needing }
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
        let does_without = match self.looks {
            Looks::Needing => false,
            Looks::Quietly => true,
            Looks::AtOlder => error.is_forbidden(),
        };
        if does_without {
            return self.refusal(Problem::Unaskable(String::new()));
        }
        self.refusal(self.scene.work.failed(Attempt::FollowUp, table, access, error))
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
impl Records for Requests<'_> {
    async fn get(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Found>, Refusal> {
        if self.looks == Looks::AtOlder && self.scene.work.session.known.is_new(sys_id) {
            return Ok(None);
        }
        let client = &self.scene.work.client;
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
        let found = self.scene.work.client.table(table).matching(&query, columns, Some(100)).await;
        let found = found.map_err(|error| self.failed(table, Access::Read, error))?;
        Ok(found.rows.iter().map(with_id).collect())
    }

    async fn insert(&self, table: &str, row: &[(&str, &str)]) -> Result<Found, Refusal> {
        let identity = self.query(row)?;
        let application = links::application(self.scene).await;
        let places = PlaceColumns::following(self.scene.work, table, application.as_deref());
        let columns: Vec<&str> =
            row.iter().map(|(column, _)| *column).chain(places.columns()).collect();
        let row = row.iter().fold(Row::new(), |row, (column, value)| row.set(*column, *value));
        let made =
            self.scene.work.writing(table).insert(&places.fill(row), &identity, &columns).await;
        let made = made.map_err(|error| self.failed(table, Access::Create, error))?;
        match places.misplaced(table, &made).into_iter().next() {
            Some(elsewhere) => Err(self.refusal(elsewhere)),
            None => Ok(with_id(&made)),
        }
    }

    async fn delete(&self, table: &str, sys_id: &str) -> Result<(), Refusal> {
        let deleted = self.scene.work.writing(table).delete(sys_id).await;
        deleted.map(|_| ()).map_err(|error| self.failed(table, Access::Delete, error))
    }

    async fn pause(&self, time: Duration) -> Result<(), Refusal> {
        tokio::select! {
            () = self.scene.work.stop.cancelled() => Err(self.refusal(Problem::Unready(Unready::Stopped))),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }

    fn is_first_to_refer_to(&self, sys_id: &str) -> bool {
        self.scene.work.session.known.refer_to(sys_id)
    }

    async fn resolve(&self, attribute: &str) -> Result<Option<String>, Refusal> {
        let Scene { work, resource, attributes } = self.scene;
        let target = resource.field(attribute).and_then(references::target);
        let (Some(target), Some(spelling)) = (target, attributes.known_text(attribute)) else {
            return Ok(None);
        };
        match references::resolve(work, target, spelling).await {
            Ok(Resolved::One(sys_id)) => Ok(Some(sys_id)),
            Ok(_) => Ok(None),
            Err(error) => Err(self.failed(target.table, Access::Read, error)),
        }
    }

    async fn application(&self) -> Result<Option<String>, Refusal> {
        let Scene { work, attributes, .. } = self.scene;
        let placed = work.placement.scope.as_ref().map(|scope| scope.sys_id.as_str());
        let Some(named) = attributes.known_text(SCOPE).or(placed) else { return Ok(None) };
        let name = placement::scope_name(work, named).await;
        name.map_err(|error| self.failed(Resource::scope_target().table, Access::Read, error))
    }

    fn domain(&self) -> Option<String> {
        self.scene.work.placement.domain.as_ref().map(|domain| domain.sys_id.clone())
    }

    fn may_go(&self, sys_id: &str) -> bool {
        let Scene { work, attributes, .. } = self.scene;
        // What is to be adopted is found by apply.
        let adopts =
            || attributes.get(ID).is_unknown() && attributes.flag(ADOPT) != Given::Is(false);
        self.looks == Looks::AtOlder && (work.session.known.is_held(sys_id) || adopts())
    }
}

fn with_id(record: &Record) -> Found {
    let mut columns = found(record);
    columns.insert("sys_id".into(), record.sys_id().to_owned());
    columns
}
