//! The plugin's process and a connection to it, secured by a certificate on either side.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hyper_util::rt::TokioIo;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P521_SHA512};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::TlsConnector;
use tonic::transport::{Channel, Endpoint};

use super::Failure;

/// A running plugin; it ends when this is dropped.
pub(crate) struct Plugin {
    child: Child,
    handshake: Vec<String>,
    config: Arc<ClientConfig>,
}

impl Plugin {
    /// Starts `program` with a certificate of our own and reads its handshake.
    pub(crate) fn start(program: &str) -> Result<Self, Failure> {
        // Terraform's key is of this curve too.
        let key = KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512)?;
        let mut parameters = CertificateParams::new(vec!["localhost".to_owned()])?;
        parameters.distinguished_name.push(DnType::CommonName, "localhost");
        let certificate = parameters.self_signed(&key)?;
        let mut command = Command::new(program);
        command.env(
            "TF_PLUGIN_MAGIC_COOKIE",
            "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
        );
        command.env("PLUGIN_PROTOCOL_VERSIONS", "6").env("PLUGIN_CLIENT_CERT", certificate.pem());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.as_mut().ok_or("the plugin has no standard output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let handshake: Vec<String> = line.trim_end().split('|').map(str::to_owned).collect();
        let announced = handshake.get(5).ok_or("the plugin made no handshake")?;
        let announced = STANDARD_NO_PAD.decode(announced)?.into();
        let config = config(announced, certificate.der().clone(), &key)?;
        Ok(Self { child, handshake, config: Arc::new(config) })
    }

    /// A connection to it.
    pub(crate) async fn channel(&self) -> Result<Channel, Failure> {
        let (network, address) = (self.handshake[2].clone(), self.handshake[3].clone());
        let connector = TlsConnector::from(Arc::clone(&self.config));
        let connect = tower::service_fn(move |_| {
            let (network, address) = (network.clone(), address.clone());
            let connector = connector.clone();
            async move {
                let stream: Box<dyn Stream> = if network == "unix" {
                    Box::new(UnixStream::connect(address).await?)
                } else {
                    let stream = TcpStream::connect(address).await?;
                    // As Go does, and with it Terraform.
                    stream.set_nodelay(true)?;
                    Box::new(stream)
                };
                let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
                std::io::Result::Ok(TokioIo::new(connector.connect(name, stream).await?))
            }
        });
        Ok(Endpoint::from_static("http://localhost").connect_with_connector(connect).await?)
    }

    /// The most memory it has had resident, in kilobytes.
    pub(crate) fn peak_memory(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let mark = mark.and_then(|mark| mark.trim().strip_suffix("kB"));
        Ok(mark.ok_or("the kernel tells no memory")?.trim().parse()?)
    }
}

impl Drop for Plugin {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whatever carries a connection.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

fn config(
    announced: CertificateDer<'static>,
    ours: CertificateDer<'static>,
    key: &KeyPair,
) -> Result<ClientConfig, Failure> {
    let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = CertifiedKey::new(vec![ours], crypto.key_provider.load_private_key(key)?);
    let mut config = ClientConfig::builder_with_provider(Arc::clone(&crypto))
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Announced { announced, crypto }))
        .with_client_cert_resolver(Arc::new(SingleCertAndKey::from(key)));
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}

/// Takes the one certificate of the handshake line, as Terraform does.
#[derive(Debug)]
struct Announced {
    announced: CertificateDer<'static>,
    crypto: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Announced {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if *shown == self.announced {
            return Ok(ServerCertVerified::assertion());
        }
        Err(rustls::Error::General("not the certificate of the handshake".to_owned()))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.crypto.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.crypto.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.crypto.signature_verification_algorithms.supported_schemes()
    }
}
