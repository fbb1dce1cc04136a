//! Going back to the version before, of an application or of a plugin.

use super::{AppRef, Cicd, Progress};
use crate::Error;
use crate::request::Request;

impl Cicd {
    /// Starts rolling an application back to `version`, the one before (docs/facts.md#app-rollback).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{AppRef, ProgressStatus};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let app = AppRef::Scope("x_acme_unknown".to_owned());
    /// let ended = client.cicd().roll_back_app(&app, "1.0.0").await?;
    /// assert_eq!(ended.status, ProgressStatus::Failed, "it is not installed");
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn roll_back_app(&self, app: &AppRef, version: &str) -> Result<Progress, Error> {
        let request = app.named_in(Request::post(self.url(&["app_repo", "rollback"])?));
        self.start(request.parameter("version", version)).await
    }

    /// Starts rolling a plugin back to the version that was installed before
    /// (docs/facts.md#plugin-rollback).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let refused = client.cicd().roll_back_plugin("com.nothing").await.unwrap_err();
    /// assert!(refused.is_not_found());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn roll_back_plugin(&self, plugin_id: &str) -> Result<Progress, Error> {
        self.start(Request::post(self.url(&["plugin", plugin_id, "rollback"])?)).await
    }
}
