//! The list of a type and the configuration of an object as the protocol sees them.

use async_trait::async_trait;
use tfplugin::{
    ConfigurationRequest, ConfigurationResponse, Diagnostics, ListRequest, ListSink, Schema, Step,
    ValidateRequest,
};

use super::preflight::{masked, told};
use super::resources::Served;
use crate::engine::list::{FILTER, Listed, Listener, Wanted};
use crate::engine::model::Attributes;

/// Whoever Terraform is told by.
struct Sink<'a>(&'a ListSink);

#[async_trait]
impl Listener for Sink<'_> {
    async fn hear(&self, listed: Listed) {
        let Listed { identity, name, state } = listed;
        let found = tfplugin::Listed::new(identity, name);
        let found = match state {
            Some(state) => found.with_state(state.into_value()),
            None => found,
        };
        self.0.send(found).await;
    }
}

#[async_trait]
impl tfplugin::Listable for Served {
    fn list_schema(&self) -> Schema {
        self.list.schema()
    }

    async fn validate_list(&self, request: ValidateRequest) -> Diagnostics {
        let problems = self.list.validate(&Attributes::of(request.config));
        self.placed(masked(None, &problems))
    }

    async fn list(&self, request: ListRequest, found: &ListSink) -> Diagnostics {
        let work = match self.shared.work(&request.call.stop) {
            Ok(work) => work,
            Err(problem) => return vec![problem.told()],
        };
        let config = Attributes::of(request.config);
        let (with_state, limit) = (request.include_resource, request.limit);
        let wanted = Wanted { config, with_state, limit };
        let problems = self.list.list(&work, &wanted, &Sink(found)).await;
        self.placed(told(Some(&work), &problems).await)
    }
}

#[async_trait]
impl tfplugin::Configurable for Served {
    async fn configuration(&self, request: ConfigurationRequest) -> ConfigurationResponse {
        let work = self.shared.work(&request.call.stop).ok();
        let state = Attributes::of(request.state);
        let config = self.life.configuration(work.as_ref(), &state).await;
        ConfigurationResponse::new(config.into_value())
    }
}

impl Served {
    /// What is said of an attribute that is filtered by is said of the filter.
    fn placed(&self, mut said: Diagnostics) -> Diagnostics {
        let schema = self.list.schema();
        let is_argument = |name: &str| schema.block.attributes.iter().any(|one| one.name == name);
        for path in said.iter_mut().filter_map(|one| one.path.as_mut()) {
            if let Some(Step::Attribute(name)) = path.0.first_mut()
                && !is_argument(name)
            {
                FILTER.clone_into(name);
            }
        }
        said
    }
}
