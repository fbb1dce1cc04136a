//! How an operation in trouble may end, as the tables write it down.

use std::fmt;

use tfplugin::{Diagnostic, Diagnostics};

/// What state and instance hold afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Both hold what was asked for.
    Asked,
    /// Neither was changed.
    Before,
    /// The instance was changed, and the state does not know yet.
    Behind,
    /// The record is in the state, to be replaced because something of it is missing.
    Tainted,
}

/// How an operation ended: what the user saw, and what was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing was said, and everything is as asked for.
    Done,
    /// As asked for, with a warning that holds these words.
    Warned(String),
    /// An error with these words.
    Refused(Left, String),
    /// Done or this, as time has it.
    DoneOr(Box<Outcome>),
}

impl Outcome {
    /// Reads `done`, `warned "words"`, `refused, before "words"`, or `done, or …`.
    pub(super) fn parse(text: &str) -> Self {
        if let Some(other) = text.strip_prefix("done, or ") {
            return Self::DoneOr(Box::new(Self::parse(other)));
        }
        let (said, words) = text.split_once('"').unwrap_or((text, ""));
        let words = words.trim_end_matches('"').to_owned();
        match said.trim() {
            "done" => Self::Done,
            "warned" => Self::Warned(words),
            "refused, before" => Self::Refused(Left::Before, words),
            "refused, behind" => Self::Refused(Left::Behind, words),
            "refused, tainted" => Self::Refused(Left::Tainted, words),
            _ => panic!("`{text}` is no outcome"),
        }
    }

    /// Whether this is how it ended.
    pub(super) fn fits(&self, said: &Diagnostics, left: Left) -> bool {
        let holds = |words: &str| {
            !words.is_empty()
                && said.iter().any(|one| format!("{} {}", one.summary, one.detail).contains(words))
        };
        let failed = said.iter().any(Diagnostic::is_error);
        match self {
            Self::Done => said.is_empty() && left == Left::Asked,
            Self::Warned(words) => !failed && left == Left::Asked && holds(words),
            Self::Refused(expected, words) => failed && left == *expected && holds(words),
            Self::DoneOr(other) => Self::Done.fits(said, left) || other.fits(said, left),
        }
    }
}

/// What happened, for people.
pub(super) struct Told<'a>(pub(super) &'a Diagnostics, pub(super) Left);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.1)?;
        self.0.iter().try_for_each(|one| {
            let kind = if one.is_error() { "error" } else { "warning" };
            write!(f, "; {kind}: {}: {}", one.summary, one.detail)
        })
    }
}

#[test]
fn an_outcome_reads_as_it_is_written() {
    assert_eq!(Outcome::parse("done"), Outcome::Done);
    assert_eq!(Outcome::parse("warned \"hidden\""), Outcome::Warned("hidden".to_owned()));
    let refused = Outcome::parse("refused, behind \"cannot be told\"");
    assert_eq!(refused, Outcome::Refused(Left::Behind, "cannot be told".to_owned()));
    let either = Outcome::parse("done, or refused, behind \"cannot be told\"");
    assert_eq!(either, Outcome::DoneOr(Box::new(refused)));
}

#[test]
fn silence_is_no_refusal_and_an_error_no_success() {
    let error = || vec![Diagnostic::error("Cannot create", "the words")];
    let refused = Outcome::parse("refused, before \"the words\"");
    assert!(refused.fits(&error(), Left::Before));
    assert!(!refused.fits(&error(), Left::Behind) && !refused.fits(&Vec::new(), Left::Before));
    assert!(
        !Outcome::Done.fits(&error(), Left::Asked) && Outcome::Done.fits(&Vec::new(), Left::Asked)
    );
    assert!(!Outcome::parse("refused, before \"others\"").fits(&error(), Left::Before));
}
