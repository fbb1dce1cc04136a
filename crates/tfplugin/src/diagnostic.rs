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
    pub fn error(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            summary: summary.into(),
            detail: detail.into(),
            path: None,
        }
    }

    /// A warning about no attribute in particular.
    pub fn warning(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            summary: summary.into(),
            detail: detail.into(),
            path: None,
        }
    }

    /// The same message, about the attribute at `path`.
    #[must_use]
    pub fn at(mut self, path: AttributePath) -> Self {
        self.path = Some(path);
        self
    }

    /// The same message, about the top-level attribute `name`.
    #[must_use]
    pub fn at_attribute(self, name: &str) -> Self {
        self.at(AttributePath::attribute(name))
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
