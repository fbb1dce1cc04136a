//! The shape of a function.

use crate::Type;

/// What a function takes and gives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Signature {
    /// The parameters, in their order.
    pub parameters: Vec<Parameter>,
    /// What any number of further arguments are.
    pub variadic: Option<Parameter>,
    /// The type of the result.
    pub returns: Type,
    /// One line, plain text.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// Why and what instead, if it is deprecated.
    pub deprecation: Option<String>,
}

/// One parameter of a function.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Markdown.
    pub description: String,
    /// Whether null may be passed. Terraform refuses it otherwise.
    pub allow_null: bool,
    /// Whether the function is called with an argument that is not known yet. Otherwise its result
    /// is not known either.
    pub allow_unknown: bool,
}

impl Signature {
    /// A function of these parameters.
    pub fn new(summary: impl Into<String>, parameters: Vec<Parameter>, returns: Type) -> Self {
        let (summary, description) = (summary.into(), String::new());
        Self { parameters, variadic: None, returns, summary, description, deprecation: None }
    }

    /// Takes any number of these after the parameters.
    #[must_use]
    pub fn variadic(mut self, variadic: Parameter) -> Self {
        self.variadic = Some(variadic);
        self
    }

    /// Why it is deprecated, and what to use instead.
    #[must_use]
    pub fn deprecated(mut self, message: impl Into<String>) -> Self {
        self.deprecation = Some(message.into());
        self
    }

    /// What the argument at this position is, counted from 0: of those after the parameters, the variadic one.
    pub(crate) fn parameter(&self, at: usize) -> Option<&Parameter> {
        self.parameters.get(at).or(self.variadic.as_ref())
    }

    /// What it does, in Markdown.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }
}

impl Parameter {
    /// A parameter that takes neither null nor what is not known. The description is Markdown.
    pub fn new(name: impl Into<String>, ty: Type, description: impl Into<String>) -> Self {
        let (name, description) = (name.into(), description.into());
        Self { name, ty, description, allow_null: false, allow_unknown: false }
    }

    /// Null may be passed.
    #[must_use]
    pub fn nullable(mut self) -> Self {
        self.allow_null = true;
        self
    }

    /// The function is called with what is not known yet.
    #[must_use]
    pub fn even_unknown(mut self) -> Self {
        self.allow_unknown = true;
        self
    }
}
