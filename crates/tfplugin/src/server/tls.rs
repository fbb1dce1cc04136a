//! TLS for one run: a fresh certificate of our own, and exactly one client who is let in.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{NoServerSessionStorage, ServerConfig};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName as Name, Error, SignatureScheme,
};
use tokio_rustls::TlsAcceptor;

use super::ServeError;

/// What one run needs for TLS.
pub(super) struct Tls {
    pub(super) acceptor: TlsAcceptor,
    /// The certificate to tell the host.
    pub(super) certificate: CertificateDer<'static>,
}

impl Tls {
    /// Lets in only who holds the key of `client`.
    pub(super) fn only_for(client: CertificateDer<'static>) -> Result<Self, ServeError> {
        let key = KeyPair::generate()?;
        let certificate = parameters()?.self_signed(&key)?.der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let pinned = Arc::new(Pinned { client, crypto: Arc::clone(&crypto) });
        let mut config = ServerConfig::builder_with_provider(crypto)
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
            .with_client_cert_verifier(pinned)
            .with_single_cert(vec![certificate.clone()], key)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        // A resumed session would skip the client's certificate.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), certificate })
    }
}

/// Go's client takes a certificate as its own root only if it may sign certificates.
fn parameters() -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(vec!["localhost".to_owned()])?;
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, "localhost");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters.key_usages = vec![
        KeyUsagePurpose::DigitalSignature,
        KeyUsagePurpose::KeyEncipherment,
        KeyUsagePurpose::KeyAgreement,
        KeyUsagePurpose::KeyCertSign,
    ];
    parameters.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    let since_1970 = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let now = date_time_ymd(1970, 1, 1) + since_1970;
    parameters.not_before = now - Duration::from_hours(1);
    parameters.not_after = now + Duration::from_hours(24 * 3650);
    Ok(parameters)
}

/// Accepts one certificate, byte for byte. The host's certificate signs itself and calls itself a
/// CA, which the usual path building refuses; being exactly the announced one is stricter than any
/// path.
#[derive(Debug)]
struct Pinned {
    client: CertificateDer<'static>,
    crypto: Arc<CryptoProvider>,
}

impl ClientCertVerifier for Pinned {
    fn root_hint_subjects(&self) -> &[Name] {
        &[]
    }

    fn verify_client_cert(
        &self,
        presented: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if *presented == self.client {
            return Ok(ClientCertVerified::assertion());
        }
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.crypto.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.crypto.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.crypto.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> CertificateDer<'static> {
        rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap().cert.der().clone()
    }

    fn pinned(client: CertificateDer<'static>) -> Pinned {
        Pinned { client, crypto: Arc::new(rustls::crypto::aws_lc_rs::default_provider()) }
    }

    #[test]
    fn only_the_announced_certificate_is_let_in() {
        let (announced, other) = (made(), made());
        let verifier = pinned(announced.clone());
        assert!(verifier.client_auth_mandatory());
        assert!(verifier.verify_client_cert(&announced, &[], UnixTime::now()).is_ok());
        assert!(verifier.verify_client_cert(&other, &[], UnixTime::now()).is_err());
        let as_intermediate = std::slice::from_ref(&announced);
        assert!(verifier.verify_client_cert(&other, as_intermediate, UnixTime::now()).is_err());
    }

    #[test]
    fn the_hosts_signature_algorithm_is_supported() {
        let schemes = pinned(made()).supported_verify_schemes();
        assert!(schemes.contains(&SignatureScheme::ECDSA_NISTP521_SHA512));
    }

    #[test]
    fn every_run_has_a_certificate_of_its_own() {
        let (first, second) = (Tls::only_for(made()).unwrap(), Tls::only_for(made()).unwrap());
        assert_ne!(first.certificate, second.certificate);
    }
}
