//! How connections are made: whom they trust, what they show, through which proxy, with which headers.

use std::fmt;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, ClientBuilder, Identity, NoProxy, Proxy};
use url::Url;

use crate::{ExposeSecret, SecretString};

/// The settings of connections. The default trusts what the machine trusts, shows no certificate,
/// and takes the proxy from the environment, unless the instance is on this machine.
#[derive(Clone, Default)]
pub struct Transport {
    trusted: Vec<Certificate>,
    identity: Option<Identity>,
    proxy: Option<Proxy>,
    headers: HeaderMap,
    trusts_anybody: bool,
    /// What the proxy and the headers hold that is not to be shown.
    secrets: Vec<SecretString>,
}

/// Why a setting cannot be used. No variant repeats the text: it may hold a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableTransport {
    /// There is no certificate in the text.
    #[error("it holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)")]
    NoCertificate,
    /// There is no usable private key in the text.
    #[error(
        "it holds no unencrypted private key in PEM form (-----BEGIN PRIVATE KEY-----, also RSA or EC)"
    )]
    NoKey,
    /// Certificate and key cannot be used, or not together.
    #[error("certificate and key cannot be used together")]
    NotAPair,
    /// The text is not the address of a proxy.
    #[error("it is not the address of a proxy, such as http://proxy.example:3128")]
    NoProxy,
    /// The name or the value is not one of a header.
    #[error("it is not a header: a name without spaces, and a value without line breaks")]
    NoHeader,
    /// The client sets this header itself.
    #[error("the client sets this header itself")]
    OwnHeader,
}

/// Headers that say who is calling, or that belong to the connection or to the request's body.
const OWN: [HeaderName; 15] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    header::HOST,
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::USER_AGENT,
    header::CONNECTION,
    header::TRANSFER_ENCODING,
    header::TE,
    header::UPGRADE,
    header::EXPECT,
];
/// Those of the platform, which would change who is calling or what is answered
/// (docs/facts.md#request-headers).
const PLATFORM: [&str; 3] = ["x-sn-apikey", "x-usertoken", "x-no-response-body"];

impl Transport {
    /// Trusts these certificates too, one or several in PEM form.
    ///
    /// ```
    /// use servicenow::{Transport, UnusableTransport};
    ///
    /// # let made = rcgen::generate_simple_self_signed(vec!["a.example".to_owned()])?;
    /// # let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    /// let transport = Transport::default().trust(&certificate.into())?;
    /// let refused = transport.trust(&"no PEM".into()).unwrap_err();
    /// assert_eq!(refused, UnusableTransport::NoCertificate);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusableTransport::NoCertificate`] if there is none in the text.
    pub fn trust(mut self, pem: &SecretString) -> Result<Self, UnusableTransport> {
        let found =
            Certificate::from_pem_bundle(pem.expose_secret().as_bytes()).unwrap_or_default();
        if found.is_empty() {
            return Err(UnusableTransport::NoCertificate);
        }
        self.trusted.extend(found);
        Ok(self)
    }

    /// Shows this certificate (with its chain) to whoever asks for one; both in PEM form.
    ///
    /// ```
    /// use servicenow::Transport;
    ///
    /// # let made = rcgen::generate_simple_self_signed(vec!["a.example".to_owned()])?;
    /// # let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    /// Transport::default().identify(&certificate.into(), &key.into())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusableTransport::NoCertificate`] or [`NoKey`](UnusableTransport::NoKey) if a text holds none,
    /// [`NotAPair`](UnusableTransport::NotAPair) if they do not belong together.
    pub fn identify(
        mut self,
        certificate: &SecretString,
        key: &SecretString,
    ) -> Result<Self, UnusableTransport> {
        if !certificate.expose_secret().contains("BEGIN CERTIFICATE") {
            return Err(UnusableTransport::NoCertificate);
        }
        if !key.expose_secret().contains("PRIVATE KEY-----")
            || key.expose_secret().contains("ENCRYPTED")
        {
            return Err(UnusableTransport::NoKey);
        }
        let both = SecretString::from(format!(
            "{}\n{}\n",
            key.expose_secret(),
            certificate.expose_secret()
        ));
        let identity = Identity::from_pem(both.expose_secret().as_bytes());
        let identity = identity.map_err(|_| UnusableTransport::NotAPair)?;
        // Whether they belong together shows only when they are used.
        let trial = reqwest::Client::builder().identity(identity.clone()).build();
        trial.map_err(|_| UnusableTransport::NotAPair)?;
        self.identity = Some(identity);
        Ok(self)
    }

