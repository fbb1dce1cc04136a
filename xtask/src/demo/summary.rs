//! What a demo came to, in ten lines: what was proven, and what to do next.

use std::time::Duration;

use crate::guides::{self, Guide};
use crate::report::aligned;

/// What is gathered on the way.
#[derive(Debug, Default)]
pub(super) struct Summary {
    /// The version of Terraform.
    pub(super) terraform: String,
    /// How much the plan adds, changes and destroys.
    pub(super) planned: String,
    /// How many claims held for the third party.
    pub(super) claims: usize,
    /// How many records are as they were before.
    pub(super) compared: usize,
}

impl Summary {
    /// The ten lines.
    pub(super) fn lines(&self, guide: &Guide, time: Duration) -> Vec<String> {
        let Self { terraform, planned, claims, compared } = self;
        let (name, secrets) = (guide.name, guide.secrets.len());
        let others = guides::ALL.iter().map(|one| one.name).filter(|one| *one != name);
        let others = others.collect::<Vec<_>>().join(", ");
        let heading = format!(
            "Proven for {name} in {:.0} s, by Terraform {terraform} on simulated instances:",
            time.as_secs_f32()
        );
        let proven = [
            ("plan and apply", planned.trim_end_matches('.').to_owned()),
            ("second plan", "nothing to change".to_owned()),
            ("secrets", format!("{secrets}, none of them in the state or in a plan")),
            ("third party", format!("{claims} claims held for somebody who uses what was set up")),
            ("destroy", format!("{compared} records are as they were before")),
        ];
        let next = [
            ("what was applied", format!("{}, whose README has every step", guide.folder())),
            (
                "your instance",
                "examples/quickstart, and a free developer instance will do".to_owned(),
            ),
            ("other guides", format!("cargo xtask demo, and one of: {others}")),
        ];
        let mut lines = vec![heading];
        lines.extend(indented(&proven));
        lines.push("What to do next:".to_owned());
        lines.extend(indented(&next));
        lines
    }
}

fn indented(pairs: &[(&str, String)]) -> Vec<String> {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    aligned(&pairs).into_iter().map(|line| format!("   {line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    #[test]
    fn ten_lines_say_what_was_proven_and_what_comes_next() {
        let summary = Summary {
            terraform: "1.15.5".to_owned(),
            planned: "9 to add, 0 to change, 0 to destroy.".to_owned(),
            claims: 7,
            compared: 3000,
        };
        for guide in guides::ALL {
            let lines = summary.lines(guide, Duration::from_millis(41_400));
            assert_eq!(lines.len(), 10, "{lines:#?}");
            assert!(lines[0].contains(" in 41 s, by Terraform 1.15.5 "));
            assert!(lines[1].ends_with("  9 to add, 0 to change, 0 to destroy"));
            assert!(lines[6].starts_with("What to do next"));
        }
        assert!(cargo::root().join("examples/quickstart/README.md").is_file());
    }
}
