//! A record that is there already under the key of a new one: refused, told, or taken over.

use std::fmt::Write as _;
use std::time::Duration;

use thiserror::Error;

use crate::engine::model::{ADOPT, SCOPE, Subject};

/// The attributes of a natural key.
pub(crate) type Key = &'static [&'static str];

/// A record that is there: which, whose and since when, as far as the instance tells.
#[derive(Debug, Clone)]
pub(crate) struct Twin {
    /// What was to be done: `create` or `update`.
    pub(crate) verb: &'static str,
    pub(crate) subject: Subject,
    /// The attributes in which it is the same.
    pub(crate) key: Key,
    pub(crate) sys_id: String,
    /// Who made it; empty where that is hidden.
    pub(crate) by: String,
    /// When, as stored; empty where that is hidden.
    pub(crate) at: String,
    pub(crate) age: Option<Duration>,
}

/// One attribute that changes when a record is taken over.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) attribute: String,
    /// What it holds now; none for what is not shown.
    pub(crate) before: Option<String>,
    /// What it is to hold; none while that is not known.
    pub(crate) after: Option<String>,
}

/// What is to be said of it.
#[derive(Debug, Clone, Error)]
pub(crate) enum There {
    /// The key names one thing.
    #[error(
        "Cannot {} {}\n\
         {}. Two of one {} are one too many, so nothing was written. To manage that record here, run `terraform import <address \
         of this {}> {}`, or set adopt_existing = true. Do neither where another address, configuration or workspace manages \
         it: a record belongs in one place. If this one is to take its place, take create_before_destroy out, or say by a \
         moved block that it has moved.",
        .0.verb, .0.subject.type_name, holds(.0), named(.0.key), .0.subject.type_name, .0.sys_id
    )]
    Refused(Twin),
    /// The same, and a state that this run has seen holds the record.
    #[error(
        "Cannot {} {}\n\
         {}. Two of one {} are one too many, so nothing was written. The state has that record under another address: give one \
         of the two another {}, say by a moved block that the record has moved here, or take create_before_destroy out where \
         it is to be replaced.",
        .0.verb, .0.subject.type_name, holds(.0), named(.0.key), named(.0.key)
    )]
    Shown(Twin),
    /// Another resource of this run makes one of the same key.
    #[error(
        "Cannot create {type_name}\n\
         Another {type_name} with the same {} is being made in this very run, and two are one too many, so nothing was made \
         for this one. Remove one of the two, or give it another {}.",
        named(.key), named(.key)
    )]
    InTheMaking { type_name: String, key: Key },
    /// Names need not be unique.
    #[error(
        "A record of this name is there already\n\
         {}. Another one is made beside it, for {} need not be unique. If this one is meant, and no other address, \
         configuration or workspace manages it, import it by its sys_id or set adopt_existing = true.",
        holds(.0), plural(.0.key)
    )]
    Told(Twin),
    /// It is taken over.
    #[error("A record is taken over\n{}", taken_over(.twin, &named(.twin.key), .changes, .secrets))]
    Adopted { twin: Twin, changes: Vec<Difference>, secrets: Vec<&'static str> },
    /// It is a row of any table, recognised by these columns, and taken over.
    #[error("A record is taken over\n{}", taken_over(.twin, &.columns.join(" and "), .changes, .secrets))]
    Matched {
        twin: Twin,
        columns: Vec<String>,
        changes: Vec<Difference>,
        secrets: Vec<&'static str>,
    },
}

impl There {
    /// The same, as a part of an operation of this verb.
    pub(super) fn during(mut self, verb: &'static str) -> Self {
        if let Self::Refused(twin) | Self::Shown(twin) = &mut self {
            twin.verb = verb;
        }
        self
    }

    /// Whether the plan fails by it.
    pub(super) fn is_error(&self) -> bool {
        !matches!(self, Self::Told(_) | Self::Adopted { .. } | Self::Matched { .. })
    }

    /// The record it is about; empty where that is only being made.
    pub(crate) fn sys_id(&self) -> &str {
        match self {
            Self::Refused(twin)
            | Self::Shown(twin)
            | Self::Told(twin)
            | Self::Adopted { twin, .. }
            | Self::Matched { twin, .. } => &twin.sys_id,
            Self::InTheMaking { .. } => "",
        }
    }

    /// The attribute it is about.
    pub(super) fn attribute(&self) -> &'static str {
        let key = match self {
            Self::Refused(twin) | Self::Shown(twin) | Self::Told(twin) => twin.key,
            Self::InTheMaking { key, .. } => key,
            Self::Adopted { .. } | Self::Matched { .. } => return ADOPT,
        };
        let telling = key.iter().rfind(|name| **name != SCOPE);
        telling.copied().unwrap_or(ADOPT)
    }
}

fn named(key: Key) -> String {
    key.join(" and ")
}

fn plural(key: Key) -> String {
    match key {
        [] | ["name", ..] => "names".to_owned(),
        _ => format!("the values of {}", named(key)),
    }
}

fn holds(twin: &Twin) -> String {
    let Twin { subject, key, sys_id, .. } = twin;
    format!(
        "The table {} already holds a record with the same {}, {sys_id}{}",
        subject.table,
        named(key),
        made(twin)
    )
}

/// Who made it and when, after its sys_id.
fn made(twin: &Twin) -> String {
    let by = if twin.by.is_empty() { String::new() } else { format!(" by {}", twin.by) };
    let minutes = twin.age.map(|age| age.as_secs().div_ceil(60));
    let when = match minutes {
        Some(0 | 1) => " a minute ago".to_owned(),
        Some(minutes @ 2..=120) => format!(" {minutes} minutes ago"),
        _ if twin.at.is_empty() => String::new(),
        _ => format!(" on {} UTC", twin.at),
    };
    if by.is_empty() && when.is_empty() { String::new() } else { format!(", made{by}{when}") }
}

fn taken_over(twin: &Twin, same: &str, changes: &[Difference], secrets: &[&'static str]) -> String {
    let mut text = format!(
        "adopt_existing takes over the record {} of the table {}, which has the same {same}{}. ",
        twin.sys_id,
        twin.subject.table,
        made(twin)
    );
    if changes.is_empty() {
        text.push_str("None of its values changes.");
    } else {
        let changes: Vec<String> = changes.iter().map(changed).collect();
        let _ = write!(text, "These values change: {}.", changes.join("; "));
    }
    if !secrets.is_empty() {
        let secrets = secrets.join(" and ");
        let _ = write!(text, " What {secrets} holds is overwritten and cannot be given back.");
    }
    text
}

/// Most characters that are shown of a value.
const SHOWN: usize = 60;

fn changed(change: &Difference) -> String {
    let value = |text: &String| match text.chars().count() {
        0 => "nothing".to_owned(),
        count if count > SHOWN => {
            let beginning: String = text.chars().take(SHOWN).collect();
            format!("{beginning:?}… ({count} characters)")
        }
        _ => format!("{text:?}"),
    };
    let before =
        change.before.as_ref().map_or_else(|| "a value that is not shown".to_owned(), value);
    let after = change.after.as_ref().map_or_else(|| "what apply decides".to_owned(), value);
    format!("{} from {before} to {after}", change.attribute)
}
