//! What the commands print: numbered steps, plain lines, aligned blocks and tables.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// How much is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The steps, and what it came to.
    Little,
    /// What matters of each step.
    #[default]
    Usual,
    /// All there is.
    All,
}

/// Writes to standard output; a closed pipe is not worth an error.
#[derive(Debug, Default)]
pub struct Report {
    step: usize,
    steps: Option<usize>,
    detail: Detail,
    bold: bool,
}

impl Report {
    /// A report that begins with step 1. Headings are bold on a terminal.
    pub fn new() -> Self {
        Self { bold: io::stdout().is_terminal(), ..Self::default() }
    }

    /// A report of that many steps, in this detail.
    pub fn of(steps: usize, detail: Detail) -> Self {
        Self { steps: Some(steps), detail, ..Self::new() }
    }

    /// Prints the heading of the next step.
    pub fn step(&mut self, title: impl Display) {
        self.step += 1;
        self.line("");
        self.heading(self.said(&title.to_string()));
    }

    fn said(&self, title: &str) -> String {
        match self.steps {
            Some(steps) => format!("Step {} of {steps}: {title}", self.step),
            None => format!("{}. {title}", self.step),
        }
    }

    /// Prints a heading that is no step.
    pub fn heading(&self, heading: impl Display) {
        self.always(if self.bold {
            format!("\x1b[1m{heading}\x1b[0m")
        } else {
            heading.to_string()
        });
    }

    /// Prints one line, however little is told.
    pub fn always(&self, line: impl Display) {
        let mut stdout = io::stdout().lock();
        let _ = writeln!(stdout, "{line}");
        let _ = stdout.flush();
    }

    /// Prints one line as it is.
    pub fn line(&self, line: impl Display) {
        if self.tells(Detail::Usual) {
            self.always(line);
        }
    }

    /// Prints a remark that belongs to the current step.
    pub fn note(&self, note: impl Display) {
        self.line(format!("   {note}"));
    }

    /// Prints somebody else's output, indented so that it reads as a quotation.
    pub fn quote(&self, text: &str) {
        for line in text.trim_end().lines() {
            self.line(if line.is_empty() { String::new() } else { format!("   | {line}") });
        }
    }

    /// Whether as much as this is told.
    pub fn tells(&self, detail: Detail) -> bool {
        self.detail >= detail
    }
}

/// Key and value in two columns, the values starting at the same place.
pub fn aligned(pairs: &[(String, String)]) -> Vec<String> {
    let width = pairs.iter().map(|(key, _)| key.chars().count()).max().unwrap_or(0);
    pairs
        .iter()
        .map(|(key, value)| format!("{key:<width$}  {value}").trim_end().to_owned())
        .collect()
}

/// A table in Markdown, padded so that it also reads well as plain text. The first row is the
/// heading; columns after the first are aligned to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|column| width_of(rows, column)).collect();
    let mut lines: Vec<String> = rows.iter().map(|row| table_row(row, &widths)).collect();
    if !lines.is_empty() {
        lines.insert(1, table_rule(&widths));
    }
    lines.join("\n")
}

fn width_of(rows: &[Vec<String>], column: usize) -> usize {
    rows.iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(0)
}

fn table_row(row: &[String], widths: &[usize]) -> String {
    let cells = widths.iter().enumerate().map(|(column, width)| {
        let cell = row.get(column).map_or("", String::as_str);
        if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn table_rule(widths: &[usize]) -> String {
    let cells = widths.iter().enumerate().map(|(column, width)| {
        if column == 0 { "-".repeat(*width) } else { format!("{}:", "-".repeat(width - 1)) }
    });
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_step_says_of_how_many_it_is_where_that_is_known() {
        let told = |mut report: Report| {
            report.step = 7;
            report.said("terraform plan")
        };
        assert_eq!(told(Report::new()), "7. terraform plan");
        assert_eq!(told(Report::of(14, Detail::Usual)), "Step 7 of 14: terraform plan");
    }

    #[test]
    fn the_usual_is_more_than_little_and_less_than_all() {
        let report = Report::of(1, Detail::Usual);
        assert!(report.tells(Detail::Little) && report.tells(Detail::Usual));
        assert!(!report.tells(Detail::All));
        assert!(!Report::of(1, Detail::Little).tells(Detail::Usual));
    }

    #[test]
    fn values_start_in_the_same_column() {
        let lines = aligned(&[("a".into(), "1".into()), ("long".into(), String::new())]);
        assert_eq!(lines, ["a     1", "long"]);
    }

    #[test]
    fn a_table_pads_its_cells_and_marks_numbers_as_right_aligned() {
        let printed = table(&[row(&["what", "ms"]), row(&["plan", "1234"])]);
        assert_eq!(printed, "| what |   ms |\n| ---- | ---: |\n| plan | 1234 |");
    }

    #[test]
    fn a_missing_cell_is_blank() {
        assert!(table(&[row(&["a", "b"]), row(&["c"])]).ends_with("| c |   |"));
    }
}
