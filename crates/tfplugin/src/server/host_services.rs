//! The plugin host's own services: controller, broker and stdio.

use std::sync::Arc;

use futures_util::StreamExt as _;
use tonic::codegen::BoxStream;
use tonic::{Request, Response, Status, Streaming};

use crate::CancellationToken;
use crate::proto::plugin::grpc_broker_server::GrpcBroker;
use crate::proto::plugin::grpc_controller_server::GrpcController;
use crate::proto::plugin::grpc_stdio_server::GrpcStdio;
use crate::proto::plugin::{ConnInfo, Empty, StdioData};
use crate::service::Service;

/// All three; `ended` is cancelled when the process is to end.
#[derive(Clone)]
pub(super) struct HostServices {
    pub(super) ended: CancellationToken,
    pub(super) service: Arc<Service>,
}

#[tonic::async_trait]
impl GrpcController for HostServices {
    async fn shutdown(self: Arc<Self>, _: Request<Empty>) -> Result<Response<Empty>, Status> {
        tracing::debug!("the host asks the plugin to end");
        self.service.ending();
        self.ended.cancel();
        Ok(Response::new(Empty {}))
    }
}

#[tonic::async_trait]
impl GrpcBroker for HostServices {
    /// The plugin opens no connections of its own: it listens and stays silent until the host hangs
    /// up.
    async fn start_stream(
        self: Arc<Self>,
        request: Request<Streaming<ConnInfo>>,
    ) -> Result<Response<BoxStream<ConnInfo>>, Status> {
        let silent = request.into_inner().filter_map(|_| std::future::ready(None));
        Ok(Response::new(Box::pin(silent.take_until(self.ended.clone().cancelled_owned()))))
    }
}

#[tonic::async_trait]
impl GrpcStdio for HostServices {
    /// Nothing is written to the standard streams but what the host reads from them itself.
    async fn stream_stdio(
        self: Arc<Self>,
        _: Request<()>,
    ) -> Result<Response<BoxStream<StdioData>>, Status> {
        let silent = futures_util::stream::pending();
        Ok(Response::new(Box::pin(silent.take_until(self.ended.clone().cancelled_owned()))))
    }
}
