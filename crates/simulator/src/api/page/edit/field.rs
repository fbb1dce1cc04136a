//! One field of a form: a column, how its value is entered, and what was entered.

use super::value;
use crate::{
    api::{form::Form, page::cell::is_concealed},
    dictionary::{Column, Kind},
    refusal::Refusal,
    world::Work,
};
use serde::Serialize;

/// A text that may be longer than this has several lines to be entered in.
const LONG: usize = 255;

/// Where a form says what a field showed when it was opened: what is as it was is not written.
const WAS: &str = "was.";

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// The list of what a reference may lead to.
#[derive(Debug, Serialize)]
struct Target {
    label: String,
    href: String,
}

/// A field.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    pub(super) column: String,
    label: String,
    /// The platform's name for what it holds.
    kind: &'static str,
    /// How it is entered: `line`, `lines`, `code`, `choice`, `checkbox`, `entry` or `secret`.
    control: &'static str,
    text: String,
    was: String,
    choices: Vec<Choice>,
    target: Option<Target>,
    mandatory: bool,
    /// Whether there is a secret.
    is_set: bool,
    longest: Option<usize>,
    failure: Option<String>,
}

impl Field {
    /// The field for `column` of a row that has `stored` there.
    pub(super) fn of(work: &Work<'_>, column: &Column, stored: &str) -> Result<Self, Refusal> {
        let text = value::shown(work, column, stored)?;
        let control = control(column, stored);
        let is_set = control == "secret" && !stored.is_empty();
        Ok(Self {
            column: column.name.clone(),
            label: column.label.clone(),
            kind: column.kind.internal_type(),
            control,
            was: text.clone(),
            choices: choices(column, stored),
            target: target(work, column)?,
            mandatory: column.mandatory && !is_set,
            is_set,
            longest: longest(work, column)?,
            failure: None,
            text,
        })
    }

    /// Takes what was entered. What is to be written comes back; nothing where it is as it was, or
    /// where a person has to look at it again.
    pub(super) fn enter(
        &mut self,
        work: &Work<'_>,
        column: &Column,
        form: &Form,
    ) -> Result<Option<String>, Refusal> {
        if let Some(was) = form.given(&format!("{WAS}{}", self.column)) {
            self.was = lines(was);
        }
        let Some(entered) = self.entered(form) else { return Ok(None) };
        // A secret was not shown, so nothing entered says nothing about it.
        let before = if self.control == "secret" { "" } else { &self.was };
        if entered == before {
            self.keep(entered);
            return Ok(None);
        }
        let sent = value::sent(work, column, &entered)?;
        self.keep(entered);
        self.failure = sent.as_ref().err().cloned();
        Ok(sent.ok())
    }

    /// Whether a person has to look at it again.
    pub(super) fn is_doubtful(&self) -> bool {
        self.failure.is_some()
    }

    /// What was entered; a box that is not ticked is not sent.
    fn entered(&self, form: &Form) -> Option<String> {
        let entered = form.given(&self.column);
        if self.control == "checkbox" {
            let is_shown =
                entered.is_some() || form.given(&format!("{WAS}{}", self.column)).is_some();
            return is_shown.then(|| entered.unwrap_or("false").to_owned());
        }
        entered.map(lines)
    }

    /// A secret is never shown again, not even to whoever entered it.
    fn keep(&mut self, entered: String) {
        if self.control != "secret" {
            self.text = entered;
        }
    }
}

/// Browsers send lines as networks have them.
fn lines(sent: &str) -> String {
    sent.replace("\r\n", "\n")
}

fn control(column: &Column, stored: &str) -> &'static str {
    let is_long = column.max_length.is_some_and(|length| length > LONG) || stored.contains('\n');
    match column.kind {
        _ if is_concealed(column, stored) => "secret",
        Kind::Boolean => "checkbox",
        kind if kind.is_journal() => "entry",
        _ if !column.choices.is_empty() => "choice",
        Kind::Script | Kind::Json | Kind::Variables => "code",
        Kind::Conditions => "lines",
        Kind::Text | Kind::TranslatedText if is_long => "lines",
        _ => "line",
    }
}

/// The choices of the column, and what the row has if that is none of them.
fn choices(column: &Column, stored: &str) -> Vec<Choice> {
    let known = column.choices.iter();
    let known = known.map(|(value, label)| Choice { value: value.clone(), label: label.clone() });
    let is_other = !stored.is_empty() && !column.choices.contains_key(stored);
    let other = Choice { value: stored.to_owned(), label: stored.to_owned() };
    known.chain(is_other.then_some(other)).collect()
}

fn target(work: &Work<'_>, column: &Column) -> Result<Option<Target>, Refusal> {
    let is_named = matches!(column.kind, Kind::Reference | Kind::List);
    let Some(name) = column.reference.as_deref().filter(|_| is_named) else { return Ok(None) };
    let label = work.table(name)?.label.clone();
    Ok(Some(Target { label, href: format!("/look/{name}") }))
}

/// How many characters are taken. A reference is entered by name, whatever its length.
fn longest(work: &Work<'_>, column: &Column) -> Result<Option<usize>, Refusal> {
    let is_text = matches!(column.kind, Kind::Text | Kind::TranslatedText | Kind::Url);
    if is_text { work.max_length(column) } else { Ok(None) }
}
