//! Columns as the instance's dictionary describes them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::meaning::{same_condition, same_json, same_text};
use super::stored::{comparison, same_in_meaning};
use crate::describe::FieldType;

/// What the dictionary says of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its type, such as `boolean`.
    pub(crate) type_word: String,
    /// What a new record has in it.
    pub(crate) default: String,
    /// Whether only the instance writes it.
    pub(crate) read_only: bool,
    /// The table that a reference, or a list of references, leads to; empty for other columns.
    pub(crate) reference: String,
    /// The most characters that it takes (docs/facts.md#long-text).
    pub(crate) max_length: Option<usize>,
    /// Whether forms want a value in it (docs/facts.md#mandatory).
    pub(crate) mandatory: bool,
    /// Whether it names records of the table for people (docs/facts.md#display-columns).
    pub(crate) display: bool,
}

/// The columns of one table, by name. Empty when the dictionary cannot be read.
pub(crate) type Columns = BTreeMap<String, Column>;

/// The type of a column that is a journal by its name, where the dictionary does not tell.
const BY_NAME: &str = "a journal by its name";
/// The journals of all tasks.
const OF_TASKS: &[&str] = &["comments", "work_notes"];

/// What is known of a column. Where the dictionary cannot be read, its name tells the journals that all tasks have.
pub(crate) fn column_of(known: &Columns, name: &str) -> Column {
    if known.is_empty() && OF_TASKS.contains(&name) {
        return Column { type_word: BY_NAME.to_owned(), ..Column::default() };
    }
    known.get(name).cloned().unwrap_or_default()
}

impl Column {
    /// Whether it holds a secret.
    pub(crate) fn is_secret(&self) -> bool {
        matches!(self.type_word.as_str(), "password2" | "password" | "glide_encrypted")
    }

    /// Whether it leads to one record of a table that is known.
    pub(crate) fn leads_to_one(&self) -> bool {
        matches!(self.type_word.as_str(), "reference" | "domain_id") && !self.reference.is_empty()
    }

    /// Whether what is written to it becomes an entry of its own. Such a column is never what was written to it: it
    /// reads as nothing, or as all entries (docs/facts.md#journal-columns).
    pub(crate) fn is_journal(&self) -> bool {
        matches!(self.type_word.as_str(), "journal" | "journal_input" | "journal_list" | BY_NAME)
    }

    /// Whether texts in it can be longer than it takes: numbers, dates and references have a form of their own.
    fn can_be_too_long(&self) -> bool {
        !matches!(
            self.type_word.as_str(),
            "boolean"
                | "integer"
                | "longint"
                | "long"
                | "decimal"
                | "float"
                | "currency"
                | "percent_complete"
                | "reference"
                | "domain_id"
                | "document_id"
                | "GUID"
                | "glide_date"
                | "glide_date_time"
                | "glide_time"
                | "glide_duration"
                | "duration"
                | "timer"
        ) && !self.is_secret()
    }

    /// How long the text is and how long it may be, where it is too long.
    pub(crate) fn exceeded_by(&self, text: &str) -> Option<(usize, usize)> {
        let limit = self.max_length.filter(|limit| *limit > 0 && self.can_be_too_long())?;
        let length = text.chars().count();
        (length > limit).then_some((length, limit))
    }

    /// What tells whether two texts of the column name the same, whatever the case of letters.
    pub(crate) fn comparison(&self) -> fn(&str, &str) -> bool {
        match self.type_word.as_str() {
            "boolean" => comparison(&FieldType::Flag),
            "integer" | "longint" | "long" => comparison(&FieldType::Whole),
            _ => comparison(&FieldType::Text),
        }
    }

    /// Whether two stored texts mean the same in it. An entry that was written is there, whatever a journal reads as.
    pub(crate) fn same(&self, left: &str, right: &str) -> bool {
        let same = |holds| same_in_meaning(&holds, left, right) || same_number(left, right);
        match self.type_word.as_str() {
            "boolean" => same(FieldType::Flag),
            "integer" | "longint" | "long" | "decimal" | "float" | "currency"
            | "percent_complete" => same(FieldType::Whole),
            "reference" | "domain_id" | "document_id" | "GUID" => {
                left.trim().eq_ignore_ascii_case(right.trim())
            }
            "glide_time" => same_span(time_of_day(left), time_of_day(right)),
            "glide_duration" | "duration" | "timer" => same_span(left, right),
            "glide_list" | "user_roles" | "slushbucket" => elements(left) == elements(right),
            // Other tables have a plain text of that name.
            BY_NAME => left.is_empty() || right.is_empty() || left.contains(right.trim()),
            "conditions" | "condition_string" => same_condition(left, right),
            "json" | "json_translations" | "name_values" | "simple_name_values" => {
                same_json(left, right)
            }
            _ if self.is_journal() => true,
            _ => same_text(left, right),
        }
    }
}

/// The elements of a list, whose order says nothing.
fn elements(text: &str) -> BTreeSet<String> {
    let elements = text.split(',').map(|element| element.trim().to_lowercase());
    elements.filter(|element| !element.is_empty()).collect()
}

