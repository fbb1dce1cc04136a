//! A row that is there already and is taken over: which one that is, by the columns of `match_on`, and what changes of it.

use std::time::Duration;

use servicenow::{Query, QueryError, Record};
use tfplugin::Value;

use super::{FIELDS, MATCH_ON, REFERENCES, SECRETS, texts};
use crate::engine::lookup::references::{self as lookup, Resolved};
use crate::engine::lookup::secrecy::{self, Discretion, Secrecy};
use crate::engine::model::{
    ADOPT, ANY_RECORD, Access, Attributes, Cell, Columns, Need, Right, Source, Subject, column_of,
};
use crate::engine::problem::{
    Adoption, Attempt, ColumnProblem, Difference, Mistake, Problem, Problems, There, Twin,
};
use crate::engine::session::Work;

/// How many rows that fit are looked at.
const LOOKED_AT: usize = 20;
/// Columns that say who made a row, and when.
const MADE: [&str; 2] = ["sys_created_by", "sys_created_on"];

/// Whether a row that is there is to be taken over.
pub(super) fn adopts(attributes: &Attributes) -> bool {
    attributes.get(ADOPT).as_bool() == Some(true)
}

/// The columns by which it is recognised, as far as they are known.
pub(super) fn columns(attributes: &Attributes) -> Vec<String> {
    lookup::spellings(attributes.get(MATCH_ON)).map(str::to_owned).collect()
}

/// The row to take over when the plan is carried out; none where there is none.
pub(super) async fn find(
    work: &Work,
    planned: &Attributes,
    cells: &[Cell],
    columns: &[String],
) -> Result<Option<Record>, Problem> {
    if !adopts(planned) {
        return Ok(None);
    }
    let keys = self::columns(planned);
    if keys.is_empty() {
        return Err(Problem::Mistake(Mistake::NothingToMatch));
    }
    let cell = |column: &String| cells.iter().find(|cell| cell.column == *column);
    let matched: Vec<&Cell> = keys.iter().filter_map(cell).collect();
    if let Some(problem) = untelling(&keys, &matched) {
        return Err(problem);
    }
    let table = planned.known_text(super::TABLE).unwrap_or_default();
    let mut guarded = Vec::new();
    for column in texts(planned.get(FIELDS)).into_keys() {
        let known = secrecy::of(work, table, &column).await;
        let known = known.map_err(|error| super::undescribed(work, error))?;
        if let Secrecy::If(other, words) = known {
            guarded.push((column, other, words));
        }
    }
    let others = guarded.iter().map(|(_, other, _)| (*other).to_owned());
    let asked: Vec<String> = columns.iter().cloned().chain(others).collect();
    let found = the_one(work, table, &matched, &asked).await?;
    let Some(record) = found else { return Ok(None) };
    // What is a secret in a row that is there is neither overwritten nor kept in the state.
    let is_secret = |(_, other, words): &(String, &str, &[&str])| {
        record.get(other).is_some_and(|word| words.contains(&word))
    };
    match guarded.into_iter().find(is_secret) {
        Some((column, ..)) => {
            let table = table.to_owned();
            Err(Problem::Column(ColumnProblem::SecretInFields { column, table }))
        }
        None => Ok(Some(record)),
    }
}

/// The problem that a column tells no row from others.
fn untelling(keys: &[String], matched: &[&Cell]) -> Option<Problem> {
    let why = |column: &String| match matched.iter().find(|cell| cell.column == *column) {
        None => Some("is not configured"),
        Some(cell) if cell.is_entry() => Some("is a journal"),
        Some(cell) if cell.text.trim().is_empty() => Some("is empty"),
        Some(_) => None,
    };
    let (column, why) = keys.iter().find_map(|column| Some((column.clone(), why(column)?)))?;
    let type_name = ANY_RECORD.to_owned();
    Some(Problem::Adoption(Adoption::Unmatched { type_name, column, why }))
}

/// The one row that holds these cells, with these columns; none if there is none, a problem if there are several.
async fn the_one(
    work: &Work,
    table: &str,
    matched: &[&Cell],
    asked: &[String],
) -> Result<Option<Record>, Problem> {
    if matched.is_empty() {
        return Ok(None);
    }
    let subject = || Subject::new(ANY_RECORD, table);
    let keys = || matched.iter().map(|cell| cell.column.clone()).collect::<Vec<_>>();
    let query = query(matched).map_err(|wrong| {
        let (type_name, why) = (ANY_RECORD.to_owned(), wrong.to_string());
        Problem::Adoption(Adoption::Unsearchable { type_name, why })
    })?;
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let found = work.client.table(table).matching(&query, &asked, Some(LOOKED_AT)).await;
    let found = found.map_err(|error| work.unread(ANY_RECORD, table, error))?;
    if found.all_hidden().is_some() {
        work.session.needs.refuse(Need::new(table, Right::Read));
        return Err(Problem::Adoption(Adoption::Hidden { subject: subject(), key: keys() }));
    }
    match found.rows.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => {
            let sys_ids = several.iter().map(|record| record.sys_id().to_owned()).collect();
            let several = Adoption::Matches { subject: subject(), columns: keys(), sys_ids };
            Err(Problem::Adoption(several))
        }
    }
}

