//! The list of rows of any table.

use std::sync::Arc;

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Schema, Type, Value};

use super::arguments::{
    self, FILTER, QUERY, encoded, filters, no_moment, own, query, scope, since,
};
use super::walk::{Walk, failed};
use super::{List, Listed, Listener, Wanted, conditions, named};
use crate::describe::{Resource, Values};
use crate::engine::any_record::naming::Naming;
use crate::engine::any_record::{AnyRecord, TABLE, is_table_name, read};
use crate::engine::lookup::asked::{self, Missing};
use crate::engine::lookup::dictionary;
use crate::engine::lookup::references;
use crate::engine::lookup::secrecy::Discretion;
use crate::engine::model::meaning::same_in_any_case;
use crate::engine::model::stored::truth;
use crate::engine::model::{ANY_RECORD, Attributes, Columns, ID, SCOPE, column_of, identity};
use crate::engine::placement;
use crate::engine::problem::{Listing, Mistake, Problem, Problems};
use crate::engine::record::life::Life;
use crate::engine::session::Work;

/// The list of `servicenow_record`.
pub(crate) struct AnyRecordList;

/// A table, and what the dictionary says of it.
struct Rows<'a> {
    work: &'a Work,
    table: &'a str,
    known: Arc<Columns>,
}

impl<'a> Rows<'a> {
    async fn of(work: &'a Work, table: &'a str) -> Result<Self, Problem> {
        let known = dictionary::columns(work, table).await;
        let known = known.map_err(|error| failed(work, ANY_RECORD, "sys_dictionary", error))?;
        Ok(Self { work, table, known })
    }

    /// What the rows must hold.
    async fn query(&self, config: &Attributes) -> Result<Query, Problem> {
        let filters = filters(config);
        let filtered: Vec<&str> = filters.iter().map(|(name, _)| *name).collect();
        self.are_there(FILTER, &filtered).await?;
        self.are_there(QUERY, &asked::columns_of(encoded(config))).await?;
        let mut query = Ok(Query::new());
        for (column, text) in filters {
            query = query.and_then(|query| self.held(query, column, text));
        }
        if let Some(scope) = config.known_text(SCOPE) {
            let target = Resource::scope_target();
            let scope = references::the_one(self.work, SCOPE, &target, scope, None).await?;
            let column = placement::scope_column(self.table);
            query = query.and_then(|query| query.equals(column, &scope));
        }
        let query = query.map_err(|wrong| conditions::unaskable(ANY_RECORD, &wrong))?;
        let query = conditions::further(self.work, ANY_RECORD, query, config).await?;
        Ok(query.of_those(encoded(config)))
    }

    /// Nothing where the table has all columns that an argument names, as far as this user may read the dictionary.
    async fn are_there(&self, attribute: &'static str, names: &[&str]) -> Result<(), Problem> {
        let missing = asked::missing(self.work, self.table, names).await;
        let missing =
            missing.map_err(|error| failed(self.work, ANY_RECORD, "sys_dictionary", error))?;
        let Some(Missing { table, column, near }) = missing else { return Ok(()) };
        let type_name = ANY_RECORD.to_owned();
        Err(Problem::Listing(Listing::NoColumn { type_name, attribute, table, column, near }))
    }

    /// A flag has several spellings; other texts are as they are stored.
    fn held(
        &self,
        query: Query,
        column: &str,
        text: &str,
    ) -> Result<Query, servicenow::QueryError> {
        let is_flag = column_of(&self.known, column).type_word == "boolean";
        let same = if is_flag { same_flag } else { same_in_any_case };
        query.equals_in_parts(column, text, same)
    }

    fn listed(&self, record: &Record) -> Listed {
        let mut named = Attributes::default();
        named.set(TABLE, self.table.into());
        named.set(ID, record.sys_id().into());
        let identity =
            identity::of(AnyRecord.identified_by(), &named, self.work.host(), &Value::Null);
        Listed { identity, name: named::of_row(&self.known, record), state: None }
    }
}

fn same_flag(left: &str, right: &str) -> bool {
    truth(left) == truth(right)
}

async fn walk(walk: &mut Walk<'_>, wanted: &Wanted) -> Result<(), Problem> {
    let table = wanted.config.known_text(TABLE).unwrap_or_default();
    let rows = Rows::of(walk.work, table).await?;
    let query = rows.query(&wanted.config).await?;
    let columns = if wanted.with_state { Vec::new() } else { named::row_columns(&rows.known) };
    let mut pages = walk.work.client.table(table).pages(&query, &columns, walk.page_size());
    let mut discretion = Discretion::default();
    while let Some(records) = walk.next(table, &mut pages).await? {
        let naming = if wanted.with_state {
            let naming = Naming::of(walk.work, &rows.known, &records).await;
            naming.map_err(|error| walk.failed(table, error))?
        } else {
            Naming::default()
        };
        for record in &records {
            let mut listed = rows.listed(record);
            if wanted.with_state {
                let described = (table, &*rows.known);
                let imported =
                    read::imported(walk.work, described, record, &naming, &mut discretion).await;
                listed.state = Some(imported.map_err(|error| walk.failed(table, error))?.0);
            }
            walk.tell(listed).await;
        }
    }
    Ok(())
}

#[async_trait]
impl List for AnyRecordList {
    fn type_name(&self) -> &str {
        ANY_RECORD
    }

    fn schema(&self) -> Schema {
        let table = "The table whose rows are listed, such as `cmn_building`.";
        let filter = "Only rows are listed that have these values as stored, each by its column: `true`, `100`, a sys_id. An \
                      empty text is none at all.";
        let attributes = vec![
            Attribute::new(TABLE, Type::String, table).required(),
            query(),
            arguments::filter(filter.to_owned()),
            scope(),
            own(),
            since(),
        ];
        Schema::new(
            "Lists rows of any table, whether or not Terraform manages them. A list of its own is the better choice where the \
             table has a type of its own.",
            attributes,
        )
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let table = config.text(TABLE).known();
        let no_table = table.filter(|table| !is_table_name(table));
        let no_table = no_table.map(|_| Problem::Mistake(Mistake::NoTableName));
        no_table.into_iter().chain(no_moment(config)).collect()
    }

    async fn list(&self, work: &Work, wanted: &Wanted, told: &dyn Listener) -> Problems {
        let mut way = Walk::new(work, ANY_RECORD, told, wanted.limit);
        match walk(&mut way, wanted).await {
            Ok(()) => way.end(),
            Err(problem) => problem.into(),
        }
    }
}
