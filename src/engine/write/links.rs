//! Sets of other records: in one column as a list of sys_ids, or in rows of a table between the two.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::{Error, Input, Query, Row};
use tfplugin::{Diagnostic, Value};

use crate::describe::{Field, Links, Refusal, Target};

use crate::engine::lookup::references::{self, Resolved};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::{ID, RecordKind};
use crate::engine::placement::Placing;
use crate::engine::problem as explain;
use crate::engine::session::Work;

/// The most sys_ids one request asks for (facts §2.5, status 414).
const IDS_A_REQUEST: usize = 200;

/// The records linked to `owner`, spelled as before if they are the same.
pub(crate) async fn show(
    work: &Work,
    links: &Links,
    owner: &str,
    before: &Value,
) -> Result<Value, Error> {
    let rows = rows(work, links, owner).await?;
    spelled(work, &links.target, rows.values().map(String::as_str), before).await
}

/// The joining rows of `owner`: sys_id of the row → sys_id of the other record.
async fn rows(work: &Work, links: &Links, owner: &str) -> Result<BTreeMap<String, String>, Error> {
    let query = Query::new().equals(links.owner, owner).unwrap_or_default();
    let rows =
        work.client.table(links.table).query(&query, &[links.owner, links.member], None).await?;
    let own = rows.iter().filter(|row| row.get(links.owner) == Some(owner));
    Ok(own
        .filter_map(|row| Some((row.sys_id().to_owned(), row.get(links.member)?.to_owned())))
        .collect())
}

/// A set of sys_ids as the state spells it: as before if it means the same, else by key where there is one.
pub(crate) async fn spelled<'a>(
    work: &Work,
    target: &Target,
    sys_ids: impl IntoIterator<Item = &'a str>,
    before: &Value,
) -> Result<Value, Error> {
    let sys_ids: BTreeSet<&str> = sys_ids.into_iter().collect();
    let keys = keys(work, target, &sys_ids).await?;
    let spelled_before: BTreeSet<&str> =
        before.as_list().unwrap_or_default().iter().filter_map(Value::as_str).collect();
    let means = |spelling: &str, sys_id: &str| {
        spelling.eq_ignore_ascii_case(sys_id)
            || keys.get(sys_id).is_some_and(|keys| keys.iter().any(|key| key == spelling))
    };
    let all_meant =
        spelled_before.iter().all(|spelling| sys_ids.iter().any(|sys_id| means(spelling, sys_id)));
    let all_spelled =
        sys_ids.iter().all(|sys_id| spelled_before.iter().any(|spelling| means(spelling, sys_id)));
    if before.as_list().is_some() && all_meant && all_spelled {
        return Ok(before.clone());
    }
    let name = |sys_id: &&str| {
        keys.get(*sys_id).and_then(|keys| keys.first()).map_or(*sys_id, String::as_str).to_owned()
    };
    let names: BTreeSet<String> = sys_ids.iter().map(name).collect();
    Ok(Value::List(names.into_iter().map(Value::from).collect()))
}

