//! No secret in anything that is printed or logged, however much is logged.

use std::error::Error as _;
use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use servicenow::{Client, Credentials, Error, Input, Options, Query, Row, Transport};
use tracing_subscriber::fmt::MakeWriter;

use crate::server::{Fault, Server};
use crate::{basic, client_with, oauth, options};

const SECRETS: [&str; 9] = [
    "pass-word-1",
    "client-secret-1",
    "token-1",
    "hunter-22",
    // ann:pass-word-1 as Basic sends it
    "YW5uOnBhc3Mtd29yZC0x",
    "confidential-name",
    "session-",
    "user-token-",
    "check-session",
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Does everything that handles secrets, well and badly, and prints all there is to print.
async fn exercise(server: &Server, client: &Client) -> String {
    let mut printed = format!("{client:?} ");
    let row =
        Row::new().set("name", "confidential-name").set_secret("password", "hunter-22".into());
    let identity = Query::new().equals("name", "confidential-name").unwrap();
    let table = client.table("oauth_entity");
    let _ = write!(printed, "{row:?} {table:?} ");
    let record = table.insert(&row, Input::Stored, &identity, &["name"]).await.unwrap();
    table.update(record.sys_id(), &row, Input::Display, &["name"]).await.unwrap();
    table.matching(&identity, &["name"], None).await.unwrap();
    let rules = client.table("sys_security_acl");
    rules.insert(&row, Input::Stored, &identity, &["name"]).await.unwrap();
    server.sessions().expire();
    server.fault("GET", "/api/now/ui", Fault::Instead(404, &[], ""));
    let refused = rules.insert(&row, Input::Stored, &identity, &["name"]).await.unwrap_err();
    print(&mut printed, &refused);
    for fault in [Fault::Instead(403, &[], ""), Fault::CutBefore, Fault::Instead(200, &[], "<p>")] {
        server.fault("PATCH", "/", fault.clone());
        server.fault("POST", "/api/now/table", fault);
        let updated = table.update(record.sys_id(), &row, Input::Stored, &[]).await;
        let inserted = table.insert(&row, Input::Stored, &identity, &[]).await;
        for error in [updated.err(), inserted.err()].into_iter().flatten() {
            print(&mut printed, &error);
        }
    }
    printed
}

fn print(printed: &mut String, error: &Error) {
    let _ = write!(printed, "{error} {error:?} ");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = write!(printed, "{cause} {cause:?} ");
        source = cause.source();
    }
}

#[tokio::test]
async fn no_secret_is_printed_or_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    // For the whole process: what the other tests log is looked at as well.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    for credentials in [basic(), oauth()] {
        let server = Server::start().await;
        server.sessions().for_tokens = true;
        let elevate_roles = vec!["security_admin".to_owned()];
        let client = client_with(&server.url, credentials, Options { elevate_roles, ..options() });
        let printed = exercise(&server, &client).await;
        let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(
            logged.contains("table=\"oauth_entity\"") && logged.contains("status=201"),
            "{logged}"
        );
        for secret in SECRETS {
            assert!(!printed.contains(secret), "{secret} in {printed}");
            assert!(!logged.contains(secret), "{secret} in {logged}");
        }
        assert!(!logged.contains("sysparm_query"), "no query of a URL in {logged}");
    }
}

#[tokio::test]
async fn an_unreachable_instance_leaves_its_credentials_out() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for credentials in [basic(), oauth()] {
        let client = client_with(&format!("http://{free}"), credentials, options());
        let query = Query::new().equals("name", "confidential-name").unwrap();
        let error = client.table("oauth_entity").matching(&query, &[], None).await.unwrap_err();
        let mut printed = String::new();
        print(&mut printed, &error);
        assert!(error.is_unreachable());
        assert!(SECRETS.iter().all(|secret| !printed.contains(secret)), "{printed}");
    }
}

#[tokio::test]
async fn an_echo_of_the_request_shows_no_secret_and_no_control_character() {
    for credentials in [basic(), oauth(), Credentials::ApiKey("token-1 key".into())] {
        let server = Server::start().await;
        server.sessions().for_tokens = true;
        let gateway = Transport::default().header("X-Gate", &"client-secret-1 ü".into());
        let transport = gateway.unwrap_or_default();
        let client = client_with(&server.url, credentials, Options { transport, ..options() });
        let row = Row::new().set("name", "x").set_secret("password", "hunter-22 /\"".into());
        let table = client.table("oauth_entity");
        let mut printed = String::new();
        for path in ["/oauth_token.do", "/api/now/table"] {
            server.fault("POST", path, Fault::Echo(400));
            server.fault("PATCH", path, Fault::Echo(403));
            let key = Query::new().equals("name", "x").unwrap();
            let inserted = table.insert(&row, Input::Stored, &key, &[]).await;
            let updated = table.update("1", &row, Input::Display, &[]).await;
            for error in [inserted.err(), updated.err()].into_iter().flatten() {
                print(&mut printed, &error);
            }
        }
        assert!(printed.contains("****") && printed.contains("\\u{1b}[2J"), "{printed}");
        let secrets = ["pass-word-1", "client-secret-1", "token-1", "hunter-22"];
        let encoded = ["YW5uOnBhc3Mtd29yZC0x", "\u{1b}"];
        for secret in secrets.iter().chain(&encoded) {
            assert!(!printed.contains(secret), "{secret} in {printed}");
        }
    }
}
