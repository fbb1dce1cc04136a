//! References: a sys_id or a natural key in the configuration, a sys_id on the instance.

use std::collections::BTreeSet;

use servicenow::{Error, Query, Record};
use tfplugin::Value;

use crate::describe::{Field, FieldType, Target, looks_like_sys_id};
use crate::engine::lookup::near::near;
use crate::engine::model::stored::comparison;
use crate::engine::model::{Access, Referred};
use crate::engine::problem::{Attempt, Misled, Problem, Reference};
use crate::engine::session::{Gathered, Work};

/// Spellings that one request asks for: it has to fit into an address (docs/facts.md#address-length).
const SPELLINGS_A_REQUEST: usize = 30;

/// What a spelling stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    One(String),
    /// No record there is.
    None,
    /// A record there is, which an access rule hides.
    Hidden,
    /// Several records: what tells them apart, and their sys_ids.
    Several(Vec<String>),
}

/// A column of the record looked for, and the value it must have.
pub(crate) type Agreement = (&'static str, String);

/// The one record a spelling of the attribute stands for, or the problem that says what it leads to and what is near.
pub(crate) async fn the_one(
    work: &Work,
    attribute: &'static str,
    target: &Target,
    spelling: &str,
    same: Option<&Agreement>,
) -> Result<String, Problem> {
    let found = match same {
        Some(_) if !looks_like_sys_id(spelling) => look_up(work, target, spelling, same).await,
        _ => resolve(work, target, spelling).await,
    };
    let failed = |error| work.failed(Attempt::LookUp(attribute), target.table, Access::Read, error);
    let misled = |misled| {
        let reference = Reference::new(attribute, target, spelling);
        Err(Problem::Misled(Box::new(reference), misled))
    };
    match found.map_err(failed)? {
        Resolved::One(sys_id) => Ok(sys_id),
        Resolved::Several(candidates) => misled(Misled::Several(candidates)),
        unseen => {
            let near = like(work, target, spelling).await;
            if near.is_empty() && unseen == Resolved::Hidden {
                return misled(Misled::Hidden);
            }
            misled(Misled::Nothing(near))
        }
    }
}

/// Records whose key resembles the spelling, or its last part.
async fn like(work: &Work, target: &Target, spelling: &str) -> Vec<String> {
    let name = match (target.within, spelling.split_once('/')) {
        (Some(_), Some((_, name))) => name,
        _ => spelling,
    };
    let columns: Vec<&str> = target.keys.iter().copied().chain(target.within).collect();
    for key in target.keys {
        let records = near(work, target.table, key, name, &columns).await;
        if !records.is_empty() {
            return records.iter().map(|record| labelled(target, record)).collect();
        }
    }
    Vec::new()
}

/// The columns a read asks for to spell the reference in `column`: the sys_id, and the keys by dot-walk.
pub(crate) fn columns(column: &str, target: &Target) -> Vec<String> {
    let walked =
        target.keys.iter().copied().chain(target.within).map(|key| format!("{column}.{key}"));
    std::iter::once(column.to_owned()).chain(walked).collect()
}

/// The record a spelling stands for. An ordinary sys_id needs no request, hence no right to read the table.
pub(crate) async fn resolve(
    work: &Work,
    target: &Target,
    spelling: &str,
) -> Result<Resolved, Error> {
    if names_none(spelling) {
        return Ok(Resolved::None);
    }
    if let Some(known) = known(work, target, spelling) {
        return Ok(Resolved::One(known.sys_id));
    }
    if work.gathered.is_unclear(target.table, spelling) {
        return Ok(Resolved::Several(Vec::new()));
    }
    let found = look_up(work, target, spelling, None).await?;
    if let Resolved::One(sys_id) = &found {
        work.session.learn(target.table, spelling, sys_id);
    }
    Ok(found)
}

/// Finds out which of these spellings lead to one record each by the first key, many in one request. One that leads to
/// several is kept as such; the others are looked up one by one when they are asked for.
pub(crate) async fn gather(
    work: &Work,
    target: &Target,
    spellings: &BTreeSet<&str>,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    let Some(key) = target.keys.first() else { return Ok(()) };
    let is_new = |spelling: &&str| {
        takes_a_look(target, spelling)
            && work.session.resolved(target.table, spelling).is_none()
            && Query::new().equals(key, spelling).is_ok()
    };
    let new: Vec<&str> = spellings.iter().copied().filter(is_new).collect();
    let same = comparison(&FieldType::Text);
    for some in new.chunks(SPELLINGS_A_REQUEST) {
        let any = some.iter().try_fold(Query::new(), |query, one| query.or_equals(key, one));
        let Ok(query) = any else { continue };
        let rows = work.client.table(target.table).matching(&query, &[key], None).await?.rows;
        for spelling in some {
            let is_it = |row: &&Record| row.get(key).is_some_and(|name| same(name, spelling));
            match rows.iter().filter(is_it).collect::<Vec<_>>().as_slice() {
                [] => {}
                [one] => work.session.learn(target.table, spelling, one.sys_id()),
                _ => gathered.leave_unclear(target.table, spelling),
            }
        }
    }
    Ok(())
}

/// The same for an attribute, or the problem that the look-up failed.
pub(crate) async fn find(
    work: &Work,
    attribute: &'static str,
    target: &Target,
    spelling: &str,
) -> Result<Resolved, Problem> {
    let found = resolve(work, target, spelling).await;
    found
        .map_err(|error| work.failed(Attempt::LookUp(attribute), target.table, Access::Read, error))
}

/// The record that a spelling is known to stand for without a request.
pub(crate) fn known(work: &Work, target: &Target, spelling: &str) -> Option<Referred> {
    let of = |sys_id: String| Referred { sys_id, names: Vec::new() };
    if let Some(literal) = literal(target, spelling) {
        return Some(of(literal.to_owned()));
    }
    if looks_like_sys_id(spelling) {
        return Some(of(spelling.to_ascii_lowercase()));
    }
    let sys_id = work.session.resolved(target.table, spelling)?;
    Some(Referred { sys_id, names: vec![spelling.to_owned()] })
}

/// Whether this spelling is looked up in the target's table.
pub(crate) fn takes_a_look(target: &Target, spelling: &str) -> bool {
    literal(target, spelling).is_none() && !looks_like_sys_id(spelling) && !names_none(spelling)
}

/// Whether this is the spelling of a reference to no record, which clears the column.
pub(crate) fn names_none(spelling: &str) -> bool {
    spelling.trim().is_empty()
}

/// The literal sys_id this is a spelling of.
pub(crate) fn literal(target: &Target, spelling: &str) -> Option<&'static str> {
    target.literals.iter().copied().find(|literal| literal.eq_ignore_ascii_case(spelling.trim()))
}

