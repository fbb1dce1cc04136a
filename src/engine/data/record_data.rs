//! A data source that finds one record, derived from the description of a resource type.

use async_trait::async_trait;
use servicenow::{Error, Matches, Query, Record};
use tfplugin::{Schema, Value};

use crate::describe::{DataSource, Field, FieldType, Lifecycle, Moment, Related, Resource};
use crate::engine::data::{Reading, Source, shown, unread};
use crate::engine::lookup::near::near;
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::stored::comparison;
use crate::engine::model::{Attributes, ID, Private, ResourceType, TYPE, schema};
use crate::engine::problem::{Mistake, Problem, Problems, Search};
use crate::engine::session::Work;
use crate::engine::write::{cells, hooks, unique};

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
        let pair = if resource.description.unique {
            " Where several rows join the same two records, the one that can be managed is shown."
        } else {
            ""
        };
        let doc = format!(
            "Finds one record by `id` (sys_id) or {listed}, together or alone.{pair} {}",
            of_a_record(resource.description)
        );
        Self { resource, doc, keys, extra: &[], related: None }
    }

    /// The data source of this description.
    pub(crate) fn new(source: &'static DataSource) -> Self {
        let resource = ResourceType::new(source.resource);
        let (doc, keys) = (source.doc.to_owned(), source.keys.to_vec());
        Self { resource, doc, keys, extra: source.extra, related: source.related }
    }

    async fn find(&self, scene: Scene<'_>) -> Result<Record, Problem> {
        let found = self.ask(scene, &self.query(scene).await?).await?;
        let found = shown(&self.resource.type_name, scene.table(), found)?;
        let found = self.of_one_pair(found);
        let near = if found.is_empty() { self.like(scene).await } else { Vec::new() };
        self.whole(scene, self.only(found, near)?).await
    }

    /// A record of a child table that was found through its base lacks the child's columns.
    async fn whole(&self, scene: Scene<'_>, found: Record) -> Result<Record, Problem> {
        let mut attributes = Attributes::default();
        if let Some(variant) = view::variant_name(&self.resource, &found) {
            attributes.set(TYPE, variant.into());
        }
        let own = scene.with(&attributes);
        if own.table() == scene.table() {
            return Ok(found);
        }
        let query = Query::new().equals_exactly("sys_id", found.sys_id()).unwrap_or_default();
        self.only(self.ask(own, &query).await?.rows, Vec::new())
    }

    async fn ask(&self, scene: Scene<'_>, query: &Query) -> Result<Matches, Problem> {
        let columns = view::columns(scene.resource, scene.attributes, self.extra);
        let among = scene.resource.description.among.iter().map(|(column, _)| *column);
        let columns: Vec<&str> = columns.iter().map(String::as_str).chain(among).collect();
        let table = scene.work.client.table(scene.table());
        let found = table.matching(query, &columns, Some(20)).await;
        found.map_err(|error| self.unread(scene, error))
    }

    fn unread(&self, scene: Scene<'_>, error: Error) -> Problem {
        unread(scene.work, &self.resource.type_name, scene.table(), error)
    }

    /// What the record must hold.
    async fn query(&self, scene: Scene<'_>) -> Result<Query, Problem> {
        let config = scene.attributes;
        let mut query = Ok(Query::new());
        if let Some(sys_id) = config.known_text(ID) {
            query = query.and_then(|query| query.equals("sys_id", sys_id));
        }
        if let Some((column, word)) = self.resource.mark(config) {
            query = query.and_then(|query| query.equals(column, &word));
        }
        for field in self.keys.iter().filter_map(|name| self.resource.field(name)) {
            let value = config.get(field.name);
            let (Some(column), false) = (field.column, value.is_null()) else { continue };
            let text = cells::text(scene.work, field, value).await?;
            let same = comparison(&field.holds);
            query = query.and_then(|query| query.equals_in_parts(column, &text, same));
        }
        query.map_err(|wrong| {
            let (type_name, why) = (self.resource.type_name.clone(), wrong.to_string());
            Problem::Search(Search::Unsearchable { type_name, why })
        })
    }

    /// Of rows that all join the same two records, the one that stands for them: that can be managed, and else the first.
    fn of_one_pair(&self, mut found: Vec<Record>) -> Vec<Record> {
        let description = self.resource.description;
        let Some(pair) = unique::pair(description) else { return found };
        let joins = |row: &Record| pair.map(|(_, column)| row.get(column).map(str::to_owned));
        if found.len() < 2 || !found.iter().all(|row| joins(row) == joins(&found[0])) {
            return found;
        }
        let is_managed = |row: &Record| {
            let mut among = description.among.iter();
            among.all(|(column, value)| row.get(column).is_none_or(|is| is == *value))
        };
        let place = found.iter().position(is_managed).unwrap_or(0);
        vec![found.swap_remove(place)]
    }

    /// Records whose key resembles the one that is asked for.
    async fn like(&self, scene: Scene<'_>) -> Vec<String> {
        let fields = self.keys.iter().filter_map(|name| self.resource.field(name));
        for field in fields.filter(|field| matches!(field.holds, FieldType::Text)) {
            let wanted = scene.attributes.known_text(field.name);
            let (Some(column), Some(wanted)) = (field.column, wanted) else { continue };
            let records = near(scene.work, scene.table(), column, wanted, &[column]).await;
            let label = |record: &Record| {
                let text = record.get(column).unwrap_or_default();
                format!("\"{text}\" ({})", record.sys_id())
            };
            return records.iter().map(label).collect();
        }
        Vec::new()
    }

    fn only(&self, found: Vec<Record>, near: Vec<String>) -> Result<Record, Problem> {
        let (type_name, table) = (self.resource.type_name.clone(), self.resource.description.table);
        let sys_ids: Vec<String> = found.iter().map(|record| record.sys_id().to_owned()).collect();
        let mut found = found.into_iter();
        Err(Problem::Search(match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (None, _) => Search::Nothing { type_name, table, near },
            (Some(_), Some(_)) => Search::Several { type_name, table, sys_ids },
        }))
    }

    async fn show(&self, scene: Scene<'_>, record: &Record) -> Result<Attributes, Problem> {
        let Scene { work, resource, attributes: config } = scene;
        let private = Private::default();
        let view = View { work, resource, record, private: &private, fill: Fill::All };
        let failed = |error| self.unread(scene, error);
        let mut before = Attributes::default();
        for name in &self.keys {
            before.set(name, config.get(name).clone());
        }
        let (mut state, ..) = view.state(&before).await.map_err(failed)?;
        for field in self.extra {
            let value = view.field(field, &state, &Value::Null).await.map_err(failed)?;
            state.set(field.name, value.unwrap_or(Value::Null));
        }
        for hook in [self.related, resource.description.related] {
            for (name, value) in hooks::related(scene.with(&state), hook, Moment::Read).await? {
                state.set(name, value);
            }
        }
        Ok(state)
    }
}

