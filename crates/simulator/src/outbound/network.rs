//! How the instance reaches others: HTTP with names resolved and certificates trusted as its
//! starter says, so that real host names can be played on loopback.

use super::Trouble;
use reqwest::{Certificate, Client, Method, RequestBuilder, redirect::Policy};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Duration,
};
use tokio::runtime::Handle;
use url::Url;

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A certificate that is trusted beside those of the machine cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path} holds no certificates that can be trusted: {reason}")]
pub struct Trust {
    path: PathBuf,
    reason: String,
}

/// Names, certificates, and the client made of them when it is first needed.
#[derive(Default)]
pub(crate) struct Network {
    names: Vec<(String, SocketAddr)>,
    trusted: Vec<Certificate>,
    client: OnceLock<Client>,
}

/// A request to somebody else.
pub(crate) struct Outgoing {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
}

/// What a request carries.
pub(crate) enum Body {
    Nothing,
    Form(Vec<(String, String)>),
    Json(serde_json::Value),
    /// As it stands, of the type that the headers say.
    Text(String),
}

/// What somebody else answered.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Network {
    /// A network in which each name is found at its address, and the certificates in these PEM
    /// files are trusted beside those of the machine.
    pub(crate) fn new(names: Vec<(String, SocketAddr)>, files: &[PathBuf]) -> Result<Self, Trust> {
        let mut trusted = Vec::new();
        for file in files {
            trusted.extend(certificates(file)?);
        }
        Ok(Self { names, trusted, client: OnceLock::new() })
    }

    /// Sends a request and waits for the answer. To be called where blocking is allowed.
    pub(super) fn send(&self, outgoing: &Outgoing) -> Result<Reply, Trouble> {
        let failed = |reason: String| {
            let mut url = outgoing.url.clone();
            url.set_query(None);
            Trouble::Unreachable { url: url.to_string(), reason }
        };
        let runtime = Handle::try_current().map_err(|error| failed(error.to_string()))?;
        let client = self.client().map_err(|error| failed(chain(&error)))?;
        let sending = async {
            let response = build(client, outgoing).send().await?;
            let status = response.status().as_u16();
            Ok(Reply { status, text: response.text().await? })
        };
        runtime.block_on(sending).map_err(|error: reqwest::Error| failed(chain(&error)))
    }

    fn client(&self) -> Result<&Client, reqwest::Error> {
        if self.client.get().is_none() {
            let mut builder = Client::builder()
                .redirect(Policy::none())
                .timeout(PATIENCE)
                .no_proxy()
                .tls_certs_merge(self.trusted.clone());
            for (name, address) in &self.names {
                builder = builder.resolve(name, *address);
            }
            // Another request may have made the same one.
            let _ = self.client.set(builder.build()?);
        }
        Ok(self.client.get_or_init(Client::new))
    }
}

fn build(client: &Client, outgoing: &Outgoing) -> RequestBuilder {
    let method = Method::from_bytes(outgoing.method.as_bytes()).unwrap_or(Method::GET);
    let mut request = client.request(method, outgoing.url.clone());
    for (name, value) in &outgoing.headers {
        request = request.header(name, value);
    }
    match &outgoing.body {
        Body::Nothing => request,
        Body::Form(fields) => request.form(fields),
        Body::Json(value) => request.json(value),
        Body::Text(text) => request.body(text.clone()),
    }
}

fn certificates(file: &Path) -> Result<Vec<Certificate>, Trust> {
    let failed = |reason: String| Trust { path: file.to_owned(), reason };
    let pem = std::fs::read(file).map_err(|error| failed(error.to_string()))?;
    let found = Certificate::from_pem_bundle(&pem).map_err(|error| failed(error.to_string()))?;
    if found.is_empty() { Err(failed("there is none in it".to_owned())) } else { Ok(found) }
}

/// The error with its causes: the first alone says only that sending failed.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("empty.pem");
        std::fs::write(&file, "nothing").unwrap();
        let refused = Network::new(Vec::new(), &[file]).err().unwrap().to_string();
        assert!(refused.contains("empty.pem"), "{refused}");
        let missing = folder.path().join("missing.pem");
        assert!(Network::new(Vec::new(), &[missing]).is_err());
    }

    #[test]
    fn who_cannot_be_reached_is_named_without_the_query() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let _inside = runtime.enter();
        let outgoing = Outgoing {
            method: "GET".to_owned(),
            url: Url::parse("http://127.0.0.1:1/path?token=hush").unwrap(),
            headers: Vec::new(),
            body: Body::Nothing,
        };
        let trouble = Network::default().send(&outgoing).unwrap_err().to_string();
        assert!(trouble.starts_with("http://127.0.0.1:1/path cannot be reached"), "{trouble}");
    }
}
