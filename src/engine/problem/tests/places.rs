//! The sentences about where new records go, for the golden file.

use servicenow::Error;

use super::Golden;
use crate::engine::model::{Access, Place, PlaceArgument};
use crate::engine::problem::{Attempt, PlaceProblem, Problem};
use crate::engine::session::Work;

fn argument(name: &str, text: &str) -> PlaceArgument {
    PlaceArgument { name: name.into(), text: text.into() }
}

fn place(name: &str, text: &str) -> Place {
    Place { argument: argument(name, text), sys_id: "<sys_id>".into() }
}

/// All of them; `forbidden` is a refusal, `no_table` the answer that a table does not exist.
pub(super) fn all(golden: &mut Golden, work: &Work, forbidden: &Error, no_table: &Error) {
    let scope = || argument("application_scope", "x_acme_orders");
    let sprint = || argument("update_set", "Sprint 12");
    let domain = || argument("SERVICENOW_DOMAIN", "Acme");
    let lookup = |argument, table, error: &Error| {
        work.failed(Attempt::FindPlace(argument), table, Access::Read, error.clone())
    };
    golden.add("place_not_found: refused", &lookup(scope(), "sys_scope", forbidden));
    golden.add("place_not_found: no domains", &lookup(domain(), "domain", no_table));
    let sys_ids = || vec!["<first sys_id>".to_owned(), "<second sys_id>".to_owned()];
    let set = || place("update_set", "Sprint 12");
    let (alias, sets) = (|| "sys_alias".to_owned(), "sys_update_set");
    let column = "sys_scope";
    let elsewhere = |stored: &str| {
        let (argument, stored) = (scope(), stored.to_owned());
        PlaceProblem::Elsewhere { argument, table: alias(), column, stored }
    };
    let (argument, wanted) = (sprint(), "global".to_owned());
    let other_application =
        PlaceProblem::OtherApplication { argument, application: "x_acme_orders".into(), wanted };
    let unseen = PlaceProblem::Unseen { argument: scope(), table: alias(), column };
    let all = [
        ("unknown_place: application", PlaceProblem::Unknown(scope(), "sys_scope")),
        ("unknown_place: update set", PlaceProblem::Unknown(sprint(), sets)),
        ("unknown_place: domain", PlaceProblem::Unknown(domain(), "domain")),
        ("several_places: update sets", PlaceProblem::Several(sprint(), sets, sys_ids())),
        ("several_places: domains", PlaceProblem::Several(domain(), "domain", sys_ids())),
        ("set_of_another_application", other_application),
        ("set_is_closed", PlaceProblem::Closed(sprint(), "complete".into())),
        ("put_elsewhere: elsewhere", elsewhere("global")),
        ("put_elsewhere: nowhere", elsewhere("")),
        ("placement_unseen", unseen),
        ("not_captured", PlaceProblem::NotCaptured(set(), alias())),
        ("outside_the_update_set", PlaceProblem::Outside(set(), alias())),
        ("capture_unseen", PlaceProblem::CaptureUnseen(set())),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Place(problem));
    }
}
