//! A data source as the protocol sees it.

use async_trait::async_trait;
use tfplugin::{Diagnostics, ReadDataRequest, ReadDataResponse, Schema, ValidateRequest, Value};

use super::preflight::told;
use super::read_only;
use crate::engine::data::{Reading, Source};
use crate::engine::model::Attributes;
use crate::engine::problem::Problem;
use crate::engine::session::Shared;

/// A data source, ready to be served.
pub(super) struct Served {
    pub(super) source: Box<dyn Source>,
    pub(super) shared: Shared,
}

#[async_trait]
impl tfplugin::DataSource for Served {
    fn type_name(&self) -> &str {
        self.source.type_name()
    }

    fn schema(&self) -> Schema {
        self.source.schema()
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        let config = Attributes::of(request.config);
        let mut problems = read_only::of_data_source(&self.source.schema(), &config);
        problems.extend(self.source.validate(&config));
        problems.iter().map(Problem::told).collect()
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let work = self.shared.work(&request.call.stop);
        let found = match &work {
            Ok(work) => self.source.read(work, Attributes::of(request.config)).await,
            Err(problem) => Err(problem.clone()),
        };
        let (state, problems) = match found {
            Ok(Reading { state, problems }) => (state.into_value(), problems),
            Err(problem) => (Value::Null, vec![problem]),
        };
        let diagnostics = told(work.ok().as_ref(), &problems).await;
        ReadDataResponse::new(state).with_diagnostics(diagnostics)
    }
}
