//! `servicenow_update_set_preview`: what keeps a retrieved update set from being committed.

use async_trait::async_trait;
use servicenow::PreviewProblem;
use tfplugin::Schema;

use super::super::{Act, Action, text, waiting};
use super::{DOC, RetrievedSet, the_one, unresolved};
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "preview the update set";

/// The action.
pub(crate) struct Preview;

#[async_trait]
impl Action for Preview {
    fn type_name(&self) -> &'static str {
        "servicenow_update_set_preview"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Looks for what keeps a retrieved update set from being committed: newer changes on this instance, records that are \
             missing. Each problem that nobody has decided about is an error that names its kind and its record, or a warning \
             where the instance calls it one. A new preview forgets what was decided about an earlier one.",
            vec![text("update_set", &format!("The retrieved update set, {DOC}")).required()],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let set = the_one(act, DEED, "update_set", act.text("update_set")).await?;
        let cicd = act.work.client.cicd();
        let ended = act.follow(DEED, cicd.preview_update_set(&set.sys_id).await).await?;
        // A preview that finds something may end as failed (docs/facts.md#preview-problems).
        let found = unresolved(act, DEED, &set).await;
        if !matches!(&found, Ok(found) if !found.is_empty()) {
            cicd.successful(ended).map_err(|error| act.failed(DEED, error))?;
        }
        Ok(told(act, &set, found?))
    }
}

/// What a preview found, as problems of their own.
pub(super) fn told(act: Act<'_>, set: &RetrievedSet, found: Vec<PreviewProblem>) -> Problems {
    if found.is_empty() {
        act.say(&Told::Clean(set.name.clone()));
    }
    let problem = |one| Problem::from(ActionProblem::Preview(set.name.clone(), Box::new(one)));
    found.into_iter().map(problem).collect()
}
