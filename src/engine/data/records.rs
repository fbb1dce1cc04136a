//! `servicenow_records`: rows of any table, by encoded query.

use std::collections::BTreeSet;

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Schema, Type, Value};

use crate::describe::{Given, Values};
use crate::engine::data::{Reading, Source, shown, unread};
use crate::engine::lookup::asked::{self, Missing};
use crate::engine::lookup::secrecy::Discretion;
use crate::engine::model::Attributes;
use crate::engine::model::attributes::whole;
use crate::engine::problem::{Mistake, Problem, Problems, Search};
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
                 know, which widens the result: where the provider's user may read the dictionary, a column that is not \
                 there is an error. Left out, every row matches.",
            )
            .optional(),
            Attribute::new(
                "fields",
                texts(),
                "The columns to read, dot-walked ones such as `role.name` included. Left out, all columns are read. `sys_id` \
                 is always among them.",
            )
            .optional(),
            Attribute::new(
                "limit",
                Type::Number,
                "The most rows to read. Default: `1000`. A warning says so when more rows match.",
            )
            .optional(),
            Attribute::new(
                "all",
                Type::Bool,
                "Whether all rows that match are read, however many they are. All of them are kept in the state. Default: \
                 `false`.",
            )
            .optional(),
            Attribute::new(
                "records",
                rows,
                "The rows found, each a map from column to text as stored. A column that the provider's user may not read is \
                 missing, and so is one that holds a secret. Where the user may not read `sys_dictionary`, one whose name speaks \
                 of a secret is missing too, unless a resource of this provider knows that it is none.",
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
        let is_twice = !limit.is_null() && config.flag("all") == Given::Is(true);
        let wrong = is_wrong.then_some(Mistake::NoLimit);
        let twice = is_twice.then_some(Mistake::LimitOnAll);
        let columns = config.get("fields").as_list().unwrap_or_default();
        let empty = Mistake::of_elements("fields", columns);
        wrong.into_iter().chain(twice).chain(empty).map(Problem::Mistake).collect()
    }

    async fn read(&self, work: &Work, mut state: Attributes) -> Result<Reading, Problem> {
        let table = state.known_text("table").unwrap_or_default();
        let text = state.known_text("query").unwrap_or_default();
        let columns = state.get("fields").as_list().unwrap_or_default().iter();
        let columns: Vec<&str> = columns.filter_map(Value::as_str).collect();
        for (attribute, names) in [("query", &asked::columns_of(text)), ("fields", &columns)] {
            are_there(work, (attribute, table), names).await?;
        }
        let limit = limit(&state);
        let mut discretion = Discretion::default();
        let unknown = |error| unread(work, NAME, "sys_dictionary", error);
        discretion.learn(work, table, &columns).await.map_err(unknown)?;
        let telling = discretion.telling();
        let further = telling.iter().map(String::as_str).filter(|_| !columns.is_empty());
        let asked: Vec<&str> = columns.iter().copied().chain(further).collect();
        let found = work.client.table(table).matching(&Query::new().raw(text), &asked, limit).await;
        let found = found.map_err(|error| unread(work, NAME, table, error))?;
        let more = found.beyond.zip(limit).map(|(beyond, limit)| {
            let (table, total) = (table.to_owned(), beyond.total);
            Problem::Search(Search::More { table, limit, total })
        });
        let rows = shown(NAME, table, found)?;
        let came: BTreeSet<&str> = rows.iter().flat_map(names).collect();
        let came: Vec<&str> = came.into_iter().collect();
        discretion.learn(work, table, &came).await.map_err(unknown)?;
        let is_asked =
            |column: &str| columns.is_empty() || column == "sys_id" || columns.contains(&column);
        let rows = rows.iter().map(|row| {
            let shown = row
                .columns()
                .filter(|(column, _)| is_asked(column) && discretion.shows(row, column));
            Value::Map(shown.map(|(column, text)| (column.to_owned(), text.into())).collect())
        });
        state.set("records", Value::List(rows.collect()));
        Ok(Reading { state, problems: more.into_iter().collect() })
    }
}

/// Nothing where all columns are there, as far as this user may read the dictionary.
async fn are_there(
    work: &Work,
    (attribute, table): (&'static str, &str),
    names: &[&str],
) -> Result<(), Problem> {
    let missing = asked::missing(work, table, names).await;
    let missing = missing.map_err(|error| unread(work, NAME, "sys_dictionary", error))?;
    let Some(Missing { table, column, near }) = missing else { return Ok(()) };
    let type_name = NAME.to_owned();
    Err(Problem::Search(Search::NoColumn { type_name, attribute, table, column, near }))
}

/// The most rows to read; none where all are.
fn limit(config: &Attributes) -> Option<usize> {
    let given = whole(config.get("limit")).and_then(|limit| usize::try_from(limit).ok());
    match config.flag("all") {
        Given::Is(true) => None,
        _ => Some(given.unwrap_or(DEFAULT_LIMIT)),
    }
}

fn names(row: &Record) -> Vec<&str> {
    row.columns().map(|(column, _)| column).collect()
}
