//! A data source that finds one record, derived from the description of a resource type.

use async_trait::async_trait;
use servicenow::{Error, Matches, Query, Record};
use tfplugin::{Schema, Value};

use crate::describe::{DataSource, Field, FieldType, Moment, Related, Resource};
use crate::engine::data::{Found, Source, unread};
use crate::engine::lookup::references;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::stored::{comparison, stored};
use crate::engine::model::{Attributes, ID, Private, ResourceType, TYPE, schema};
use crate::engine::problem::{Mistake, Problem, Problems, Search};
use crate::engine::session::Work;
use crate::engine::write::hooks;

/// A data source over one record.
pub(crate) struct RecordData {
    resource: ResourceType,
    doc: String,
    keys: Vec<&'static str>,
    extra: &'static [Field],
    related: Option<Related>,
}

impl RecordData {
    /// The data source of a type that has no description of its own for it.
    pub(crate) fn derived(resource: &'static Resource) -> Self {
        let resource = ResourceType::new(resource);
        let keys = resource.key_names();
        let listed = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let doc = format!(
            "Finds one record by `id` (sys_id) or {listed}, together or alone. {}",
            resource.description.doc
        );
        Self { resource, doc, keys, extra: &[], related: None }
    }

    /// The data source of this description.
    pub(crate) fn new(source: &'static DataSource) -> Self {
        let resource = ResourceType::new(source.resource);
        let (doc, keys) = (source.doc.to_owned(), source.keys.to_vec());
        Self { resource, doc, keys, extra: source.extra, related: source.related }
    }

    async fn find(&self, work: &Work, config: &Attributes) -> Result<Record, Problem> {
        let table = self.resource.table(config);
        let query = self.query(work, config).await?;
        let columns = view::columns(&self.resource, config, self.extra);
        let found = self.ask(work, table, &query, &columns).await?;
        if let Some(count) = found.all_hidden() {
            let (type_name, table) = (self.resource.type_name.clone(), table.to_owned());
            return Err(Problem::Search(Search::Hidden { type_name, table, count }));
        }
        let found = self.only(found.rows)?;
        self.whole(work, found, table).await
    }

    /// A record of a child table that was found through its base lacks the child's columns.
    async fn whole(&self, work: &Work, found: Record, table: &str) -> Result<Record, Problem> {
        let mut attributes = Attributes::default();
        if let Some(variant) = view::variant_name(&self.resource, &found) {
            attributes.set(TYPE, variant.into());
        }
        let own = self.resource.table(&attributes);
        if own == table {
            return Ok(found);
        }
        let columns = view::columns(&self.resource, &attributes, self.extra);
        let query = Query::new().equals_exactly("sys_id", found.sys_id()).unwrap_or_default();
        self.only(self.ask(work, own, &query, &columns).await?.rows)
    }

    async fn ask(
        &self,
        work: &Work,
        table: &str,
        query: &Query,
        columns: &[String],
    ) -> Result<Matches, Problem> {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let found = work.client.table(table).matching(query, &columns, Some(20)).await;
        found.map_err(|error| self.unread(work, table, error))
    }

    fn unread(&self, work: &Work, table: &str, error: Error) -> Problem {
        unread(work, &self.resource.type_name, table, error)
    }

    /// What the record must hold.
    async fn query(&self, work: &Work, config: &Attributes) -> Result<Query, Problem> {
        let mut query = Ok(Query::new());
        if let Some(sys_id) = config.known_text(ID) {
            query = query.and_then(|query| query.equals("sys_id", sys_id));
        }
        if let Some((column, word)) = self.resource.mark(config) {
            query = query.and_then(|query| query.equals(column, &word));
        }
        for field in self.keys.iter().filter_map(|name| self.resource.field(name)) {
            let (Some(column), false) = (field.column, config.get(field.name).is_null()) else {
                continue;
            };
            let text = self.condition(work, field, config.get(field.name)).await?;
            let same = comparison(&field.holds);
            query = query.and_then(|query| query.equals_as(column, &text, same));
        }
        query.map_err(|wrong| {
            let (type_name, why) = (self.resource.type_name.clone(), wrong.to_string());
            Problem::Search(Search::Unsearchable { type_name, why })
        })
    }

    async fn condition(
        &self,
        work: &Work,
        field: &Field,
        value: &Value,
    ) -> Result<String, Problem> {
        let (FieldType::Reference(target), Some(spelling)) = (&field.holds, value.as_str()) else {
            return Ok(stored(value));
        };
        let found = references::resolve(work, target, spelling).await;
        references::the_one(work, field, target, spelling, found).await
    }

    fn only(&self, found: Vec<Record>) -> Result<Record, Problem> {
        let (type_name, table) = (self.resource.type_name.clone(), self.resource.description.table);
        let sys_ids: Vec<String> = found.iter().map(|record| record.sys_id().to_owned()).collect();
        let mut found = found.into_iter();
        Err(Problem::Search(match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (None, _) => Search::Nothing { type_name, table },
            (Some(_), Some(_)) => Search::Several { type_name, table, sys_ids },
        }))
    }

    async fn show(
        &self,
        work: &Work,
        config: &Attributes,
        record: &Record,
    ) -> Result<Attributes, Problem> {
        let (resource, private) = (&self.resource, Private::default());
        let view = View { work, resource, record, private: &private, fill: Fill::All };
        let failed = |error| self.unread(work, resource.description.table, error);
        let before = self.keys.iter().fold(Attributes::default(), |mut before, name| {
            before.set(name, config.get(name).clone());
            before
        });
        let (mut state, _) = view.state(&before).await.map_err(failed)?;
        for field in self.extra {
            let value = view.field(field, &state, &Value::Null).await.map_err(failed)?;
            state.set(field.name, value.unwrap_or(Value::Null));
        }
        for hook in self.related.into_iter().chain(resource.description.related) {
            let related = hooks::related_by(hook, work, resource, &state, Moment::Read).await?;
            for (name, value) in related {
                state.set(name, value.map_or(Value::Null, Value::from));
            }
        }
        Ok(state)
    }
}

#[async_trait]
impl Source for RecordData {
    fn type_name(&self) -> &str {
        &self.resource.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_data_source(&self.resource, &self.doc, &self.keys, self.extra)
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mut names = std::iter::once(ID).chain(self.keys.iter().copied());
        if names.any(|name| !config.get(name).is_null()) {
            return Problems::new();
        }
        vec![Problem::Mistake(Mistake::NothingToSearchBy(self.keys.clone()))]
    }

    async fn read(&self, work: &Work, config: Attributes) -> Result<Found, Problem> {
        let record = self.find(work, &config).await?;
        Ok(Found::of(self.show(work, &config, &record).await?))
    }
}
