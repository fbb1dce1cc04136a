//! The provider block: which instance, with which credentials, how gently.

mod arguments;
mod authentication;
mod connection;
mod given;
mod instance;
mod notes;
mod oauth;
mod options;
mod placing;
mod sources;

use std::sync::Arc;

use async_trait::async_trait;
use servicenow::{Client, Options};
use tfplugin::{ConfigureRequest, Diagnostics, Offers, Provider, Schema, Value};

use crate::engine::{
    self, BlockProblem, Configured, Destination, Notebook, Origin, Problem, Problems, Session,
    Shared,
};

use sources::{Environment, Sources};

/// The provider's address, without the registry's host.
pub const ADDRESS: &str = "servicenow-iac/servicenow";

/// The provider for `ServiceNow`.
pub struct ServiceNow {
    shared: Shared,
    environment: Environment,
}

impl ServiceNow {
    /// The provider, reading another environment.
    pub fn with_environment(
        environment: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self { shared: Shared::default(), environment: Box::new(environment) }
    }

    fn session(&self, sources: &Sources, terraform: &str) -> Result<Configured, Problems> {
        if let Some(argument) = sources.first_unknown() {
            return Ok(Configured::Later(argument));
        }
        let mut wrong = Problems::new();
        let instance = made(&mut wrong, instance::check(sources), || instance::needed(sources));
        let credentials =
            made(&mut wrong, authentication::check(sources), || authentication::needed(sources));
        let transport = made(&mut wrong, connection::check(sources), || {
            instance.as_ref().map(|_| connection::needed(sources)).transpose()
        });
        let (options, destination) = the_rest(sources, &mut wrong);
        let (Some(instance), Some(credentials), Some(Some(transport)), true) =
            (instance, credentials, transport, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let user_agent = format!(
            "terraform-provider-servicenow/{} (Terraform {terraform})",
            env!("CARGO_PKG_VERSION")
        );
        let options = Options { user_agent, transport, ..options };
        let client = Client::new(instance, credentials, options).map_err(|why| {
            vec![Problem::Block(Origin::Block, "", BlockProblem::NoClient(why.to_string()))]
        })?;
        let host = client.instance().as_str().to_owned();
        let notebook = Notebook::open(notes::folder(&self.environment).as_deref(), &host);
        let session = Session::new(client, instance::aliases(sources), destination);
        let session = session.noting(notebook);
        Ok(Configured::Ready(Arc::new(session)))
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
    let mut wrong = parts.concat();
    the_rest(sources, &mut wrong);
    wrong
}

/// What is made of the arguments that need neither files nor one another; what is wrong with them is noted.
fn the_rest(sources: &Sources, wrong: &mut Problems) -> (Options, Destination) {
    let options = options::given(sources, wrong);
    options::is_proven_first(sources, wrong);
    wrong.extend(instance::check_lists(sources));
    (options, placing::destination(sources, wrong))
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

#[async_trait]
impl Provider for ServiceNow {
    fn schema(&self) -> Schema {
        arguments::schema()
    }

    fn offers(&self) -> Offers {
        engine::offers(&self.shared)
    }

    async fn validate(&self, config: &Value) -> Diagnostics {
        told(&check(&Sources::new(config, None)))
    }

    async fn configure(&self, request: ConfigureRequest) -> Diagnostics {
        let sources = Sources::new(&request.config, Some(&self.environment));
        match self.session(&sources, &request.terraform_version) {
            Ok(configured) => self.shared.set(configured),
            Err(wrong) => return told(&wrong),
        }
        if options::is_proven_first(&sources, &mut Problems::new()) {
            return engine::prove(&self.shared).await;
        }
        Diagnostics::new()
    }

    fn ending(&self) {
        self.shared.ending();
    }
}
