//! A data source that finds one record, derived from the description of a resource type.

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Diagnostic, ReadDataRequest, ReadDataResponse, Schema, ValidateRequest, Value};

use crate::spec::{DataSource, Field, Kind, Moment};

use super::attributes::Attributes;
use super::hooks::Scene;
use super::kind::{ID, RecordKind};
use super::private::Private;
use super::record::{self, Fill, Look, same_in_meaning, stored};
use super::references::{self, Resolved};
use super::session::{Shared, Work};
use super::{explain, schema};

/// A data source over one record.
pub(crate) struct RecordData {
    source: &'static DataSource,
    kind: RecordKind,
    shared: Shared,
}

impl RecordData {
    /// The working form of a description.
    pub(crate) fn new(source: &'static DataSource, shared: Shared) -> Self {
        Self { source, kind: RecordKind::new(source.resource), shared }
    }

    fn keys(&self) -> impl Iterator<Item = &Field> {
        self.source.keys.iter().filter_map(|name| self.kind.field(name))
    }

    async fn find(&self, work: &Work, config: &Attributes) -> Result<Record, Diagnostic> {
        let (mut query, mut conditions) = (Query::new(), Vec::new());
        if let Some(sys_id) = config.known_text(ID) {
            query = equals(&self.kind, query, "sys_id", sys_id)?;
        }
        for field in self.keys() {
            let (Some(column), false) = (field.column, config.get(field.name).is_null()) else {
                continue;
            };
            let text = self.condition(work, field, config.get(field.name)).await?;
            query = equals(&self.kind, query, column, &text)?;
            conditions.push((field, column, text));
        }
        let columns = record::columns(&self.kind, &Attributes::default(), self.source.extra);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let table = self.kind.spec.table;
        let records = work.client.table(table).query(&query, &columns, Some(20)).await;
        let records =
            records.map_err(|error| explain::data(work, &self.kind.type_name, table, &error))?;
        let fits = |record: &&Record| {
            config.known_text(ID).is_none_or(|sys_id| record.sys_id().eq_ignore_ascii_case(sys_id))
                && conditions.iter().all(|(field, column, text)| {
                    record
                        .get(column)
                        .is_some_and(|stored| same_in_meaning(&field.kind, stored, text))
                })
        };
        self.only(&records.iter().filter(fits).collect::<Vec<_>>())
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
        match references::resolve(work, target, spelling).await {
            Ok(Resolved::One(sys_id)) => Ok(sys_id),
            Ok(other) => Err(explain::unresolved(field, target, spelling, &other)),
            Err(error) => Err(explain::lookup(work, field, target, &error)),
        }
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
        let before = self.keys().fold(Attributes::default(), |mut before, field| {
            before.set(field.name, config.get(field.name).clone());
            before
        });
        let mut state = look.state(&before).await.map_err(failed)?.state;
        for field in self.source.extra {
            let value = look.field(field, &state, &Value::Null).await.map_err(failed)?;
            state.set(field.name, value.unwrap_or(Value::Null));
        }
        for hook in self.source.related.into_iter().chain(self.kind.spec.related) {
            let scene = Scene { work, kind: &self.kind, attributes: &state };
            let related = hook(&state, &scene, Moment::Read).await.map_err(explain::refused)?;
            for (name, value) in related {
                state.set(name, value.map_or(Value::Null, Value::from));
            }
        }
        Ok(state.into_value())
    }
}

fn equals(kind: &RecordKind, query: Query, column: &str, text: &str) -> Result<Query, Diagnostic> {
    let query = query.equals(column, text);
    query.map_err(|error| {
        explain::not_found(&kind.type_name, format!("The record cannot be searched for: {error}."))
    })
}

#[async_trait]
impl tfplugin::DataSource for RecordData {
    fn type_name(&self) -> &str {
        &self.kind.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_data_source(self.source, &self.kind)
    }

    async fn validate(&self, request: ValidateRequest) -> Vec<Diagnostic> {
        let config = Attributes::of(request.config);
        let given = std::iter::once(ID)
            .chain(self.source.keys.iter().copied())
            .any(|name| !config.get(name).is_null());
        if given {
            return Vec::new();
        }
        let text = format!("Set id, or at least one of {}.", self.source.keys.join(", "));
        vec![Diagnostic::error("Nothing to search for", text).at_attribute(ID)]
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let config = Attributes::of(request.config);
        let answer = async {
            let work = self.shared.work(&request.call.stop)?;
            let record = self.find(&work, &config).await?;
            self.show(&work, &config, &record).await
        };
        match answer.await {
            Ok(state) => ReadDataResponse { state, diagnostics: Vec::new() },
            Err(wrong) => ReadDataResponse { state: Value::Null, diagnostics: vec![wrong] },
        }
    }
}
