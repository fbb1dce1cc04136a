//! The provider block: which instance, with which credentials, how gently.

mod arguments;
mod authentication;
mod block;
mod connection;
mod elevation;
mod given;
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
        let mut wrong = Diagnostics::new();
        let instance = made(&mut wrong, instance::check(&sources), || instance::needed(&sources));
        let credentials =
            made(&mut wrong, authentication::check(&sources), || authentication::needed(&sources));
        let transport = made(&mut wrong, connection::check(&sources), || {
            instance.as_ref().map(|instance| connection::needed(&sources, instance)).transpose()
        });
        wrong.extend(check_the_rest(&sources));
        let (Some(instance), Some(credentials), Some(Some(transport)), true) =
            (instance, credentials, transport, wrong.is_empty())
        else {
            return Err(wrong);
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
fn check(sources: &Sources) -> Diagnostics {
    let mut all = instance::check(sources);
    all.extend(authentication::check(sources));
    all.extend(connection::check(sources));
    all.extend(check_the_rest(sources));
    all
}

/// What is wrong with the arguments that need neither files nor one another.
fn check_the_rest(sources: &Sources) -> Diagnostics {
    let mut all = sources.check_flags();
    all.extend(limits::check(sources));
    all.extend(elevation::check(sources));
    all.extend(guards::check(sources));
    all.extend(placing::check(sources));
    all
}

/// Makes a part of the session of arguments that were found right, and notes what is wrong otherwise.
fn made<T>(
    wrong: &mut Diagnostics,
    found: Diagnostics,
    make: impl FnOnce() -> Result<T, Diagnostics>,
) -> Option<T> {
    let result = if found.is_empty() { make() } else { Err(found) };
    result.map_err(|found| wrong.extend(found)).ok()
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
