//! `servicenow_update_set_commit`: does what retrieved update sets say.

use async_trait::async_trait;
use tfplugin::Schema;

use super::super::{Act, Action, texts, waiting};
use super::{DOC, RetrievedSet, matching, the_one, unresolved};
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "commit the update set";
const SETS: &str = "update_sets";

/// The action.
pub(crate) struct Commit;

#[async_trait]
impl Action for Commit {
    fn type_name(&self) -> &'static str {
        "servicenow_update_set_commit"
    }

    fn schema(&self) -> Schema {
        let doc = format!("The retrieved update sets, in the order of their commit, each {DOC}");
        waiting(
            "Commits retrieved update sets: their changes are made on this instance, and a local update set keeps a copy of each. \
             Nothing is committed while one of them has not been previewed or has preview problems that nobody has decided \
             about. A set that is committed already is left as it is.",
            vec![texts(SETS, &doc).required()],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let (mut ready, mut problems) = (Vec::new(), Problems::new());
        for spelling in act.texts(SETS) {
            let set = the_one(act, DEED, SETS, spelling).await?;
            if set.is_committed() {
                act.say(&Told::CommittedBefore(set.name.clone()));
                continue;
            }
            problems.extend(why_not(act, &set).await?);
            ready.push(set);
        }
        if !problems.is_empty() || ready.is_empty() {
            return Ok(problems);
        }
        let ids: Vec<&str> = ready.iter().map(|set| set.sys_id.as_str()).collect();
        act.finish(DEED, act.work.client.cicd().commit_update_sets(&ids, false).await).await?;
        for set in ready {
            tell(act, set).await?;
        }
        Ok(problems)
    }
}

/// Why the set is not committed: an instance may commit it all the same (docs/facts.md#preview-problems).
async fn why_not(act: Act<'_>, set: &RetrievedSet) -> Result<Option<Problem>, Problem> {
    let name = set.name.clone();
    if set.state != "previewed" {
        let state = set.state.clone();
        return Ok(Some(Problem::from(ActionProblem::NotPreviewed { set: name, state })));
    }
    let found = unresolved(act, DEED, set).await?;
    let is_clean = found.is_empty();
    Ok((!is_clean).then(|| Problem::from(ActionProblem::Unresolved(name, found))))
}

/// Says as which local set it was committed.
async fn tell(act: Act<'_>, set: RetrievedSet) -> Result<(), Problem> {
    let now = matching(act, DEED, "sys_id", &set.sys_id).await?;
    let local = now.into_iter().next().map(|now| now.local).unwrap_or_default();
    act.say(&Told::Committed { set: set.name, local });
    Ok(())
}
