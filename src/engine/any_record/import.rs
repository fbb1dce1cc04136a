//! Finding the row an import names: by `table/sys_id`, or by `table/column:value` with further columns after commas.

use servicenow::{Query, Record};

use super::{described, is_table_name, references};
use crate::describe::looks_like_sys_id;
use crate::engine::lookup::near::{likest, near};
use crate::engine::lookup::references::{self as lookup, Resolved};
use crate::engine::model::{ANY_RECORD, Access, Columns, column_of};
use crate::engine::problem::{Attempt, ImportProblem, Problem};
use crate::engine::session::Work;

/// How many rows that fit are told.
const TOLD: usize = 20;
/// At so many commas an id is taken apart; with more of them there are too many ways.
const COMMAS: usize = 6;

/// Columns and the values that they must have.
type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// The table and the row that the id names.
pub(super) async fn find<'a>(work: &Work, id: &'a str) -> Result<(&'a str, Record), Problem> {
    let parts = id.split_once('/');
    let Some((table, rest)) =
        parts.filter(|(table, rest)| is_table_name(table) && !rest.is_empty())
    else {
        return Err(Problem::Import(ImportProblem::NoTable(id.to_owned())));
    };
    let first = rest.split_once(':').filter(|(column, _)| is_table_name(column));
    let found = match first {
        Some((column, _)) if !looks_like_sys_id(rest) => {
            by_columns(work, table, (id, rest), column).await?
        }
        _ => by_sys_id(work, table, rest).await?,
    };
    Ok((table, found))
}

async fn by_sys_id(work: &Work, table: &str, sys_id: &str) -> Result<Record, Problem> {
    let record = work.client.table(table).get(sys_id, &["sys_id"]).await;
    let record = record.map_err(|error| work.unread(ANY_RECORD, table, error))?;
    record.ok_or_else(|| {
        let (table, sys_id) = (table.to_owned(), sys_id.to_owned());
        Problem::Import(ImportProblem::NoRow { table, sys_id })
    })
}

async fn by_columns(
    work: &Work,
    table: &str,
    (id, rest): (&str, &str),
    first: &str,
) -> Result<Record, Problem> {
    let known = described(work, table).await?;
    if known.contains_key("sys_id") && !known.contains_key(first) {
        let near = likest(first, known.keys().map(String::as_str));
        let near = near.into_iter().map(str::to_owned).collect();
        let (table, column) = (table.to_owned(), first.to_owned());
        return Err(Problem::Import(ImportProblem::NoColumn { table, column, near }));
    }
    let readings = readings(rest, |column| known.is_empty() || known.contains_key(column));
    if readings.is_empty() {
        return Err(Problem::Import(ImportProblem::NoTable(id.to_owned())));
    }
    for pairs in &readings {
        match rows(work, (table, &known), pairs).await?.as_slice() {
            [] => {}
            [one] => return Ok(one.clone()),
            several => {
                let label = |record: &Record| format!("{table}/{}", record.sys_id());
                let candidates = several.iter().map(label).collect();
                let (type_name, id) = (ANY_RECORD.to_owned(), id.to_owned());
                let several = ImportProblem::Several { type_name, id, candidates };
                return Err(Problem::Import(several));
            }
        }
    }
    let pairs = readings.first().map_or(&[][..], Vec::as_slice);
    let near = like(work, table, pairs).await;
    let wanted = pairs.iter().map(|(column, value)| format!("{column} = {value:?}"));
    let (table, wanted) = (table.to_owned(), wanted.collect::<Vec<_>>().join(" and "));
    Err(Problem::Import(ImportProblem::NoMatch { table, wanted, near }))
}

/// The ways to read the pairs, those with the most pairs first: a comma before the name of a column and a colon may begin
/// another pair, or be a part of the value.
fn readings(text: &str, is_column: impl Fn(&str) -> bool) -> Vec<Pairs<'_>> {
    let begins = |at: &usize| {
        let name = text[at + 1..].split_once(':').map(|(name, _)| name);
        name.is_some_and(|name| is_table_name(name) && is_column(name))
    };
    let commas = text.match_indices(',').map(|(at, _)| at).filter(begins);
    let commas: Vec<usize> = commas.take(COMMAS).collect();
    let mut ways: Vec<u32> = (0..1_u32 << commas.len()).collect();
    ways.sort_by_key(|way| std::cmp::Reverse(way.count_ones()));
    ways.into_iter().filter_map(|way| pairs(text, &commas, way)).collect()
}

/// The pairs where the commas of this way divide them; none where one of them says nothing.
fn pairs<'a>(text: &'a str, commas: &[usize], way: u32) -> Option<Pairs<'a>> {
    let divides = |(place, _): &(usize, &usize)| way & (1 << place) != 0;
    let mut pairs = Vec::new();
    let mut begin = 0;
    let ends = commas.iter().enumerate().filter(divides).map(|(_, at)| *at);
    for end in ends.chain([text.len()]) {
        let (column, value) = text[begin..end].split_once(':')?;
        if value.trim().is_empty() {
            return None;
        }
        pairs.push((column, value));
        begin = end + 1;
    }
    Some(pairs)
}

/// The rows that have these values. A reference is given by a name of its record, or by sys_id.
async fn rows(
    work: &Work,
    (table, known): (&str, &Columns),
    pairs: &[(&str, &str)],
) -> Result<Vec<Record>, Problem> {
    let names: Vec<String> = pairs.iter().map(|(column, _)| (*column).to_owned()).collect();
    let unread = |error| work.unread(ANY_RECORD, table, error);
    let leads = references::leads(work, known, names.iter()).await.map_err(unread)?;
    let mut query = Query::new();
    for (column, value) in pairs {
        let asked = match leads.get(*column) {
            Some(target) => {
                let found = lookup::resolve(work, target, value).await.map_err(|error| {
                    work.failed(
                        Attempt::Operation("read", ANY_RECORD.into()),
                        target.table,
                        Access::Read,
                        error,
                    )
                })?;
                let Resolved::One(sys_id) = found else { return Ok(Vec::new()) };
                query.equals(column, &sys_id)
            }
            None => query.equals_in_parts(column, value, column_of(known, column).comparison()),
        };
        let Ok(asked) = asked else { return Ok(Vec::new()) };
        query = asked;
    }
    let found = work.client.table(table).matching(&query, &["sys_id"], Some(TOLD)).await;
    Ok(found.map_err(unread)?.rows)
}

/// Rows that resemble the one asked for, by the first column.
async fn like(work: &Work, table: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let Some((column, value)) = pairs.first() else { return Vec::new() };
    let found = near(work, table, column, value, &[*column]).await;
    let label = |record: &Record| Some(format!("{:?} ({})", record.get(column)?, record.sys_id()));
    found.iter().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Pairs<'_>> {
        readings(text, |column| ["name", "element", "value"].contains(&column))
    }

    #[test]
    fn commas_divide_columns_and_may_be_a_part_of_a_value() {
        let all = read("name:incident,element:state,value:1");
        assert_eq!(all[0], [("name", "incident"), ("element", "state"), ("value", "1")]);
        assert_eq!(all.len(), 4);
        assert_eq!(all[3], [("name", "incident,element:state,value:1")]);
        assert_eq!(read("name:Smith, John"), [[("name", "Smith, John")]]);
        assert_eq!(read("name:a,b:c"), [[("name", "a,b:c")]], "there is no column b");
    }

    #[test]
    fn slashes_and_colons_are_parts_of_values() {
        assert_eq!(read("name:urn:x/y"), [[("name", "urn:x/y")]]);
        assert!(read("name:").is_empty() && read("name: ").is_empty());
    }
}
