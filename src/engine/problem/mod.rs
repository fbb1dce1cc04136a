//! Everything a user is told, as data until it is told: what was found, about which attribute, after which request.
//! Each family has a file, with its sentences below its data. Summary: action and object. Detail: what the instance
//! said, then what to do. Never a secret, a token, or the query of a URL.

mod adopting;
mod answer;
mod block;
mod column;
mod configuration;
mod data;
mod elevation;
mod failure;
mod import;
mod lacking;
mod placing;
mod provider;
mod record;
mod reference;
mod request;
mod roles;
mod sentence;
mod sign_in;
mod software;
mod staying;
#[cfg(test)]
mod tests;

use tfplugin::{AttributePath, Diagnostic};

use crate::describe::Finding;

pub(crate) use adopting::Adoption;
pub(crate) use block::{Argument, BlockProblem, Expected, Origin};
pub(crate) use column::ColumnProblem;
pub(crate) use configuration::Mistake;
pub(crate) use data::Search;
pub(crate) use failure::{Attempt, Caller, Failure};
pub(crate) use import::{Forms, ImportProblem};
pub(crate) use lacking::{Account, lacking_role, lacks};
pub(crate) use placing::PlaceProblem;
pub(crate) use provider::Unready;
pub(crate) use record::RecordProblem;
pub(crate) use reference::{Misled, Reference};
pub(crate) use software::SoftwareProblem;
pub(crate) use staying::Stay;

use super::model::access::Need;
use sentence::Sentence;

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

impl Problem {
    /// Whether the operation failed by it; otherwise it is only to be known.
    pub(crate) fn is_error(&self) -> bool {
        match self {
            Self::Unready(unready) => unready.is_error(),
            Self::Mistake(mistake) => mistake.is_error(),
            Self::Finding(finding) => !finding.warning,
            Self::Column(column) => column.is_error(),
            Self::Place(place) => place.is_error(),
            Self::Software(software) => software.is_error(),
            Self::Stay(stay) => stay.is_error(),
            Self::Failed(..)
            | Self::Block(..)
            | Self::Refused { .. }
            | Self::Unaskable(_)
            | Self::Record(_)
            | Self::Adoption(_)
            | Self::Misled(..)
            | Self::Import(_)
            | Self::Search(_) => true,
        }
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
        let sentence = match self {
            Self::Failed(attempt, failure) => request::sentence(attempt, failure),
            Self::Block(origin, argument, block) => block.sentence(*origin, argument),
            Self::Unready(unready) => unready.sentence(),
            Self::Mistake(mistake) => mistake.sentence(),
            Self::Finding(finding) => Sentence::new(finding.summary, finding.detail.as_str())
                .at_attribute(finding.attribute),
            Self::Refused { attribute, summary, detail } => {
                let path = attribute.map(AttributePath::attribute);
                Sentence { path, ..Sentence::new(summary.as_str(), detail.as_str()) }
            }
            Self::Unaskable(why) => Sentence::new(
                "Cannot search the instance",
                format!(
                    "The search needs a value that a query cannot express: {why}. Choose a value without it."
                ),
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
        };
        let Sentence { summary, detail, path } = sentence;
        let diagnostic = if self.is_error() {
            Diagnostic::error(summary, detail)
        } else {
            Diagnostic::warning(summary, detail)
        };
        Diagnostic { path, ..diagnostic }
    }
}

impl From<Finding> for Problem {
    fn from(finding: Finding) -> Self {
        Self::Finding(finding)
    }
}
