//! A call by an alias, as a flow action makes it: connection, credential, token, request.

use super::{
    Provider, Requestor, Target, Trace, Trouble,
    network::{Body, Network, Outgoing, Reply},
    token::{self, Errand},
};
use crate::{
    store::Record,
    world::{Caller, World},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use std::collections::BTreeMap;
use url::Url;

/// What is to be called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    #[serde(default = "get")]
    method: String,
    /// Appended to the connection's URL as it is; a whole URL for an alias without connections.
    #[serde(default)]
    path: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Sent as JSON.
    body: Option<serde_json::Value>,
    /// Where an API key goes \[invented\].
    #[serde(default = "key_header")]
    api_key_header: String,
}

fn get() -> String {
    "GET".to_owned()
}

fn key_header() -> String {
    "x-sn-apikey".to_owned()
}

/// Makes the call with the target's credential.
pub(crate) fn call(
    world: &World,
    network: &Network,
    target: &Target,
    call: &Call,
    trace: &mut Trace,
) -> Result<Reply, Trouble> {
    let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
    headers.extend(call.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
    if let Some(credential) = &target.credential {
        headers.push(authorization(world, network, credential, call, trace)?);
    }
    let body = call.body.clone().map_or(Body::Nothing, Body::Json);
    let (method, url) = (call.method.to_ascii_uppercase(), url(target, &call.path)?);
    let outgoing = Outgoing { method, url, headers, body };
    trace.send(network, "request", &outgoing)
}

fn url(target: &Target, path: &str) -> Result<Url, Trouble> {
    let base = target.connection.as_ref().map_or("", |row| row.value("connection_url"));
    if base.is_empty() && target.connection.is_some() {
        return Err(Trouble::setup("The connection has no URL."));
    }
    let whole = format!("{base}{path}");
    let parsed = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    parsed.ok_or_else(|| Trouble::setup(format!("{whole} is no URL that can be called.")))
}

/// The header by which the credential shows itself.
fn authorization(
    world: &World,
    network: &Network,
    credential: &Record,
    call: &Call,
    trace: &mut Trace,
) -> Result<(String, String), Trouble> {
    let secret = |column: &str| {
        let plain = world.vault.decrypt(credential.value(column));
        plain.ok_or_else(|| {
            Trouble::setup(format!("The credential's {column} is missing or damaged."))
        })
    };
    match credential.value("sys_class_name") {
        "basic_auth_credentials" => {
            let password = secret("password")?;
            trace.hide(&password);
            let pair = format!("{}:{password}", credential.value("user_name"));
            let encoded = BASE64_STANDARD.encode(pair);
            trace.hide(&encoded);
            Ok(("Authorization".to_owned(), format!("Basic {encoded}")))
        }
        "api_key_credentials" => {
            let key = secret("api_key")?;
            trace.hide(&key);
            Ok((call.api_key_header.clone(), key))
        }
        "oauth_2_0_credentials" => {
            let token = oauth(world, network, credential, trace)?;
            Ok(("Authorization".to_owned(), format!("Bearer {token}")))
        }
        class => {
            Err(Trouble::setup(format!("Calls with a credential of {class} are not simulated.")))
        }
    }
}

fn oauth(
    world: &World,
    network: &Network,
    credential: &Record,
    trace: &mut Trace,
) -> Result<String, Trouble> {
    let profile = credential.value("oauth_entity_profile");
    let requestor = Requestor::of_credential(credential.value("sys_id"), profile);
    let caller = Caller::system();
    let provider = world.work(&caller, |work| Ok(Provider::of_profile(work, profile)))??;
    let errand =
        Errand { world, network, caller: &caller, provider: &provider, requestor: &requestor };
    token::good(&errand, trace)
}
