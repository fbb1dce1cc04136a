//! The provider block: which instance, with which credentials, how gently.

mod arguments;
mod authentication;
mod connection;
mod given;
mod instance;
mod oauth;
mod options;
mod placing;
mod sources;

use std::sync::Arc;

use async_trait::async_trait;
use servicenow::{Client, Options};
use tfplugin::{ConfigureRequest, DataSource, Diagnostics, Provider, Resource, Schema, Value};

use crate::engine::{self, BlockProblem, Configured, Origin, Problem, Problems, Session, Shared};

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

    fn session(&self, config: &Value, terraform: &str) -> Result<Configured, Problems> {
        let sources = Sources::new(config, Some(&self.environment));
        if let Some(argument) = sources.first_unknown() {
            return Ok(Configured::Later(argument));
        }
        let mut wrong = Problems::new();
        let instance = made(&mut wrong, instance::check(&sources), || instance::needed(&sources));
        let credentials =
            made(&mut wrong, authentication::check(&sources), || authentication::needed(&sources));
        let transport = made(&mut wrong, connection::check(&sources), || {
            instance.as_ref().map(|_| connection::needed(&sources)).transpose()
        });
        wrong.extend(check_the_rest(&sources));
        let (Some(instance), Some(credentials), Some(Some(transport)), true) =
            (instance, credentials, transport, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let user_agent = user_agent(terraform);
        let options = Options { user_agent, transport, ..options::given(&sources) };
        let client = Client::new(instance, credentials, options).map_err(|why| {
            vec![Problem::Block(Origin::Block, "", BlockProblem::NoClient(why.to_string()))]
        })?;
        let (aliases, destination) = (instance::aliases(&sources), placing::destination(&sources));
        Ok(Configured::Ready(Arc::new(Session::new(client, aliases, destination))))
    }
}

impl Default for ServiceNow {
    /// The provider, reading the process's environment.
    fn default() -> Self {
        Self::with_environment(|name| std::env::var(name).ok())
    }
}

/// What is wrong with the arguments that are there; silent on those that are missing or unknown.
fn check(sources: &Sources) -> Problems {
    let parts =
        [instance::check(sources), authentication::check(sources), connection::check(sources)];
    [parts.concat(), check_the_rest(sources)].concat()
}

/// What is wrong with the arguments that need neither files nor one another.
fn check_the_rest(sources: &Sources) -> Problems {
    [options::check(sources), instance::check_lists(sources), placing::check(sources)].concat()
}

/// Makes a part of the session of arguments that were found right, and notes what is wrong otherwise.
fn made<T>(
    wrong: &mut Problems,
    found: Problems,
    make: impl FnOnce() -> Result<T, Problem>,
) -> Option<T> {
    if !found.is_empty() {
        wrong.extend(found);
        return None;
    }
    make().map_err(|problem| wrong.push(problem)).ok()
}

/// The problems as Terraform shows them.
fn told(problems: &[Problem]) -> Diagnostics {
    problems.iter().map(Problem::told).collect()
}

fn user_agent(terraform: &str) -> String {
    format!("terraform-provider-servicenow/{} (Terraform {terraform})", env!("CARGO_PKG_VERSION"))
}

#[async_trait]
impl Provider for ServiceNow {
    fn schema(&self) -> Schema {
        arguments::schema()
    }

    fn resources(&self) -> &[Box<dyn Resource>] {
        &self.resources
    }

    fn data_sources(&self) -> &[Box<dyn DataSource>] {
        &self.data_sources
    }

    async fn validate(&self, config: &Value) -> Diagnostics {
        told(&check(&Sources::new(config, None)))
    }

    async fn configure(&self, request: ConfigureRequest) -> Diagnostics {
        match self.session(&request.config, &request.terraform_version) {
            Ok(configured) => {
                self.shared.set(configured);
                Diagnostics::new()
            }
            Err(wrong) => told(&wrong),
        }
    }
}
