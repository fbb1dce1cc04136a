//! Everything a user is told, as data until it is told: what was found, about which attribute, after which request.
//! Each family has a file, with its sentences below its data. Summary: action and object. Detail: what the instance
//! said, then what to do. Never a secret, a token, or the query of a URL.

mod answer;
mod block;
mod column;
mod configuration;
mod failure;
mod placing;
mod record;
mod roles;
mod search;
mod sentence;
mod sign_in;
mod software;
#[cfg(test)]
mod tests;

use tfplugin::{AttributePath, Diagnostic};

use crate::describe::Finding;

pub(crate) use block::{Argument, BlockProblem, Expected, Origin};
pub(crate) use column::ColumnProblem;
pub(crate) use configuration::Mistake;
pub(crate) use failure::{Attempt, Caller, Failure, Unready};
pub(crate) use placing::PlaceProblem;
pub(crate) use record::{Adoption, RecordProblem, Stay};
pub(crate) use roles::{Account, lacking_role, lacks};
pub(crate) use search::{Forms, ImportProblem, Misled, Reference, Search};
pub(crate) use software::SoftwareProblem;

use super::model::access::Need;
use sentence::error;

/// Something a user is to be told.
#[derive(Debug, Clone)]
pub(crate) enum Problem {
    /// A request failed.
    Failed(Attempt, Failure),
    /// An argument of the provider block is wrong where it is given.
    Block(Origin, Argument, BlockProblem),
    /// The provider is not ready for this call.
    Unready(Unready),
    /// A configuration contradicts its type.
    Mistake(Mistake),
    /// A resource's own check has something to say.
    Finding(Finding),
    /// A resource's own rule refuses the operation.
    Refused { attribute: Option<&'static str>, summary: String, detail: String },
    /// A value that a search needs cannot be part of a query.
    Unaskable(String),
    /// A column did not come back as it was written.
    Column(ColumnProblem),
    /// A record is not as it should be.
    Record(RecordProblem),
    /// A record is there already.
    Adoption(Adoption),
    /// A reference leads to no single record.
    Misled(Reference, Misled),
    /// A record lies elsewhere than asked for.
    Place(PlaceProblem),
    /// An import names no single record.
    Import(ImportProblem),
    /// A data source finds no single record.
    Search(Search),
    /// Something installed is not as it should be.
    Software(SoftwareProblem),
    /// Something stays on the instance.
    Stay(Stay),
}

/// All that one operation has to say. Empty means success.
pub(crate) type Problems = Vec<Problem>;

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        vec![problem]
    }
}

impl Problem {
    /// Whether the operation failed by it; otherwise it is only to be known.
    pub(crate) fn is_error(&self) -> bool {
        self.told().is_error()
    }

    /// The right that the account lacks, where that is the problem.
    pub(crate) fn refused_right(&self) -> Option<Need> {
        match self {
            Self::Failed(_, failure) => failure.refused_right(),
            Self::Record(record) => record.refused_right(),
            _ => None,
        }
    }

    /// The same failure, of another attempt.
    pub(crate) fn while_doing(self, attempt: &Attempt) -> Self {
        match self {
            Self::Failed(_, failure) => Self::Failed(attempt.clone(), failure),
            other => other,
        }
    }

    /// The problem as Terraform shows it.
    pub(crate) fn told(&self) -> Diagnostic {
        match self {
            Self::Failed(attempt, failure) => answer::sentence(attempt, failure),
            Self::Block(origin, argument, block) => block.sentence(*origin, argument),
            Self::Unready(unready) => unready.sentence(),
            Self::Mistake(mistake) => mistake.sentence(),
            Self::Finding(finding) => {
                let say = if finding.warning { Diagnostic::warning } else { Diagnostic::error };
                say(finding.summary, finding.detail.as_str()).at_attribute(finding.attribute)
            }
            Self::Refused { attribute, summary, detail } => {
                let path = attribute.map(AttributePath::attribute);
                Diagnostic { path, ..Diagnostic::error(summary, detail) }
            }
            Self::Unaskable(why) => error!(
                "Cannot search the instance",
                "The search needs a value that a query cannot express: {why}. Choose a value without it."
            ),
            Self::Column(column) => column.sentence(),
            Self::Record(record) => record.sentence(),
            Self::Adoption(adoption) => adoption.sentence(),
            Self::Misled(reference, misled) => misled.sentence(reference),
            Self::Place(place) => place.sentence(),
            Self::Import(import) => import.sentence(),
            Self::Search(search) => search.sentence(),
            Self::Software(software) => software.sentence(),
            Self::Stay(stay) => stay.sentence(),
        }
    }
}

impl From<Finding> for Problem {
    fn from(finding: Finding) -> Self {
        Self::Finding(finding)
    }
}
