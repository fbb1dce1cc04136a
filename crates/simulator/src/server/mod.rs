//! Listens, and puts answers on the wire.

mod admission;
mod doorway;
mod read;
mod respond;
mod tls;
mod wire;

pub(crate) use admission::Admission;
pub(crate) use doorway::Doorway;
pub(crate) use read::Room;
pub(crate) use tls::Tls;
pub use tls::TlsError;

use crate::instance::Instance;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use respond::respond;
use std::{io, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

/// How long a client may take for the headers of a request, and how long it may be idle.
const HEADER_TIMEOUT: Duration = Duration::from_mins(2);

/// What every connection needs.
pub(crate) struct Service {
    pub(crate) instance: Arc<Instance>,
    pub(crate) admission: Admission,
    pub(crate) doorway: Doorway,
    pub(crate) room: Room,
    /// Added to every answer of the instance.
    pub(crate) latency: Duration,
    /// Whether each request is written to standard error.
    pub(crate) log: bool,
}

/// Allows as many open connections as the system lets this process have.
pub(crate) fn raise_limits() {
    // Where they stay low, connections beyond them wait until others end.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}

/// Serves until `stop` is sent or dropped. Then all connections end.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    service: Arc<Service>,
    mut stop: oneshot::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (tls, service) = (tls.clone(), Arc::clone(&service));
                    connections.spawn(connection(stream, tls, service));
                }
                // Out of file handles, say: others will end and free some.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
            _ = &mut stop => break,
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, tls: Option<TlsAcceptor>, service: Arc<Service>) {
    // A connection that fails has nobody left to be told.
    let _ = stream.set_nodelay(true);
    let _ = match tls {
        None => serve_stream(stream, service).await,
        Some(acceptor) => match timeout(HEADER_TIMEOUT, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => serve_stream(stream, service).await,
            Ok(Err(error)) => Err(error),
            Err(late) => Err(late.into()),
        },
    };
}

async fn serve_stream<S>(stream: S, service: Arc<Service>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let answering = service_fn(move |request| respond(Arc::clone(&service), request));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), answering)
        .await
        .map_err(io::Error::other)
}