fn query(matched: &[&Cell]) -> Result<Query, QueryError> {
    matched.iter().try_fold(Query::new(), |query, cell| match &cell.source {
        Source::Dictionary(column) => {
            query.equals_in_parts(&cell.column, &cell.text, column.comparison())
        }
        Source::Named(..) | Source::Field(_) => query.equals(&cell.column, &cell.text),
    })
}

/// What a plan says of the row that is taken over; nothing where none is there, or a state holds it.
pub(super) async fn foresee(
    work: &Work,
    (table, known): (&str, &Columns),
    planned: &Attributes,
    config: &Attributes,
) -> Result<Option<There>, Problem> {
    let keys = columns(planned);
    let cells = known_cells(work, (table, known), planned).await?;
    let cell = |column: &String| cells.iter().find(|cell| cell.column == *column);
    let Some(matched) = keys.iter().map(cell).collect::<Option<Vec<_>>>() else { return Ok(None) };
    if untelling(&keys, &matched).is_some() {
        return Ok(None);
    }
    let named = cells.iter().map(|cell| cell.column.clone());
    let mut discretion = Discretion::default();
    let asked: Vec<&str> = cells.iter().map(|cell| cell.column.as_str()).collect();
    let unread = |error| work.unread(ANY_RECORD, table, error);
    discretion.learn(work, table, &asked).await.map_err(unread)?;
    let asked = named.chain(MADE.map(str::to_owned)).chain(discretion.telling());
    let found = the_one(work, table, &matched, &asked.collect::<Vec<_>>()).await?;
    let Some(record) = found else { return Ok(None) };
    if work.session.known.is_held_by_now(record.sys_id()).await {
        return Ok(None);
    }
    let is_changed = |cell: &&Cell| {
        !cell.is_entry() && record.get(&cell.column).is_some() && !cell.is_held_by(&record)
    };
    let changes = cells.iter().filter(is_changed).map(|cell| {
        let before = record.get(&cell.column).filter(|_| discretion.shows(&record, &cell.column));
        let (before, after) = (before.map(str::to_owned), Some(cell.text.clone()));
        Difference { attribute: cell.column.clone(), before, after }
    });
    let changes = changes.collect();
    let secrets = if config.get(SECRETS).is_null() { Vec::new() } else { vec![SECRETS] };
    Ok(Some(There::Matched { twin: twin(work, table, &record), columns: keys, changes, secrets }))
}

/// The columns that apply would write, as far as the plan knows them: a name that leads nowhere yet may be that of a record
/// which this run makes.
async fn known_cells(
    work: &Work,
    (table, known): (&str, &Columns),
    planned: &Attributes,
) -> Result<Vec<Cell>, Problem> {
    let cell = |(column, text): (String, String)| {
        let source = Source::Dictionary(column_of(known, &column));
        Cell { column, text, source }
    };
    let mut cells: Vec<Cell> = super::columns(planned.get(FIELDS)).into_iter().map(cell).collect();
    let named = texts(planned.get(REFERENCES));
    let leads = super::references::leads(work, known, named.keys()).await;
    let leads = leads.map_err(|error| super::undescribed(work, error))?;
    for (column, name) in named {
        let Some(target) = leads.get(&column) else { continue };
        let found = lookup::resolve(work, target, &name).await;
        let attempt = Attempt::LookUp(REFERENCES);
        match found {
            Ok(Resolved::One(text)) => {
                let source = Source::Named(column_of(known, &column), *target);
                cells.push(Cell { column, text, source });
            }
            Err(error) if !error.is_forbidden() => {
                return Err(work.failed(attempt, table, Access::Read, error));
            }
            _ => {}
        }
    }
    Ok(cells)
}

fn twin(work: &Work, table: &str, record: &Record) -> Twin {
    let text = |column: &str| record.get(column).unwrap_or_default().to_owned();
    Twin {
        verb: "create",
        subject: Subject::new(ANY_RECORD, table),
        key: &[],
        sys_id: record.sys_id().to_owned(),
        by: text(MADE[0]),
        at: text(MADE[1]),
        age: work.client.age_of(record).filter(|age| *age < Duration::from_hours(48)),
    }
}

/// What is said of it, and whether it is certain that no row is made.
pub(super) async fn told(
    work: &Work,
    described: (&str, &Columns),
    planned: &Attributes,
    config: &Attributes,
) -> (Problems, bool) {
    if !adopts(planned) {
        return (Problems::new(), false);
    }
    match foresee(work, described, planned, config).await {
        Ok(Some(there)) => (Problem::from(there).into(), true),
        Ok(None) => (Problems::new(), false),
        Err(problem) => (problem.into(), true),
    }
}

/// Whether a value gives a column something to recognise a row by; what is open may.
pub(super) fn tells(value: &Value) -> bool {
    value.is_unknown() || value.as_str().is_some_and(|text| !text.trim().is_empty())
}
