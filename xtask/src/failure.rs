//! The one error of this crate: what was attempted, why it failed, what to do about it.

use std::error::Error;
use std::fmt;

/// Why a command stopped, in words for the person who ran it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure without an underlying error.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None, source: None }
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The failure, every cause underneath and the remedy, one per line.
    pub fn explained(&self) -> String {
        let mut lines = vec![self.what.clone()];
        let mut cause = self.source();
        while let Some(error) = cause {
            lines.push(format!("  because: {error}"));
            cause = error.source();
        }
        lines.extend(self.remedy.iter().map(|remedy| format!("  what to do: {remedy}")));
        lines.join("\n")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// Says what was being attempted when a result turned out to be an error.
pub trait Attempt<T> {
    /// Turns the error into a [`Failure`] that begins "could not " and goes on with `what`.
    fn attempting(self, what: impl fmt::Display) -> Result<T, Failure>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Attempt<T> for Result<T, E> {
    fn attempting(self, what: impl fmt::Display) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("could not {what}")).because(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_names_attempt_cause_and_remedy_in_that_order() {
        let error = std::io::Error::other("no such file");
        let failure =
            Err::<(), _>(error).attempting("read the plan").unwrap_err().remedy("make one");
        assert_eq!(
            failure.explained(),
            "could not read the plan\n  because: no such file\n  what to do: make one"
        );
    }

    #[test]
    fn the_message_never_repeats_its_cause() {
        let failure = Failure::new("it stopped").because("a cause");
        assert_eq!(failure.to_string(), "it stopped");
        assert_eq!(failure.source().unwrap().to_string(), "a cause");
    }
}
