//! `servicenow_update_set_retrieve`: fetches an update set from another instance.

use async_trait::async_trait;
use servicenow::UpdateSetToRetrieve;
use tfplugin::Schema;

use super::super::{Act, Action, flag, text, waiting};
use super::preview::told;
use super::{matching, unresolved};
use crate::describe::Target;
use crate::engine::lookup::references;
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "retrieve the update set";
const SOURCE: &str = "source";
const SOURCES: Target = Target::new("sys_update_set_source", &["name", "url"]);

/// The action.
pub(crate) struct Retrieve;

#[async_trait]
impl Action for Retrieve {
    fn type_name(&self) -> &'static str {
        "servicenow_update_set_retrieve"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Fetches a complete update set from another instance into the retrieved update sets of this one.",
            vec![
                text("update_set_id", "The sys_id that the update set has on the other instance.")
                    .required(),
                text(
                    SOURCE,
                    "The other instance: an update source of this one, by name, address or sys_id.",
                )
                .required(),
                flag(
                    "preview",
                    "Whether to preview it at once; what the preview finds is told as by `servicenow_update_set_preview`. \
                     Default: `false`.",
                ),
                flag(
                    "replace",
                    "Whether to delete what was retrieved of this update set before. Default: `false`.",
                ),
            ],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let update_set_id = act.text("update_set_id").to_owned();
        let source = references::the_one(act.work, SOURCE, &SOURCES, act.text(SOURCE), None);
        let previews = act.flag("preview").unwrap_or_default();
        let set = UpdateSetToRetrieve {
            update_set_id,
            update_source_id: source.await?,
            auto_preview: previews,
            cleanup_retrieved: act.flag("replace").unwrap_or_default(),
        };
        act.finish(DEED, act.work.client.cicd().retrieve_update_set(&set).await).await?;
        let mut sets = matching(act, DEED, "remote_sys_id", &set.update_set_id).await?;
        sets.retain(|set| !set.is_committed());
        let Some(newest) = sets.first() else {
            return Err(Problem::from(ActionProblem::RetrievedHidden));
        };
        let (set, sys_id) = (newest.name.clone(), newest.sys_id.clone());
        act.say(&Told::Retrieved { set, sys_id });
        if !previews {
            return Ok(Problems::new());
        }
        Ok(told(act, newest, unresolved(act, DEED, newest).await?))
    }
}
