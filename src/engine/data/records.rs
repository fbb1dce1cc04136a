//! `servicenow_records`: rows of any table, by encoded query.

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{
    Attribute, Diagnostic, Diagnostics, ReadDataRequest, ReadDataResponse, Schema, Type,
    ValidateRequest, Value,
};

use crate::engine::model::attributes::{Attributes, whole};
use crate::engine::problem as explain;
use crate::engine::session::{Shared, Work};

const NAME: &str = "servicenow_records";
/// Rows read when no limit is given: more would bloat the state of whoever forgot one.
const DEFAULT_LIMIT: usize = 1000;

/// The data source.
pub(crate) struct Records(pub(crate) Shared);

#[async_trait]
impl tfplugin::DataSource for Records {
    fn type_name(&self) -> &'static str {
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

    async fn validate(&self, request: ValidateRequest) -> Vec<Diagnostic> {
        let config = Attributes::of(request.config);
        let limit = config.get("limit");
        let wrong =
            !limit.is_null() && !limit.is_unknown() && whole(limit).is_none_or(|limit| limit < 1);
        let text = "limit takes a whole number above zero. Leave it out for 1000 rows.";
        wrong
            .then(|| Diagnostic::error("Not a limit", text).at_attribute("limit"))
            .into_iter()
            .collect()
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let mut state = Attributes::of(request.config);
        let work = match self.0.work(&request.call.stop) {
            Ok(work) => work,
            Err(wrong) => return ReadDataResponse { state: Value::Null, diagnostics: vec![wrong] },
        };
        let table = state.known_text("table").unwrap_or_default().to_owned();
        let query = Query::new().raw(state.known_text("query").unwrap_or_default());
        let fields: Vec<String> = texts(state.get("fields"));
        let columns: Vec<&str> = fields.iter().map(String::as_str).collect();
        let limit = whole(state.get("limit"))
            .and_then(|limit| usize::try_from(limit).ok())
            .unwrap_or(DEFAULT_LIMIT);
        match work.client.table(&table).query(&query, &columns, Some(limit)).await {
            Ok(records) => {
                state.set("records", Value::List(records.iter().map(row).collect()));
                let diagnostics = hidden(&work, &table, &query, records.len()).await;
                ReadDataResponse { state: state.into_value(), diagnostics }
            }
            Err(error) => ReadDataResponse {
                state: Value::Null,
                diagnostics: vec![explain::data(&work, NAME, &table, &error)],
            },
        }
    }
}

/// Nothing found and something counted are rows that an access rule hides (facts §2.4).
async fn hidden(work: &Work, table: &str, query: &Query, found: usize) -> Diagnostics {
    if found > 0 {
        return Diagnostics::new();
    }
    match work.client.table(table).total(query).await {
        Ok(0) => Diagnostics::new(),
        Ok(count) => vec![explain::hidden_rows(NAME, table, count)],
        Err(error) => vec![explain::data(work, NAME, table, &error)],
    }
}

fn texts(value: &Value) -> Vec<String> {
    value
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn row(record: &Record) -> Value {
    Value::Map(record.columns().map(|(column, text)| (column.to_owned(), text.into())).collect())
}
