//! Calls that come before the provider is ready for them, or to the wrong instance.

use super::sentence::Sentence;

/// Why there is nothing to ask yet.
#[derive(Debug, Clone)]
pub(crate) enum Unready {
    /// The provider block is missing.
    NotConfigured,
    /// This provider argument is decided by this very apply.
    NotKnownYet(&'static str),
    /// A read without a known provider keeps what the state says: this argument is not known yet.
    NotRefreshed(&'static str),
    /// The state's record lies on another instance than the provider is set up for.
    OtherInstance { there: String, here: String },
    /// Terraform asked to stop.
    Stopped,
}

impl Unready {
    pub(super) fn is_error(&self) -> bool {
        !matches!(self, Self::NotRefreshed(_))
    }

    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::NotConfigured => Sentence::new(
                "The provider is not configured",
                "Terraform asked for a record before it configured the provider. This is a fault of the provider or of \
                 Terraform; please report it with the command that led here.",
            ),
            Self::NotKnownYet(argument) => Sentence::new(
                "The provider's configuration is not known yet",
                format!(
                    "The provider argument {argument} is decided by this very apply, so there is no instance to ask yet. Apply what \
                     it depends on first (`terraform apply -target=…`), or give {argument} a value that is known."
                ),
            ),
            Self::NotRefreshed(argument) => Sentence::new(
                "The state was not refreshed",
                format!(
                    "The provider argument {argument} is not known yet, so the records are shown as the state has them."
                ),
            ),
            Self::OtherInstance { there, here } => Sentence::new(
                "The record lies on another instance",
                format!(
                    "The state says that this record lies on {there}, and the provider is set up for {here}, where it would seem to \
                     be gone. Nothing was asked or changed. Check instance_url and the workspace. If both are the same instance, \
                     add \"{there}\" to instance_aliases. To manage it on {here} from now on, remove it from the state \
                     (`terraform state rm`) and import it, or let it be created anew."
                ),
            ),
            Self::Stopped => Sentence::new(
                "Stopped",
                "Terraform was asked to stop while the provider waited for the instance. Apply again to go on.",
            ),
        }
    }
}
