//! An ephemeral resource as the protocol sees it.

use async_trait::async_trait;
use tfplugin::{CloseRequest, Diagnostics, OpenRequest, OpenResponse, Schema, ValidateRequest};

use super::preflight::told;
use crate::engine::ephemeral::{Ephemeral, Opened};
use crate::engine::model::Attributes;
use crate::engine::problem::Problem;
use crate::engine::session::Shared;

/// An ephemeral resource, ready to be served.
pub(super) struct Served {
    pub(super) ephemeral: Box<dyn Ephemeral>,
    pub(super) shared: Shared,
}

#[async_trait]
impl tfplugin::Ephemeral for Served {
    fn type_name(&self) -> &str {
        self.ephemeral.type_name()
    }

    fn schema(&self) -> Schema {
        self.ephemeral.schema()
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        let problems = self.ephemeral.validate(&Attributes::of(request.config));
        problems.iter().map(Problem::told).collect()
    }

    async fn open(&self, request: OpenRequest) -> OpenResponse {
        let work = self.shared.work(&request.call.stop);
        let opened = match &work {
            Ok(work) => self.ephemeral.open(work, Attributes::of(request.config)).await,
            Err(problem) => Err(problem.clone()),
        };
        match opened {
            Ok(Opened { result, kept, problems }) => {
                let said = told(work.ok().as_ref(), &problems).await;
                OpenResponse::new(result.into_value()).with_private(kept).with_diagnostics(said)
            }
            Err(problem) => OpenResponse::failed(told(work.ok().as_ref(), &[problem]).await),
        }
    }

    async fn close(&self, request: CloseRequest) -> Diagnostics {
        // What is to be given back is given back, also while Terraform is being stopped.
        let work = match self.shared.work(&tfplugin::CancellationToken::new()) {
            Ok(work) => work,
            Err(problem) => return vec![problem.told()],
        };
        let problems = self.ephemeral.close(&work, &request.private).await;
        told(Some(&work), &problems).await
    }
}
