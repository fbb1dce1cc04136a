//! `servicenow_update_set_back_out`: undoes what a committed update set did.

use async_trait::async_trait;
use tfplugin::Schema;

use super::super::{Act, Action, flag, text, waiting};
use super::matching;
use crate::describe::{Target, looks_like_sys_id};
use crate::engine::lookup::references;
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "back the update set out";
const SET: &str = "update_set";
const LOCAL: Target = Target::new("sys_update_set", &["name"]);

/// The action.
pub(crate) struct BackOut;

#[async_trait]
impl Action for BackOut {
    fn type_name(&self) -> &'static str {
        "servicenow_update_set_back_out"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Undoes what a committed update set did: records it made are deleted, others are as before. The local update set is \
             deleted, and the retrieved one can be previewed and committed again.",
            vec![
                text(
                    SET,
                    "The update set: the local one by name or sys_id, or the retrieved one by its sys_id on this instance or on \
                     the instance it comes from.",
                )
                .required(),
                flag(
                    "rollback_installs",
                    "Whether to roll back what the commit installed as well. Default: `true`.",
                ),
            ],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let local = local(act).await?;
        let installs = act.flag("rollback_installs").unwrap_or(true);
        act.finish(DEED, act.work.client.cicd().back_out_update_set(&local, installs).await)
            .await?;
        act.say(&Told::BackedOut(local));
        Ok(Problems::new())
    }
}

/// The sys_id of the local set that is meant.
async fn local(act: Act<'_>) -> Result<String, Problem> {
    let spelling = act.text(SET);
    if looks_like_sys_id(spelling) {
        for column in ["sys_id", "remote_sys_id"] {
            let retrieved = matching(act, DEED, column, spelling).await?;
            if let Some(committed) = retrieved.iter().find(|set| !set.local.is_empty()) {
                return Ok(committed.local.clone());
            }
            if let Some(loaded) = retrieved.first() {
                return Err(Problem::from(ActionProblem::NotCommitted(loaded.name.clone())));
            }
        }
    }
    references::the_one(act.work, SET, &LOCAL, spelling, None).await
}
