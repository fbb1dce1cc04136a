//! `servicenow_record`: a row of any table, by the names and types of its dictionary.

mod check;
mod foresee;
pub(crate) mod read;
mod secrets;
mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use servicenow::Error;
use tfplugin::{Attribute, AttributePath, Schema, Type, Value};

use crate::engine::lookup::dictionary;
use crate::engine::model::identity::Part;
use crate::engine::model::stored::stored;
use crate::engine::model::{
    ALLOW_DATA_LOSS, ANY_RECORD, Access, Attributes, Columns, ID, Need, POLICY, Policy, Right,
    SENT_AT, schema,
};
use crate::engine::problem::{Attempt, ImportProblem, Problem, Problems, Stay};
use crate::engine::record;
use crate::engine::record::data_loss;
use crate::engine::record::life::{Change, Life, Object, Outcome, Plan, Wish};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;

pub(crate) const TABLE: &str = "table";
pub(crate) const FIELDS: &str = "fields";
const SECRETS: &str = "fields_wo";
pub(crate) const VERSION: &str = "fields_wo_version";

/// The resource.
pub(crate) struct AnyRecord;

/// The columns of `fields` that are known, and what is to stand in each. Null means what an empty text does: nothing.
fn columns(value: &Value) -> BTreeMap<String, String> {
    let named = value.as_map().into_iter().flatten();
    let known = named.filter(|(_, text)| text.is_null() || text.as_str().is_some());
    known.map(|(column, text)| (column.clone(), stored(text))).collect()
}

/// The texts of a map of columns that are known.
fn texts(value: &Value) -> BTreeMap<String, String> {
    let known = value.as_map().into_iter().flatten();
    known.filter_map(|(column, text)| Some((column.clone(), text.as_str()?.to_owned()))).collect()
}

/// Columns the instance keeps for itself.
const AUDIT: &[&str] = &[
    "sys_id",
    "sys_created_on",
    "sys_created_by",
    "sys_updated_on",
    "sys_updated_by",
    "sys_mod_count",
];

pub(crate) fn is_table_name(text: &str) -> bool {
    let fits = |letter| matches!(letter, 'a'..='z' | '0'..='9' | '_');
    !text.is_empty() && text.chars().all(fits)
}

#[async_trait]
impl Life for AnyRecord {
    fn type_name(&self) -> &str {
        ANY_RECORD
    }

    fn schema(&self) -> Schema {
        let texts = || Type::Map(Box::new(Type::String));
        let attributes = vec![
            Attribute::new(ID, Type::String, "The record's sys_id.").computed(),
            Attribute::new(TABLE, Type::String, "The table, such as `sys_choice`. A change makes a new record.").required(),
            Attribute::new(
                FIELDS,
                texts(),
                "Columns and their values as stored: `true`, `100`, a sys_id, a date in UTC. Only the columns named here are \
                 managed; removing one sends nothing. Null means an empty column, as an empty text does. Values are compared by the column's type, so `1` is `true` in a flag. What a \
                 journal such as `work_notes` is given is an entry, added once: when it is configured and when it is changed.",
            )
            .optional(),
            Attribute::new(
                SECRETS,
                texts(),
                "Password columns and their values. Write-only: never stored. Sent on creation and whenever \
                 `fields_wo_version` changes.",
            )
            .optional()
            .sensitive()
            .write_only(),
            Attribute::new(VERSION, Type::Number, "A number; change it to send `fields_wo` again. Needed with it.").optional(),
            Attribute::new(POLICY, Type::String, "What destroy does: `delete` the record or `abandon` it as it is. Default: `delete`, and `abandon` for what holds data: a row of `sys_db_object` or `sys_dictionary`.")
                .optional()
                .computed(),
            Attribute::new(
                ALLOW_DATA_LOSS,
                Type::Bool,
                "Whether a plan may delete a row of `sys_db_object` or `sys_dictionary`, and with it the data that it holds, under \
                 `deletion_policy = \"delete\"`. Apply it before the plan that deletes. Default: `false`.",
            )
            .optional(),
            schema::secrets_sent_at(),
        ];
        let doc = "A row of any table, for what has no resource of its own. A resource of its own is the better choice where \
                   there is one: it knows names, checks and the order of things.";
        Schema { version: schema::VERSION, ..Schema::new(doc, attributes) }
    }

