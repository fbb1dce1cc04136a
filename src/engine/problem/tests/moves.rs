//! The sentences about states that come from other types, for the golden file.

use super::Golden;
use crate::engine::model::ANY_RECORD;
use crate::engine::problem::{MoveProblem, Problem};

/// Each of them.
pub(super) fn all(golden: &mut Golden) {
    let other_table = |from: &str, table: &str, better: Option<&str>| MoveProblem::OtherTable {
        from: from.to_owned(),
        table: table.to_owned(),
        to: "servicenow_acl".to_owned(),
        tables: vec!["sys_security_acl"],
        better: better.map(str::to_owned),
    };
    let alias = other_table("servicenow_alias", "sys_alias", Some("servicenow_connection_alias"));
    let clash = MoveProblem::NameClash {
        name: "servicenow_application".to_owned(),
        table: "sys_app".to_owned(),
        tables: vec!["sys_store_app"],
        better: Some("servicenow_scoped_application".to_owned()),
    };
    let unreadable = MoveProblem::Unreadable {
        from: "servicenow_alias".to_owned(),
        why: "it names no record.".to_owned(),
    };
    let group = || "servicenow_group".to_owned();
    let lost = |to: &str| MoveProblem::Lost {
        from: group(),
        to: to.to_owned(),
        attributes: vec!["cost_center".to_owned(), "type".to_owned()],
    };
    let secrets = || vec!["password".to_owned(), "key_store_password".to_owned()];
    let left = MoveProblem::SecretsLeft { from: group(), attributes: secrets() };
    let all = [
        ("moved_to_another_table", other_table("servicenow_flow", "sys_hub_flow", None)),
        ("moved_to_another_table: with a type", alias),
        ("moved_to_another_thing", clash),
        ("moved_unread", unreadable),
        ("moved_in_part", lost("servicenow_group")),
        ("moved_in_part: to a row", lost(ANY_RECORD)),
        ("moved_with_secrets", MoveProblem::SecretsKept { attributes: secrets() }),
        ("moved_without_secrets", left),
        ("moved_to_another_end", MoveProblem::OtherPolicy { from: group(), policy: "deactivate" }),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Moved(problem));
    }
}
