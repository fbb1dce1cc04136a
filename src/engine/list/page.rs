//! The records of one page as objects. What each of them would look up by itself is looked up for all of them at once.

use std::collections::BTreeSet;

use servicenow::{Error, Record};

use crate::describe::{FieldType, Target};
use crate::engine::lookup::{children, references, sets};
use crate::engine::model::stored::elements;
use crate::engine::model::{Referred, ResourceType};
use crate::engine::session::{Gathered, Work};

/// The operation with all that the sets and references of these records lead to.
pub(super) async fn gathered(
    work: &Work,
    resource: &ResourceType,
    records: &[Record],
) -> Result<Work, Error> {
    let mut gathered = Gathered::default();
    for field in &resource.fields {
        match (&field.holds, field.column) {
            (FieldType::Links(links), _) => {
                let owners: Vec<&str> = records.iter().map(Record::sys_id).collect();
                sets::gather_joined(work, links, &owners, &mut gathered).await?;
                let joined = owners.iter().filter_map(|owner| gathered.joined(links.table, owner));
                let members: BTreeSet<String> = joined.flatten().collect();
                let members = members.iter().map(String::as_str).collect();
                of_set(work, &links.target, members, &mut gathered).await?;
            }
            (FieldType::Children(of_it), _) => {
                let owners: Vec<&str> = records.iter().map(Record::sys_id).collect();
                children::gather(work, of_it, &owners, &mut gathered).await?;
            }
            (FieldType::References(target), Some(column)) => {
                let texts = records.iter().filter_map(|record| record.get(column));
                of_set(work, target, texts.flat_map(elements).collect(), &mut gathered).await?;
            }
            (FieldType::Reference(target), Some(column)) => {
                let led_to = |record| references::referred(column, target, record);
                let named: Vec<Referred> = records.iter().filter_map(led_to).collect();
                let spelt = named.iter().filter_map(|record| record.names.first());
                let spelt = spelt.map(String::as_str).collect();
                of_names(work, target, spelt, &mut gathered).await?;
            }
            _ => {}
        }
    }
    Ok(work.having(gathered))
}

async fn of_set(
    work: &Work,
    target: &Target,
    sys_ids: BTreeSet<&str>,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    sets::gather_names(work, target, &sys_ids, gathered).await?;
    if target.within.is_some() {
        return Ok(());
    }
    let called = sys_ids.iter().filter_map(|sys_id| gathered.names(target.table, sys_id));
    let names: BTreeSet<String> = called.filter_map(|names| names.first()).cloned().collect();
    let names = names.iter().map(String::as_str).collect();
    of_names(work, target, names, gathered).await
}

async fn of_names(
    work: &Work,
    target: &Target,
    names: BTreeSet<&str>,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    match references::gather(work, target, &names, gathered).await {
        // Who may not look cannot tell what a name leads to.
        Err(error) if error.is_forbidden() => {
            for name in &names {
                gathered.leave_unclear(target.table, name);
            }
            Ok(())
        }
        gathered => gathered,
    }
}
