//! What a probe found out, and the file of unknowns it becomes.

use crate::points::{Point, Question};
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write};

/// The answer to one point.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The instance behaves so.
    Is(Value),
    /// It could not be told, and why.
    Untold(String),
}

/// What a probe found out about every point.
#[derive(Clone, Debug)]
pub struct Findings {
    /// By switch; every switch is there.
    pub by_switch: BTreeMap<String, Finding>,
    /// By the name of a question that no switch plays; every question is there.
    pub answers: BTreeMap<String, Finding>,
    /// Table and sys_id of each record that could not be deleted.
    pub left_behind: Vec<(String, String)>,
    /// What was asked about, in the order of the lists.
    points: Vec<Point>,
    questions: Vec<Question>,
    remarks: Vec<String>,
}

/// What has been found out so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    found: BTreeMap<String, Finding>,
    answers: BTreeMap<String, Finding>,
    remarks: Vec<String>,
}

/// Why a point has no answer that a probe which writes would have.
const READ_ONLY: &str = "only a probe that writes can tell";

impl Notes {
    /// The instance behaves so.
    pub(crate) fn is(&mut self, switch: &str, value: impl Into<Value>) {
        self.found.insert(switch.to_owned(), Finding::Is(value.into()));
    }

    /// Whether it does what the switch says.
    pub(crate) fn verdict(&mut self, switch: &str, allowed: bool) {
        self.is(switch, if allowed { "allowed" } else { "refused" });
    }

    /// It could not be told.
    pub(crate) fn untold(&mut self, switch: &str, why: impl Into<String>) {
        self.found.insert(switch.to_owned(), Finding::Untold(why.into()));
    }

    /// The answer to a question that no switch plays.
    pub(crate) fn answer(&mut self, question: &str, answer: Finding) {
        self.answers.insert(question.to_owned(), answer);
    }

    /// Something worth knowing that no switch holds.
    pub(crate) fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    /// The findings about every point and every question.
    pub(crate) fn findings(
        mut self,
        points: Vec<Point>,
        questions: Vec<Question>,
        left_behind: Vec<(String, String)>,
    ) -> Findings {
        let read_only = || Finding::Untold(READ_ONLY.to_owned());
        let finding = |point: &Point| {
            let found = self.found.remove(&point.switch);
            let beyond = Some(&point.beyond_probe).filter(|why| !why.is_empty());
            let beyond = || beyond.map_or_else(read_only, |why| Finding::Untold(why.clone()));
            (point.switch.clone(), found.unwrap_or_else(beyond))
        };
        let by_switch = points.iter().map(finding).collect();
        let answer = |question: &Question| {
            let found = self.answers.remove(&question.name);
            (question.name.clone(), found.unwrap_or_else(read_only))
        };
        let answers = questions.iter().map(answer).collect();
        Findings { by_switch, answers, left_behind, points, questions, remarks: self.remarks }
    }
}

impl Findings {
    /// A file for the simulated instance's `--unknowns`: what was found out, and as comments what was not.
    pub fn file(&self) -> String {
        let mut text = "# How a real instance behaves, found out by servicenow-probe.\n\
                        # What is not set here is played as the profile likely does.\n"
            .to_owned();
        for remark in &self.remarks {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "# {remark}");
        }
        for point in &self.points {
            let Some(finding) = self.by_switch.get(&point.switch) else { continue };
            let _ = writeln!(text, "\n# {} {}", point.place, point.question);
            let _ = match finding {
                // A JSON word or number is written in TOML just the same.
                Finding::Is(value) => writeln!(text, "{} = {value}", point.switch),
                Finding::Untold(why) => writeln!(text, "# {} is not told. {why}", point.switch),
            };
        }
        for question in &self.questions {
            let Some(answer) = self.answers.get(&question.name) else { continue };
            let _ = writeln!(text, "\n# {} {}", question.place, question.text);
            let _ = match answer {
                Finding::Is(value) => writeln!(text, "# {}: {value}", question.name),
                Finding::Untold(why) => writeln!(text, "# {} is not told. {why}", question.name),
            };
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points;
    use simulator::{DefaultProfile, Unknowns};

    #[test]
    fn the_file_sets_what_was_found_out_and_only_that() {
        let mut notes = Notes::default();
        notes.is("default_profile", "absent");
        notes.is("blanks_trimmed", true);
        notes.untold("secret_read", "no secret could be written");
        notes.remark("The late profile took 700 ms.".to_owned());
        notes.answer("words_of_protocol", Finding::Is(serde_json::json!(["http"])));
        let (points, questions) = (points::all().unwrap(), points::questions().unwrap());
        let findings = notes.findings(points, questions, Vec::new());
        let text = findings.file();
        let unknowns = Unknowns::parse(&text).unwrap();
        let wanted = Unknowns {
            default_profile: DefaultProfile::Absent,
            blanks_trimmed: true,
            ..Unknowns::likely()
        };
        assert_eq!(unknowns, wanted);
        assert!(text.contains("# secret_read is not told. no secret could be written"));
        assert!(text.contains("# The late profile took 700 ms."));
        assert!(text.contains("# words_of_protocol: [\"http\"]\n"), "{text}");
        assert!(text.contains("# row_of_jwt_provider is not told. only a probe that writes"));
        assert_eq!(findings.by_switch.len(), points::all().unwrap().len());
    }
}
