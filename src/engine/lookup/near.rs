//! What resembles a name that leads nowhere, so that a slip of the pen is seen at once.

use servicenow::{Query, Record};

use crate::engine::session::Work;

/// How alike two names must be to be worth showing, from 0 to 1.
const ALIKE: f64 = 0.6;
/// Most names shown.
const SHOWN: usize = 3;
/// Most records looked at for each beginning.
const LOOKED_AT: usize = 200;

/// The records of the table whose `column` resembles `wanted`, the likest first. A search that fails finds none: it is
/// made for an error that is told anyway.
pub(crate) async fn near(
    work: &Work,
    table: &str,
    column: &str,
    wanted: &str,
    columns: &[&str],
) -> Vec<Record> {
    let mut found: Vec<(f64, Record)> = Vec::new();
    for query in searches(column, wanted) {
        let matches = work.client.table(table).matching(&query, columns, Some(LOOKED_AT)).await;
        let likeness = |record: Record| Some((alike(record.get(column)?, wanted), record));
        let alike = matches.unwrap_or_default().rows.into_iter().filter_map(likeness);
        found.extend(alike.filter(|(likeness, _)| *likeness >= ALIKE));
        if !found.is_empty() {
            break;
        }
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(SHOWN).map(|(_, record)| record).collect()
}

/// Those that hold the first half, then those that begin alike: a slip may be in either half.
fn searches(column: &str, wanted: &str) -> Vec<Query> {
    let first = |count: usize| wanted.chars().take(count).collect::<String>();
    let half = wanted.chars().count().div_ceil(2);
    if half < 2 {
        return Vec::new();
    }
    let holding = Query::new().contains(column, &first(half));
    let beginning = Query::new().starts_with(column, &first(1));
    [holding, beginning].into_iter().flatten().collect()
}

/// Those of the names that resemble `wanted`, the likest first.
pub(crate) fn likest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let likeness = names.map(|name| (alike(name, wanted), name));
    let mut found: Vec<_> = likeness.filter(|(likeness, _)| *likeness >= ALIKE).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

/// A name that holds the other one whole is as like as can be without being it.
fn alike(name: &str, wanted: &str) -> f64 {
    let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
    if name.contains(&wanted) {
        return 0.99;
    }
    strsim::normalized_damerau_levenshtein(&name, &wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_like_and_another_word_is_not() {
        assert!(alike("itil", "ittil") > ALIKE && alike("Camunda OAuth", "camunda oath") > ALIKE);
        assert!(alike("itil_admin", "itil") > alike("itil", "itul"));
        assert!(alike("catalog_admin", "itil") < ALIKE);
    }

    #[test]
    fn the_likest_names_come_first() {
        let names = ["short_description", "description", "state"];
        assert_eq!(likest("descripton", names.into_iter())[0], "description");
        assert!(likest("zzyzx", names.into_iter()).is_empty());
    }

    #[test]
    fn a_name_of_two_letters_has_too_many_near_it() {
        assert!(searches("name", "ab").is_empty() && searches("name", "").is_empty());
        let said: Vec<_> = searches("name", "itil").iter().map(ToString::to_string).collect();
        assert_eq!(said, ["nameLIKEit", "nameSTARTSWITHi"]);
    }
}
