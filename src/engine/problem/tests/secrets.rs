//! The sentences about secrets that are not what they should be, for the golden file.

use super::Golden;
use crate::engine::model::stamp::Stamp;
use crate::engine::model::{Overwritten, Spot, Subject};
use crate::engine::problem::{Lost, Problem, SecretProblem, SecretSpot};

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
    let overwritten = overwritten();
    for (title, problem) in all.into_iter().chain(overwritten) {
        golden.add(title, &Problem::Secret(problem));
    }
}

/// Those about records that somebody else wrote.
fn overwritten() -> Vec<(&'static str, SecretProblem)> {
    let record = [
        ("sys_mod_count", "3"),
        ("sys_updated_on", "2026-11-29 12:00:00"),
        ("sys_updated_by", "abel.tuter"),
    ];
    let stamp = Stamp::of(&record.into_iter().collect()).unwrap();
    let lost = |is_older, resends, has_some, versions: &[&str]| {
        let found = Overwritten { stamp: stamp.clone(), is_older };
        let versions = versions.iter().map(|version| (*version).to_owned()).collect();
        let subject = Subject::new("servicenow_oauth_registry", "oauth_entity");
        let sys_id = "0123456789abcdef0123456789abcdef".to_owned();
        let lost = Lost { subject, sys_id, found, resends, has_some, versions };
        SecretProblem::Overwritten(Box::new(lost))
    };
    vec![
        ("overwritten", lost(false, false, true, &["client_secret_wo_version"])),
        ("overwritten: in the state", lost(false, false, true, &[])),
        ("overwritten: sent again", lost(false, true, true, &[])),
        ("overwritten: none to send", lost(false, true, false, &[])),
        ("overwritten: a clone", lost(true, false, true, &["client_secret_wo_version"])),
    ]
}
