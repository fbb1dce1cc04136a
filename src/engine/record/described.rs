//! A record of a described type: its life, and its shape.

use async_trait::async_trait;
use servicenow::{Query, Record};
use tfplugin::{Schema, Value};

use crate::describe::{Field, FieldType};
use crate::engine::lookup::references;
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::{
    ADOPT, Attributes, Cell, Loss, Need, Private, ResourceType, Right, SCOPE, Secret, Source, Spot,
    Subject, schema, secrets,
};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::life::{Change, Life, Object, Outcome, Plan, Wish};
use crate::engine::record::shape::Shape;
use crate::engine::record::{configuration, end, import, plan, read, validate};
use crate::engine::session::Work;
use crate::engine::write::{adoption, cells};

/// A described type whose objects are records.
pub(crate) struct DescribedRecord(pub(crate) ResourceType);

#[async_trait]
impl Life for DescribedRecord {
    fn type_name(&self) -> &str {
        &self.0.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_resource(&self.0, schema::of_record(&self.0))
    }

    fn instead_of(&self, name: &str, config: &Attributes) -> Vec<&'static str> {
        self.0.instead_of(name, config)
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mut problems = validate::fields(&self.0, config);
        problems.extend(validate::policy(&self.0, config).map(Problem::Mistake));
        problems
    }

    async fn plan(&self, work: Option<&Work>, wish: &Wish) -> Plan {
        plan::plan(&self.0, work, wish).await
    }

    fn needs(&self, prior: Option<&Attributes>, planned: Option<&Attributes>) -> Vec<Need> {
        let Some(record) = planned.or(prior) else { return Vec::new() };
        let mut needs = vec![Need::new(self.0.table(record), Right::Write)];
        for field in &self.0.fields {
            let value = record.get(field.name);
            if let (FieldType::Links(links), Some([_, ..])) = (&field.holds, value.as_list()) {
                needs.push(Need::new(links.table, Right::Write));
            }
            if let (FieldType::Children(children), Some(_)) = (&field.holds, value.as_list()) {
                needs.push(Need::new(children.table, Right::Write));
            }
            let before = prior.map_or(&Value::Null, |prior| prior.get(field.name));
            let changes = planned.is_some() && before != value;
            if let Some(target) = references::target(field).filter(|_| changes)
                && references::spellings(value)
                    .any(|spelling| references::takes_a_look(target, spelling))
            {
                needs.push(Need::new(target.table, Right::Read));
            }
        }
        needs
    }

    async fn read(&self, work: &Work, object: Object) -> Result<Outcome, Problem> {
        read::read(&self.0, work, object).await
    }

    async fn apply(&self, work: &Work, change: Change) -> Outcome {
        super::apply(self, work, change).await
    }

    async fn import(&self, work: &Work, id: &str) -> Result<Attributes, Problem> {
        import::import(&self.0, work, id).await
    }

    async fn configuration(&self, work: Option<&Work>, state: &Attributes) -> Attributes {
        configuration::of(&self.0, work, state, |config| self.validate(config)).await
    }
}

#[async_trait]
impl Shape for DescribedRecord {
    fn described(&self) -> Option<&ResourceType> {
        Some(&self.0)
    }

    fn subject(&self, attributes: &Attributes) -> Subject {
        self.0.subject(attributes)
    }

    fn scope(&self, attributes: &Attributes) -> Option<String> {
        attributes.known_text(SCOPE).map(str::to_owned)
    }

    async fn cells(&self, work: &Work, change: &Change) -> Result<Vec<Cell>, Problems> {
        let Some(planned) = &change.planned else { return Ok(Vec::new()) };
        let is_sent = |field: &Field, value: &Value| match &change.prior {
            Some(prior) => prior.get(field.name) != value,
            None => !cells::goes_without_saying(field, value),
        };
        let scene = Scene { work, resource: &self.0, attributes: planned };
        cells::cells(scene, is_sent).await
    }

    fn columns(&self, planned: &Attributes, _cells: &[Cell]) -> Vec<String> {
        view::stamped_columns(&self.0, planned)
    }

    fn secrets(&self, change: &mut Change, all: bool) -> Vec<Secret> {
        let Change { prior, planned: Some(planned), config, .. } = change else {
            return Vec::new();
        };
        secrets::outgoing(&self.0, prior.as_ref().filter(|_| !all), planned, config)
    }

    async fn existing(
        &self,
        work: &Work,
        planned: &Attributes,
        cells: &[Cell],
        columns: &[String],
    ) -> Result<Option<Record>, Problem> {
        let (resource, adopts) = (&self.0, planned.get(ADOPT) == &Value::Bool(true));
        if !adopts && resource.description.made_empty.is_none() {
            return Ok(None);
        }
        let scene = Scene { work, resource, attributes: planned };
        let found = adoption::find(scene, cells, columns).await?;
        Ok(found.filter(|record| adopts || adoption::is_made_empty(resource, record)))
    }

    fn managed(&self, state: &Attributes) -> Vec<String> {
        end::kept(&self.0, state)
    }

    fn flaws(
        &self,
        prior: Option<&Attributes>,
        planned: &Attributes,
        config: &Attributes,
    ) -> Problems {
        plan::flaws(&self.0, prior, planned, config)
    }

    fn keep_secret(&self, state: &mut Attributes, prior: Option<&Attributes>, secret: &Spot) {
        if let Spot::Attribute(name, _) = secret {
            secrets::keep_prior(state, prior, name);
        }
    }

    fn identity(&self, cells: &[Cell]) -> Query {
        adoption::identity(&self.0, cells)
    }

    async fn show_stored(
        &self,
        work: &Work,
        (losses, record): (&[Loss], &Record),
        (prior, private): (&Attributes, &Private),
        state: &mut Attributes,
    ) {
        let view = View { work, resource: &self.0, record, private, fill: Fill::All };
        for loss in losses {
            let Source::Field(field) = &loss.cell.source else { continue };
            let before = prior.get(field.name);
            let stored = view.field(field, state, before).await.ok().flatten();
            state.set(field.name, stored.unwrap_or_else(|| before.clone()));
        }
    }
}