    /// Goes through this proxy instead of one from the environment; `NO_PROXY` still counts. An
    /// instance on this machine is never asked through a proxy.
    ///
    /// ```
    /// use servicenow::{Transport, UnusableTransport};
    ///
    /// let transport = Transport::default().through(&"http://proxy.example:3128".into())?;
    /// let refused = transport.through(&"proxy.example:3128".into()).unwrap_err();
    /// assert_eq!(refused, UnusableTransport::NoProxy);
    /// # Ok::<(), UnusableTransport>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusableTransport::NoProxy`] if the text is no URL of the scheme `http` or `https`.
    pub fn through(mut self, proxy: &SecretString) -> Result<Self, UnusableTransport> {
        let url = Url::parse(proxy.expose_secret()).map_err(|_| UnusableTransport::NoProxy)?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(UnusableTransport::NoProxy);
        }
        self.secrets.extend(url.password().map(decoded));
        let proxy = Proxy::all(url).map_err(|_| UnusableTransport::NoProxy)?;
        self.proxy = Some(proxy.no_proxy(NoProxy::from_env()));
        Ok(self)
    }

    /// Sends this header with every request.
    ///
    /// ```
    /// use servicenow::{Transport, UnusableTransport};
    ///
    /// let transport = Transport::default().header("X-Gateway-Key", &"k3y".into())?;
    /// let refused = transport.header("Authorization", &"x".into()).unwrap_err();
    /// assert_eq!(refused, UnusableTransport::OwnHeader);
    /// # Ok::<(), UnusableTransport>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusableTransport::NoHeader`] if name or value is not one of a header, and
    /// [`OwnHeader`](UnusableTransport::OwnHeader) if the client sets it itself.
    pub fn header(mut self, name: &str, value: &SecretString) -> Result<Self, UnusableTransport> {
        let name = HeaderName::try_from(name.trim()).map_err(|_| UnusableTransport::NoHeader)?;
        if OWN.contains(&name) || PLATFORM.contains(&name.as_str()) {
            return Err(UnusableTransport::OwnHeader);
        }
        let (secret, value) = (value, HeaderValue::from_str(value.expose_secret().trim()));
        let mut value = value.map_err(|_| UnusableTransport::NoHeader)?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        self.secrets.push(secret.clone());
        Ok(self)
    }

    /// Believes any certificate: for an instance on this machine only.
    ///
    /// ```
    /// use servicenow::Transport;
    ///
    /// let shown = format!("{:?}", Transport::default().trusting_anybody());
    /// assert!(shown.contains("trusts_anybody: true"));
    /// ```
    #[must_use]
    pub fn trusting_anybody(mut self) -> Self {
        self.trusts_anybody = true;
        self
    }

    /// The settings for a server that has nothing to do with the instance: no headers, no certificate,
    /// and no blind trust, unless it is on this machine too.
    pub(crate) fn towards_others(&self, loopback: bool) -> Self {
        let trusts_anybody = self.trusts_anybody && loopback;
        Self { identity: None, headers: HeaderMap::new(), trusts_anybody, ..self.clone() }
    }

    /// What it holds that is not to be shown.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.secrets.iter()
    }

    /// The HTTP client in the making, with these settings. What is on this machine is asked
    /// directly, whatever proxy is set here or in the environment: over plain HTTP a proxy would
    /// read the credentials, and whom it asked in their place nobody could tell.
    pub(crate) fn builder(&self, loopback: bool) -> ClientBuilder {
        let mut builder = reqwest::Client::builder().default_headers(self.headers.clone());
        if !self.trusted.is_empty() {
            builder = builder.tls_certs_merge(self.trusted.iter().cloned());
        }
        if let Some(identity) = &self.identity {
            builder = builder.identity(identity.clone());
        }
        builder = match &self.proxy {
            _ if loopback => builder.no_proxy(),
            Some(proxy) => builder.proxy(proxy.clone()),
            None => builder,
        };
        builder.tls_danger_accept_invalid_certs(self.trusts_anybody)
    }
}

/// A password of a URL, as it is meant.
fn decoded(password: &str) -> SecretString {
    percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned().into()
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Transport");
        shown.field("trusted", &self.trusted.len()).field("identity", &self.identity.is_some());
        shown.field("proxy", &self.proxy.is_some());
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        shown
            .field("headers", &names)
            .field("trusts_anybody", &self.trusts_anybody)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (SecretString, SecretString) {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
        (made.cert.pem().into(), made.signing_key.serialize_pem().into())
    }

    fn refused(result: Result<Transport, UnusableTransport>) -> UnusableTransport {
        result.unwrap_err()
    }

    #[test]
    fn a_certificate_and_its_key_are_a_pair_and_another_key_is_not() {
        let ((certificate, key), (other, other_key)) = (pair("a.example"), pair("b.example"));
        let transport = || Transport::default();
        assert!(transport().identify(&certificate, &key).is_ok());
        assert!(transport().trust(&other).is_ok());
        assert_eq!(
            refused(transport().identify(&certificate, &other_key)),
            UnusableTransport::NotAPair
        );
        assert_eq!(refused(transport().identify(&key, &key)), UnusableTransport::NoCertificate);
        assert_eq!(
            refused(transport().identify(&certificate, &certificate)),
            UnusableTransport::NoKey
        );
        assert_eq!(refused(transport().trust(&key)), UnusableTransport::NoCertificate);
        assert_eq!(refused(transport().trust(&"x".into())), UnusableTransport::NoCertificate);
    }

    #[test]
    fn no_header_of_the_clients_own_is_overridden() {
        let with = |name: &str, value: &str| Transport::default().header(name, &value.into());
        for own in ["Authorization", "host", "Cookie", "X-SN-ApiKey", "content-type"] {
            assert_eq!(refused(with(own, "x")), UnusableTransport::OwnHeader, "{own}");
        }
        assert_eq!(refused(with("a b", "x")), UnusableTransport::NoHeader);
        assert_eq!(refused(with("X-Gateway", "a\nb")), UnusableTransport::NoHeader);
        let shown = format!("{:?}", with("X-Gateway", "planted-secret").unwrap());
        assert!(shown.contains("x-gateway") && !shown.contains("planted"), "{shown}");
    }

    #[test]
    fn a_proxy_has_an_address_that_is_never_shown() {
        let through = |url: &str| Transport::default().through(&url.into());
        let shown = format!("{:?}", through("http://me:planted@proxy.example:3128").unwrap());
        assert!(!shown.contains("planted"), "{shown}");
        for wrong in ["proxy.example:3128", "socks5://proxy.example", "http://"] {
            assert_eq!(refused(through(wrong)), UnusableTransport::NoProxy, "{wrong}");
        }
    }
}
