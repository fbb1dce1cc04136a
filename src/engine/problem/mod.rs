//! Everything a user is told, as data until it is told: what was found, about which attribute, after which request.
//! Each family has a file; a sentence stands on the variant that it tells, and its first line is the summary. Summary:
//! action and object. Detail: what the instance said, then what to do. Never a secret, a token, or the query of a URL.

mod action;
mod answer;
mod api_scopes;
mod block;
mod business_rules;
mod column;
mod configuration;
mod failure;
mod function;
mod listing;
mod moved;
mod placing;
mod record;
mod roles;
mod search;
mod secret;
mod sentence;
mod sign_in;
mod software;
#[cfg(test)]
mod tests;
mod there;
mod token;

use std::sync::Arc;

use servicenow::ErrorKind;
use tfplugin::{AttributePath, Diagnostic, Severity, Step};
use thiserror::Error;

use crate::describe::Finding;

pub(crate) use action::{ActionProblem, Told};
pub(crate) use block::{Argument, BlockProblem, Expected, Origin};
pub(crate) use column::ColumnProblem;
pub(crate) use configuration::Mistake;
pub(crate) use failure::{Attempt, Caller, Double, Failure, Unready};
pub(crate) use function::{FunctionProblem, QueryFault, WrongArgument};
pub(crate) use listing::Listing;
pub(crate) use moved::MoveProblem;
pub(crate) use placing::PlaceProblem;
pub(crate) use record::{Adoption, RecordProblem, Stay};
pub(crate) use roles::{Account, lacking_role, lacks};
pub use roles::{TableRoles, table_roles};
pub(crate) use search::{Forms, ImportProblem, Misled, Reference, Search};
pub(crate) use secret::{Lost, SecretProblem, SecretSpot};
pub(crate) use software::SoftwareProblem;
pub(crate) use there::{Difference, Key, There, Twin};
pub(crate) use token::TokenProblem;

use super::model::{ADOPT, ALLOW_DATA_LOSS, Need, POLICY, Right};

/// Something a user is to be told.
#[derive(Debug, Clone, Error)]
pub(crate) enum Problem {
    /// A request failed.
    #[error("{}", answer::sentence(.0, .1))]
    Failed(Attempt, Failure),
    /// An argument of the provider block is wrong where it is given.
    #[error("{2}\n{detail}", detail = .2.detail(*.0, .1))]
    Block(Origin, Argument, BlockProblem),
    /// The provider is not ready for this call.
    #[error(transparent)]
    Unready(Unready),
    /// A configuration contradicts its type.
    #[error(transparent)]
    Mistake(Mistake),
    /// A resource's own check has something to say.
    #[error("{}\n{}", .0.summary, .0.detail)]
    Finding(Finding),
    /// A resource's own rule refuses the operation.
    #[error("{summary}\n{detail}")]
    Refused { attribute: Option<&'static str>, summary: String, detail: String },
    /// A value that a search needs cannot be part of a query.
    #[error(
        "Cannot search the instance\n\
         The search needs a value that a query cannot express: {0}. Choose a value without it."
    )]
    Unaskable(String),
    /// A column did not come back as it was written.
    #[error(transparent)]
    Column(ColumnProblem),
    /// A secret is not as it should be.
    #[error(transparent)]
    Secret(SecretProblem),
    /// A record is not as it should be.
    #[error(transparent)]
    Record(RecordProblem),
    /// A record is there already.
    #[error(transparent)]
    Adoption(Adoption),
    /// A record of the same key is there already.
    #[error(transparent)]
    There(Box<There>),
    /// A reference leads to no single record.
    #[error("{}", .1.sentence(.0))]
    Misled(Box<Reference>, Misled),
    /// A record lies elsewhere than asked for.
    #[error(transparent)]
    Place(PlaceProblem),
    /// An import names no single record.
    #[error(transparent)]
    Import(ImportProblem),
    /// A data source finds no single record.
    #[error(transparent)]
    Search(Search),
    /// A list is not what was asked for.
    #[error(transparent)]
    Listing(Listing),
    /// Something installed is not as it should be.
    #[error(transparent)]
    Software(SoftwareProblem),
    /// A state of another type does not become one of this type, or not wholly.
    #[error(transparent)]
    Moved(MoveProblem),
    /// Something stays on the instance.
    #[error(transparent)]
    Stay(Stay),
    /// There is no token, or not the one asked for.
    #[error(transparent)]
    Token(TokenProblem),
    /// An action found something, or does nothing.
    #[error(transparent)]
    Action(Box<ActionProblem>),
}

