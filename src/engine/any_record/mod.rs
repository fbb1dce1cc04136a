//! `servicenow_record`: a row of any table, by the names and types of its dictionary.

mod attributes;
mod check;
mod foresee;
mod import;
mod matching;
pub(crate) mod naming;
mod plan;
pub(crate) mod read;
mod references;
mod secrets;
mod shape;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use servicenow::Error;
use tfplugin::{Schema, Value};

use crate::engine::lookup::dictionary;
use crate::engine::model::identity::Part;
use crate::engine::model::stored::stored;
use crate::engine::model::{ANY_RECORD, Access, Attributes, Columns, ID, Need, Right, SENT_AT};
use crate::engine::problem::{Attempt, Problem, Problems};
use crate::engine::record;
use crate::engine::record::life::{Change, Life, Object, Outcome, Plan, Wish};
use crate::engine::session::Work;

pub(crate) const TABLE: &str = "table";
pub(crate) const FIELDS: &str = "fields";
pub(crate) const REFERENCES: &str = "references";
const MATCH_ON: &str = "match_on";
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

/// Further columns that the instance fills by itself.
const OWN: &[&str] = &["sys_class_name", "sys_name", "sys_package", "sys_update_name", "sys_tags"];

fn is_own(column: &str) -> bool {
    AUDIT.contains(&column) || OWN.contains(&column)
}

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
        attributes::schema()
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
        plan::plan(self, work, wish).await
    }

    fn needs(&self, prior: Option<&Attributes>, planned: Option<&Attributes>) -> Vec<Need> {
        let record = planned.or(prior);
        let table = record.and_then(|record| record.known_text(TABLE));
        let changes = [FIELDS, REFERENCES, VERSION, SENT_AT].into_iter().any(|name| {
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

    /// The row that `table/sys_id` or `table/column:value` names.
    async fn import(&self, work: &Work, id: &str) -> Result<Attributes, Problem> {
        let (table, record) = import::find(work, id).await?;
        let mut state = Attributes::default();
        state.set(ID, record.sys_id().into());
        state.set(TABLE, table.into());
        Ok(state)
    }

    async fn configuration(&self, _work: Option<&Work>, state: &Attributes) -> Attributes {
        let mut config = Attributes::default();
        let is_empty = |name: &str| state.get(name).as_map().is_some_and(BTreeMap::is_empty);
        for name in [TABLE, FIELDS, REFERENCES].into_iter().filter(|name| !is_empty(name)) {
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
