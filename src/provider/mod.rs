//! The provider block: which instance, with which credentials, how gently.

mod arguments;
mod authentication;
mod block;
mod connection;
mod elevation;
mod guards;
mod instance;
mod limits;
mod pem;
mod placing;
mod sources;

use std::sync::Arc;

use async_trait::async_trait;
use servicenow::{Client, Options};
use tfplugin::{
    ConfigureRequest, DataSource, Diagnostic, Diagnostics, Provider, Resource, Schema, Value,
};

use crate::engine::{self, Configured, Session, Shared};

use sources::{Environment, Sources};

/// The provider's address, without the registry's host.
pub const ADDRESS: &str = "servicenow-iac/servicenow";

/// The provider for `ServiceNow`.
pub struct ServiceNow {
    shared: Shared,
    resources: Vec<Box<dyn Resource>>,
    data_sources: Vec<Box<dyn DataSource>>,
    environment: Environment,
}

impl ServiceNow {
    /// The provider, reading the process's environment.
    pub fn new() -> Self {
        Self::with_environment(|name| std::env::var(name).ok())
    }

    /// The provider, reading another environment.
    pub fn with_environment(
        environment: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let shared = Shared::default();
        Self {
            resources: engine::resources(&shared),
            data_sources: engine::data_sources(&shared),
            shared,
            environment: Box::new(environment),
        }
    }

    fn session(&self, config: &Value, terraform: &str) -> Result<Configured, Diagnostics> {
        let sources = Sources::new(config, Some(&self.environment));
        if let Some(argument) = sources.first_unknown() {
            return Ok(Configured::Later(argument));
        }
        let mut wrong = check(&sources);
        let instance = instance::needed(&sources).map_err(|found| wrong.extend(found)).ok();
        let credentials =
            authentication::needed(&sources).map_err(|found| wrong.extend(found)).ok();
        let transport = instance.as_ref().and_then(|instance| {
            connection::needed(&sources, instance).map_err(|found| wrong.extend(found)).ok()
        });
        let (Some(instance), Some(credentials), Some(transport), true) =
            (instance, credentials, transport, wrong.is_empty())
        else {
            return Err(once_each(wrong));
        };
        let options = limits::options(
            &sources,
            Options {
                user_agent: user_agent(terraform),
                elevate_roles: elevation::roles(&sources),
                transport,
                ..Options::default()
            },
        );
        let options = guards::options(&sources, options);
        let client = Client::new(instance, credentials, options).map_err(|error| {
            let text = format!("The HTTP client could not be set up: {error}. Check the TLS settings of this machine.");
            vec![Diagnostic::error("Cannot set up the connection", text)]
        })?;
        Ok(Configured::Ready(Arc::new(
            Session::new(client)
                .also_known_as(guards::aliases(&sources))
                .with_destination(placing::destination(&sources)),
        )))
    }
}

impl Default for ServiceNow {
    fn default() -> Self {
        Self::new()
    }
}

/// What is wrong with the arguments that are there; silent on those that are missing or unknown.
fn check(sources: &Sources<'_>) -> Diagnostics {
    let mut all = sources.check_flags();
    all.extend(instance::check(sources));
    all.extend(authentication::check(sources));
    all.extend(connection::check(sources));
    all.extend(limits::check(sources));
    all.extend(elevation::check(sources));
    all.extend(guards::check(sources));
    all.extend(placing::check(sources));
    all
}

fn once_each(found: Diagnostics) -> Diagnostics {
    found.into_iter().fold(Diagnostics::new(), |mut all, diagnostic| {
        if !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
        all
    })
}

fn user_agent(terraform: &str) -> String {
    format!("terraform-provider-servicenow/{} (Terraform {terraform})", env!("CARGO_PKG_VERSION"))
}

#[async_trait]
impl Provider for ServiceNow {
    fn schema(&self) -> Schema {
        block::schema()
    }

    fn resources(&self) -> &[Box<dyn Resource>] {
        &self.resources
    }

    fn data_sources(&self) -> &[Box<dyn DataSource>] {
        &self.data_sources
    }

    async fn validate(&self, config: &Value) -> Diagnostics {
        check(&Sources::new(config, None))
    }

    async fn configure(&self, request: ConfigureRequest) -> Diagnostics {
        match self.session(&request.config, &request.terraform_version) {
            Ok(configured) => {
                self.shared.set(configured);
                Diagnostics::new()
            }
            Err(wrong) => wrong,
        }
    }
}
