//! One connection to the host, plain or encrypted.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;

use super::listener::Listener;

/// A client that has not finished its part of the TLS handshake by then is sent away.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait after a failed accept, such as one for want of file descriptors.
const BREATH: Duration = Duration::from_millis(50);

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection, whatever carries it.
pub(super) struct Link(Box<dyn Stream>);

impl Link {
    pub(super) fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self(Box::new(stream))
    }
}

/// The connections of `listener`. A slow or refused client does not hold up the others.
pub(super) fn incoming(
    listener: Listener,
    tls: Option<TlsAcceptor>,
) -> ReceiverStream<io::Result<Link>> {
    let (sender, receiver) = mpsc::channel(8);
    tokio::spawn(async move {
        while !sender.is_closed() {
            match listener.accept().await {
                Ok(link) => welcome(link, tls.clone(), sender.clone()),
                Err(_) => tokio::time::sleep(BREATH).await,
            }
        }
    });
    ReceiverStream::new(receiver)
}

fn welcome(link: Link, tls: Option<TlsAcceptor>, sender: mpsc::Sender<io::Result<Link>>) {
    tokio::spawn(async move {
        let ready = match tls {
            None => link,
            Some(acceptor) => match tokio::time::timeout(PATIENCE, acceptor.accept(link)).await {
                Ok(Ok(encrypted)) => Link::new(encrypted),
                Ok(Err(error)) => return tracing::warn!(%error, "a client was refused"),
                Err(_) => return tracing::warn!("a client did not finish its handshake"),
            },
        };
        // The receiver is gone only when the process ends.
        let _ = sender.send(Ok(ready)).await;
    });
}

impl Connected for Link {
    type ConnectInfo = ();

    fn connect_info(&self) -> Self::ConnectInfo {}
}

impl AsyncRead for Link {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_read(cx, to)
    }
}

impl AsyncWrite for Link {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.0).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.0).poll_write_vectored(cx, from)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}