/// How the database speaks where a value is one too many (docs/facts.md#sent-sys-id).
const BY_DATABASE: &str = "Unique Key violation";

/// All that one operation has to say. Empty means success.
pub(crate) type Problems = Vec<Problem>;

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

impl From<ActionProblem> for Problem {
    fn from(action: ActionProblem) -> Self {
        Self::Action(Box::new(action))
    }
}

impl From<There> for Problem {
    fn from(there: There) -> Self {
        Self::There(Box::new(there))
    }
}

impl Problem {
    /// Whether the operation failed by it; otherwise it is only to be known.
    pub(crate) fn is_error(&self) -> bool {
        match self {
            Self::Finding(finding) => !finding.warning,
            Self::Secret(secret) => !secret.is_warning(),
            Self::Moved(moved) => !moved.is_warning(),
            Self::Token(token) => token.is_error(),
            Self::Mistake(mistake) => !mistake.is_warning(),
            Self::Unready(Unready::NotRefreshed(_))
            | Self::Column(
                ColumnProblem::Hidden { .. }
                | ColumnProblem::Unproven { .. }
                | ColumnProblem::Entry { .. }
                | ColumnProblem::LeftOut { .. },
            )
            | Self::Place(
                PlaceProblem::Unseen { .. }
                | PlaceProblem::Outside(..)
                | PlaceProblem::CaptureUnseen(_),
            )
            | Self::Software(
                SoftwareProblem::Stays
                | SoftwareProblem::Goes
                | SoftwareProblem::PluginStays
                | SoftwareProblem::TakenOver,
            ) => false,
            Self::Search(search) => !matches!(search, Search::More { .. }),
            Self::Listing(listing) => !listing.is_warning(),
            Self::Stay(stay) => matches!(stay, Stay::NothingToRestore),
            Self::There(there) => there.is_error(),
            Self::Action(action) => action.is_error(),
            _ => true,
        }
    }

    /// The attribute or argument it is about, where there is one.
    fn path(&self) -> Option<AttributePath> {
        let attribute = match self {
            Self::Block(_, argument, _) => return block::path(argument),
            Self::Mistake(mistake) => return Some(mistake.path()),
            Self::Action(action) => return action.attribute().map(AttributePath::attribute),
            Self::Column(column) => return Some(column.path()),
            Self::Secret(secret) => return Some(secret.path()),
            Self::Token(token) => return token.path(),
            Self::Failed(attempt, _) => attempt.attribute(),
            Self::Finding(finding) => Some(finding.attribute),
            Self::Refused { attribute, .. } => *attribute,
            Self::Adoption(Adoption::Unsearchable { .. } | Adoption::Several { .. }) => Some(ADOPT),
            Self::Adoption(Adoption::Matches { .. } | Adoption::Unmatched { .. }) => {
                Some("match_on")
            }
            Self::Adoption(Adoption::Joined { right, .. }) => Some(*right),
            Self::There(there) => Some(there.attribute()),
            Self::Misled(reference, _) => return Some(reference.path()),
            Self::Listing(listing) => listing.attribute(),
            Self::Search(Search::NoTable { .. }) => Some("name"),
            Self::Search(Search::More { .. }) => Some("limit"),
            Self::Software(
                SoftwareProblem::Unidentified | SoftwareProblem::TwoApplications { .. },
            ) => Some("app_id"),
            Self::Software(
                SoftwareProblem::Downgrade { .. } | SoftwareProblem::OtherVersion { .. },
            ) => Some("version"),
            Self::Software(SoftwareProblem::NotUndoable) | Self::Stay(Stay::NothingToRestore) => {
                Some(POLICY)
            }
            Self::Record(RecordProblem::DataLoss { .. }) => Some(ALLOW_DATA_LOSS),
            Self::Record(
                RecordProblem::Unnamed { attribute, .. }
                | RecordProblem::HiddenChildren { attribute, .. },
            )
            | Self::Search(Search::NoColumn { attribute, .. })
            | Self::Stay(
                Stay::Secret(attribute) | Stay::Children(attribute) | Stay::Reference(attribute),
            ) => Some(*attribute),
            _ => None,
        };
        attribute.map(AttributePath::attribute)
    }

