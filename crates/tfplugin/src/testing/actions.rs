//! Actions, as an apply or `-invoke` does them.

use std::sync::Arc;

use futures_util::StreamExt as _;
use serde_json::Value as Json;
use tonic::Request;

use super::calls::{CAPABILITIES, answered, succeeded};
use super::raw::remember;
use super::{Harness, compatible, config};
use crate::proto::tfplugin6::invoke_action::{self as invoke, event::Type};
use crate::proto::tfplugin6::{
    plan_action as plan, provider_server::Provider as _, validate_action_config as validate,
};
use crate::service::Kind;
use crate::{Diagnostics, wire};

/// What came of an action.
#[derive(Debug, Clone, Default)]
pub struct Invoked {
    /// What it said on the way.
    pub progress: Vec<String>,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

impl Harness {
    /// Checks the configuration of an action.
    pub async fn validate_action(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.action(type_name);
        let request = validate::Request {
            action_type: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config::read(&config, &kind.schema))),
        };
        remember(self.heard.as_ref(), "ValidateActionConfig", &request);
        let reply = Arc::clone(&self.service).validate_action_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    /// Asks beforehand whether an action could be done. Answers errors and warnings.
    pub async fn plan_action(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.action(type_name);
        let request = plan::Request {
            action_type: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config::read(&config, &kind.schema))),
            client_capabilities: CAPABILITIES,
        };
        remember(self.heard.as_ref(), "PlanAction", &request);
        let reply = answered(Arc::clone(&self.service).plan_action(Request::new(request)).await);
        assert!(reply.deferred.is_none(), "nobody allowed the answer to be put off");
        wire::diagnostics_back(reply.diagnostics)
    }

    /// Checks, plans and does an action, whose configuration must be wholly known.
    pub async fn invoke(&self, type_name: &str, config: Json) -> Invoked {
        let checked = self.validate_action(type_name, config.clone()).await;
        let planned = match succeeded(checked) {
            Ok(_) => succeeded(self.plan_action(type_name, config.clone()).await),
            Err(said) => Err(said),
        };
        if let Err(diagnostics) = planned {
            return Invoked { diagnostics, ..Invoked::default() };
        }
        self.invoke_alone(type_name, config).await
    }

    /// Does an action without asking first, as core does where the plan did not know its
    /// configuration.
    pub async fn invoke_alone(&self, type_name: &str, config: Json) -> Invoked {
        let kind = self.action(type_name);
        let config = config::read(&config, &kind.schema);
        let open = compatible::unknowns(&config);
        assert!(open.is_empty(), "core does nothing while {open:?} are unknown");
        let request = invoke::Request {
            action_type: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config)),
            client_capabilities: CAPABILITIES,
        };
        remember(self.heard.as_ref(), "InvokeAction", &request);
        let reply = Arc::clone(&self.service).invoke_action(Request::new(request)).await;
        let mut events = answered(reply);
        let (mut invoked, mut ended) = (Invoked::default(), false);
        while let Some(event) = events.next().await {
            assert!(!ended, "nothing comes after the end of an action");
            match event.ok().and_then(|event| event.r#type) {
                Some(Type::Progress(step)) => invoked.progress.push(step.message),
                Some(Type::Completed(end)) => {
                    ended = true;
                    invoked.diagnostics = wire::diagnostics_back(end.diagnostics);
                }
                None => panic!("each event of an action says what it is"),
            }
        }
        assert!(ended, "an action says that it has ended: core takes silence for success");
        invoked
    }

    fn action(&self, type_name: &str) -> &Kind {
        match self.service.action(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }
}
