//! A data source that finds one record, derived from the description of a resource type.

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Diagnostic, ReadDataRequest, ReadDataResponse, Schema, ValidateRequest, Value};

use crate::describe::{DataSource, Field, Kind, Moment, Related, Resource};

use crate::engine::lookup::look::{Fill, Look, same_in_meaning, stored};
use crate::engine::lookup::{look as record, references};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, RecordKind, TYPE};
use crate::engine::problem as explain;
use crate::engine::record::schema;
use crate::engine::serve::preflight;
use crate::engine::session::{Shared, Work};
use crate::engine::write::hooks::Scene;

/// A data source over one record.
pub(crate) struct RecordData {
    kind: RecordKind,
    doc: String,
    keys: Vec<&'static str>,
    extra: &'static [Field],
    related: Option<Related>,
    shared: Shared,
}

impl RecordData {
    /// The data source of a type that has no description of its own for it.
    pub(crate) fn derived(resource: &'static Resource, shared: Shared) -> Self {
        let kind = RecordKind::new(resource);
        let keys = kind.key_names();
        let listed = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let doc = format!(
            "Finds one record by `id` (sys_id) or {listed}, together or alone. {}",
            resource.doc
        );
        Self { kind, doc, keys, extra: &[], related: None, shared }
    }

    /// The data source of this description.
    pub(crate) fn new(source: &'static DataSource, shared: Shared) -> Self {
        let kind = RecordKind::new(source.resource);
        let (doc, keys) = (source.doc.to_owned(), source.keys.to_vec());
        Self { kind, doc, keys, extra: source.extra, related: source.related, shared }
    }

    async fn find(&self, work: &Work, config: &Attributes) -> Result<Record, Diagnostic> {
        let table = self.kind.table(config);
        let conditions = self.conditions(work, config).await?;
        let query = conditions
            .iter()
            .try_fold(Query::new(), |query, (_, column, text)| query.equals(column, text));
        let query = query.map_err(|error| {
            explain::not_found(
                &self.kind.type_name,
                format!("The record cannot be searched for: {error}."),
            )
        })?;
        let columns = record::columns(&self.kind, config, self.extra);
        let found = self.ask(work, table, &query, &columns).await?;
        if found.is_empty() {
            self.is_not_hidden(work, table, &query).await?;
        }
        let fits = |record: &&Record| {
            conditions.iter().all(|(kind, column, text)| holds(record, kind, column, text))
        };
        let found = self.only(&found.iter().filter(fits).collect::<Vec<_>>())?;
        self.whole(work, found, table).await
    }

    async fn is_not_hidden(
        &self,
        work: &Work,
        table: &str,
        query: &Query,
    ) -> Result<(), Diagnostic> {
        let count = work.client.table(table).total(query).await;
        match count.map_err(|error| explain::data(work, &self.kind.type_name, table, &error))? {
            0 => Ok(()),
            count => Err(explain::hidden_rows(&self.kind.type_name, table, count)),
        }
    }

    /// A record of a child table that was found through its base lacks the child's columns.
    async fn whole(&self, work: &Work, found: Record, table: &str) -> Result<Record, Diagnostic> {
        let mut attributes = Attributes::default();
        if let Some(variant) = record::variant_name(&self.kind, &found) {
            attributes.set(TYPE, variant.into());
        }
        let own = self.kind.table(&attributes);
        if own == table {
            return Ok(found);
        }
        let columns = record::columns(&self.kind, &attributes, self.extra);
        let query = Query::new().equals("sys_id", found.sys_id()).unwrap_or_default();
        let again = self.ask(work, own, &query, &columns).await?;
        let own: Vec<&Record> =
            again.iter().filter(|record| record.sys_id() == found.sys_id()).collect();
        self.only(&own)
    }

    async fn ask(
        &self,
        work: &Work,
        table: &str,
        query: &Query,
        columns: &[String],
    ) -> Result<Vec<Record>, Diagnostic> {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let found = work.client.table(table).query(query, &columns, Some(20)).await;
        found.map_err(|error| explain::data(work, &self.kind.type_name, table, &error))
    }

