//! What a provider tells the person at the terminal.

use crate::AttributePath;

/// How grave a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The operation failed.
    Error,
    /// The operation goes on; the person should know.
    Warning,
}

/// One message to the person at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// One line: the action and the object, no values.
    pub summary: String,
    /// What happened and what to do, in whole sentences.
    pub detail: String,
    /// The attribute it is about, where there is one.
    pub path: Option<AttributePath>,
}

/// All that one operation has to say. Empty means success.
pub type Diagnostics = Vec<Diagnostic>;

impl Diagnostic {
    /// An error about no attribute in particular.
    ///
    /// ```
    /// use tfplugin::{Diagnostic, Severity};
    ///
    /// let said = Diagnostic::error("Cannot create the note", "The paper is used up. Buy some.");
    /// assert_eq!((said.severity, said.path), (Severity::Error, None));
    /// ```
    pub fn error(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            summary: summary.into(),
            detail: detail.into(),
            path: None,
        }
    }

    /// A warning about no attribute in particular.
    ///
    /// ```
    /// use tfplugin::{Diagnostic, Severity};
    ///
    /// let said = Diagnostic::warning("The note is long", "Nobody may read it.");
    /// assert_eq!((said.severity, said.path), (Severity::Warning, None));
    /// ```
    pub fn warning(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            summary: summary.into(),
            detail: detail.into(),
            path: None,
        }
    }

    /// The same message, about the attribute at `path`.
    ///
    /// ```
    /// use tfplugin::{AttributePath, Diagnostic, Step};
    ///
    /// let second = AttributePath::attribute("lines").then(Step::Index(1));
    /// let said = Diagnostic::error("Empty line", "Fill it.").at(second.clone());
    /// assert_eq!(said.path, Some(second));
    /// ```
    #[must_use]
    pub fn at(mut self, path: AttributePath) -> Self {
        self.path = Some(path);
        self
    }

    /// The same message, about the top-level attribute `name`.
    ///
    /// ```
    /// use tfplugin::{AttributePath, Diagnostic};
    ///
    /// let said = Diagnostic::error("Empty note", "Write something.").at_attribute("text");
    /// assert_eq!(said.path, Some(AttributePath::attribute("text")));
    /// ```
    #[must_use]
    pub fn at_attribute(self, name: &str) -> Self {
        self.at(AttributePath::attribute(name))
    }

    /// Whether this is an error.
    ///
    /// ```
    /// use tfplugin::Diagnostic;
    ///
    /// assert!(Diagnostic::error("No", "Because.").is_error());
    /// assert!(!Diagnostic::warning("Beware", "Of it.").is_error());
    /// ```
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