/// Whether two times of day or spans of time are equally long: sent as `days hours:minutes:seconds`, stored as the moment
/// that long after the first of January 1970 (docs/facts.md#times-and-durations).
fn same_span(left: &str, right: &str) -> bool {
    let (left, right) = (left.trim(), right.trim());
    left == right || seconds(left).zip(seconds(right)).is_some_and(|(left, right)| left == right)
}

/// The time without the date it is stored with, which says nothing.
fn time_of_day(text: &str) -> &str {
    text.trim().rsplit_once(' ').map_or(text, |(_, time)| time)
}

fn seconds(span: &str) -> Option<i64> {
    let (days, time) = span.split_once(' ').unwrap_or(("0", span));
    let days = match days.parse::<Date>() {
        Ok(day) => i64::from(Date::constant(1970, 1, 1).until(day).ok()?.get_days()),
        Err(_) => days.parse().ok()?,
    };
    let parts: Option<Vec<i64>> =
        time.trim().split(':').map(|part| part.parse::<u16>().ok().map(i64::from)).collect();
    let [hours, minutes, rest] = parts?.try_into().ok()?;
    Some(((days * 24 + hours) * 60 + minutes) * 60 + rest)
}

fn same_number(left: &str, right: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    number(left).zip(number(right)).is_some_and(|(left, right)| (left - right).abs() < f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(type_word: &str) -> Column {
        Column { type_word: type_word.into(), ..Column::default() }
    }

    #[test]
    fn values_are_compared_by_the_type_of_the_column() {
        assert!(column("boolean").same("1", "true") && !column("boolean").same("1", "false"));
        assert!(column("integer").same("0100", "100") && !column("integer").same("1", "2"));
        assert!(column("decimal").same("1.50", "1.5"));
        assert!(column("string").same(" a ", "a") && !column("string").same("A", "a"));
        assert!(!column("string").same("1", "true"));
        assert!(column("reference").same("AB", "ab ") && !column("reference").same("a", "b"));
        assert!(column("glide_list").same("b, a", "A,b") && !column("glide_list").same("a", "a,b"));
    }

    #[test]
    fn what_the_platform_rewrites_means_what_was_written() {
        assert!(column("conditions").same("active=true^EQ", "active=true"));
        assert!(!column("conditions").same("active=true^EQ", "active=false"));
        assert!(!column("string").same("active=true^EQ", "active=true"));
        assert!(column("json").same(r#"{"a": 1, "b": 2}"#, r#"{"b":2,"a":1}"#));
        assert!(!column("string").same(r#"{"a": 1}"#, r#"{"a":1}"#));
        assert!(column("script").same("a();\r\nb();\r\n", "a();\nb();"));
    }

    #[test]
    fn times_of_day_and_spans_are_compared_by_their_length() {
        let (time, span) = (column("glide_time"), column("glide_duration"));
        assert!(time.same("1970-01-01 02:30:00", "02:30:00") && !time.same("02:30:00", "02:31:00"));
        for same in ["1970-01-02 02:30:00", "1 02:30:00", "26:30:00", " 1 02:30:00"] {
            assert!(span.same("1970-01-02 02:30:00", same), "{same}");
        }
        assert!(!span.same("1970-01-02 02:30:00", "02:30:00") && !span.same("soon", "02:30:00"));
        assert!(!span.same("", "00:00:00") && span.same("", ""));
    }

    #[test]
    fn a_journal_is_never_what_was_written_to_it() {
        for kind in ["journal", "journal_input", "journal_list"] {
            assert!(column(kind).same("", "An entry") && column(kind).same("All entries", "One"));
        }
        assert!(!column("string").same("", "An entry"));
    }

    #[test]
    fn without_a_dictionary_the_journals_of_tasks_are_told_by_their_names() {
        let (nothing, known) =
            (Columns::new(), Columns::from([("comments".into(), column("string"))]));
        let guessed = column_of(&nothing, "comments");
        assert!(guessed.is_journal() && guessed.same("", "An entry"));
        assert!(
            guessed.same("2026-01-01 - admin\nAn entry", "An entry") && !guessed.same("A", "B")
        );
        assert!(!column_of(&known, "comments").is_journal());
        assert!(!column_of(&nothing, "description").is_journal());
    }

    #[test]
    fn texts_are_counted_in_characters_and_numbers_not_at_all() {
        let of = |kind| Column { max_length: Some(3), ..column(kind) };
        assert_eq!(of("string").exceeded_by("äöü"), None);
        assert_eq!(of("string").exceeded_by("äöüß"), Some((4, 3)));
        for kind in ["integer", "glide_date_time", "reference", "password2"] {
            assert_eq!(of(kind).exceeded_by("2026-01-31 12:00:00"), None, "{kind}");
        }
        assert_eq!(column("string").exceeded_by("any length"), None);
    }

    #[test]
    fn a_password_column_is_a_secret() {
        assert!(column("password2").is_secret() && !column("string").is_secret());
    }
}
