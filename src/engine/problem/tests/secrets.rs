//! The sentences about secrets that are not what they should be, for the golden file.

use super::Golden;
use crate::engine::model::Spot;
use crate::engine::problem::{Problem, SecretProblem, SecretSpot};

/// Each of them.
pub(super) fn all(golden: &mut Golden) {
    let hidden = || SecretSpot::attribute("password_wo");
    let entry = || SecretSpot::entry("fields_wo", "password");
    let table = || "sys_auth_profile_basic".to_owned();
    let (attribute, column) =
        (Spot::Attribute("value", "value"), || Spot::Column("password".to_owned()));
    let in_state = SecretProblem::InState {
        attribute: "value",
        because: "type",
        word: "password2".to_owned(),
        table: "sys_properties".to_owned(),
    };
    let unproven = SecretProblem::Unproven { column: "password".to_owned(), table: table() };
    let all = [
        ("line_break", SecretProblem::LineBreak(hidden())),
        ("line_break: a column", SecretProblem::LineBreak(entry())),
        ("blank_secret", SecretProblem::Blank(hidden())),
        ("blank_secret: in the state", SecretProblem::Blank(SecretSpot::attribute("password"))),
        ("blank_secret: a column", SecretProblem::Blank(entry())),
        ("missing_secret", SecretProblem::Missing(hidden())),
        ("encrypted", SecretProblem::Encrypted { spot: attribute, table: table() }),
        ("encrypted: a column", SecretProblem::Encrypted { spot: column(), table: table() }),
        ("secret_by_type", in_state),
        ("secret_by_name", unproven),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Secret(problem));
    }
}