    /// What the record must hold: kind of the value, column, text.
    async fn conditions(
        &self,
        work: &Work,
        config: &Attributes,
    ) -> Result<Vec<(Kind, &'static str, String)>, Diagnostic> {
        let mut conditions = Vec::new();
        if let Some(sys_id) = config.known_text(ID) {
            conditions.push((Kind::Text, "sys_id", sys_id.to_owned()));
        }
        if let Some((column, word)) = self.kind.mark(config) {
            conditions.push((Kind::Text, column, word));
        }
        for field in self.keys.iter().filter_map(|name| self.kind.field(name)) {
            let (Some(column), false) = (field.column, config.get(field.name).is_null()) else {
                continue;
            };
            conditions.push((
                field.kind,
                column,
                self.condition(work, field, config.get(field.name)).await?,
            ));
        }
        Ok(conditions)
    }

    async fn condition(
        &self,
        work: &Work,
        field: &Field,
        value: &Value,
    ) -> Result<String, Diagnostic> {
        let (Kind::Reference(target), Some(spelling)) = (&field.kind, value.as_str()) else {
            return Ok(stored(value));
        };
        let found = references::resolve(work, target, spelling).await;
        references::the_one(work, field, target, spelling, found).await
    }

    fn only(&self, found: &[&Record]) -> Result<Record, Diagnostic> {
        let table = self.kind.spec.table;
        match found {
            [one] => Ok((*one).clone()),
            [] => Err(explain::not_found(
                &self.kind.type_name,
                format!(
                    "No record of the table {table} that the provider's user can see has these values. Check the spelling."
                ),
            )),
            several => {
                let sys_ids: Vec<_> = several.iter().map(|record| record.sys_id()).collect();
                let text = format!(
                    "{} records of the table {table} have these values: {}. Give the id of the one you mean.",
                    several.len(),
                    sys_ids.join(", ")
                );
                Err(explain::not_found(&self.kind.type_name, text))
            }
        }
    }

    async fn show(
        &self,
        work: &Work,
        config: &Attributes,
        record: &Record,
    ) -> Result<Value, Diagnostic> {
        let private = Private::default();
        let look = Look { work, kind: &self.kind, record, private: &private, fill: Fill::All };
        let failed =
            |error| explain::data(work, &self.kind.type_name, self.kind.spec.table, &error);
        let before = self.keys.iter().fold(Attributes::default(), |mut before, name| {
            before.set(name, config.get(name).clone());
            before
        });
        let mut state = look.state(&before).await.map_err(failed)?.state;
        for field in self.extra {
            let value = look.field(field, &state, &Value::Null).await.map_err(failed)?;
            state.set(field.name, value.unwrap_or(Value::Null));
        }
        for hook in self.related.into_iter().chain(self.kind.spec.related) {
            let scene = Scene { work, kind: &self.kind, attributes: &state };
            let related = hook(&state, &scene, Moment::Read).await.map_err(explain::refused)?;
            for (name, value) in related {
                state.set(name, value.map_or(Value::Null, Value::from));
            }
        }
        Ok(state.into_value())
    }
}

fn holds(record: &Record, kind: &Kind, column: &str, text: &str) -> bool {
    let stored = if column == "sys_id" { Some(record.sys_id()) } else { record.get(column) };
    stored.is_some_and(|stored| same_in_meaning(kind, stored, text))
}

#[async_trait]
impl tfplugin::DataSource for RecordData {
    fn type_name(&self) -> &str {
        &self.kind.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_data_source(&self.kind, &self.doc, &self.keys, self.extra)
    }

    async fn validate(&self, request: ValidateRequest) -> Vec<Diagnostic> {
        let config = Attributes::of(request.config);
        let given = std::iter::once(ID)
            .chain(self.keys.iter().copied())
            .any(|name| !config.get(name).is_null());
        if given {
            return Vec::new();
        }
        let text = format!("Set id, or at least one of {}.", self.keys.join(", "));
        vec![Diagnostic::error("Nothing to search for", text).at_attribute(ID)]
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let config = Attributes::of(request.config);
        let answer = async {
            let work = self.shared.work(&request.call.stop)?;
            let record = self.find(&work, &config).await?;
            self.show(&work, &config, &record).await
        };
        let mut response = answered(answer.await);
        preflight::complete(&self.shared, &request.call.stop, &mut response.diagnostics).await;
        response
    }
}

/// The answer to a read: what was found, or why nothing was.
pub(crate) fn answered(found: Result<Value, Diagnostic>) -> ReadDataResponse {
    match found {
        Ok(state) => ReadDataResponse { state, diagnostics: Vec::new() },
        Err(wrong) => ReadDataResponse { state: Value::Null, diagnostics: vec![wrong] },
    }
}
