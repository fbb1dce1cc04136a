//! The generated service trait, answered call by call. A call that is not here answers
//! UNIMPLEMENTED.

use std::sync::Arc;

use tonic::{Request, Response, Status};

use super::answer::respond;
use super::{Service, apply, configure, import, plan, publish, read, upgrade, validate};
use crate::proto::tfplugin6::{self as proto, provider_server};

type Reply<T> = Result<Response<T>, Status>;

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
        Ok(Response::new(proto::get_functions::Response::default()))
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

    async fn stop_provider(
        self: Arc<Self>,
        _: Request<proto::stop_provider::Request>,
    ) -> Reply<proto::stop_provider::Response> {
        tracing::info!("asked to stop the operations in flight");
        self.stop();
        Ok(Response::new(proto::stop_provider::Response::default()))
    }
}
