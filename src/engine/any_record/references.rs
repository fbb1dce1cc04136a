//! References by name: where each column leads, and what is planned, written and shown of it. Which table that is and which
//! columns name a record there, the dictionary says.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use servicenow::{Error, Record};
use tfplugin::Value;

use super::{REFERENCES, columns, texts, undescribed};
use crate::describe::{Target, looks_like_sys_id};
use crate::engine::lookup::{display, references};
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::{
    Attributes, Cell, Columns, ID, Referred, Source, Spot, Targets, column_of,
};
use crate::engine::problem::{ColumnProblem, Problem, Problems};
use crate::engine::session::Work;

/// What columns lead to, as far as that is known.
pub(super) type Leads = BTreeMap<String, Target>;

/// Where a column leads of which nobody knows that: no name is known there.
const SOMEWHERE: &Target = &Target::new("", &[]);

/// What these columns lead to.
pub(super) async fn leads<'c>(
    work: &Work,
    known: &Columns,
    columns: impl Iterator<Item = &'c String>,
) -> Result<Leads, Error> {
    let mut leads = Leads::new();
    for column in columns {
        if let Some(target) = display::target(work, &column_of(known, column)).await? {
            leads.insert(column.clone(), target);
        }
    }
    Ok(leads)
}

/// The names that are configured, by column.
pub(super) fn named(attributes: &Attributes) -> BTreeMap<String, Value> {
    attributes.get(REFERENCES).as_map().cloned().unwrap_or_default()
}

/// Why the dictionary does not let this column lead to a record of this name.
pub(super) fn mistake(
    (table, known): (&str, &Columns),
    column: &str,
    spelling: &str,
) -> Option<ColumnProblem> {
    let (name, table) = (column.to_owned(), table.to_owned());
    match known.get(column) {
        Some(found) if found.leads_to_one() => None,
        Some(found) => {
            let kind = found.type_word.clone();
            Some(ColumnProblem::NoReference { column: name, table, kind })
        }
        None if known.contains_key("sys_id") => {
            Some(ColumnProblem::Missing { spot: Spot::Reference(name), table })
        }
        None if looks_like_sys_id(spelling) || references::names_none(spelling) => None,
        None => {
            let spelling = spelling.to_owned();
            Some(ColumnProblem::Undescribed { column: name, table, spelling })
        }
    }
}

/// The columns to write: those of which the name changes. All that do not lead to one record are told.
pub(super) async fn cells(
    work: &Work,
    (table, known): (&str, &Columns),
    prior: Option<&Attributes>,
    planned: &Attributes,
) -> Result<Vec<Cell>, Problems> {
    let before = prior.map(|prior| columns(prior.get(REFERENCES))).unwrap_or_default();
    let mut changed = columns(planned.get(REFERENCES));
    changed.retain(|column, text| before.get(column) != Some(text));
    let found = changed.into_iter().map(|(column, name)| cell(work, (table, known), column, name));
    let (cells, problems): (Vec<_>, Vec<_>) =
        join_all(found).await.into_iter().partition(Result::is_ok);
    let problems: Problems = problems.into_iter().filter_map(Result::err).collect();
    if problems.is_empty() { Ok(cells.into_iter().flatten().collect()) } else { Err(problems) }
}

async fn cell(
    work: &Work,
    (table, known): (&str, &Columns),
    column: String,
    name: String,
) -> Result<Cell, Problem> {
    if let Some(mistake) = mistake((table, known), &column, &name) {
        return Err(Problem::Column(mistake));
    }
    let described = column_of(known, &column);
    let target = display::target(work, &described).await;
    let target = target.map_err(|error| undescribed(work, error))?.unwrap_or(*SOMEWHERE);
    let text = if references::names_none(&name) {
        String::new()
    } else {
        let found = references::the_one(work, REFERENCES, &target, &name, None).await;
        found.map_err(|problem| problem.of_element(&column))?
    };
    work.session.known.refer_to(&text);
    Ok(Cell { column, text, source: Source::Named(described, target) })
}

/// Other names of the same records are no change: then the prior ones are planned. What tells it is the prior state and
/// what is kept beside it.
pub(super) fn keep_spellings(prior: &Attributes, targets: &Targets, planned: &mut Attributes) {
    let (before, now) = (named(prior), named(planned));
    let is_same = |(column, now): (&String, &Value)| {
        let Some(before) = before.get(column) else { return false };
        let records = targets.get(column).map_or(&[][..], Vec::as_slice);
        let are_meant = |record: &Referred| {
            [before, now]
                .iter()
                .all(|name| name.as_str().is_some_and(|name| record.is_meant_by(name)))
        };
        before == now || records.iter().any(are_meant)
    };
    let is_known = is_wholly_known(planned.get(REFERENCES)) && !now.is_empty();
    if is_known && before.len() == now.len() && now.iter().all(is_same) {
        planned.set(REFERENCES, prior.get(REFERENCES).clone());
    }
}

/// Whether a name that stays is that of a record which the run replaces.
pub(super) fn name_something_replaced(
    work: &Work,
    leads: &Leads,
    prior: &Attributes,
    planned: &Attributes,
) -> bool {
    let sys_id = prior.known_text(ID).unwrap_or_default();
    let (before, now) = (texts(prior.get(REFERENCES)), texts(planned.get(REFERENCES)));
    now.iter().any(|(column, name)| {
        let stays = before.get(column) == Some(name) && !looks_like_sys_id(name);
        let target = leads.get(column).filter(|_| stays);
        target.is_some_and(|target| work.session.replaced.is_meant(sys_id, target, name))
    })
}

