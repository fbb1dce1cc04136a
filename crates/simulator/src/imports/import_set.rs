//! The import set that a row goes into, and the row itself (docs/facts.md#import-set).

use super::{IMPORT_SETS, Outcome, ROWS, StagingTable, transform};
use crate::{
    clock,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Caller, Work},
};

/// The column that holds what the staging table's own columns do.
const STAGED: &str = "staged";

/// How many characters of a stored moment are its day.
const DAY: usize = 10;

/// A row that came in, and what became of it.
#[derive(Debug)]
pub(crate) struct Received {
    /// The number of its import set.
    pub(crate) import_set: String,
    /// The sys_id of the row.
    pub(crate) row: String,
    /// One for each transform map.
    pub(crate) outcomes: Vec<Outcome>,
}

/// Takes a row in. In a synchronous import set it is transformed at once, as the user `system`.
pub(crate) fn receive(
    work: &Work<'_>,
    staging: &StagingTable,
    sent: &Record,
) -> Result<Received, Refusal> {
    let set = loading(work, staging)?;
    let values = staging.kept(work, sent);
    let mut row = staged(work, &set, &values)?;
    let system = Caller::system();
    let by_system = Work { caller: &system, ..*work };
    let outcomes = match set.value("mode") {
        "synchronous" => transform::by_all_maps(&by_system, staging.name(), &values)?,
        _ => Vec::new(),
    };
    if let Some(last) = outcomes.last() {
        last.write_to(&mut row);
        work.store_again(work.table(ROWS)?, &row)?;
    }
    let (import_set, row) = (set.value("number").to_owned(), row.value("sys_id").to_owned());
    Ok(Received { import_set, row, outcomes })
}

/// A row that came in before, by its sys_id.
pub(crate) fn found(
    work: &Work<'_>,
    staging: &StagingTable,
    id: &str,
) -> Result<Received, Refusal> {
    let row = work.fetch(ROWS, id)?.ok_or(Refusal::NotFound)?;
    let set = work.fetch(IMPORT_SETS, row.value("sys_import_set"))?.unwrap_or_default();
    if !set.value("table_name").eq_ignore_ascii_case(staging.name()) {
        return Err(Refusal::NotFound);
    }
    let outcomes = Outcome::read_from(work, &row)?.into_iter().collect();
    Ok(Received {
        import_set: set.value("number").to_owned(),
        row: row.value("sys_id").to_owned(),
        outcomes,
    })
}

/// The table's import set in the state `loading`; a new one where there is none. At midnight those
/// before are processed.
fn loading(work: &Work<'_>, staging: &StagingTable) -> Result<Record, Refusal> {
    let table = work.table(IMPORT_SETS)?;
    let today = clock::stored(work.now);
    let open = [("table_name", staging.name()), ("state", "loading")];
    for mut set in work.find(IMPORT_SETS, &open)? {
        if set.value("sys_created_on").get(..DAY) == today.get(..DAY) {
            return Ok(set);
        }
        set.insert("state".to_owned(), "processed".to_owned());
        work.store_again(table, &set)?;
    }
    records::insert(work, table, &Input::platform([("table_name", staging.name())]))
}

fn staged(work: &Work<'_>, set: &Record, values: &Record) -> Result<Record, Refusal> {
    let id = set.value("sys_id");
    let place = work.find(ROWS, &[("sys_import_set", id)])?.len();
    let place = place.to_string();
    let text = serde_json::to_string(values).unwrap_or_default();
    let columns =
        [("sys_import_set", id), ("sys_import_row", place.as_str()), (STAGED, text.as_str())];
    records::insert(work, work.table(ROWS)?, &Input::platform(columns))
}
