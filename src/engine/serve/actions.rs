//! An action as the protocol sees it.

use async_trait::async_trait;
use tfplugin::{
    Deferred, Diagnostics, InvokeRequest, PlanActionRequest, PlanActionResponse, Progress, Schema,
    ValidateRequest,
};
use tokio::sync::mpsc;

use super::preflight::told;
use crate::engine::actions::{self, Act, Action, Telling};
use crate::engine::model::Attributes;
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::{Configured, Shared, Work};

/// An action, ready to be served.
pub(super) struct Served {
    pub(super) action: Box<dyn Action>,
    pub(super) shared: Shared,
}

impl Served {
    fn wrong(&self, config: &Attributes) -> Problems {
        actions::check(&*self.action, config)
    }

    /// Does it, and passes on what it says meanwhile.
    async fn run(&self, work: &Work, config: &Attributes, progress: &Progress) -> Problems {
        let (sender, mut said) = mpsc::unbounded_channel();
        let doing = async move {
            let telling = Telling(sender);
            self.action.invoke(Act { work, config, telling: &telling }).await
        };
        let saying = async {
            while let Some(text) = said.recv().await {
                progress.say(text).await;
            }
        };
        let (done, ()) = tokio::join!(doing, saying);
        done.unwrap_or_else(Problems::from)
    }
}

#[async_trait]
impl tfplugin::Action for Served {
    fn type_name(&self) -> &str {
        self.action.type_name()
    }

    fn schema(&self) -> Schema {
        self.action.schema()
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        self.wrong(&Attributes::of(request.config)).iter().map(Problem::told).collect()
    }

    /// Notes the right that it takes, so that the first refusal of the run tells of it. What is not known yet is checked when
    /// it is done.
    async fn plan(&self, request: PlanActionRequest) -> PlanActionResponse {
        let wrong = self.wrong(&Attributes::of(request.config));
        let diagnostics = wrong.iter().map(Problem::told).collect();
        let answer = PlanActionResponse::default().with_diagnostics(diagnostics);
        if self.shared.puts_off(&request.call) {
            return answer.deferred(Deferred::ProviderConfigUnknown);
        }
        if let Configured::Ready(session) = self.shared.configured() {
            self.action.need().into_iter().for_each(|need| session.needs.remember(need));
        }
        answer
    }

    async fn invoke(&self, request: InvokeRequest, progress: &Progress) -> Diagnostics {
        let config = Attributes::of(request.config);
        let work = self.shared.work(&request.call.stop);
        let wrong = self.wrong(&config);
        let problems = match &work {
            _ if wrong.iter().any(Problem::is_error) => wrong,
            Ok(work) => self.run(work, &config, progress).await,
            Err(problem) => vec![problem.clone()],
        };
        told(work.ok().as_ref(), &problems).await
    }
}
