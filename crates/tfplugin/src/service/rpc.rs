//! The generated service trait, answered call by call. A call that is not here answers
//! UNIMPLEMENTED.

use std::sync::Arc;

use tonic::codegen::BoxStream;
use tonic::{Request, Response, Status};

use super::answer::respond;
use super::{
    Service, action, apply, configuration, configure, ephemeral, function, identity, import, list,
    moved, plan, publish, read, upgrade, validate,
};
use crate::proto::tfplugin6::{self as proto, provider_server};

type Reply<T> = Result<Response<T>, Status>;

impl Service {
    /// Whether a call is about something that this provider has at all.
    fn offers(is_there: bool) -> Result<(), Status> {
        if is_there { Ok(()) } else { Err(Status::unimplemented("this provider offers none")) }
    }

    fn has(&self, has: impl Fn(&crate::author::OfferedResource) -> bool) -> Result<(), Status> {
        Self::offers(self.is_any_resource(has))
    }
}

#[tonic::async_trait]
impl provider_server::Provider for Service {
    async fn get_metadata(
        self: Arc<Self>,
        _: Request<proto::get_metadata::Request>,
    ) -> Reply<proto::get_metadata::Response> {
        respond("GetMetadata", "", async { Ok(publish::metadata(&self)) }).await
    }

    async fn get_provider_schema(
        self: Arc<Self>,
        _: Request<proto::get_provider_schema::Request>,
    ) -> Reply<proto::get_provider_schema::Response> {
        respond("GetProviderSchema", "", async { Ok(publish::schemas(&self)) }).await
    }

    async fn get_functions(
        self: Arc<Self>,
        _: Request<proto::get_functions::Request>,
    ) -> Reply<proto::get_functions::Response> {
        respond("GetFunctions", "", async { Ok(function::published(&self)) }).await
    }

    async fn validate_provider_config(
        self: Arc<Self>,
        request: Request<proto::validate_provider_config::Request>,
    ) -> Reply<proto::validate_provider_config::Response> {
        respond("ValidateProviderConfig", "", validate::provider(&self, request.into_inner())).await
    }

