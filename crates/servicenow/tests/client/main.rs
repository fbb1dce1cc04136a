//! The client against a scripted server that stores records and breaks on demand, and against the
//! simulated instance.

#![expect(clippy::unwrap_used, reason = "a test ends at what it does not expect")]

mod answering_otherwise;
mod connecting;
mod deleting_and_updating;
mod deploying;
mod elevating;
mod fuzz;
mod guarding;
mod inserting;
mod installing;
mod limits;
mod matching;
mod paging;
mod reading_together;
mod retrying;
mod secrets;
mod server;
mod signing_in;
mod simulated;
mod stopping;
mod token_endpoints;
mod tokens;

use std::time::Duration;

use servicenow::{Client, Credentials, Grant, InstanceUrl, OAuthClient, Options};

/// Options under which failures come soon.
fn options() -> Options {
    Options {
        request_timeout: Duration::from_secs(3),
        transaction_limit: Duration::from_secs(1),
        max_retries: 3,
        ..Options::default()
    }
}

fn basic() -> Credentials {
    Credentials::Basic { username: "ann".into(), password: "pass-word-1".into() }
}

fn oauth() -> Credentials {
    Credentials::OAuth(OAuthClient {
        grant: Grant::Password { username: "ann".into(), password: "pass-word-1".into() },
        client_id: "client-1".into(),
        client_secret: Some("client-secret-1".into()),
        scope: None,
    })
}

fn client(url: &str) -> Client {
    client_with(url, basic(), options())
}

fn client_with(url: &str, credentials: Credentials, options: Options) -> Client {
    Client::new(InstanceUrl::parse(url).unwrap(), credentials, options).unwrap()
}
