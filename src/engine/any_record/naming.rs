//! Names in place of sys_ids, for the references of rows that no state held before: looked up for many rows at once, and
//! taken only where the name leads back to the very record.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::{Error, Record};
use tfplugin::Value;

use super::is_own;
use super::references::{Leads, leads};
use crate::describe::Target;
use crate::engine::lookup::account::unless_forbidden;
use crate::engine::lookup::{references, sets};
use crate::engine::model::{Columns, Referred, Targets};
use crate::engine::session::{Gathered, Work};

/// What the references of some rows lead to.
#[derive(Default)]
pub(crate) struct Naming {
    leads: Leads,
    /// Of each table, what people call records, by sys_id: first the name that leads to it and to no other.
    names: BTreeMap<&'static str, Names>,
}

/// What people call records, by sys_id.
type Names = BTreeMap<String, Vec<String>>;

/// What is managed of a row: its columns as stored, those that lead to a record by its name, and these records.
pub(super) struct Split {
    pub(super) fields: Value,
    pub(super) references: Value,
    pub(super) targets: Targets,
}

impl Naming {
    /// That of these rows of a table with these columns. What the account may not see has no name.
    pub(crate) async fn of(
        work: &Work,
        known: &Columns,
        records: &[Record],
    ) -> Result<Self, Error> {
        let is_held = |column: &str| {
            records.iter().any(|record| record.get(column).is_some_and(|text| !text.is_empty()))
        };
        let held = known.iter().filter(|(name, column)| {
            column.leads_to_one() && !column.read_only && !is_own(name) && is_held(name)
        });
        let leads = leads(work, known, held.map(|(name, _)| name)).await?;
        let mut naming = Self { leads, names: BTreeMap::new() };
        for (target, sys_ids) in naming.sys_ids(records) {
            let names = unless_forbidden(names(work, &target, &sys_ids).await)?;
            naming.names.insert(target.table, names);
        }
        Ok(naming)
    }

    /// What the rows lead to, by table.
    fn sys_ids<'r>(&self, records: &'r [Record]) -> Vec<(Target, BTreeSet<&'r str>)> {
        let mut all: BTreeMap<&'static str, (Target, BTreeSet<&'r str>)> = BTreeMap::new();
        for (column, target) in &self.leads {
            let held = records.iter().filter_map(|record| record.get(column));
            let held =
                held.filter(|text| !text.is_empty() && references::literal(target, text).is_none());
            all.entry(target.table).or_insert_with(|| (*target, BTreeSet::new())).1.extend(held);
        }
        all.into_values().filter(|(_, sys_ids)| !sys_ids.is_empty()).collect()
    }

    /// The columns of a row apart from those that have a name.
    pub(super) fn split(&self, managed: BTreeMap<String, Value>) -> Split {
        let (mut fields, mut named) = (BTreeMap::new(), BTreeMap::new());
        let mut targets = Targets::new();
        for (column, value) in managed {
            let record = value.as_str().and_then(|sys_id| self.record(&column, sys_id));
            match record.as_ref().and_then(|record| record.names.first()) {
                Some(name) => named.insert(column.clone(), name.as_str().into()),
                None => fields.insert(column.clone(), value),
            };
            targets.extend(record.map(|record| (column, vec![record])));
        }
        let references = if named.is_empty() { Value::Null } else { Value::Map(named) };
        Split { fields: Value::Map(fields), references, targets }
    }

    fn record(&self, column: &str, sys_id: &str) -> Option<Referred> {
        let names = self.names.get(self.leads.get(column)?.table)?.get(sys_id)?;
        Some(Referred { sys_id: sys_id.to_owned(), names: names.clone() })
    }
}

/// The names of these records that lead to them and to no others.
async fn names(work: &Work, target: &Target, sys_ids: &BTreeSet<&str>) -> Result<Names, Error> {
    let mut gathered = Gathered::default();
    sets::gather_names(work, target, sys_ids, &mut gathered).await?;
    let called =
        |sys_id: &&str| Some(((*sys_id).to_owned(), gathered.names(target.table, sys_id)?.clone()));
    let mut names: Names = sys_ids.iter().filter_map(called).collect();
    let first = names.values().filter_map(|names| names.first()).map(String::as_str).collect();
    references::gather(work, target, &first, &mut gathered).await?;
    names.retain(|sys_id, names| {
        names.first().is_some_and(|name| {
            let is_clear = !gathered.is_unclear(target.table, name);
            is_clear && work.session.resolved(target.table, name).as_ref() == Some(sys_id)
        })
    });
    Ok(names)
}
