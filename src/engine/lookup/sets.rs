//! Sets of other records: in one column as a list of sys_ids, or in rows of a table between the two.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::{Error, Query, Record};
use tfplugin::Value;

use crate::describe::{Field, Links, Target};
use crate::engine::lookup::references::{self, Agreement, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::Referred;
use crate::engine::model::referred::are_meant;
use crate::engine::problem::Problem;
use crate::engine::session::{Gathered, Work};

/// The most sys_ids one request asks for (docs/facts.md#address-length, status 414).
pub(super) const IDS_A_REQUEST: usize = 200;

/// The records linked to `owner`, spelled as before if they are the same, and which they are.
pub(crate) async fn linked(
    work: &Work,
    links: &Links,
    owner: &str,
    before: &Value,
) -> Result<(Value, Vec<Referred>), Error> {
    if let Some(members) = work.gathered.joined(links.table, owner) {
        return spelled(work, &links.target, members.iter().map(String::as_str), before).await;
    }
    let rows = joining_rows(work, links, owner).await?;
    spelled(work, &links.target, rows.values().map(String::as_str), before).await
}

/// The joining rows of `owner`: sys_id of the row → sys_id of the other record.
pub(crate) async fn joining_rows(
    work: &Work,
    links: &Links,
    owner: &str,
) -> Result<BTreeMap<String, String>, Error> {
    let query = Query::new().equals_exactly(links.owner, owner).unwrap_or_default();
    let found = work.client.table(links.table).matching(&query, &[links.member], None).await?;
    let pairs = found.rows.iter();
    Ok(pairs
        .filter_map(|row| Some((row.sys_id().to_owned(), row.get(links.member)?.to_owned())))
        .collect())
}

/// A set of sys_ids as the state spells it: as before if it means the same, else by key where there is one. With it come
/// the records and what people call them.
pub(crate) async fn spelled<'a>(
    work: &Work,
    target: &Target,
    sys_ids: impl IntoIterator<Item = &'a str>,
    before: &Value,
) -> Result<(Value, Vec<Referred>), Error> {
    let sys_ids: BTreeSet<&str> = sys_ids.into_iter().collect();
    let mut keys = keys(work, target, &sys_ids).await?;
    let referred = |sys_id: &str| {
        let names = keys.remove(sys_id).unwrap_or_default();
        Referred { sys_id: sys_id.to_owned(), names }
    };
    let records: Vec<Referred> = sys_ids.into_iter().map(referred).collect();
    let spelled: Vec<&str> = references::spellings(before).collect();
    if before.as_list().is_some() && are_meant(&records, &spelled) {
        return Ok((before.clone(), records));
    }
    let name = |record: &Referred| record.names.first().unwrap_or(&record.sys_id).clone();
    let names: BTreeSet<String> = records.iter().map(name).collect();
    Ok((Value::List(names.into_iter().map(Value::from).collect()), records))
}

/// Looks up all joining rows of these records.
pub(crate) async fn gather_joined(
    work: &Work,
    links: &Links,
    owners: &[&str],
    gathered: &mut Gathered,
) -> Result<(), Error> {
    let columns = [links.owner, links.member];
    for some in owners.chunks(IDS_A_REQUEST) {
        let Ok(query) = Query::new().is_in(links.owner, some) else { continue };
        let rows = work.client.table(links.table).matching(&query, &columns, None).await?.rows;
        let pair = |row: &Record| {
            Some((row.get(links.owner)?.to_owned(), row.get(links.member)?.to_owned()))
        };
        gathered.join(links.table, rows.iter().filter_map(pair).collect());
    }
    Ok(())
}

/// Looks up what people call these records.
pub(crate) async fn gather_names(
    work: &Work,
    target: &Target,
    sys_ids: &BTreeSet<&str>,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    let mut keys = keys(work, target, sys_ids).await?;
    for sys_id in sys_ids {
        gathered.call(target.table, sys_id, keys.remove(*sys_id).unwrap_or_default());
    }
    Ok(())
}

async fn keys(
    work: &Work,
    target: &Target,
    sys_ids: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let gathered = |sys_id: &&str| work.gathered.names(target.table, sys_id).cloned();
    let known = sys_ids.iter().filter_map(|sys_id| Some(((*sys_id).to_owned(), gathered(sys_id)?)));
    let mut keys: BTreeMap<String, Vec<String>> = known.collect();
    let sys_ids: Vec<&str> =
        sys_ids.iter().copied().filter(|sys_id| !keys.contains_key(*sys_id)).collect();
    let columns: Vec<&str> = target.keys.iter().copied().chain(target.within).collect();
    for some in sys_ids.chunks(IDS_A_REQUEST) {
        let Ok(query) = Query::new().is_in("sys_id", some) else { continue };
        let found = work.client.table(target.table).matching(&query, &columns, None).await?;
        for record in found.rows {
            keys.insert(record.sys_id().to_owned(), spellings(target, &record));
        }
    }
    Ok(keys)
}

/// What people call a record, the surest first: where keys are not enough, what it is within comes before them.
fn spellings(target: &Target, record: &Record) -> Vec<String> {
    let text = |column: &str| record.get(column).filter(|text| !text.is_empty());
    let path = target.within.and_then(text).zip(target.keys.first().and_then(|key| text(key)));
    let path = path.map(|(within, key)| format!("{within}/{key}"));
    path.into_iter()
        .chain(target.keys.iter().filter_map(|key| text(key)).map(str::to_owned))
        .collect()
}

/// The sys_ids a set of spellings stands for, or the problem that one stands for none.
pub(crate) async fn resolve_all(
    work: &Work,
    field: &Field,
    value: &Value,
    same: Option<&Agreement>,
) -> Result<BTreeSet<String>, Problem> {
    let mut sys_ids = BTreeSet::new();
    let Some(target) = references::target(field) else { return Ok(sys_ids) };
    for spelling in value.as_list().unwrap_or_default().iter().filter_map(Value::as_str) {
        sys_ids.insert(references::the_one(work, field.name, target, spelling, same).await?);
    }
    Ok(sys_ids)
}

/// What must agree between the two linked records; nothing where the one that says it is not there yet.
pub(crate) async fn agreement(
    scene: Scene<'_>,
    links: &Links,
) -> Result<Option<Agreement>, Problem> {
    let Some((column, attribute)) = links.same else { return Ok(None) };
    let field = scene.resource.field(attribute);
    let target = field.and_then(|field| Some((field.name, references::target(field)?)));
    let (Some((name, target)), Some(spelling)) = (target, scene.attributes.known_text(attribute))
    else {
        return Ok(None);
    };
    Ok(match references::find(scene.work, name, target, spelling).await? {
        Resolved::One(sys_id) => Some((column, sys_id)),
        _ => None,
    })
}
