//! Connections: whom the client trusts, which certificate it shows, the proxy, further headers, the pace.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rcgen::{CertifiedKey, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use servicenow::{Client, Credentials, InstanceUrl, Options, SecretString, Transport};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::server::Server;
use crate::{basic, client_with, options};

const RECORD: &str = r#"{"result":{"sys_id":"1","name":"x"}}"#;

type Pair = CertifiedKey<KeyPair>;

fn pair() -> Pair {
    rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap()
}

fn pem(pair: &Pair) -> (SecretString, SecretString) {
    (pair.cert.pem().into(), pair.signing_key.serialize_pem().into())
}

/// A server for encrypted connections that lets nobody in without the certificate `admitted`.
async fn guarded(own: &Pair, admitted: &Pair) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(admitted.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(answer(stream));
            }
        }
    });
    format!("https://localhost:{port}")
}

/// Answers one request with a record, and returns its head.
async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> String {
    let mut head = vec![0; 8192];
    let length = stream.read(&mut head).await.unwrap_or_default();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{RECORD}",
        RECORD.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
    String::from_utf8_lossy(&head[..length]).into_owned()
}

fn over(url: &str, credentials: Credentials, transport: Transport) -> Client {
    client_with(url, credentials, Options { transport, max_retries: 0, ..options() })
}

async fn reads(client: &Client) -> bool {
    match client.table("sys_alias").get("1", &["name"]).await {
        Ok(record) => record.is_some(),
        Err(error) => {
            assert!(error.is_unreachable() || error.status().is_none(), "{error:?}");
            false
        }
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_gets_the_one_that_was_given() {
    let (own, mine, foreign) = (pair(), pair(), pair());
    let url = guarded(&own, &mine).await;
    let trusting = || Transport::default().trust(&own.cert.pem().into()).unwrap();
    let showing = |pair: &Pair| {
        let (certificate, key) = pem(pair);
        trusting().identify(&certificate, &key).unwrap()
    };
    assert!(reads(&over(&url, Credentials::Certificate, showing(&mine))).await);
    assert!(reads(&over(&url, basic(), showing(&mine))).await, "beside another way to sign in");
    assert!(!reads(&over(&url, basic(), showing(&foreign))).await);
    assert!(!reads(&over(&url, basic(), trusting())).await);
}

#[tokio::test]
async fn an_unknown_authority_is_trusted_when_it_is_given_or_when_all_are() {
    let (own, mine) = (pair(), pair());
    let url = guarded(&own, &mine).await;
    let (certificate, key) = pem(&mine);
    let showing = || Transport::default().identify(&certificate, &key).unwrap();
    assert!(!reads(&over(&url, basic(), showing())).await);
    assert!(!reads(&over(&url, basic(), showing().trust(&mine.cert.pem().into()).unwrap())).await);
    assert!(reads(&over(&url, basic(), showing().trust(&own.cert.pem().into()).unwrap())).await);
    assert!(reads(&over(&url, basic(), showing().trusting_anybody())).await);
}

#[tokio::test]
async fn requests_go_through_the_proxy_that_was_given() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://me:proxy-pass@{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        answer(stream).await
    });
    let instance = InstanceUrl::parse("https://dev1.example").unwrap();
    let transport = Transport::default().through(&proxy.into()).unwrap();
    let client = Client::new(instance, basic(), Options { transport, ..options() }).unwrap();
    reads(&client).await;
    let head = serving.await.unwrap().to_lowercase();
    assert!(head.starts_with("connect dev1.example:443"), "{head}");
    assert!(head.contains("proxy-authorization: basic "), "{head}");
}

#[tokio::test]
async fn further_headers_go_with_every_request_and_leave_the_clients_own_alone() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let transport = Transport::default().header("X-Gateway", &"g-1".into()).unwrap();
    assert!(reads(&over(&server.url, crate::oauth(), transport)).await);
    for seen in server.seen() {
        assert_eq!(seen.headers["x-gateway"], "g-1", "{}", seen.path);
    }
    assert_eq!(server.seen()[1].headers["authorization"], "Bearer token-1");
}

#[tokio::test]
async fn requests_begin_at_the_pace_that_was_set() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let paced = Options { requests_per_second: Some(20.0), ..options() };
    let table = client_with(&server.url, basic(), paced).table("sys_alias");
    let started = Instant::now();
    futures_util::future::join_all((0..5).map(|_| table.get("1", &[]))).await;
    assert!(started.elapsed() >= Duration::from_millis(200), "{:?}", started.elapsed());
    assert_eq!(server.seen().len(), 5);
}
