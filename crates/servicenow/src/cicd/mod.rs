//! The CI/CD API: applications, plugins, update sets, test suites, scans, and following long operations
//! (docs/facts.md#cicd).

mod follow;
mod progress;
mod rollback;
mod scan;
mod test_suite;
mod update_set;

pub use progress::{Progress, ProgressStatus};
pub use scan::{Finding, Findings, Scan};
pub use test_suite::{SuiteResults, TestResult, TestResults, TestSuite};
pub use update_set::{PreviewProblem, PreviewProblems, UpdateSetToRetrieve};

use serde_json::json;
use url::Url;

use crate::error::Failure;
use crate::mask::Mask;
use crate::request::{Answer, Request};
use crate::{Client, Error};

/// The CI/CD API of an instance; needs the role `sn_cicd.sys_ci_automation`.
#[derive(Clone, Debug)]
pub struct Cicd {
    client: Client,
}

/// An application, as the repository of applications knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppRef {
    /// By its scope, as `x_acme_app`.
    Scope(String),
    /// By the id of its record.
    SysId(String),
}

impl AppRef {
    /// The request with the application in it.
    fn named_in(&self, request: Request) -> Request {
        match self {
            Self::Scope(scope) => request.parameter("scope", scope),
            Self::SysId(sys_id) => request.parameter("sys_id", sys_id),
        }
    }
}

/// What to install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppToInstall {
    /// The application.
    pub app: AppRef,
    /// The version to install; the newest one offered if none.
    pub version: Option<String>,
    /// The version of the base application that a customization needs.
    pub base_app_version: Option<String>,
    /// Whether the base application is upgraded as needed.
    pub auto_upgrade_base_app: bool,
}

impl Cicd {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Starts installing an application. The answer is the beginning of the operation.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{AppRef, AppToInstall};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let app = AppToInstall {
    ///     app: AppRef::Scope("x_acme_unknown".to_owned()),
    ///     version: None,
    ///     base_app_version: None,
    ///     auto_upgrade_base_app: false,
    /// };
    /// let began = client.cicd().install_app(&app).await;
    /// # let _ = began;
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn install_app(&self, app: &AppToInstall) -> Result<Progress, Error> {
        self.start(self.installing(app)?).await
    }

    /// Starts installing an application as a batch of one. Unlike [`install_app`](Self::install_app) it can be
    /// undone: see [`Progress::rollback_id`] and [`rollback_batch`](Self::rollback_batch).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let began = client.cicd().install_batch("no such application", "1.0.0").await;
    /// # let _ = began;
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn install_batch(&self, sys_id: &str, version: &str) -> Result<Progress, Error> {
        let package = json!({
            "id": sys_id, "type": "application", "requested_version": version, "load_demo_data": false,
        });
        let body = json!({"name": format!("Install {sys_id}"), "packages": [package]});
        self.start(Request::post(self.url(&["app", "batch", "install"])?).json(&body)).await
    }

    /// Starts undoing a batch: a package that was not there before is uninstalled, with its tables.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let undone = client.cicd().rollback_batch("no such batch").await;
    /// assert!(undone.is_err());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn rollback_batch(&self, rollback_id: &str) -> Result<Progress, Error> {
        self.start(Request::post(self.url(&["app", "batch", "rollback", rollback_id])?)).await
    }

    /// Starts activating a plugin, such as `com.glide.tokenbased_auth`. There is no way back
    /// (docs/facts.md#plugin-activation).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let began = client.cicd().activate_plugin("com.glide.tokenbased_auth").await?;
    /// assert!(!began.id.is_empty());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn activate_plugin(&self, plugin_id: &str) -> Result<Progress, Error> {
        self.start(Request::post(self.url(&["plugin", plugin_id, "activate"])?)).await
    }

    /// How far an operation has come.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert!(client.cicd().progress("no such operation").await.is_err());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer names no status of the operation.
    pub async fn progress(&self, id: &str) -> Result<Progress, Error> {
        let answer = self.client.send(&Request::get(self.url(&["progress", id])?)).await?;
        self.read(answer, id)
    }

    /// Sends what begins an operation; what was read before may not be true after it.
    async fn start(&self, request: Request) -> Result<Progress, Error> {
        let _forgetting = self.client.reader().forgetting();
        let answer = self.client.send(&request).await?;
        self.read(answer, "")
    }

    /// A place of this API.
    fn url(&self, segments: &[&str]) -> Result<Url, Error> {
        let url = self.client.instance().within("/api/sn_cicd", segments);
        url.ok_or_else(|| Failure::Invalid("a name or an id is empty").into())
    }

    fn mask(&self) -> &Mask {
        &self.client.shared.mask
    }

    fn read(&self, answer: Answer, id: &str) -> Result<Progress, Error> {
        Progress::read(&answer.result_object()?, id, self.mask())
    }

    fn installing(&self, app: &AppToInstall) -> Result<Request, Error> {
        let mut request = app.app.named_in(Request::post(self.url(&["app_repo", "install"])?));
        let versions = [("version", &app.version), ("base_app_version", &app.base_app_version)];
        for (name, version) in versions {
            if let Some(version) = version {
                request = request.parameter(name, version);
            }
        }
        if app.auto_upgrade_base_app {
            request = request.parameter("auto_upgrade_base_app", "true");
        }
        Ok(request)
    }
}
