//! What there is to say about each switch: the question behind it, where the facts raise it, and
//! how well the likely answer is supported. It stands in `unknowns.toml`, which the probe of real
//! instances reads too. The start page, the README and `servicenow-simulator unknowns` show it.

use super::Unknowns;
use crate::evidence::Evidence;
use serde::Deserialize;
use serde_json::Value;
use std::{fmt::Write, sync::LazyLock};

/// One point nobody has established.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The switch that plays it, as a file of unknowns names it.
    pub switch: String,
    /// Where `docs/facts.md` raises it.
    pub place: String,
    /// What is not known.
    pub question: String,
    /// What the likely answer rests on.
    pub evidence: Evidence,
    /// Why a probe of a real instance does not answer it; empty where it does.
    #[serde(default)]
    pub beyond_probe: String,
}

/// The list of points cannot be read: a fault of this program, which brings it along.
#[derive(Debug, thiserror::Error)]
#[error("the list of unknowns, unknowns.toml, cannot be read")]
pub struct PointsError(#[from] toml::de::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    point: Vec<Point>,
}

static POINTS: LazyLock<Result<Vec<Point>, PointsError>> =
    LazyLock::new(|| Ok(toml::from_str::<List>(include_str!("../../unknowns.toml"))?.point));

impl Point {
    /// All points, in the order of the facts.
    ///
    /// # Errors
    /// Never, unless this program was built from a broken list.
    pub fn all() -> Result<&'static [Self], &'static PointsError> {
        POINTS.as_deref()
    }

    /// How the profile `likely` plays it.
    pub fn likely(&self) -> String {
        setting(&Unknowns::likely(), &self.switch)
    }

    /// How the profile `worst` plays it.
    pub fn worst(&self) -> String {
        setting(&Unknowns::worst(), &self.switch)
    }

    /// All points as a Markdown table.
    ///
    /// # Errors
    /// As [`Point::all`].
    pub fn markdown() -> Result<String, &'static PointsError> {
        let head = "| switch | question | facts | likely | worst | evidence | probe |\n\
                    |---|---|---|---|---|---|---|\n";
        let table = Self::all()?.iter().fold(head.to_owned(), |mut text, point| {
            let (likely, worst, mark) = (point.likely(), point.worst(), point.evidence.mark());
            let probe = if point.beyond_probe.is_empty() { "yes" } else { &point.beyond_probe };
            let Self { switch, question, place, .. } = point;
            let anchor = place.rsplit('#').next().unwrap_or(place);
            let place = format!("[{anchor}](../../{place})");
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "| `{switch}` | {question} | {place} | {likely} | {worst} | {mark} | {probe} |"
            );
            text
        });
        Ok(table)
    }
}

/// How `unknowns` sets a switch, in the words of a file.
fn setting(unknowns: &Unknowns, switch: &str) -> String {
    match serde_json::to_value(unknowns).map(|all| all[switch].clone()) {
        Ok(Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_switch_has_one_point_and_every_point_a_switch() {
        let all = serde_json::to_value(Unknowns::likely()).unwrap();
        let switches: BTreeSet<&str> =
            all.as_object().unwrap().keys().map(String::as_str).collect();
        let points: BTreeSet<&str> =
            Point::all().unwrap().iter().map(|point| point.switch.as_str()).collect();
        assert_eq!(points, switches, "a new switch gets its point in unknowns.toml");
        assert_eq!(Point::all().unwrap().len(), points.len());
    }

    #[test]
    fn a_point_is_a_question_and_says_where_it_comes_from() {
        for point in Point::all().unwrap() {
            assert!(point.question.ends_with('?'), "{}", point.switch);
            assert!(point.place.starts_with("docs/facts.md#"), "{}", point.switch);
            assert!(!point.likely().is_empty() && point.likely() != "null", "{}", point.switch);
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_point() {
        let table = Point::markdown().unwrap();
        assert_eq!(table.lines().count(), Point::all().unwrap().len() + 2);
        assert!(table.contains("| `secret_write` | How must a password2 column be written? |"));
    }
}