/// Looks the spelling up by each key in turn, by path and by sys_id, among records that agree. A value that cannot be
/// asked for stands for nothing.
async fn look_up(
    work: &Work,
    target: &Target,
    spelling: &str,
    same: Option<&Agreement>,
) -> Result<Resolved, Error> {
    let same_text = comparison(&FieldType::Text);
    let by_key =
        target.keys.iter().map(|key| Query::new().equals_in_parts(key, spelling, same_text));
    let by_path = target.within.zip(spelling.split_once('/'));
    let by_path = by_path.map(|(within, (owner, name))| {
        let query = Query::new().equals_in_parts(within, owner, same_text)?;
        query.equals_in_parts(target.keys[0], name, same_text)
    });
    let by_id = Query::new().equals_exactly("sys_id", spelling);
    let columns: Vec<&str> = target.keys.iter().copied().chain(target.within).collect();
    let mut unseen = Resolved::None;
    for query in by_key.chain(by_path).chain([by_id]) {
        let agreeing =
            same.into_iter().fold(query, |query, (column, value)| query?.equals(column, value));
        let Ok(query) = agreeing else { continue };
        let found = work.client.table(target.table).matching(&query, &columns, Some(20)).await?;
        match found.rows.as_slice() {
            [] if found.all_hidden().is_some() => unseen = Resolved::Hidden,
            [] => {}
            [one] => return Ok(Resolved::One(one.sys_id().to_owned())),
            several => {
                let labels = several.iter().map(|record| labelled(target, record));
                return Ok(Resolved::Several(labels.collect()));
            }
        }
    }
    Ok(unseen)
}

fn labelled(target: &Target, record: &Record) -> String {
    let within =
        target.within.and_then(|within| record.get(within)).filter(|within| !within.is_empty());
    let key = target.keys.iter().find_map(|key| record.get(key)).unwrap_or_default();
    let name = within.map_or_else(|| key.to_owned(), |within| format!("{within}/{key}"));
    format!("\"{name}\" ({})", record.sys_id())
}

/// The reference in a record as the state spells it: as before if that still means this record, else by its key if
/// it has a readable one, else by sys_id. With it comes the record that it leads to; `seen` is what it led to before, by
/// names that may be hidden now. `None` when the column is absent from the answer.
pub(crate) fn spelled(
    column: &str,
    target: &Target,
    record: &Record,
    before: &Value,
    seen: &[Referred],
) -> Option<(Value, Vec<Referred>)> {
    let sys_id = record.get(column)?;
    let Some(mut referred) = referred(column, target, record) else {
        let as_before = before.as_str().filter(|before| names_none(before));
        return Some((as_before.map_or(Value::Null, Value::from), Vec::new()));
    };
    let same = seen.iter().find(|seen| seen.sys_id == sys_id);
    if let Some(seen) = same.filter(|_| referred.names.is_empty()) {
        referred.names.clone_from(&seen.names);
    }
    let name = || literal(target, sys_id).or(referred.names.first().map(String::as_str));
    let value = match before.as_str() {
        Some(before) if referred.is_meant_by(before) => before,
        Some(before) if looks_like_sys_id(before) => sys_id,
        _ => name().unwrap_or(sys_id),
    };
    Some((value.into(), vec![referred]))
}

