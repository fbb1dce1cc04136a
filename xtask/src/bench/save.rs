//! Keeps the last tables in `benches/README.md`, below the text that explains them, and reads them
//! again: what was committed is what start and memory are held to.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};

/// Below this line of the page stand the tables, each in a section of its own.
const MARK: &str = "<!-- measured: written by `cargo xtask bench --save` -->";

/// The page.
pub(super) fn page(root: &Path) -> Result<String, Failure> {
    fs::read_to_string(root.join("benches/README.md")).attempting("read benches/README.md")
}

/// Replaces the sections of the page that were measured again, and adds those that are new.
pub(super) fn write(root: &Path, tables: &[String]) -> Result<(), Failure> {
    let replaced = replaced(&page(root)?, tables)?;
    fs::write(root.join("benches/README.md"), replaced).attempting("write benches/README.md")
}

fn replaced(page: &str, tables: &[String]) -> Result<String, Failure> {
    let (text, measured) = page
        .split_once(MARK)
        .ok_or_else(|| Failure::new(format!("benches/README.md has no line {MARK}")))?;
    let mut sections = sections(measured);
    for table in tables {
        match sections.iter_mut().find(|section| title(section) == title(table)) {
            Some(section) => section.clone_from(table),
            None => sections.push(table.clone()),
        }
    }
    Ok(format!("{text}{MARK}\n\n{}\n", sections.join("\n\n")))
}

fn sections(measured: &str) -> Vec<String> {
    let parts = measured.split("\n## ").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("## {}", part.trim_start_matches("## "))).collect()
}

fn title(section: &str) -> &str {
    section.lines().next().unwrap_or_default()
}

/// The number at the beginning of a cell of the page: in the section of this title, the row that
/// begins with `row` and the column of this heading.
pub(super) fn committed(page: &str, section: &str, row: &str, heading: &str) -> Option<f64> {
    let (_, measured) = page.split_once(MARK)?;
    let section =
        sections(measured).into_iter().find(|one| title(one) == format!("## {section}"))?;
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut rows = section.lines().filter(|line| line.starts_with('|')).map(cells);
    let column = rows.next()?.iter().position(|cell| cell == heading)?;
    let found = rows.find(|cells| cells.get(1).is_some_and(|first| first == row))?;
    found.get(column)?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        let start = "## Start\n\nText.\n\n| process | median |\n| - | -: |\n| provider | 2.1 ms |";
        format!("# Benchmarks\n\n{MARK}\n\n## Plan\n\nold\n\n{start}\n")
    }

    #[test]
    fn what_was_measured_again_is_replaced_and_the_rest_stays() {
        let new = ["## Plan\n\nnew".to_owned(), "## Peer\n\nfirst".to_owned()];
        let page = replaced(&page(), &new).unwrap();
        assert!(
            page.starts_with(&format!("# Benchmarks\n\n{MARK}\n\n## Plan\n\nnew\n\n## Start\n"))
        );
        assert!(page.ends_with("| provider | 2.1 ms |\n\n## Peer\n\nfirst\n"));
        assert!(!page.contains("old"));
        assert_eq!(replaced(&page, &new).unwrap(), page);
        assert!(replaced("# no mark", &new).is_err());
    }

    #[test]
    fn a_committed_figure_is_found_by_section_row_and_column() {
        assert_eq!(committed(&page(), "Start", "provider", "median"), Some(2.1));
        for (section, row, heading) in
            [("Stop", "provider", "median"), ("Start", "x", "median"), ("Start", "provider", "x")]
        {
            assert_eq!(committed(&page(), section, row, heading), None);
        }
    }
}
