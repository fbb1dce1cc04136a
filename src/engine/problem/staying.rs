//! What stays on the instance when Terraform lets go of it.

use super::sentence::Sentence;
use crate::engine::model::POLICY;

/// What stays, and why.
#[derive(Debug, Clone)]
pub(crate) enum Stay {
    /// The secret of this attribute stays, although nothing configures it any more.
    Secret(&'static str),
    /// There are no old values to give back.
    NothingToRestore,
    /// Destroy will leave the record.
    Abandoned,
    /// Destroy will take the record out of use.
    Deactivated,
    /// Destroy will give an adopted record back, except for these secrets.
    Restored(Vec<String>),
}

impl Stay {
    pub(super) fn is_error(&self) -> bool {
        matches!(self, Self::NothingToRestore)
    }

    pub(super) fn sentence(&self) -> Sentence {
        let stays = "The record stays on the instance";
        match self {
            Self::Secret(name) => {
                let text = format!(
                    "Neither {name} nor {name}_wo is set any more. The secret that was sent stays on the instance until it is \
                     changed there."
                );
                Sentence::new("The secret stays on the instance", text).at_attribute(name)
            }
            Self::NothingToRestore => {
                let text = "deletion_policy = \"restore\" gives an adopted record its old values back, and this record was not \
                            adopted. Use \"delete\" or \"abandon\".";
                Sentence::new("Nothing to restore", text).at_attribute(POLICY)
            }
            Self::Abandoned => Sentence::new(
                stays,
                "deletion_policy is \"abandon\": destroying removes the record from the state and leaves it on the instance as \
                 it is.",
            ),
            Self::Deactivated => Sentence::new(
                stays,
                "deletion_policy is \"deactivate\": destroying removes the record from the state and takes it out of use on the \
                 instance, where it stays with its history.",
            ),
            Self::Restored(secrets) => Sentence::new(
                stays,
                format!(
                    "The record was there before: destroying gives it the values back that it had when it was adopted.{}",
                    not_given_back(secrets)
                ),
            ),
        }
    }
}

fn not_given_back(secrets: &[String]) -> String {
    if secrets.is_empty() {
        return String::new();
    }
    let named = secrets.join(" and ");
    format!(" What {named} held cannot be given back; the present secret stays.")
}
