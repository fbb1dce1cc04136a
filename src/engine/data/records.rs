//! `servicenow_records`: rows of any table, by encoded query.

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Schema, Type, Value};

use crate::engine::data::{Source, shown, unread};
use crate::engine::model::Attributes;
use crate::engine::model::attributes::whole;
use crate::engine::problem::{Mistake, Problem, Problems};
use crate::engine::session::Work;

const NAME: &str = "servicenow_records";
/// Rows read when no limit is given: more would bloat the state of whoever forgot one.
const DEFAULT_LIMIT: usize = 1000;

/// The data source.
pub(crate) struct Records;

#[async_trait]
impl Source for Records {
    fn type_name(&self) -> &str {
        NAME
    }

    fn schema(&self) -> Schema {
        let texts = || Type::List(Box::new(Type::String));
        let rows = Type::List(Box::new(Type::Map(Box::new(Type::String))));
        let attributes = vec![
            Attribute::new("table", Type::String, "The table to read, such as `sys_user_role`.").required(),
            Attribute::new(
                "query",
                Type::String,
                "An encoded query, as the list's breadcrumb copies it. The instance drops conditions on columns it does not \
                 know, which widens the result: check it where that matters. Left out, all rows are read.",
            )
            .optional(),
            Attribute::new(
                "fields",
                texts(),
                "The columns to read, dot-walked ones such as `role.name` included. Left out, all columns are read. `sys_id` \
                 is always among them.",
            )
            .optional(),
            Attribute::new("limit", Type::Number, "The most rows to read. Default: `1000`.").optional(),
            Attribute::new(
                "records",
                rows,
                "The rows found, each a map from column to text as stored. A column that the provider's user may not read is \
                 missing.",
            )
            .computed(),
        ];
        Schema::new(
            "Reads rows of any table by an encoded query, to look something up or to check it.",
            attributes,
        )
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let limit = config.get("limit");
        let is_given = !limit.is_null() && !limit.is_unknown();
        let is_wrong = is_given && whole(limit).is_none_or(|limit| limit < 1);
        let columns = config.get("fields").as_list().unwrap_or_default();
        let mistakes = is_wrong.then_some(Mistake::NoLimit).into_iter();
        mistakes.chain(Mistake::of_elements("fields", columns)).map(Problem::Mistake).collect()
    }

    async fn read(&self, work: &Work, mut state: Attributes) -> Result<Attributes, Problem> {
        let table = state.known_text("table").unwrap_or_default();
        let query = Query::new().raw(state.known_text("query").unwrap_or_default());
        let columns = state.get("fields").as_list().unwrap_or_default().iter();
        let columns: Vec<&str> = columns.filter_map(Value::as_str).collect();
        let limit = whole(state.get("limit")).and_then(|limit| usize::try_from(limit).ok());
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        let found = work.client.table(table).matching(&query, &columns, Some(limit)).await;
        let found = found.map_err(|error| unread(work, NAME, table, error))?;
        let rows = shown(NAME, table, found)?.iter().map(row).collect();
        state.set("records", Value::List(rows));
        Ok(state)
    }
}

fn row(record: &Record) -> Value {
    Value::Map(record.columns().map(|(column, text)| (column.to_owned(), text.into())).collect())
}