/// The columns that a read asks for to name what these columns lead to.
pub(super) fn asked<'c>(columns: impl Iterator<Item = &'c String>, leads: &Leads) -> Vec<String> {
    let of = |column: &String| references::columns(column, leads.get(column).unwrap_or(SOMEWHERE));
    columns.flat_map(of).collect()
}

/// The managed references as they are now, each by the name before where that still means its record, and what they lead to.
/// An answer that does not hold a column leaves it as it is.
pub(super) fn shown(
    managed: BTreeMap<String, Value>,
    leads: &Leads,
    record: &Record,
    targets: &mut Targets,
) -> Value {
    let shown = managed.into_iter().map(|(column, before)| {
        let target = leads.get(&column).unwrap_or(SOMEWHERE);
        let seen = targets.get(&column).cloned().unwrap_or_default();
        let value = match references::spelled(&column, target, record, &before, &seen) {
            Some((value, led_to)) => {
                targets.insert(column.clone(), led_to);
                value
            }
            None => before,
        };
        (column, value)
    });
    let shown = Value::Map(shown.collect());
    targets.retain(|_, led_to| !led_to.is_empty());
    shown
}

/// Notes what the references lead to that were written now, as far as the answer tells.
pub(super) fn note(
    targets: &mut Targets,
    (prior, state): (Option<&Attributes>, &Attributes),
    answer: Option<&Record>,
) {
    let before = prior.map(named).unwrap_or_default();
    let now = named(state);
    targets
        .retain(|column, _| now.get(column).is_some_and(|name| before.get(column) == Some(name)));
    for (column, name) in now.iter().filter(|(column, name)| before.get(*column) != Some(*name)) {
        let record = answer.and_then(|answer| led_to(column, answer));
        if let (Some(mut record), Some(name)) = (record, name.as_str()) {
            if !record.is_meant_by(name) {
                record.names.push(name.to_owned());
            }
            targets.insert(column.clone(), vec![record]);
        }
    }
}

/// The record that a column leads to, by all of its names that the answer holds.
fn led_to(column: &str, answer: &Record) -> Option<Referred> {
    let sys_id = answer.get(column).filter(|sys_id| !sys_id.is_empty())?;
    let of_it = |name: &str| name.strip_prefix(column).is_some_and(|rest| rest.starts_with('.'));
    let names = answer.columns().filter(|(name, text)| of_it(name) && !text.is_empty());
    let names = names.map(|(_, text)| text.to_owned()).collect();
    Some(Referred { sys_id: sys_id.to_owned(), names })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Column;

    fn state(names: &[(&str, &str)]) -> Attributes {
        let mut state = Attributes::default();
        let names = names.iter().map(|(column, name)| ((*column).to_owned(), (*name).into()));
        state.set(REFERENCES, Value::Map(names.collect()));
        state
    }

    fn answer() -> Record {
        [("group", "ab"), ("group.name", "Network"), ("group_other", "x")].into_iter().collect()
    }

    #[test]
    fn what_was_written_is_known_by_all_its_names() {
        let mut targets = Targets::from([("gone".to_owned(), Vec::new())]);
        note(&mut targets, (None, &state(&[("group", " network ")])), Some(&answer()));
        let names = vec!["Network".to_owned()];
        assert_eq!(targets["group"], [Referred { sys_id: "ab".into(), names }]);
        assert_eq!(targets.len(), 1);
    }

    #[test]
    fn other_names_of_the_same_records_are_no_change_and_of_some_they_are() {
        let mut targets = Targets::new();
        note(&mut targets, (None, &state(&[("group", "Network")])), Some(&answer()));
        let prior = state(&[("group", "Network")]);
        for (name, expected) in [("AB", "Network"), ("network", "Network"), ("Other", "Other")] {
            let mut planned = state(&[("group", name)]);
            keep_spellings(&prior, &targets, &mut planned);
            assert!(planned == state(&[("group", expected)]), "{name}");
        }
        let more = state(&[("group", "ab"), ("user", "x")]);
        let mut planned = more.clone();
        keep_spellings(&prior, &targets, &mut planned);
        assert!(planned == more);
    }

    #[test]
    fn only_what_leads_to_one_record_takes_a_name() {
        let column = |kind: &str, reference: &str| Column {
            type_word: kind.into(),
            reference: reference.into(),
            ..Column::default()
        };
        let known = Columns::from([
            ("sys_id".to_owned(), column("GUID", "")),
            ("group".to_owned(), column("reference", "sys_user_group")),
            ("watch".to_owned(), column("glide_list", "sys_user")),
        ]);
        let of = |column: &str| mistake(("incident", &known), column, "A");
        assert!(of("group").is_none());
        assert!(matches!(of("watch"), Some(ColumnProblem::NoReference { .. })));
        assert!(matches!(of("nosuch"), Some(ColumnProblem::Missing { .. })));
        let hidden = Columns::new();
        let of = |name: &str| mistake(("incident", &hidden), "group", name);
        assert!(matches!(of("A"), Some(ColumnProblem::Undescribed { .. })));
        assert!(of(&"a".repeat(32)).is_none() && of("").is_none());
    }
}
