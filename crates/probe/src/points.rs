//! What nobody has established, as the probe needs it: the points that the simulated instance has switches for, and the
//! questions that it plays no two ways.

use crate::error::ProbeError;
use serde::Deserialize;

/// One point. The list says more of it, which is the simulated instance's business.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Point {
    /// What a file of unknowns calls it.
    pub(crate) switch: String,
    /// Where `docs/facts.md` raises it.
    pub(crate) place: String,
    /// What is not known.
    pub(crate) question: String,
    /// Why no probe answers it; empty where one does.
    #[serde(default)]
    pub(crate) beyond_probe: String,
}

/// One question, and how it is asked where that is data.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) name: String,
    /// Where `docs/facts.md` raises it.
    pub(crate) place: String,
    /// What is not known.
    #[serde(rename = "question")]
    pub(crate) text: String,
    /// The column whose choices are the answer, as `table.column`.
    pub(crate) words_of: Option<String>,
    /// The column that the dictionary is asked about, as `table.column`.
    pub(crate) entry_of: Option<String>,
    /// Which columns of a table are the answer.
    pub(crate) columns_like: Option<Like>,
    /// The table in which a record is made and looked at.
    pub(crate) row_of: Option<String>,
}

/// Columns by pieces of their names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Like {
    pub(crate) table: String,
    pub(crate) pieces: Vec<String>,
}

#[derive(Deserialize)]
struct Points {
    point: Vec<Point>,
}

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

/// All points, in the order of the facts.
pub(crate) fn all() -> Result<Vec<Point>, ProbeError> {
    let list: Points = toml::from_str(include_str!("../../simulator/unknowns.toml"))?;
    Ok(list.point)
}

/// All questions.
pub(crate) fn questions() -> Result<Vec<Question>, ProbeError> {
    let list: Questions = toml::from_str(include_str!("../questions.toml"))?;
    Ok(list.question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_questions_have_one_name_and_none_is_asked_in_two_ways() {
        let questions = questions().unwrap();
        let mut names: Vec<&str> = questions.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), questions.len());
        for one in &questions {
            let ways = [one.words_of.is_some(), one.entry_of.is_some(), one.row_of.is_some()];
            let ways = ways.into_iter().chain([one.columns_like.is_some()]);
            assert!(ways.filter(|way| *way).count() <= 1, "{}", one.name);
            let columns = one.words_of.iter().chain(&one.entry_of);
            assert!(columns.clone().all(|column| column.contains('.')), "{}", one.name);
        }
    }
}
