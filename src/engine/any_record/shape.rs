//! The shape of a row of any table: its columns are those of `fields`, and its types those of the dictionary.

use async_trait::async_trait;
use servicenow::{Query, Record, SecretString};
use tfplugin::Value;

use super::{
    AnyRecord, FIELDS, REFERENCES, SECRETS, TABLE, VERSION, columns, matching, references, secrets,
    texts,
};
use crate::engine::lookup::references as lookup;
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::model::{
    ANY_RECORD, Attributes, Cell, Loss, Private, Secret, Source, Spot, Subject, Targets, column_of,
    stamp,
};
use crate::engine::placement;
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::life::Change;
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;

/// The longest text that recognises a record whose answer was lost.
const LONGEST_OF_IDENTITY: usize = 199;

#[async_trait]
impl Shape for AnyRecord {
    fn subject(&self, attributes: &Attributes) -> Subject {
        Subject::new(ANY_RECORD, attributes.known_text(TABLE).unwrap_or_default())
    }

    /// The application by the table's own column of it.
    fn scope(&self, attributes: &Attributes) -> Option<String> {
        let column = placement::scope_column(attributes.known_text(TABLE).unwrap_or_default());
        let of = |name: &str| columns(attributes.get(name)).remove(column);
        of(FIELDS).or_else(|| of(REFERENCES)).filter(|named| !named.is_empty())
    }

    /// Whatever the columns refer to is referred to from now on.
    async fn cells(&self, work: &Work, change: &Change) -> Result<Vec<Cell>, Problems> {
        let Some(planned) = &change.planned else { return Ok(Vec::new()) };
        let before =
            change.prior.as_ref().map(|prior| columns(prior.get(FIELDS))).unwrap_or_default();
        let mut changed = columns(planned.get(FIELDS));
        changed.retain(|column, text| before.get(column) != Some(text));
        if changed.is_empty() && planned.get(REFERENCES).is_null() {
            return Ok(Vec::new());
        }
        let table = planned.known_text(TABLE).unwrap_or_default();
        let known = super::described(work, table).await?;
        let named =
            references::cells(work, (table, &known), change.prior.as_ref(), planned).await?;
        let cell = |(column, text): (String, String)| {
            work.session.known.refer_to(&text);
            let source = Source::Dictionary(column_of(&known, &column));
            Cell { column, text, source }
        };
        let says_nothing = |cell: &Cell| cell.is_entry() && cell.text.is_empty();
        let changed = changed.into_iter().map(cell).filter(|cell| !says_nothing(cell));
        Ok(changed.chain(named).collect())
    }

    fn columns(&self, planned: &Attributes, cells: &[Cell]) -> Vec<String> {
        let stamp = (!planned.get(VERSION).is_null()).then_some(stamp::COLUMNS);
        let stamp = stamp.into_iter().flatten().map(str::to_owned);
        let columns = cells.iter().flat_map(|cell| match &cell.source {
            Source::Named(_, target) => lookup::columns(&cell.column, target),
            Source::Dictionary(_) | Source::Field(_) => vec![cell.column.clone()],
        });
        std::iter::once("sys_id".to_owned()).chain(columns).chain(stamp).collect()
    }

    fn secrets(&self, change: &mut Change, all: bool) -> Vec<Secret> {
        let Some(planned) = &change.planned else { return Vec::new() };
        let stays = |prior: &Attributes| prior.get(VERSION) == planned.get(VERSION);
        if !all && change.prior.as_ref().is_some_and(stays) {
            return Vec::new();
        }
        let secret = |(column, text)| {
            let (spot, value) = (Spot::Column(column), SecretString::from(text));
            Secret { spot, value, is_made: false }
        };
        texts(change.config.get(SECRETS)).into_iter().map(secret).collect()
    }

    async fn existing(
        &self,
        work: &Work,
        planned: &Attributes,
        cells: &[Cell],
        columns: &[String],
    ) -> Result<Option<Record>, Problem> {
        matching::find(work, planned, cells, columns).await
    }

    fn managed(&self, state: &Attributes) -> Vec<String> {
        let of = |name: &str| columns(state.get(name)).into_keys();
        of(FIELDS).chain(of(REFERENCES)).collect()
    }

    fn note_targets(
        &self,
        targets: &mut Targets,
        change: (Option<&Attributes>, &Attributes),
        answer: Option<&Record>,
    ) {
        references::note(targets, change, answer);
    }

    fn forget_names(&self, state: &mut Attributes) {
        state.set(REFERENCES, Value::Null);
    }

    fn flaws(
        &self,
        prior: Option<&Attributes>,
        planned: &Attributes,
        config: &Attributes,
    ) -> Problems {
        secrets::flaws(prior, planned, config)
    }

    fn keep_secret(&self, state: &mut Attributes, prior: Option<&Attributes>, _secret: &Spot) {
        state.set(VERSION, prior.map_or(Value::Null, |prior| prior.get(VERSION).clone()));
    }

    fn keep_entries(&self, state: &mut Attributes, prior: &Attributes, entries: &[Cell]) {
        let Some(fields) = state.get(FIELDS).as_map() else { return };
        let (mut fields, before) = (fields.clone(), prior.get(FIELDS));
        for entry in entries {
            match before.get(&entry.column) {
                Value::Null => fields.remove(&entry.column),
                text => fields.insert(entry.column.clone(), text.clone()),
            };
        }
        state.set(FIELDS, Value::Map(fields));
    }

    /// All that was written, long texts and entries of journals aside.
    fn identity(&self, cells: &[Cell]) -> Query {
        let short = cells
            .iter()
            .filter(|cell| !cell.text.is_empty() && cell.text.len() <= LONGEST_OF_IDENTITY)
            .filter(|cell| !cell.is_entry());
        short.fold(Query::new(), |query, cell| {
            query.clone().equals(&cell.column, &cell.text).unwrap_or(query)
        })
    }

    /// All that is written tells it from others, entries of journals aside: nobody can read those in the record.
    fn keys<'a>(&'a self, cells: &'a [Cell]) -> (Vec<&'a str>, Vec<Vec<&'a Cell>>) {
        let telling: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_entry()).collect();
        let columns = telling.iter().map(|cell| cell.column.as_str()).collect();
        (columns, vec![telling])
    }

    async fn show_stored(
        &self,
        _work: &Work,
        (losses, record): (&[Loss], &Record),
        _before: (&Attributes, &Private),
        state: &mut Attributes,
    ) {
        for loss in losses {
            let column = &loss.cell.column;
            let (name, shown) = match &loss.cell.source {
                Source::Named(_, target) => {
                    let shown = lookup::spelled(column, target, record, &Value::Null, &[]);
                    (REFERENCES, shown.map(|(value, _)| value))
                }
                Source::Dictionary(_) | Source::Field(_) => {
                    let stored = record.get(column).filter(|stored| !is_ciphertext(stored));
                    (FIELDS, stored.map(Value::from))
                }
            };
            if let (Some(shown), Some(all)) = (shown, state.get(name).as_map()) {
                let mut all = all.clone();
                all.insert(column.clone(), shown);
                state.set(name, Value::Map(all));
            }
        }
    }
}
