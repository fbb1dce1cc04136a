//! One run of the plugin, from the first byte to the last.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tonic::transport::Server;
use tonic::transport::server::Router;
use tonic_health::ServingStatus;

use super::handshake;
use super::host::Host;
use super::host_services::HostServices;
use super::listener::{self, Listener};
use super::tls::Tls;
use super::{ServeError, ServeOptions, crash, life, log};
use crate::proto::plugin::grpc_broker_server::GrpcBrokerServer;
use crate::proto::plugin::grpc_controller_server::GrpcControllerServer;
use crate::proto::plugin::grpc_stdio_server::GrpcStdioServer;
use crate::proto::tfplugin6::provider_server::ProviderServer;
use crate::service::Service;
use crate::{CancellationToken, Provider};

/// Largest message in bytes, both ways: what Terraform itself allows.
const LARGEST: usize = 256 << 20;
/// Bytes that may be under way unacknowledged: few round trips for large schemas and states.
const WINDOW: u32 = 4 << 20;
/// How long answers may take to leave once the process is to end.
const FAREWELL: Duration = Duration::from_millis(300);

/// Serves until the end. `by_hand`: a person started it, with `--debug`.
pub(super) fn run(
    provider: impl Provider,
    options: ServeOptions,
    host: Host,
    by_hand: bool,
) -> Result<ExitCode, ServeError> {
    crash::leave_no_core_file();
    crash::log_panics(options.module);
    log::install(&options);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| ServeError::Io("start threads", error))?;
    let served = runtime.block_on(served(provider, options, host, by_hand));
    // A call that does not heed its cancellation must not keep the process.
    runtime.shutdown_background();
    served.map(|()| ExitCode::SUCCESS)
}

async fn served(
    provider: impl Provider,
    options: ServeOptions,
    host: Host,
    by_hand: bool,
) -> Result<(), ServeError> {
    let ended = CancellationToken::new();
    life::watch(&ended, by_hand).map_err(|error| ServeError::Io("watch signals", error))?;
    let mut listener = Listener::bind(&host).map_err(|error| ServeError::Io("listen", error))?;
    let _directory = listener.take_directory();
    let tls = host.client.map(Tls::only_for).transpose()?;
    let certificate = tls.as_ref().map(|tls| tls.certificate.as_ref());
    let announced = if by_hand {
        handshake::invite(&mut io::stdout(), options.address, listener.address())
    } else {
        handshake::announce(&mut io::stdout(), listener.address(), certificate)
    };
    announced.map_err(|error| ServeError::Io("write the handshake", error))?;

    let service = Arc::new(Service::new(provider));
    let router = router(&service, &ended).await;
    let incoming = listener::incoming(listener, tls.map(|tls| tls.acceptor));
    let serving = router.serve_with_incoming_shutdown(incoming, ended.clone().cancelled_owned());
    tokio::select! {
        outcome = serving => Ok(outcome?),
        () = farewell(&ended, &service) => Ok(()),
    }
}

/// Waits for the end, and then for the last answers.
async fn farewell(ended: &CancellationToken, service: &Service) {
    ended.cancelled().await;
    service.stop();
    tokio::time::sleep(FAREWELL).await;
}

async fn router(service: &Arc<Service>, ended: &CancellationToken) -> Router {
    let (reporter, health) = tonic_health::server::health_reporter();
    reporter.set_service_status("plugin", ServingStatus::Serving).await;
    let provider = ProviderServer::from_arc(Arc::clone(service));
    let host = Arc::new(HostServices { ended: ended.clone(), service: Arc::clone(service) });
    Server::builder()
        .initial_stream_window_size(WINDOW)
        .initial_connection_window_size(WINDOW * 4)
        .max_concurrent_streams(1024)
        .add_service(provider.max_decoding_message_size(LARGEST).max_encoding_message_size(LARGEST))
        .add_service(health)
        .add_service(GrpcControllerServer::from_arc(Arc::clone(&host)))
        .add_service(GrpcBrokerServer::from_arc(Arc::clone(&host)))
        .add_service(GrpcStdioServer::from_arc(host))
}