/// How the documentation of a type begins that says what its records do, rather than what they are.
const VERBS: &[&str] = &["Gives", "Grants", "Lets", "Makes", "Puts", "Registers", "Says"];

/// What a record that was found is: what the type's documentation says first of all, and nothing of how one is made.
fn of_a_record(description: &Resource) -> String {
    match description.lifecycle {
        Lifecycle::Application => {
            return "An application of the ServiceNow Store that the instance knows of, installed or not.".to_owned();
        }
        Lifecycle::Plugin => {
            return "A plugin of the platform that the instance knows of, active or not."
                .to_owned();
        }
        Lifecycle::Record => {}
    }
    let first = description.doc.split_inclusive(". ").next().unwrap_or_default().trim_end();
    match first.split_once(' ') {
        Some((verb, rest)) if VERBS.contains(&verb) => {
            format!("The record {} {rest}", verb.to_lowercase())
        }
        _ => first.to_owned(),
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

    async fn read(&self, work: &Work, config: Attributes) -> Result<Reading, Problem> {
        let scene = Scene { work, resource: &self.resource, attributes: &config };
        let record = self.find(scene).await?;
        work.session.tables.note(scene.table(), record.sys_id());
        Ok(self.show(scene, &record).await?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources;

    #[test]
    fn a_data_source_says_what_it_finds_and_not_what_a_resource_does() {
        let of = |name: &str| {
            let mut all = resources::ALL.iter().filter(|resource| resource.name == name);
            RecordData::derived(all.next().unwrap()).doc
        };
        assert!(
            of("user").ends_with(
                "alone. A user: usually the service account that an integration acts as."
            )
        );
        assert!(of("group_member").contains(" The record puts a user into a group."));
        assert!(of("application").ends_with(
            "An application of the ServiceNow Store that the instance knows of, installed or not."
        ));
    }

    #[test]
    fn every_type_says_first_what_its_records_are_or_do() {
        let nouns = ["A", "An", "Another", "One", "Rows", "Something", "The", "User", "What"];
        for resource in resources::ALL.iter().filter(|one| one.lifecycle == Lifecycle::Record) {
            let first = of_a_record(resource);
            let word = first.split(' ').next().unwrap();
            assert!(nouns.contains(&word), "{}: {first}", resource.name);
        }
    }
}
