//! `servicenow_application_rollback` and `servicenow_plugin_rollback`: back to the version before, which the resources do not do.

use async_trait::async_trait;
use servicenow::AppRef;
use tfplugin::Schema;

use super::{Act, Action, text, waiting};
use crate::engine::model::Attributes;
use crate::engine::problem::{ActionProblem, Problem, Problems};

const APPLICATION: &str = "roll the application back";
const PLUGIN: &str = "roll the plugin back";

/// The action for applications.
pub(super) struct ApplicationRollback;

#[async_trait]
impl Action for ApplicationRollback {
    fn type_name(&self) -> &'static str {
        "servicenow_application_rollback"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Rolls an application back to the version that was installed before. The resource `servicenow_application` never goes \
             back: after a rollback its `version` has to say the lower one, or the next apply installs the higher one again.",
            vec![
                text(
                    "scope",
                    "The scope of the application, such as `x_acme_app`. Either this or `app_id`.",
                )
                .optional(),
                text("app_id", "The sys_id of the application.").optional(),
                text(
                    "version",
                    "The version that is to be there afterwards: the one installed before.",
                )
                .required(),
            ],
        )
    }

    fn check(&self, config: &Attributes) -> Problems {
        let is_set = |name: &str| !config.get(name).is_null();
        match (is_set("scope"), is_set("app_id")) {
            (true, true) => Problem::from(ActionProblem::Both("scope", "app_id")).into(),
            (false, false) => {
                Problem::from(ActionProblem::Without("version", "scope or app_id")).into()
            }
            _ => Problems::new(),
        }
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let app = match act.text("scope") {
            "" => AppRef::SysId(act.text("app_id").to_owned()),
            scope => AppRef::Scope(scope.to_owned()),
        };
        let begun = act.work.client.cicd().roll_back_app(&app, act.text("version")).await;
        act.finish(APPLICATION, begun).await?;
        Ok(Problems::new())
    }
}

/// The action for plugins.
pub(super) struct PluginRollback;

#[async_trait]
impl Action for PluginRollback {
    fn type_name(&self) -> &'static str {
        "servicenow_plugin_rollback"
    }

    fn schema(&self) -> Schema {
        waiting(
            "Rolls a plugin back to the version that was installed before. It fails where there was none; nothing deactivates a \
             plugin.",
            vec![
                text("plugin_id", "The id of the plugin, such as `com.glide.tokenbased_auth`.")
                    .required(),
            ],
        )
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let begun = act.work.client.cicd().roll_back_plugin(act.text("plugin_id")).await;
        act.finish(PLUGIN, begun).await?;
        Ok(Problems::new())
    }
}
