//! Problems told to a user. The first refusal is completed with all else that the account lacks for the work of this
//! run; a run in which nothing is refused makes no request for it.

use std::collections::{BTreeMap, BTreeSet};

use tfplugin::Diagnostics;

use crate::engine::lookup::account::account;
use crate::engine::model::{Need, Right};
use crate::engine::problem::{Problem, lacking_role, lacks};
use crate::engine::session::Work;

/// The problems as Terraform shows them, without the secrets in use: what an instance stored may repeat them too.
pub(super) fn masked(work: Option<&Work>, problems: &[Problem]) -> Diagnostics {
    let mut diagnostics: Diagnostics = problems.iter().map(Problem::told).collect();
    if let Some(work) = work {
        for one in &mut diagnostics {
            one.summary = work.client.masked(&one.summary);
            one.detail = work.client.masked(&one.detail);
        }
    }
    diagnostics
}

/// The same, completed.
pub(super) async fn told(work: Option<&Work>, problems: &[Problem]) -> Diagnostics {
    let mut diagnostics = masked(work, problems);
    let Some(work) = work else { return diagnostics };
    let Some(refused) = work.session.needs.refused() else { return diagnostics };
    let is_it = |problem: &Problem| problem.refused_right().as_ref() == Some(&refused);
    if let Some(place) = problems.iter().position(is_it)
        && work.session.needs.is_first_to_tell()
    {
        let account = account(work).await;
        let lacking = lacking(work, account.roles.as_ref());
        let text = lacks(&account, &lacking, &refused).unwrap_or_default();
        diagnostics[place].detail.push_str(&text);
    }
    diagnostics
}

/// What is lacking, and for which work. Nobody knows what a table asks for that is not listed.
fn lacking(work: &Work, roles: Option<&BTreeSet<String>>) -> BTreeMap<String, Vec<Need>> {
    let mut all: BTreeMap<String, Vec<Need>> = BTreeMap::new();
    for need in work.session.needs.all() {
        let elevates = need.right == Right::Read || !work.client.needs_elevation(&need.table);
        if let Some(role) = lacking_role(&need, roles, elevates) {
            all.entry(role).or_default().push(need);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use servicenow::{Client, Credentials, Error, Input, InstanceUrl, Options, Query, Row};
    use simulator::Simulator;
    use tfplugin::CancellationToken;

    use super::*;
    use crate::engine::model::{Access, Destination, Subject};
    use crate::engine::problem::{Attempt, RecordProblem};
    use crate::engine::session::{Configured, Session, Shared};

    const TABLE: &str = "oauth_entity";

    async fn refused(client: &Client) -> Error {
        let (row, nothing) = (Row::new().set("name", "A"), Query::new());
        client.table(TABLE).insert(&row, Input::Stored, &nothing, &[]).await.unwrap_err()
    }

    #[tokio::test]
    async fn the_refusal_is_completed_and_an_error_that_mentions_the_table_is_not() {
        let simulator = Simulator::builder().start().await.unwrap();
        let url = InstanceUrl::parse(simulator.url()).unwrap();
        let password = "plain.user".to_owned().into();
        let credentials = Credentials::Basic { username: "plain.user".into(), password };
        let shared = Shared::default();
        let client = Client::new(url, credentials, Options::default()).unwrap();
        shared.set(Configured::Ready(Arc::new(Session::new(
            client,
            Vec::new(),
            Destination::default(),
        ))));
        let work = shared.work(&CancellationToken::new()).unwrap();
        work.session.needs.remember(Need::new("sys_alias", Right::Write));
        let attempt = Attempt::Operation("create", "servicenow_oauth_registry".into());
        let refusal = work.failed(attempt, TABLE, Access::Create, refused(&work.client).await);
        let mentions = Problem::Record(RecordProblem::NotDeactivated(Subject::new("x", TABLE)));
        let all = [mentions, refusal];
        let alone = told(Some(&work), &all[..1]).await;
        assert!(
            alone[0].detail.as_str().contains(TABLE)
                && !alone[0].detail.as_str().contains("normally lacks")
        );
        let both = told(Some(&work), &all).await;
        assert!(!both[0].detail.as_str().contains("normally lacks"), "{}", both[0].detail);
        assert!(both[1].detail.as_str().contains("to write sys_alias"), "{}", both[1].detail);
        let again = told(Some(&work), &all).await;
        assert!(!again[1].detail.as_str().contains("normally lacks"), "once in a run");
    }
}
