//! The sentences about where new records go, for the golden file.

use servicenow::{Error, Record};

use crate::engine::placement::{Place, Said};
use crate::engine::problem as explain;
use crate::engine::problem::tests::Golden;
use crate::engine::session::Work;

fn said(argument: &str, text: &str) -> Said {
    Said { argument: argument.into(), text: text.into() }
}

fn place(argument: &str, text: &str) -> Place {
    Place { said: said(argument, text), sys_id: "<sys_id>".into() }
}

fn set() -> Record {
    [("application", "<sys_id>"), ("application.scope", "x_acme_orders"), ("state", "complete")]
        .into_iter()
        .collect()
}

/// All of them; `forbidden` is a refusal, `no_table` the answer that a table does not exist.
pub(super) fn all(golden: &mut Golden, work: &Work, forbidden: &Error, no_table: &Error) {
    let (scope, sprint, domain) = (
        said("application_scope", "x_acme_orders"),
        said("update_set", "Sprint 12"),
        said("SERVICENOW_DOMAIN", "Acme"),
    );
    let lookup = |said, table, error| explain::place_not_found(work, said, table, error);
    golden.add("place_not_found: refused", &lookup(&scope, "sys_scope", forbidden));
    golden.add("place_not_found: no domains", &lookup(&domain, "domain", no_table));
    golden.add("unknown_place: application", &explain::unknown_place(&scope, "sys_scope"));
    golden.add("unknown_place: update set", &explain::unknown_place(&sprint, "sys_update_set"));
    golden.add("unknown_place: domain", &explain::unknown_place(&domain, "domain"));
    let sys_ids = ["<first sys_id>".to_owned(), "<second sys_id>".to_owned()];
    let several = |said, table| explain::several_places(said, table, &sys_ids);
    golden.add("several_places: update sets", &several(&sprint, "sys_update_set"));
    golden.add("several_places: domains", &several(&domain, "domain"));
    let here = place("application_scope", "global");
    let other = explain::set_of_another_application(&sprint, Some(&here), &set());
    golden.add("set_of_another_application", &other);
    golden.add("set_is_closed", &explain::set_is_closed(&sprint, &set()));
    let (scope, sprint) =
        (place("application_scope", "x_acme_orders"), place("update_set", "Sprint 12"));
    for (title, stored) in [("elsewhere", "global"), ("nowhere", "")] {
        let refusal = explain::put_elsewhere(&scope, "sys_alias", "sys_scope", stored);
        golden.refused(&format!("put_elsewhere: {title}"), refusal);
    }
    let unseen = explain::placement_unseen(&scope, "sys_alias", "sys_scope");
    golden.add("placement_unseen", &unseen);
    golden.add("not_captured", &explain::not_captured(&sprint, "sys_alias"));
    golden.add("outside_the_update_set", &explain::outside_the_update_set(&sprint, "sys_alias"));
    golden.add("capture_unseen", &explain::capture_unseen(&sprint));
}