    /// The name of the attribute it is about, or of the one that holds what it is about.
    pub(crate) fn about(&self) -> Option<String> {
        match self.path()?.0.into_iter().next()? {
            Step::Attribute(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a business rule of the instance stopped a request.
    pub(crate) fn is_abort(&self) -> bool {
        let Self::Failed(_, failure) = self else { return false };
        let by_database = failure.error.detail().contains(BY_DATABASE);
        by_database || matches!(failure.error.kind(), ErrorKind::BusinessRule { .. })
    }

    /// Whether the instance has said that another record has a value that it takes once.
    pub(crate) fn is_about_a_double(&self) -> bool {
        let Self::Failed(_, failure) = self else { return false };
        [failure.error.message(), failure.error.detail()]
            .iter()
            .any(|words| words.contains(BY_DATABASE))
    }

    /// The same problem, of which another one says why.
    pub(crate) fn explained(self) -> Self {
        match self {
            Self::Failed(attempt, failure) => {
                Self::Failed(attempt, Failure { is_explained: true, ..failure })
            }
            other => other,
        }
    }

    /// The same problem, of a request that was sent by another client than the provider's own.
    pub(crate) fn asked_by(self, client: &servicenow::Client) -> Self {
        match self {
            Self::Failed(attempt, failure) => {
                let caller = Arc::new(Caller::of(client));
                Self::Failed(attempt, Failure { caller, ..failure })
            }
            other => other,
        }
    }

    /// The same problem, and the record that is why.
    pub(crate) fn because_of(self, double: Double) -> Self {
        match self {
            Self::Failed(attempt, failure) => {
                Self::Failed(attempt, Failure { double: Some(Box::new(double)), ..failure })
            }
            other => other,
        }
    }

    /// The same problem as one of an operation of this verb: what is read in the middle of it is a part of it.
    pub(crate) fn during(self, verb: &'static str) -> Self {
        match self {
            Self::Failed(Attempt::Operation("read", type_name), failure) => {
                Self::Failed(Attempt::Operation(verb, type_name), failure)
            }
            Self::There(there) => Self::There(Box::new(there.during(verb))),
            other => other,
        }
    }

    /// Whether nobody can tell what became of a write.
    pub(crate) fn is_uncertain(&self) -> bool {
        let Self::Failed(_, failure) = self else { return false };
        matches!(failure.error.kind(), ErrorKind::Uncertain { .. })
    }

    /// The right that the account lacks, where that is the problem.
    pub(crate) fn refused_right(&self) -> Option<Need> {
        match self {
            Self::Failed(_, failure) => failure.refused_right(),
            // To read what a read does not show.
            Self::Record(RecordProblem::Hidden { subject, verb: "read", .. }) => {
                Some(Need::new(&subject.table, Right::Read))
            }
            Self::Record(RecordProblem::HiddenChildren { table, .. }) => {
                Some(Need::new(table, Right::Read))
            }
            _ => None,
        }
    }

    /// The same problem, of a reference that is this entry of its attribute.
    pub(crate) fn of_element(self, element: &str) -> Self {
        match self {
            Self::Misled(reference, misled) => {
                let reference = Reference { element: Some(element.to_owned()), ..*reference };
                Self::Misled(Box::new(reference), misled)
            }
            other => other,
        }
    }

    /// The same failure, of another attempt.
    pub(crate) fn while_doing(self, attempt: &Attempt) -> Self {
        match self {
            Self::Failed(_, failure) => Self::Failed(attempt.clone(), failure),
            other => other,
        }
    }

    /// The problem as Terraform shows it: its first line is the summary, the rest the detail.
    pub(crate) fn told(&self) -> Diagnostic {
        let sentence = self.to_string();
        let (summary, detail) = sentence.split_once('\n').unwrap_or((&sentence, ""));
        let severity = if self.is_error() { Severity::Error } else { Severity::Warning };
        let (summary, detail) = (summary.to_owned(), detail.to_owned());
        Diagnostic { severity, summary, detail, path: self.path() }
    }
}
