//! Problems told to a user. The first refusal is completed with all else that the account lacks for the work of this
//! run; a run in which nothing is refused makes no request for it.

use std::collections::{BTreeMap, BTreeSet};

use tfplugin::Diagnostics;

use crate::engine::lookup::account::account;
use crate::engine::model::{Need, Right};
use crate::engine::problem::{Problem, lacking_role, lacks};
use crate::engine::session::Work;

/// The problems as Terraform shows them.
pub(super) async fn told(work: Option<&Work>, problems: &[Problem]) -> Diagnostics {
    let mut diagnostics: Diagnostics = problems.iter().map(Problem::told).collect();
    let Some(work) = work else { return diagnostics };
    let Some(refused) = work.session.needs.refused() else { return diagnostics };
    let is_it = |problem: &Problem| problem.refused_right().as_ref() == Some(&refused);
    if let Some(place) = problems.iter().position(is_it)
        && work.session.needs.is_first_to_tell()
        && let Some(text) = all_that_is_lacking(work, &refused).await
    {
        diagnostics[place].detail.push_str(&text);
    }
    diagnostics
}

async fn all_that_is_lacking(work: &Work, refused: &Need) -> Option<String> {
    let account = account(work).await;
    let lacking = lacking(work, &work.session.needs.all(), account.roles.as_ref());
    lacks(&account, &lacking, refused)
}

/// What is lacking, and for which work. Nobody knows what a table asks for that is not listed.
fn lacking(
    work: &Work,
    needs: &BTreeSet<Need>,
    roles: Option<&BTreeSet<String>>,
) -> BTreeMap<String, Vec<Need>> {
    let mut all: BTreeMap<String, Vec<Need>> = BTreeMap::new();
    for need in needs {
        let elevates = need.right == Right::Read || !work.client.needs_elevation(&need.table);
        if let Some(role) = lacking_role(need, roles, elevates) {
            all.entry(role).or_default().push(need.clone());
        }
    }
    all
}