async fn keys(
    work: &Work,
    target: &Target,
    sys_ids: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Vec<String>>, Error> {
    let sys_ids: Vec<&str> = sys_ids.iter().copied().collect();
    let mut keys = BTreeMap::new();
    for some in sys_ids.chunks(IDS_A_REQUEST) {
        let Ok(query) = Query::new().is_in("sys_id", some) else { continue };
        for record in work.client.table(target.table).query(&query, target.keys, None).await? {
            let found =
                target.keys.iter().filter_map(|key| record.get(key)).filter(|key| !key.is_empty());
            keys.insert(record.sys_id().to_owned(), found.map(str::to_owned).collect());
        }
    }
    Ok(keys)
}

/// The sys_ids a set of spellings stands for, or the error that names the one that stands for none.
pub(crate) async fn resolve_all(
    work: &Work,
    field: &Field,
    target: &Target,
    value: &Value,
    same: &[(&str, &str)],
) -> Result<BTreeSet<String>, Diagnostic> {
    let mut sys_ids = BTreeSet::new();
    for spelling in value.as_list().unwrap_or_default().iter().filter_map(Value::as_str) {
        let found = match (same, references::looks_like_sys_id(spelling)) {
            ([], _) | (_, true) => references::resolve(work, target, spelling).await,
            (same, false) => references::look_up(work, target, spelling, same).await,
        };
        sys_ids.insert(references::the_one(work, field, target, spelling, found).await?);
    }
    Ok(sys_ids)
}

/// What must agree between the two linked records: (column of the other one, value).
pub(crate) async fn same(
    work: &Work,
    kind: &RecordKind,
    links: &Links,
    attributes: &Attributes,
) -> Option<(&'static str, String)> {
    let (column, attribute) = links.same?;
    let target = kind.field(attribute).and_then(references::target)?;
    match references::resolve(work, target, attributes.known_text(attribute)?).await {
        Ok(Resolved::One(sys_id)) => Some((column, sys_id)),
        _ => None,
    }
}

/// How much of the planned links is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is missing is added.
    Add,
    /// What is missing is added, and what is too much is taken away.
    Exact,
}

/// Writes the joining rows that are planned for a record.
pub(crate) async fn write(
    work: &Work,
    kind: &RecordKind,
    (field, links): (&Field, &Links),
    planned: &Attributes,
    extent: Extent,
) -> Result<(), Diagnostic> {
    let Some(owner) = planned.known_text(ID) else { return Ok(()) };
    let same = same(work, kind, links, planned).await;
    let same: Vec<(&str, &str)> =
        same.iter().map(|(column, value)| (*column, value.as_str())).collect();
    let wanted = resolve_all(work, field, &links.target, planned.get(field.name), &same).await?;
    let elsewhere = write_sys_ids(work, links, owner, &wanted, extent)
        .await
        .map_err(|error| explain::links(work, field, links, &error))?;
    elsewhere.map_or(Ok(()), |elsewhere| Err(explain::refused(elsewhere)))
}

/// Makes the joining rows of `owner` lead to these records, and tells if the instance put a new one elsewhere than where
/// the provider block says. What is missing comes before what is too much: an access
/// rule that loses its last role is open, or shut, until it has another (facts §12).
pub(crate) async fn write_sys_ids(
    work: &Work,
    links: &Links,
    owner: &str,
    wanted: &BTreeSet<String>,
    extent: Extent,
) -> Result<Option<Refusal>, Error> {
    let table = work.client.table(links.table);
    let placing = Placing::of(work, links.table, |_| false);
    let columns: Vec<&str> =
        [links.owner, links.member].into_iter().chain(placing.columns()).collect();
    let mut elsewhere = None;
    let rows = rows(work, links, owner).await?;
    let present: BTreeSet<&String> = rows.values().collect();
    for member in wanted.iter().filter(|member| !present.contains(member)) {
        let row = Row::new().set(links.owner, owner).set(links.member, member);
        let identity = Query::new()
            .equals(links.owner, owner)
            .and_then(|query| query.equals(links.member, member))
            .unwrap_or_default();
        let made = table.insert(&placing.fill(row), Input::Stored, &identity, &columns).await?;
        elsewhere = elsewhere.or(placing.elsewhere(links.table, &made).into_iter().next());
    }
    let too_much = |member: &String| extent == Extent::Exact && !wanted.contains(member);
    for (row, _) in rows.iter().filter(|(_, member)| too_much(member)) {
        table.delete(row).await?;
    }
    Ok(elsewhere)
}

/// The sys_ids linked to `owner` now.
pub(crate) async fn current(work: &Work, links: &Links, owner: &str) -> Result<Vec<String>, Error> {
    Ok(rows(work, links, owner).await?.into_values().collect())
}
