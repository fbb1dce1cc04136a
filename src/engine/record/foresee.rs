//! What the plan can see of the instance before anything is written: columns that it lacks, and what it demands of
//! several records together.

use futures_util::future::BoxFuture;

use crate::describe::{Field, FieldType, Given, Values};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::{dictionary, existence};
use crate::engine::model;
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::stored::stored;
use crate::engine::model::{ADOPT, Access, Attributes, Cell, Spot, TYPE};
use crate::engine::problem::{Attempt, ColumnProblem, Problem, Problems};
use crate::engine::record::validate;
use crate::engine::write::takeover::{self, Takeover};
use crate::engine::write::{children, hooks, twins};

/// The length that a column of text has unless it is given another one (docs/facts.md#long-text).
const USUAL_LENGTH: usize = 40;

/// What would go wrong. Nothing is asked where nothing changes.
pub(crate) async fn problems(
    scene: Scene<'_>,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Problems {
    let changes = |field: &Field| is_changed(field, prior, scene.attributes);
    if !scene.resource.fields.iter().any(|field| field.is_configurable() && changes(field)) {
        return Problems::new();
    }
    // Side by side: what they look at in one table is asked for at once.
    let looks = (
        lacking(scene, prior, config),
        too_long(scene, prior),
        too_long_in_children(scene, prior),
        existence::of_fields(scene, prior),
    );
    let (mut problems, too_long, in_children, astray, unmet) =
        tokio::join!(looks.0, looks.1, looks.2, looks.3, hooks::unmet(scene, prior));
    problems.extend(too_long.into_iter().chain(in_children).chain(astray).chain(unmet));
    let Takeover { problems: told, before } = there(scene, prior, config).await;
    // A demand may have named that very record, with more to say of it.
    let is_named = |sys_id: &str| problems.iter().any(|one| one.to_string().contains(sys_id));
    let is_news = |one: &Problem| !matches!(one, Problem::There(there) if is_named(there.sys_id()));
    let news: Problems = told.into_iter().filter(is_news).collect();
    problems.extend(news);
    let before = prior.or(before.as_ref());
    problems.extend(validate::new_values(scene.resource, scene.attributes, before));
    problems
}

/// What is there already under the key of the record, and whether it is taken over.
fn there<'a>(
    scene: Scene<'a>,
    prior: Option<&'a Attributes>,
    config: &'a Attributes,
) -> BoxFuture<'a, Takeover> {
    Box::pin(async move {
        match (scene.attributes.flag(ADOPT), prior) {
            (Given::Unknown, _) | (Given::Is(true), Some(_)) => Takeover::default(),
            (Given::Is(true), None) => takeover::foresee(scene, config).await,
            (Given::Is(false) | Given::Null, _) => twins::foresee(scene, prior).await.into(),
        }
    })
}

fn is_changed(field: &Field, prior: Option<&Attributes>, planned: &Attributes) -> bool {
    prior.is_none_or(|prior| prior.get(field.name) != planned.get(field.name))
}

/// The texts that are longer than their columns. The dictionary is asked only where one is longer than columns usually
/// take, or when it was asked before.
async fn too_long(scene: Scene<'_>, prior: Option<&Attributes>) -> Problems {
    let Scene { work, resource, attributes: planned } = scene;
    let changed = resource.fields.iter().filter(|field| {
        let is_text =
            matches!(field.holds, FieldType::Text | FieldType::Choice(_) | FieldType::TextList);
        is_text && resource.has(field, planned) && is_changed(field, prior, planned)
    });
    let texts = changed.filter_map(|field| {
        let value = planned.get(field.name);
        is_wholly_known(value).then(|| Some((field.name, field.column?, stored(value))))?
    });
    let texts: Vec<(&str, &str, String)> = texts.collect();
    let table = scene.table();
    let is_long = |text: &str| text.chars().count() > USUAL_LENGTH;
    let is_worth_it =
        texts.iter().any(|(_, _, text)| is_long(text)) || work.session.columns(table).initialized();
    let open = !resource.description.variants.is_empty() && planned.get(TYPE).is_unknown();
    if !is_worth_it || open {
        return Problems::new();
    }
    let known = match dictionary::columns(work, table).await {
        Ok(known) => known,
        Err(error) => {
            return work.failed(Attempt::Describe, "sys_dictionary", Access::Read, error).into();
        }
    };
    let told = texts.into_iter().filter_map(|(attribute, column, text)| {
        let (length, limit) = known.get(column)?.exceeded_by(&text)?;
        let (spot, table) = (Spot::Attribute(attribute, column), table.to_owned());
        Some(Problem::Column(ColumnProblem::TooLong { spot, table, length, limit }))
    });
    told.collect()
}

/// The same of the texts in children, each attribute by the dictionary of its rows.
async fn too_long_in_children(scene: Scene<'_>, prior: Option<&Attributes>) -> Problems {
    let Scene { work, resource, attributes: planned } = scene;
    let mut problems = Problems::new();
    for (field, of_it) in children::of_type(resource) {
        let elements = planned.get(field.name).as_list().unwrap_or_default();
        let cells = elements.iter().flat_map(|one| model::children::cells(field, of_it, one));
        let long: Vec<Cell> =
            cells.filter(|cell| cell.text.chars().count() > USUAL_LENGTH).collect();
        if long.is_empty() || !is_changed(field, prior, planned) {
            continue;
        }
        let known = match dictionary::columns(work, of_it.table).await {
            Ok(known) => known,
            Err(error) => {
                let attempt = Attempt::Describe;
                return work.failed(attempt, "sys_dictionary", Access::Read, error).into();
            }
        };
        problems.extend(long.iter().filter_map(|cell| {
            let (length, limit) = known.get(&cell.column)?.exceeded_by(&cell.text)?;
            let (spot, table) = (cell.spot(), of_it.table.to_owned());
            Some(Problem::Column(ColumnProblem::TooLong { spot, table, length, limit }))
        }));
    }
    problems
}

/// The columns that only some instances have, this one has not, and the configuration sets. Where the account may not
/// read the dictionary, that shows when the value does not come back.
async fn lacking(scene: Scene<'_>, prior: Option<&Attributes>, config: &Attributes) -> Problems {
    let Scene { work, resource, attributes: planned } = scene;
    let set = resource.fields.iter().filter(|field| {
        let given = config.given(field.name) == Given::Is(());
        field.on_some_instances && given && is_changed(field, prior, planned)
    });
    let set: Vec<_> = set.filter_map(|field| Some((field.name, field.column?))).collect();
    let open = !resource.description.variants.is_empty() && planned.get(TYPE).is_unknown();
    if set.is_empty() || open {
        return Problems::new();
    }
    let table = scene.table();
    let known = match dictionary::columns(work, table).await {
        Ok(known) => known,
        Err(error) => {
            let attempt = Attempt::LookUp(set[0].0);
            return work.failed(attempt, "sys_dictionary", Access::Read, error).into();
        }
    };
    let lacking = set.into_iter().filter(|(_, column)| !known.contains_key(*column));
    let told = lacking.filter(|_| !known.is_empty()).map(|(attribute, column)| {
        let spot = Spot::Attribute(attribute, column);
        Problem::Column(ColumnProblem::Missing { spot, table: table.to_owned() })
    });
    told.collect()
}