    async fn validate_resource_config(
        self: Arc<Self>,
        request: Request<proto::validate_resource_config::Request>,
    ) -> Reply<proto::validate_resource_config::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ValidateResourceConfig", &about, validate::resource(&self, request)).await
    }

    async fn validate_data_resource_config(
        self: Arc<Self>,
        request: Request<proto::validate_data_resource_config::Request>,
    ) -> Reply<proto::validate_data_resource_config::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ValidateDataResourceConfig", &about, validate::data(&self, request)).await
    }

    async fn upgrade_resource_state(
        self: Arc<Self>,
        request: Request<proto::upgrade_resource_state::Request>,
    ) -> Reply<proto::upgrade_resource_state::Response> {
        let request = request.into_inner();
        let call = async { upgrade::upgrade(&self, &request) };
        respond("UpgradeResourceState", &request.type_name, call).await
    }

    async fn configure_provider(
        self: Arc<Self>,
        request: Request<proto::configure_provider::Request>,
    ) -> Reply<proto::configure_provider::Response> {
        respond("ConfigureProvider", "", configure::configure(&self, request.into_inner())).await
    }

    async fn read_resource(
        self: Arc<Self>,
        request: Request<proto::read_resource::Request>,
    ) -> Reply<proto::read_resource::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ReadResource", &about, read::resource(&self, request)).await
    }

    async fn plan_resource_change(
        self: Arc<Self>,
        request: Request<proto::plan_resource_change::Request>,
    ) -> Reply<proto::plan_resource_change::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("PlanResourceChange", &about, plan::plan(&self, request)).await
    }

    async fn apply_resource_change(
        self: Arc<Self>,
        request: Request<proto::apply_resource_change::Request>,
    ) -> Reply<proto::apply_resource_change::Response> {
        Ok(Response::new(apply::apply(self, request.into_inner()).await))
    }

    async fn import_resource_state(
        self: Arc<Self>,
        request: Request<proto::import_resource_state::Request>,
    ) -> Reply<proto::import_resource_state::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ImportResourceState", &about, import::import(&self, request)).await
    }

    async fn read_data_source(
        self: Arc<Self>,
        request: Request<proto::read_data_source::Request>,
    ) -> Reply<proto::read_data_source::Response> {
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ReadDataSource", &about, read::data(&self, request)).await
    }

    async fn get_resource_identity_schemas(
        self: Arc<Self>,
        _: Request<proto::get_resource_identity_schemas::Request>,
    ) -> Reply<proto::get_resource_identity_schemas::Response> {
        self.has(|offered| offered.identified.is_some())?;
        let call = async { Ok(identity::published(&self)) };
        respond("GetResourceIdentitySchemas", "", call).await
    }

    async fn upgrade_resource_identity(
        self: Arc<Self>,
        request: Request<proto::upgrade_resource_identity::Request>,
    ) -> Reply<proto::upgrade_resource_identity::Response> {
        self.has(|offered| offered.identified.is_some())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("UpgradeResourceIdentity", &about, async { identity::upgraded(&self, &request) })
            .await
    }

    async fn move_resource_state(
        self: Arc<Self>,
        request: Request<proto::move_resource_state::Request>,
    ) -> Reply<proto::move_resource_state::Response> {
        self.has(|offered| offered.movable.is_some())?;
        let request = request.into_inner();
        let about = request.target_type_name.clone();
        respond("MoveResourceState", &about, async { moved::moved(&self, &request) }).await
    }

    async fn generate_resource_config(
        self: Arc<Self>,
        request: Request<proto::generate_resource_config::Request>,
    ) -> Reply<proto::generate_resource_config::Response> {
        self.has(|offered| offered.configurable.is_some())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("GenerateResourceConfig", &about, configuration::generate(&self, request)).await
    }

    async fn validate_ephemeral_resource_config(
        self: Arc<Self>,
        request: Request<proto::validate_ephemeral_resource_config::Request>,
    ) -> Reply<proto::validate_ephemeral_resource_config::Response> {
        Self::offers(!self.ephemerals.is_empty())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ValidateEphemeralResourceConfig", &about, ephemeral::validate(&self, request))
            .await
    }

    async fn open_ephemeral_resource(
        self: Arc<Self>,
        request: Request<proto::open_ephemeral_resource::Request>,
    ) -> Reply<proto::open_ephemeral_resource::Response> {
        Self::offers(!self.ephemerals.is_empty())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("OpenEphemeralResource", &about, ephemeral::open(&self, request)).await
    }

    async fn renew_ephemeral_resource(
        self: Arc<Self>,
        request: Request<proto::renew_ephemeral_resource::Request>,
    ) -> Reply<proto::renew_ephemeral_resource::Response> {
        Self::offers(!self.ephemerals.is_empty())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("RenewEphemeralResource", &about, ephemeral::renew(&self, request)).await
    }

    async fn close_ephemeral_resource(
        self: Arc<Self>,
        request: Request<proto::close_ephemeral_resource::Request>,
    ) -> Reply<proto::close_ephemeral_resource::Response> {
        Self::offers(!self.ephemerals.is_empty())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("CloseEphemeralResource", &about, ephemeral::close(&self, request)).await
    }

    async fn validate_list_resource_config(
        self: Arc<Self>,
        request: Request<proto::validate_list_resource_config::Request>,
    ) -> Reply<proto::validate_list_resource_config::Response> {
        self.has(|offered| offered.listable.is_some())?;
        let request = request.into_inner();
        let about = request.type_name.clone();
        respond("ValidateListResourceConfig", &about, list::validate(&self, request)).await
    }

    async fn validate_action_config(
        self: Arc<Self>,
        request: Request<proto::validate_action_config::Request>,
    ) -> Reply<proto::validate_action_config::Response> {
        Self::offers(!self.actions.is_empty())?;
        let request = request.into_inner();
        let about = request.action_type.clone();
        respond("ValidateActionConfig", &about, action::validate(&self, request)).await
    }

    async fn plan_action(
        self: Arc<Self>,
        request: Request<proto::plan_action::Request>,
    ) -> Reply<proto::plan_action::Response> {
        Self::offers(!self.actions.is_empty())?;
        let request = request.into_inner();
        let about = request.action_type.clone();
        respond("PlanAction", &about, action::plan(&self, request)).await
    }

    async fn list_resource(
        self: Arc<Self>,
        request: Request<proto::list_resource::Request>,
    ) -> Reply<BoxStream<proto::list_resource::Event>> {
        self.has(|offered| offered.listable.is_some())?;
        Ok(Response::new(list::list(self, request.into_inner())))
    }

    async fn invoke_action(
        self: Arc<Self>,
        request: Request<proto::invoke_action::Request>,
    ) -> Reply<BoxStream<proto::invoke_action::Event>> {
        Self::offers(!self.actions.is_empty())?;
        Ok(Response::new(action::invoke(self, request.into_inner())))
    }

    async fn call_function(
        self: Arc<Self>,
        request: Request<proto::call_function::Request>,
    ) -> Reply<proto::call_function::Response> {
        Self::offers(!self.functions.is_empty())?;
        Ok(Response::new(function::call(&self, &request.into_inner())))
    }

    async fn stop_provider(
        self: Arc<Self>,
        _: Request<proto::stop_provider::Request>,
    ) -> Reply<proto::stop_provider::Response> {
        tracing::info!("asked to stop the operations in flight");
        self.stop();
        Ok(Response::new(proto::stop_provider::Response::default()))
    }
}