    fn identified_by(&self) -> &'static [Part] {
        &[
            Part { name: "table", attribute: TABLE, meaning: "The table." },
            Part { name: "sys_id", attribute: ID, meaning: "The row's sys_id." },
        ]
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mistakes = check::check(config).into_iter().map(Problem::Mistake);
        mistakes.chain(secrets::broken(config)).collect()
    }

    async fn plan(&self, work: Option<&Work>, wish: &Wish) -> Plan {
        let Some(config) = &wish.config else {
            let Some(prior) = &wish.prior else { return Plan::destroy(None) };
            let abandoned = record::end::policy(prior) == Some(Policy::Abandon);
            let stays = abandoned.then_some(Problem::Stay(Stay::Abandoned));
            let lost = data_loss::refused(self.subject(prior), prior, &wish.private);
            return Plan::destroy(lost.or(stays));
        };
        let prior = wish.prior.as_ref();
        let mut planned = config.clone();
        planned.set(SECRETS, Value::Null);
        planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
        if config.get(POLICY).is_null() {
            let table = config.known_text(TABLE).map(data_loss::policy_of);
            planned.set(POLICY, table.map_or(Value::UNKNOWN, |policy| policy.word().into()));
        }
        let moves = prior.is_some_and(|prior| prior.get(TABLE) != planned.get(TABLE));
        let sending = secrets::sending(prior, &planned, config);
        let subject = |prior: &Attributes| self.subject(prior);
        let (again, told) = record::resend::plan(work, wish, subject, &sending, &mut planned);
        let mut problems = secrets::flaws(prior.filter(|_| !again), &planned, config);
        problems.extend(told);
        problems.extend(prior.filter(|_| moves).and_then(|prior| {
            data_loss::making_way(self.subject(prior), (prior, &wish.private), &planned)
        }));
        if let (Some(work), Some(table)) = (work, planned.known_text(TABLE)) {
            let stays = prior.filter(|_| !moves);
            match described(work, table).await {
                Ok(known) => {
                    let row = foresee::Row::of(table, &known, stays, &planned);
                    problems.extend(row.problems(work, config).await);
                    problems.extend(secrets::misplaced(work, table, prior, &planned).await);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let requires_replace = moves.then(|| AttributePath::attribute(TABLE)).into_iter().collect();
        Plan { planned: Some(planned), requires_replace, problems }
    }

    fn needs(&self, prior: Option<&Attributes>, planned: Option<&Attributes>) -> Vec<Need> {
        let record = planned.or(prior);
        let table = record.and_then(|record| record.known_text(TABLE));
        let changes = [FIELDS, VERSION, SENT_AT].into_iter().any(|name| {
            prior.map(|prior| prior.get(name)) != planned.map(|planned| planned.get(name))
        });
        let need = table.filter(|_| changes).map(|table| Need::new(table, Right::Write));
        need.into_iter().collect()
    }

    async fn read(&self, work: &Work, object: Object) -> Result<Outcome, Problem> {
        read::read(work, object).await
    }

    async fn apply(&self, work: &Work, change: Change) -> Outcome {
        record::apply(self, work, change).await
    }

    /// The row that `table/sys_id` names.
    async fn import(&self, work: &Work, id: &str) -> Result<Attributes, Problem> {
        let parts = id.split_once('/');
        let Some((table, sys_id)) =
            parts.filter(|(table, sys_id)| is_table_name(table) && !sys_id.is_empty())
        else {
            return Err(Problem::Import(ImportProblem::NoTable(id.to_owned())));
        };
        let record = work.client.table(table).get(sys_id, &["sys_id"]).await;
        let record = record.map_err(|error| work.unread(ANY_RECORD, table, error))?;
        let Some(record) = record else {
            let (table, sys_id) = (table.to_owned(), sys_id.to_owned());
            return Err(Problem::Import(ImportProblem::NoRow { table, sys_id }));
        };
        let mut state = Attributes::default();
        state.set(ID, record.sys_id().into());
        state.set(TABLE, table.into());
        Ok(state)
    }

    async fn configuration(&self, _work: Option<&Work>, state: &Attributes) -> Attributes {
        let mut config = Attributes::default();
        for name in [TABLE, FIELDS] {
            config.set(name, state.get(name).clone());
        }
        config
    }
}

/// The columns of the table; none where this user may not read the dictionary.
async fn described(work: &Work, table: &str) -> Result<Arc<Columns>, Problem> {
    dictionary::columns(work, table).await.map_err(|error| undescribed(work, error))
}

/// The problem that the dictionary could not be asked.
fn undescribed(work: &Work, error: Error) -> Problem {
    work.failed(Attempt::Describe, "sys_dictionary", Access::Read, error)
}
