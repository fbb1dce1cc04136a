//! Plugins of the platform: activated through the CI/CD API, and never deactivated.

use async_trait::async_trait;
use servicenow::{Error, Record};

use super::{Software, finish, installed, listed, timeouts, unlisted};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::identity::Part;
use crate::engine::model::{Access, Attributes, ID, Private};
use crate::engine::problem::{Attempt, Problem, SoftwareProblem};
use crate::engine::record::life::Wish;

/// A plugin of the platform.
pub(crate) struct Plugin;

#[async_trait]
impl Software for Plugin {
    fn identified_by(&self) -> &'static [Part] {
        &[Part {
            name: "plugin_id",
            attribute: "plugin_id",
            meaning: "The plugin's id, such as `com.glide.oauth`.",
        }]
    }

    fn operations(&self) -> &'static [&'static str] {
        &["create"]
    }

    fn end(&self, _wish: &Wish) -> SoftwareProblem {
        SoftwareProblem::PluginStays
    }

    fn key<'a>(&self, attributes: &'a Attributes) -> (&'static str, &'a str) {
        match attributes.known_text("plugin_id") {
            Some(plugin_id) => ("id", plugin_id),
            None => ("sys_id", attributes.known_text(ID).unwrap_or_default()),
        }
    }

    fn is_installed(&self, record: &Record) -> bool {
        matches!(record.get("active"), Some("active" | "true"))
    }

    /// Activates the plugin, unless it is active.
    async fn ensure(&self, scene: Scene<'_>, _private: &mut Private) -> Result<Record, Problem> {
        let (column, plugin_id) = self.key(scene.attributes);
        let there = listed(scene, (column, plugin_id)).await?;
        let is_listed = there.is_some();
        if let Some(record) = there.filter(|record| self.is_installed(record)) {
            return Ok(record);
        }
        let begun = scene.work.client.cicd().activate_plugin(plugin_id).await;
        let patience = timeouts::patience(scene.attributes, "create");
        let done = finish(scene.work, begun, patience).await;
        match (done, installed(self, scene).await) {
            (_, Ok(Some(record))) => Ok(record),
            (Err(error), Ok(None)) if is_active_already(&error) => Err(unlisted(scene)),
            (Err(error), _) => {
                let type_name = scene.resource.type_name.clone();
                let attempt = Attempt::Activate { type_name, is_listed };
                Err(scene.work.failed(attempt, scene.table(), Access::Update, error))
            }
            (Ok(_), Err(problem)) => Err(problem),
            (Ok(_), Ok(None)) => Err(unlisted(scene)),
        }
    }
}

/// A plugin that is active needs nothing. Instances say so in a warning; should one call it a failure,
/// it is none (docs/facts.md#plugin-activation).
fn is_active_already(error: &Error) -> bool {
    [error.message(), error.detail()].iter().any(|words| words.contains("already active"))
}