/// The record that the reference in a column leads to, with what people call it as far as the record shows that. None
/// where the column is empty or absent.
pub(crate) fn referred(column: &str, target: &Target, record: &Record) -> Option<Referred> {
    let sys_id = record.get(column).filter(|sys_id| !sys_id.is_empty())?;
    let walked = |key: &str| record.get(&format!("{column}.{key}")).filter(|text| !text.is_empty());
    let path = target.within.and_then(walked).zip(target.keys.first().and_then(|key| walked(key)));
    let path = path.map(|(within, key)| format!("{within}/{key}"));
    let keys = target.keys.iter().filter_map(|key| walked(key)).map(str::to_owned);
    Some(Referred { sys_id: sys_id.to_owned(), names: keys.chain(path).collect() })
}

/// The spellings in a value: of one reference, or of a set.
pub(crate) fn spellings(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_list().into_iter().flatten().filter_map(Value::as_str);
    value.as_str().into_iter().chain(many)
}

/// The column by which people know what a field holds: of a reference the name of the record that it leads to.
pub(crate) fn named_column(field: &Field) -> Option<String> {
    let column = field.column?;
    match target(field).and_then(|target| target.keys.first()) {
        Some(key) => Some(format!("{column}.{key}")),
        None => Some(column.to_owned()),
    }
}

/// The target of a field that holds references.
pub(crate) fn target(field: &Field) -> Option<&Target> {
    match &field.holds {
        FieldType::Reference(target) | FieldType::References(target) => Some(target),
        FieldType::Links(links) => Some(&links.target),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::reference;

    const SYS_ID: &str = "0123456789abcdef0123456789abcdef";

    fn profile() -> Field {
        let field = reference("oauth_profile", "oauth_entity_profile").by(&["name"]);
        field.within("oauth_entity.name").literals(&["global"]).doc("X.")
    }

    fn record(columns: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (column, text) in columns {
            record.insert(*column, *text);
        }
        record
    }

    fn shown(columns: &[(&str, &str)], before: &Value) -> Option<Value> {
        let field = profile();
        let spelled = spelled("p", target(&field).unwrap(), &record(columns), before, &[]);
        spelled.map(|(value, _)| value)
    }

    const NAMED: &[(&str, &str)] =
        &[("p", SYS_ID), ("p.name", "Default"), ("p.oauth_entity.name", "Acme")];

    #[test]
    fn a_spelling_that_still_means_the_record_is_kept() {
        for before in [SYS_ID, "Default", " default ", "acme/DEFAULT"] {
            assert!(shown(NAMED, &before.into()) == Some(before.into()), "{before}");
        }
    }

    #[test]
    fn another_record_is_shown_by_key_or_as_the_sys_id_that_stood_there() {
        assert!(shown(NAMED, &"Other".into()) == Some("Default".into()));
        assert!(shown(NAMED, &Value::Null) == Some("Default".into()));
        let other_id = "f".repeat(32);
        assert!(shown(NAMED, &other_id.as_str().into()) == Some(SYS_ID.into()));
        assert!(shown(&[("p", SYS_ID)], &Value::Null) == Some(SYS_ID.into()), "the key is hidden");
    }

    #[test]
    fn a_key_that_is_hidden_now_is_the_one_that_was_seen() {
        let field = profile();
        let seen = [Referred { sys_id: SYS_ID.to_owned(), names: vec!["Default".to_owned()] }];
        let hidden = record(&[("p", SYS_ID)]);
        let target = target(&field).unwrap();
        let shown = spelled("p", target, &hidden, &"default".into(), &seen).unwrap();
        assert!(shown.0 == "default".into() && shown.1 == seen);
        let other = [Referred { sys_id: "f".repeat(32), ..seen[0].clone() }];
        let shown = spelled("p", target, &hidden, &"default".into(), &other).unwrap();
        assert!(shown.0 == SYS_ID.into(), "it leads to another record");
    }

    #[test]
    fn an_empty_reference_is_null_and_an_absent_one_is_not_known() {
        assert!(shown(&[("p", "")], &"Default".into()) == Some(Value::Null));
        assert!(shown(&[], &"Default".into()).is_none());
    }

    #[test]
    fn a_literal_is_a_sys_id_whatever_its_case() {
        assert!(shown(&[("p", "global")], &"Global".into()) == Some("Global".into()));
        assert!(shown(&[("p", "global")], &Value::Null) == Some("global".into()));
        let field = profile();
        assert_eq!(literal(target(&field).unwrap(), "GLOBAL "), Some("global"));
    }

    #[test]
    fn a_sys_id_is_32_hexadecimal_digits() {
        assert!(looks_like_sys_id(SYS_ID) && looks_like_sys_id(&SYS_ID.to_uppercase()));
        assert!(!looks_like_sys_id(&SYS_ID[1..]) && !looks_like_sys_id(&"g".repeat(32)));
    }

    #[test]
    fn a_read_asks_for_the_keys_by_dot_walk() {
        let field = profile();
        assert_eq!(columns("p", target(&field).unwrap()), ["p", "p.name", "p.oauth_entity.name"]);
    }
}
