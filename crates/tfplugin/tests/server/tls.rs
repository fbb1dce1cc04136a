//! Only the client that the host announced is served.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hyper_util::rt::TokioIo;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P521_SHA512,
};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use tfplugin::testing::proto::tfplugin6::get_metadata;
use tokio::net::UnixStream;
use tokio_rustls::TlsConnector;
use tonic::transport::{Channel, Endpoint};

use super::plugin::{Plugin, provider};

/// A certificate as the host makes them: P-521, signed by itself, a CA.
struct Identity {
    certificate: CertificateDer<'static>,
    key: KeyPair,
}

impl Identity {
    fn new() -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512).unwrap();
        let mut parameters = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        parameters.distinguished_name.push(DnType::CommonName, "localhost");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages =
            vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyCertSign];
        parameters.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
        Self { certificate: parameters.self_signed(&key).unwrap().der().clone(), key }
    }

    fn pem(&self) -> String {
        let text = base64::engine::general_purpose::STANDARD.encode(&self.certificate);
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }

    fn certified(&self) -> CertifiedKey {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let crypto = rustls::crypto::aws_lc_rs::default_provider();
        CertifiedKey::new(
            vec![self.certificate.clone()],
            crypto.key_provider.load_private_key(key).unwrap(),
        )
    }
}

/// Takes the one certificate of the handshake line, as the host does.
#[derive(Debug)]
struct Announced(CertificateDer<'static>);

impl ServerCertVerifier for Announced {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        assert_eq!(*shown, self.0, "the plugin shows the certificate it announced");
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let crypto = rustls::crypto::aws_lc_rs::default_provider();
        let algorithms = &crypto.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let crypto = rustls::crypto::aws_lc_rs::default_provider();
        let algorithms = &crypto.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let crypto = rustls::crypto::aws_lc_rs::default_provider();
        crypto.signature_verification_algorithms.supported_schemes()
    }
}

fn start(identity: &Identity) -> (Plugin, CertificateDer<'static>) {
    let plugin = Plugin::start_with(&[("PLUGIN_CLIENT_CERT", &identity.pem())]);
    let announced = STANDARD_NO_PAD.decode(&plugin.handshake[5]).unwrap();
    (plugin, announced.into())
}

fn config(
    announced: CertificateDer<'static>,
    identity: Option<&Identity>,
    version: &'static rustls::SupportedProtocolVersion,
) -> ClientConfig {
    let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[version])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Announced(announced)));
    let mut config = match identity {
        None => builder.with_no_client_auth(),
        // Not the usual way, which notices a certificate that is not the key's.
        Some(identity) => builder
            .with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity.certified()))),
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    config
}

async fn connect(
    plugin: &Plugin,
    config: ClientConfig,
) -> Result<Channel, tonic::transport::Error> {
    let address = plugin.address().to_owned();
    let connector = TlsConnector::from(Arc::new(config));
    let connect = tower::service_fn(move |_| {
        let (address, connector) = (address.clone(), connector.clone());
        async move {
            let name = ServerName::try_from("localhost").unwrap();
            let stream = connector.connect(name, UnixStream::connect(address).await?).await?;
            std::io::Result::Ok(TokioIo::new(stream))
        }
    });
    let endpoint = Endpoint::from_static("http://localhost").timeout(Duration::from_secs(5));
    endpoint.connect_with_connector(connect).await
}

/// Whether a client with this configuration gets an answer.
async fn is_served(plugin: &Plugin, config: ClientConfig) -> bool {
    let Ok(channel) = connect(plugin, config).await else { return false };
    provider(channel).get_metadata(get_metadata::Request {}).await.is_ok()
}

#[tokio::test]
async fn the_announced_client_is_served() {
    let host = Identity::new();
    let (plugin, announced) = start(&host);
    for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
        assert!(
            is_served(&plugin, config(announced.clone(), Some(&host), version)).await,
            "{version:?}"
        );
    }
}

#[tokio::test]
async fn nobody_else_is_served() {
    let (host, stranger) = (Identity::new(), Identity::new());
    let (plugin, announced) = start(&host);
    for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
        assert!(!is_served(&plugin, config(announced.clone(), None, version)).await, "{version:?}");
        let wrong = config(announced.clone(), Some(&stranger), version);
        assert!(!is_served(&plugin, wrong).await, "{version:?}");
        let key = KeyPair::generate_for(&PKCS_ECDSA_P521_SHA512).unwrap();
        let thief = Identity { certificate: host.certificate.clone(), key };
        let stolen = config(announced.clone(), Some(&thief), version);
        assert!(!is_served(&plugin, stolen).await, "{version:?}: the certificate without its key");
    }
    assert!(is_served(&plugin, config(announced, Some(&host), &rustls::version::TLS13)).await);
}

#[tokio::test]
async fn nobody_is_served_in_clear() {
    let (plugin, _) = start(&Identity::new());
    let address = plugin.address().to_owned();
    let connect = tower::service_fn(move |_| {
        let address = address.clone();
        async move { std::io::Result::Ok(TokioIo::new(UnixStream::connect(address).await?)) }
    });
    let endpoint = Endpoint::from_static("http://localhost").timeout(Duration::from_secs(5));
    if let Ok(channel) = endpoint.connect_with_connector(connect).await {
        assert!(provider(channel).get_metadata(get_metadata::Request {}).await.is_err());
    }
}

#[tokio::test]
async fn a_client_that_stays_silent_does_not_hold_up_the_others() {
    let host = Identity::new();
    let (plugin, announced) = start(&host);
    let _silent = UnixStream::connect(plugin.address()).await.unwrap();
    assert!(is_served(&plugin, config(announced, Some(&host), &rustls::version::TLS13)).await);
}
