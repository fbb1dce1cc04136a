//! What rules come down to for one caller: always, never, or for some rows.

/// A right, which may depend on the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    Always,
    Never,
    /// For rows that this encoded query matches.
    Matching(String),
    /// For rows where this column lists a role the caller holds.
    RoleListedIn(String),
    All(Vec<Right>),
    Any(Vec<Right>),
    Not(Box<Right>),
}

impl Right {
    /// Always or never.
    pub(crate) const fn given(given: bool) -> Self {
        if given { Self::Always } else { Self::Never }
    }

    /// Where all of `parts` hold.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().filter(|part| *part != Self::Always).collect();
        match parts.as_slice() {
            [] => Self::Always,
            parts if parts.contains(&Self::Never) => Self::Never,
            [only] => only.clone(),
            _ => Self::All(parts),
        }
    }

    /// Where any of `parts` holds.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().filter(|part| *part != Self::Never).collect();
        match parts.as_slice() {
            [] => Self::Never,
            parts if parts.contains(&Self::Always) => Self::Always,
            [only] => only.clone(),
            _ => Self::Any(parts),
        }
    }

    /// Where `self` does not hold.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether there can be a row for which it holds.
    pub(crate) fn is_possible(&self) -> bool {
        *self != Self::Never
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Right {
        Right::Matching(text.to_owned())
    }

    #[test]
    fn what_does_not_depend_on_the_row_is_settled_at_once() {
        assert_eq!(Right::all([]), Right::Always);
        assert_eq!(Right::any([]), Right::Never);
        assert_eq!(Right::all([Right::Always, query("a=1")]), query("a=1"));
        assert_eq!(Right::all([Right::Never, query("a=1")]), Right::Never);
        assert_eq!(Right::any([Right::Never, query("a=1")]), query("a=1"));
        assert_eq!(Right::any([Right::Always, query("a=1")]), Right::Always);
        assert_eq!(Right::Always.negated(), Right::Never);
    }

    #[test]
    fn what_depends_on_the_row_is_kept() {
        let both = Right::all([query("a=1"), query("b=2")]);
        assert_eq!(both, Right::All(vec![query("a=1"), query("b=2")]));
        assert!(both.is_possible());
        assert!(query("a=1").negated().is_possible());
    }
}
