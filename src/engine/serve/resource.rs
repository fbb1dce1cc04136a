//! A described resource type as the protocol sees it: each operation goes to its own file.

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Diagnostic, Diagnostics, ImportRequest, ImportResponse,
    PlanRequest, PlanResponse, ReadRequest, ReadResponse, Schema, ValidateRequest,
};

use crate::describe::{Lifecycle, Resource};

use crate::engine::installed::{application, plugin};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::{POLICY, RecordKind};
use crate::engine::placement;
use crate::engine::record::{create, delete, import, plan, read, schema, update, validate};
use crate::engine::serve::preflight;
use crate::engine::session::{Shared, Work};

/// A resource type, ready to be served.
pub(crate) struct Served {
    kind: RecordKind,
    shared: Shared,
}

impl Served {
    /// The served form of a description.
    pub(crate) fn new(spec: &'static Resource, shared: Shared) -> Self {
        Self { kind: RecordKind::new(spec), shared }
    }

    /// The operation, its writes placed where the record lies or is to go.
    async fn placed(&self, request: &ApplyRequest) -> Result<Work, Diagnostic> {
        let elsewhere = self.shared.elsewhere(&request.private);
        let work = elsewhere.map_or_else(|| self.shared.work(&request.call.stop), Err)?;
        let is_left =
            request.planned.is_null() && request.prior.get(POLICY).as_str() == Some("abandon");
        if !self.kind.is_record() || is_left {
            return Ok(work);
        }
        let attributes = if request.planned.is_null() { &request.prior } else { &request.planned };
        placement::placed(&work, &Attributes::of(attributes.clone())).await
    }

    async fn applied(&self, work: &Work, request: ApplyRequest) -> ApplyResponse {
        match (self.kind.spec.lifecycle, request.prior.is_null(), request.planned.is_null()) {
            (Lifecycle::Application, ..) => application::apply(&self.kind, work, request).await,
            (Lifecycle::Plugin, ..) => plugin::apply(&self.kind, work, request).await,
            (Lifecycle::Record, true, _) => create::create(&self.kind, work, request).await,
            (Lifecycle::Record, _, true) => delete::delete(&self.kind, work, request).await,
            (Lifecycle::Record, ..) => update::update(&self.kind, work, request).await,
        }
    }
}

#[async_trait]
impl tfplugin::Resource for Served {
    fn type_name(&self) -> &str {
        &self.kind.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_resource(&self.kind)
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        validate::check(&self.kind, &request.config)
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        if let Some(wrong) = self.shared.elsewhere(&request.private) {
            return ReadResponse { diagnostics: vec![wrong], ..ReadResponse::default() };
        }
        let stop = request.call.stop.clone();
        let mut response = match self.kind.spec.lifecycle {
            Lifecycle::Record => read::read(&self.kind, &self.shared, request).await,
            Lifecycle::Application => application::read(&self.kind, &self.shared, request).await,
            Lifecycle::Plugin => plugin::read(&self.kind, &self.shared, request).await,
        };
        preflight::complete(&self.shared, &stop, &mut response.diagnostics).await;
        response
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        if let Some(wrong) = self.shared.elsewhere(&request.private) {
            return PlanResponse { diagnostics: vec![wrong], ..PlanResponse::default() };
        }
        let (prior, work) = (request.prior.clone(), self.shared.work(&request.call.stop));
        let response = match self.kind.spec.lifecycle {
            Lifecycle::Record => plan::plan(&self.kind, &self.shared, request).await,
            Lifecycle::Application => application::plan(&self.kind, request),
            Lifecycle::Plugin => plugin::plan(&self.kind, request),
        };
        if let Ok(work) = work {
            preflight::remember(&work, &self.kind, &prior, &response.planned);
        }
        response
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let stop = request.call.stop.clone();
        let mut response = match self.placed(&request).await {
            Ok(work) => self.applied(&work, request).await,
            Err(wrong) => {
                ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
            }
        };
        preflight::complete(&self.shared, &stop, &mut response.diagnostics).await;
        response
    }

    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let stop = request.call.stop.clone();
        let mut response = import::import(&self.kind, &self.shared, request).await;
        preflight::complete(&self.shared, &stop, &mut response.diagnostics).await;
        response
    }
}
