//! The steps of a guide and who does each, from the table in its README.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};
use crate::guides::Guide;

/// The heading of the table.
const HEADING: &str = "| step of the guide | done by |";

/// A step and who does it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    what: String,
    done_by: String,
}

impl Step {
    /// Whether a person still does it.
    pub(super) fn is_a_persons(&self) -> bool {
        self.done_by.starts_with("a person")
    }

    /// The step, and below it who does it.
    pub(super) fn lines(&self) -> [String; 2] {
        [self.what.clone(), format!("  by {}", self.done_by)]
    }
}

/// All of them, in the order of the guide.
pub(super) fn of(guide: &Guide, root: &Path) -> Result<Vec<Step>, Failure> {
    let path = root.join(guide.folder()).join("README.md");
    let text = fs::read_to_string(&path).attempting(format!("read {}", path.display()))?;
    let steps = table(&text);
    if steps.is_empty() {
        return Err(Failure::new(format!("{} has no table of steps", path.display())));
    }
    Ok(steps)
}

fn table(text: &str) -> Vec<Step> {
    let rows = text.lines().skip_while(|line| *line != HEADING).skip(2);
    rows.take_while(|line| line.starts_with('|')).filter_map(step).collect()
}

fn step(row: &str) -> Option<Step> {
    let (what, done_by) = row.trim_matches('|').split_once(" | ")?;
    Some(Step { what: plain(what), done_by: plain(done_by) })
}

/// Without the marks of Markdown.
fn plain(text: &str) -> String {
    text.trim().replace("**", "").replace(['`', '*'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cargo, guides};

    #[test]
    fn a_row_is_a_step_and_who_does_it_in_plain_words() {
        let text =
            format!("# A\n{HEADING}\n|---|---|\n| Log `in` | **a person**, at *All* |\n\nmore");
        let steps = table(&text);
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].lines(), ["Log in", "  by a person, at All"]);
    }

    #[test]
    fn every_guide_has_its_steps_and_some_are_a_persons() {
        for guide in guides::ALL {
            let steps = of(guide, &cargo::root()).unwrap();
            assert!(steps.len() > 8, "{}", guide.name);
            assert!(steps.iter().any(Step::is_a_persons));
        }
    }
}
