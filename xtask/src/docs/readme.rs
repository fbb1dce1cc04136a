//! A part of a README that is written here: what stands between two marks, and nothing around them.

use std::fs;
use std::path::Path;

use crate::failure::{Attempt, Failure};

/// What the marks are about.
const PARTS: &[&str] = &["roles", "types"];

/// A README as it should be.
#[derive(Debug)]
pub(super) struct Readme {
    /// Its path below the root of the repository.
    pub(super) path: String,
    text: String,
    differs: bool,
}

impl Readme {
    /// The README at this path, with `written` between the marks of this part.
    pub(super) fn of(
        root: &Path,
        path: String,
        part: &str,
        written: &str,
    ) -> Result<Self, Failure> {
        let shown = fs::read_to_string(root.join(&path)).attempting(format!("read {path}"))?;
        let text = with(&shown, part, written)
            .ok_or_else(|| Failure::new(format!("{path} has no place for its {part}")))
            .map_err(|failure| {
                failure.remedy(format!("put {}{}into it", begin(part), end(part)))
            })?;
        Ok(Self { differs: text != shown, path, text })
    }

    /// Whether the file is another one.
    pub(super) fn differs(&self) -> bool {
        self.differs
    }

    /// Writes it.
    pub(super) fn write(&self, root: &Path) -> Result<(), Failure> {
        fs::write(root.join(&self.path), &self.text).attempting(format!("write {}", self.path))
    }
}

/// A README's text without the marks.
pub(super) fn without_marks(text: &str) -> String {
    PARTS
        .iter()
        .fold(text.to_owned(), |text, part| text.replace(&begin(part), "").replace(&end(part), ""))
}

/// A row of a table.
pub(super) fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| format!(" {} |", cell.replace('|', "\\|")));
    format!("|{}\n", cells.collect::<String>())
}

fn begin(part: &str) -> String {
    format!("<!-- {part}: `cargo xtask docs` writes this -->\n")
}

fn end(part: &str) -> String {
    format!("<!-- end of {part} -->\n")
}

fn with(text: &str, part: &str, written: &str) -> Option<String> {
    let (begin, end) = (begin(part), end(part));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{written}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_marks_stays() {
        let text = format!("before\n{}old\n{}after\n", begin("roles"), end("roles"));
        let new = with(&text, "roles", "new\n").unwrap();
        assert!(new.starts_with("before\n") && new.ends_with("after\n") && !new.contains("old"));
        assert!(with("no marks", "roles", "new\n").is_none());
        assert_eq!(without_marks(&new), "before\n\nnew\n\nafter\n");
    }
}
