//! Instance Scan: what the checks of tables find (docs/facts.md#scan-findings).

use crate::{
    dictionary::Table,
    locale::Locale,
    query::{self, Asking, Circumstances, Joins},
    records::{self, Input},
    refusal::Refusal,
    schedule::{Scan, ScanTarget},
    store::{self, Record},
    unknowns::UnknownQueryColumn,
    world::Work,
};
use rusqlite::params_from_iter;

const RESULTS: &str = "scan_result";
const FINDINGS: &str = "scan_finding";
const COMBOS: &str = "scan_combo";

/// Scans, and keeps what was found under the operation's identifier.
pub(crate) fn run(work: &Work<'_>, scan: &Scan, progress: &str) -> Result<(), Refusal> {
    let mut found = Vec::new();
    for check in checks(work, &scan.suite)? {
        for record in records(work, &check, &scan.target)? {
            found.push((check.clone(), record));
        }
    }
    let count = found.len().to_string();
    let row = Input::platform([
        ("progress_id", progress),
        ("state", "complete"),
        ("finding_count", &count),
        ("scan_check_suite", &scan.suite),
    ]);
    let result = records::insert(work, work.table(RESULTS)?, &row)?;
    for (check, record) in found {
        let row = Input::platform([
            ("result", result.value("sys_id")),
            ("check", check.value("sys_id")),
            ("source_table", check.value("table")),
            ("source", &record),
            ("finding_details", check.value("short_description")),
        ]);
        records::insert(work, work.table(FINDINGS)?, &row)?;
    }
    Ok(())
}

/// The active checks, of a suite or of all.
fn checks(work: &Work<'_>, suite: &str) -> Result<Vec<Record>, Refusal> {
    let mut checks = work.find("scan_table_check", &[("active", "true")])?;
    if !suite.is_empty() {
        let members = work.find("scan_check_suite_check", &[("suite", suite)])?;
        let has = |check: &Record| {
            members.iter().any(|member| member.value("check") == check.value("sys_id"))
        };
        checks.retain(has);
    }
    Ok(checks)
}

/// The sys_ids of the records that the check finds among those that are scanned.
fn records(work: &Work<'_>, check: &Record, target: &ScanTarget) -> Result<Vec<String>, Refusal> {
    let Ok(table) = work.table(check.value("table")) else { return Ok(Vec::new()) };
    let mut found = matching(work, table, check.value("conditions"))?;
    match target {
        ScanTarget::Everything => {}
        ScanTarget::Record { table: named, id } => {
            let is_of_it = work.table(named).is_ok_and(|named| named.is_a(&table.name));
            found.retain(|record| is_of_it && record == id);
        }
        ScanTarget::Applications(applications) => {
            let mut kept = Vec::new();
            for record in found {
                let row = work.fetch(&table.name, &record)?.unwrap_or_default();
                if applications.iter().any(|application| application == row.value("sys_scope")) {
                    kept.push(record);
                }
            }
            found = kept;
        }
        ScanTarget::UpdateSets(sets) => {
            let mut names = Vec::new();
            for set in sets {
                let entries = work.find("sys_update_xml", &[("update_set", set)])?;
                names.extend(entries.iter().map(|entry| entry.value("name").to_owned()));
            }
            found.retain(|record| names.contains(&format!("{}_{record}", table.name)));
        }
    }
    Ok(found)
}

/// The sys_ids of the rows that meet an encoded query, as the instance itself asks it.
fn matching(work: &Work<'_>, table: &Table, conditions: &str) -> Result<Vec<String>, Refusal> {
    let query = query::parse(conditions, work.world.unknowns.caret_escaped_by_doubling);
    let mut joins = Joins::new(&work.world.dictionary, table);
    let locale = if query.is_timed() { Locale::of(work)? } else { Locale::default() };
    let asking = Asking {
        circumstances: Circumstances {
            user_name: &work.caller.user_name,
            user_id: &work.caller.user_id,
            now: work.now,
            locale: &locale,
        },
        on_unknown: UnknownQueryColumn::Dropped,
        unknown_matches_nothing: true,
        may_read: &|_| true,
    };
    let compiled = query::compile(&query, &mut joins, &work.world.dictionary, &asking)
        .map_err(|_| Refusal::UnreadableQuery)?;
    let class = store::is_of_class(table, "t.sys_class_name");
    let (from, condition) = (joins.sql(), &compiled.condition);
    let sql = format!("SELECT t.sys_id FROM {from} WHERE {class} AND ({condition})");
    let mut statement = work.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&compiled.parameters), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a scan of a suite, so that it can be repeated.
pub(crate) fn keep(work: &Work<'_>, scan: &Scan) -> Result<(), Refusal> {
    let (kind, targets) = match &scan.target {
        ScanTarget::Applications(ids) => ("scoped_apps", ids.join(",")),
        ScanTarget::UpdateSets(ids) => ("update_sets", ids.join(",")),
        ScanTarget::Everything | ScanTarget::Record { .. } => return Ok(()),
    };
    let row = [("suite", scan.suite.as_str()), ("target_kind", kind), ("targets", &targets)];
    if work.find(COMBOS, &row)?.is_empty() {
        records::insert(work, work.table(COMBOS)?, &Input::platform(row))?;
    }
    Ok(())
}

/// The scan that was kept under that sys_id.
pub(crate) fn kept(work: &Work<'_>, id: &str) -> Result<Option<Scan>, Refusal> {
    let Some(combo) = work.fetch(COMBOS, id)? else { return Ok(None) };
    let targets = combo.value("targets").split(',').map(str::to_owned).collect();
    let target = match combo.value("target_kind") {
        "update_sets" => ScanTarget::UpdateSets(targets),
        _ => ScanTarget::Applications(targets),
    };
    Ok(Some(Scan { suite: combo.value("suite").to_owned(), target }))
}
