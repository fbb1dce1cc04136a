//! What the provider puts on the wire, as one who listens there sees it.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostics;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::world::{fresh, full, with};

/// The head of the first request that reaches this address, in small letters.
async fn first_request(listener: TcpListener) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut head, mut some) = (Vec::new(), [0; 1024]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = stream.read(&mut some).await.unwrap();
        assert!(length > 0, "the request ended early");
        head.extend_from_slice(&some[..length]);
    }
    let answer = "HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).await.unwrap();
    String::from_utf8(head).unwrap().to_lowercase()
}

/// The first request of a provider with these arguments; `own` makes them of the listener's address.
async fn sent(own: impl Fn(&str) -> Json) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let provider = fresh();
    let base = json!({ "username": "u", "password": "p", "max_retries": 0 });
    assert_eq!(provider.configure(with(base, own(&url))).await, Diagnostics::new());
    let request = tokio::spawn(first_request(listener));
    let asked = json!({ "table": "sys_user", "fields": ["user_name"] });
    provider.read_data(&full("records"), asked).await.unwrap_err();
    request.await.unwrap()
}

#[tokio::test]
async fn a_request_names_the_versions_of_the_provider_and_of_terraform() {
    let request = sent(|url| json!({ "instance_url": url })).await;
    let own = format!("user-agent: terraform-provider-servicenow/{}", env!("CARGO_PKG_VERSION"));
    assert!(request.contains(&format!("{own} (terraform 1.15.5)")), "{request}");
}

#[tokio::test]
async fn a_request_carries_the_headers_of_the_block() {
    let headers = json!({ "X-Gateway-Key": "g-1" });
    let request = sent(|url| json!({ "instance_url": url, "headers": headers })).await;
    assert!(request.contains("x-gateway-key: g-1"), "{request}");
}

#[tokio::test]
async fn a_request_goes_through_the_proxy_with_its_own_credentials() {
    let through = |url: &str| url.replace("http://", "http://gate:keeper@");
    let request =
        sent(|url| json!({ "instance_url": "https://dev1.example", "proxy_url": through(url) }))
            .await;
    assert!(request.starts_with("connect dev1.example:443"), "{request}");
    assert!(request.contains("proxy-authorization: basic "), "{request}");
    assert!(!request.contains("\r\nauthorization:"), "the instance's own are for the instance");
}
