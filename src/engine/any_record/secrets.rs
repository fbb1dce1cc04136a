//! Secrets among the columns: what is wrong with those that are sent, and which do not belong into the state.

use tfplugin::Value;

use super::{FIELDS, SECRETS, VERSION, texts, undescribed};
use crate::engine::lookup::secrecy::{self, Secrecy};
use crate::engine::model::secrets::{Flaw, Sending, ends_in_a_line_break, is_blank, moves};
use crate::engine::model::{Attributes, ID};
use crate::engine::problem::{ColumnProblem, Problem, Problems, SecretProblem, SecretSpot};
use crate::engine::session::Work;

/// What is wrong with the secrets that are about to be sent.
pub(super) fn flaws(
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Problems {
    let before = prior.map_or(&Value::Null, |prior| prior.get(VERSION));
    if !moves(before, planned.get(VERSION)) {
        return Problems::new();
    }
    let none = || vec![told(SecretSpot::attribute(SECRETS), Flaw::Missing)];
    match config.get(SECRETS) {
        Value::Map(columns) if !columns.is_empty() => {
            let flaws = columns.iter().filter_map(|(column, value)| {
                let flaw = match value {
                    Value::Null => Flaw::Missing,
                    Value::String(text) if is_blank(text) => Flaw::Blank,
                    _ => return None,
                };
                Some(told(SecretSpot::entry(SECRETS, column), flaw))
            });
            flaws.collect()
        }
        Value::Null | Value::Map(_) if !before.is_null() => none(),
        _ => Problems::new(),
    }
}

/// What the configuration says of the secrets.
pub(super) fn sending(
    prior: Option<&Attributes>,
    planned: &Attributes,
    config: &Attributes,
) -> Sending {
    let (version, given) = (planned.get(VERSION), config.get(SECRETS));
    let before = prior.map_or(&Value::Null, |prior| prior.get(VERSION));
    let has_some = match given {
        Value::Map(columns) => !columns.is_empty(),
        other => !other.is_null(),
    };
    Sending {
        changes: !version.is_null() && before != version,
        has_some,
        is_managed: has_some || !version.is_null(),
        versions: vec![VERSION.to_owned()],
    }
}

fn told(spot: SecretSpot, flaw: Flaw) -> Problem {
    Problem::Secret(SecretProblem::of(spot, flaw))
}

/// The secrets whose text ends in a line break.
pub(super) fn broken(config: &Attributes) -> Problems {
    let all = texts(config.get(SECRETS));
    let broken = all.iter().filter(|(_, text)| ends_in_a_line_break(text));
    let told = broken.map(|(column, _)| {
        Problem::Secret(SecretProblem::LineBreak(SecretSpot::entry(SECRETS, column)))
    });
    told.collect()
}

/// Columns that hold secrets, or may, among those that are kept in the state.
pub(super) async fn misplaced(
    work: &Work,
    table: &str,
    prior: Option<&Attributes>,
    planned: &Attributes,
) -> Problems {
    let fields = texts(planned.get(FIELDS));
    let before = prior.map(|prior| texts(prior.get(FIELDS))).unwrap_or_default();
    let mut problems = Problems::new();
    for (column, text) in &fields {
        let changes = before.get(column) != Some(text);
        let known = match secrecy::of(work, table, column).await {
            Ok(known) => known,
            Err(error) => {
                problems.push(undescribed(work, error));
                return problems;
            }
        };
        let is_secret = match known {
            Secrecy::Secret => true,
            Secrecy::If(other, words) => {
                let told = match fields.get(other) {
                    Some(told) => Some(told.clone()),
                    None if changes => stored(work, table, planned, other).await,
                    None => None,
                };
                told.is_some_and(|told| words.contains(&told.as_str()))
            }
            Secrecy::Unknown => {
                problems.extend(unproven(work, table, column).filter(|_| changes));
                false
            }
            Secrecy::Plain => false,
        };
        if is_secret {
            let (column, table) = (column.clone(), table.to_owned());
            problems.push(Problem::Column(ColumnProblem::SecretInFields { column, table }));
        }
    }
    problems
}

/// The warning that nobody can tell whether it is a secret, once for the column.
fn unproven(work: &Work, table: &str, column: &str) -> Option<Problem> {
    let is_first = work.session.is_first_warning(&format!("secrets of {table}"), column);
    let (column, table) = (column.to_owned(), table.to_owned());
    is_first.then_some(Problem::Secret(SecretProblem::Unproven { column, table }))
}

/// What the record that is there holds in a column, as far as it is shown.
async fn stored(work: &Work, table: &str, planned: &Attributes, column: &str) -> Option<String> {
    let sys_id = planned.known_text(ID).filter(|sys_id| !sys_id.is_empty())?;
    let read = work.client.table(table).get(sys_id, &[column]).await;
    Some(read.ok()??.get(column)?.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn record(secrets: &[(&str, Value)], version: Value) -> Attributes {
        let mut attributes = Attributes::default();
        let secrets = secrets.iter().map(|(column, value)| ((*column).to_owned(), value.clone()));
        attributes.set(SECRETS, Value::Map(secrets.collect::<BTreeMap<_, _>>()));
        attributes.set(VERSION, version);
        attributes
    }

    fn count(prior: Option<i64>, secrets: &[(&str, Value)], version: i64) -> usize {
        let config = record(secrets, version.into());
        let prior = prior.map(|version| record(&[], version.into()));
        flaws(prior.as_ref(), &config, &config).len()
    }

    #[test]
    fn what_would_wipe_a_secret_out_is_a_flaw() {
        for nothing in [Value::Null, "".into(), "\n".into()] {
            let secrets = [("password", nothing), ("api_key", "k".into())];
            assert_eq!(count(None, &secrets, 1), 1);
            assert_eq!(count(Some(1), &secrets, 2), 1);
            assert_eq!(count(Some(2), &secrets, 2), 0, "nothing is sent");
        }
        assert_eq!(count(Some(1), &[], 2), 1);
        assert_eq!(count(None, &[("password", "p".into())], 1), 0);
        assert_eq!(count(None, &[("password", Value::UNKNOWN)], 1), 0);
    }

    #[test]
    fn a_line_break_is_named_by_its_column() {
        let told = broken(&record(&[("password", "p\n".into()), ("key", "k".into())], 1.into()));
        assert_eq!(told.len(), 1);
        assert!(told[0].told().detail.contains("fields_wo[\"password\"]"));
    }
}
