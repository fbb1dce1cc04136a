//! Deletion policies: what destroy does.

/// What destroy does to what a resource manages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Deletes the record.
    Delete,
    /// Leaves it as it is.
    Abandon,
    /// Gives an adopted record its old values back.
    Restore,
    /// Takes the record out of use.
    Deactivate,
    /// Undoes an installation.
    Uninstall,
}

impl Policy {
    /// Its word in a configuration.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Abandon => "abandon",
            Self::Restore => "restore",
            Self::Deactivate => "deactivate",
            Self::Uninstall => "uninstall",
        }
    }

    /// The policy of this word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let all = [Self::Delete, Self::Abandon, Self::Restore, Self::Deactivate, Self::Uninstall];
        all.into_iter().find(|policy| policy.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_found_by_its_word() {
        assert_eq!(Policy::of("restore"), Some(Policy::Restore));
        assert_eq!(Policy::of("keep"), None);
    }
}
