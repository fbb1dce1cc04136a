//! A self-signed certificate for loopback, made anew at each start.

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use std::{path::PathBuf, sync::Arc};
use tokio_rustls::TlsAcceptor;

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// It cannot be made.
    #[error("no certificate can be made")]
    Certificate(#[from] rcgen::Error),
    /// It cannot be used.
    #[error("the certificate cannot be used")]
    Configuration(#[from] rustls::Error),
    /// It cannot be written to a file for clients to trust.
    #[error("the certificate cannot be written to a file")]
    File(#[from] std::io::Error),
}

/// The acceptor of encrypted connections, and the file clients can trust it by.
pub(crate) struct Tls {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) certificate: PathBuf,
    /// Holds the file's folder until the instance ends.
    _folder: tempfile::TempDir,
}

impl Tls {
    /// A certificate for `localhost`, the loopback addresses, and these names.
    pub(crate) fn self_signed(more: &[String]) -> Result<Self, TlsError> {
        let loopback = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let names: Vec<_> = loopback.into_iter().chain(more.iter().cloned()).collect();
        let issued = rcgen::generate_simple_self_signed(names)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(issued.signing_key.serialize_der()));
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![issued.cert.der().clone()], key)?;
        let folder = tempfile::tempdir()?;
        let certificate = folder.path().join("simulator.pem");
        std::fs::write(&certificate, issued.cert.pem())?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { acceptor, certificate, _folder: folder })
    }
}
