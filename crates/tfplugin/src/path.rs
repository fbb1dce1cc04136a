//! Where in a value a diagnostic or a replacement points.

/// The way from the root of a resource's value to one of its parts. The empty path is the whole
/// value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub struct AttributePath(pub Vec<Step>);

/// One step of an [`AttributePath`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The attribute or block of this name.
    Attribute(String),
    /// The element of a map under this key.
    Key(String),
    /// The element of a list at this position, counted from 0.
    Index(i64),
}

impl AttributePath {
    /// The path of a top-level attribute.
    ///
    /// ```
    /// use tfplugin::{AttributePath, Step};
    ///
    /// assert_eq!(AttributePath::attribute("text").0, [Step::Attribute("text".into())]);
    /// ```
    pub fn attribute(name: impl Into<String>) -> Self {
        Self(vec![Step::Attribute(name.into())])
    }

    /// This path, one step deeper.
    ///
    /// ```
    /// use tfplugin::{AttributePath, Step};
    ///
    /// let path = AttributePath::attribute("parts").then(Step::Index(0));
    /// assert_eq!(path.0, [Step::Attribute("parts".into()), Step::Index(0)]);
    /// ```
    #[must_use]
    pub fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }
}
