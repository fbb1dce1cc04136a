//! What failed requests read like: what was being done, what the instance answered, and what to do.

use tfplugin::AttributePath;

use super::failure::{Attempt, Failure};
use super::sentence::{Sentence, cannot, left_incomplete};
use super::{answer, placing, software};
use crate::engine::model::Spot;

/// What the failure of this attempt reads like.
pub(super) fn sentence(attempt: &Attempt, failure: &Failure) -> Sentence {
    let text = answer::explained(failure, matches!(attempt, Attempt::FollowUp));
    match attempt {
        Attempt::Operation(verb, type_name) => Sentence::new(cannot(verb, type_name), text),
        Attempt::Adopt(type_name) => Sentence::new(
            cannot("adopt", type_name),
            format!("{text} The record keeps the values it had."),
        ),
        Attempt::Delete(type_name) => Sentence::new(
            cannot("delete", type_name),
            format!(
                "{text} The record stays in the state; the next plan shows whether it is still there."
            ),
        ),
        Attempt::Restore(type_name) => Sentence::new(
            cannot("restore", type_name),
            format!(
                "{text} The record keeps its present values and stays in the state; destroy it again to try once more."
            ),
        ),
        Attempt::SendSecret(spot) => unsent_secret(spot, &text),
        Attempt::Link(attribute) => {
            Sentence::new("Cannot link the records", text).at_attribute(attribute)
        }
        Attempt::FollowUp => Sentence::new("Cannot look after related records", text),
        Attempt::ReadData(type_name) => Sentence::new(cannot("read data source", type_name), text),
        Attempt::LookUp(attribute) => unfound_reference(attribute, failure, text),
        Attempt::Undo(subject, sys_id) => left_incomplete(subject, sys_id, &text),
        Attempt::FindPlace(argument) => placing::not_looked_up(argument, failure, &text),
        Attempt::Install { type_name, app, is_there } => {
            software::not_installed(type_name, app, *is_there, failure, &text)
        }
        Attempt::Uninstall(type_name) => software::not_uninstalled(type_name, &text),
        Attempt::Activate { type_name, is_listed } => {
            software::not_activated(type_name, *is_listed, failure, &text)
        }
    }
}

fn unsent_secret(spot: &Spot, text: &str) -> Sentence {
    let (what, path) = match spot {
        Spot::Attribute(attribute, _) => {
            ("secret".to_owned(), AttributePath::attribute(*attribute))
        }
        Spot::Column(column) => (format!("column {column}"), AttributePath::attribute("fields_wo")),
    };
    let text = format!("{text} The next apply sends the {what} again.");
    Sentence::new("Cannot store the secret", text).at(path)
}

fn unfound_reference(attribute: &str, failure: &Failure, mut text: String) -> Sentence {
    if failure.error.is_forbidden() {
        text.push_str(" A sys_id instead of the name needs no right to read the table.");
    }
    Sentence::new("Cannot look up the reference", text).at_attribute(attribute)
}
