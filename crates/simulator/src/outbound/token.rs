//! Getting a token from a provider, by each grant, and keeping it.

use super::{
    Provider, Requestor, Trace, Trouble, assertion,
    network::{Body, Network, Outgoing},
    requestor::Received,
};
use crate::{
    oauth::grants::JWT_BEARER,
    world::{Caller, World},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use url::{Url, form_urlencoded};

/// How long a token lasts whose provider does not say.
const UNSAID: i64 = 1_800;

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<serde_json::Value>,
}

/// On whose behalf and for whom a token is got.
pub(crate) struct Errand<'a> {
    pub(crate) world: &'a World,
    pub(crate) network: &'a Network,
    pub(crate) caller: &'a Caller,
    pub(crate) provider: &'a Provider,
    pub(crate) requestor: &'a Requestor,
}

/// A token that is good now: one that was kept, a refreshed one, or a new one where the grant needs
/// nobody's consent.
pub(super) fn good(errand: &Errand<'_>, trace: &mut Trace) -> Result<String, Trouble> {
    let Errand { world, caller, provider, requestor, .. } = errand;
    let kept = world.work(caller, |work| requestor.kept(work))?;
    if let Some(access) = kept.access {
        trace.hide(&access);
        return Ok(access);
    }
    if let Some(refresh) = kept.refresh {
        let grant = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
        let url = provider.refresh_url(world)?;
        return request(errand, trace, url, "refresh_token", &grant);
    }
    fetch(errand, trace)
}

/// A new token by a grant that needs nobody's consent.
pub(crate) fn fetch(errand: &Errand<'_>, trace: &mut Trace) -> Result<String, Trouble> {
    let Errand { world, caller, provider, .. } = errand;
    let assertion = match provider.grant_type.as_str() {
        "client_credentials" => None,
        JWT_BEARER => Some(world.work(caller, |work| Ok(assertion::signed(work, provider)))??),
        _ => return Err(somebody_must_ask(errand)),
    };
    trace.hide(assertion.as_deref().unwrap_or_default());
    let mut grant = vec![("grant_type", provider.grant_type.as_str())];
    grant.extend(assertion.as_deref().map(|assertion| ("assertion", assertion)));
    grant.extend(provider.scope().map(|scope| ("scope", scope)));
    request(errand, trace, provider.token_url(world)?, &provider.grant_type, &grant)
}

/// There is no token, and the grant needs a person.
fn somebody_must_ask(errand: &Errand<'_>) -> Trouble {
    let Errand { world, requestor, .. } = errand;
    Trouble::setup(format!(
        "There is no token yet. Somebody must get one: open \
         {}/oauth_initiator.do?oauth_requestor_context=oauth_2_0_credentials\
         &oauth_requestor={}&oauth_provider_profile={}&response_type=code",
        world.url, requestor.credential, requestor.profile
    ))
}

/// The tokens for a code that came back.
pub(crate) fn exchange_code(
    errand: &Errand<'_>,
    trace: &mut Trace,
    code: &str,
    verifier: Option<&str>,
) -> Result<String, Trouble> {
    let Errand { world, provider, .. } = errand;
    let redirect = provider.redirect_url(world);
    let mut grant =
        vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", &redirect)];
    grant.extend(verifier.map(|verifier| ("code_verifier", verifier)));
    request(errand, trace, provider.token_url(world)?, "authorization_code", &grant)
}

/// The tokens for somebody's user name and password at the provider.
pub(crate) fn with_password(
    errand: &Errand<'_>,
    trace: &mut Trace,
    username: &str,
    password: &str,
) -> Result<String, Trouble> {
    let Errand { world, provider, .. } = errand;
    let mut grant =
        vec![("grant_type", "password"), ("username", username), ("password", password)];
    grant.extend(provider.scope().map(|scope| ("scope", scope)));
    request(errand, trace, provider.token_url(world)?, "password", &grant)
}

fn request(
    errand: &Errand<'_>,
    trace: &mut Trace,
    url: Url,
    grant_type: &str,
    grant: &[(&str, &str)],
) -> Result<String, Trouble> {
    let Errand { world, caller, provider, requestor, .. } = errand;
    trace.hide(&provider.secret);
    let outgoing = token_request(provider, url, grant);
    let reply = trace.send(errand.network, "token", &outgoing)?;
    let answer: Option<Answer> = serde_json::from_str(&reply.text).ok();
    let answer = answer.filter(|_| reply.status == 200);
    let answer = answer.ok_or(Trouble::NoToken { status: reply.status })?;
    let received = received(answer);
    trace.hide(&received.access);
    trace.hide(received.refresh.as_deref().unwrap_or_default());
    world.work(caller, |work| requestor.keep(work, &provider.registry, grant_type, &received))?;
    Ok(received.access)
}

/// The client's id and secret go where the registry says: into the form or into a header.
fn token_request(provider: &Provider, url: Url, grant: &[(&str, &str)]) -> Outgoing {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let mut fields: Vec<_> = grant.iter().map(pair).collect();
    let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
    let (id, secret) = (provider.get("client_id"), provider.secret.as_str());
    if provider.get("send_client_credentials_as") == "basic_authorization_header" {
        headers.push(("Authorization".to_owned(), basic(id, secret)));
    } else {
        fields.push(pair(&("client_id", id)));
        fields.extend(Some(pair(&("client_secret", secret))).filter(|_| !secret.is_empty()));
    }
    fields.extend(provider.added.iter().cloned());
    Outgoing { method: "POST".to_owned(), url, headers, body: Body::Form(fields) }
}

/// Id and secret are encoded as in a form first (RFC 6749, 2.3.1).
fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret))))
}

fn received(answer: Answer) -> Received {
    // Some providers send the number as text.
    let seconds =
        answer.expires_in.and_then(|value| value.to_string().trim_matches('"').parse().ok());
    Received {
        access: answer.access_token,
        refresh: answer.refresh_token.filter(|token| !token.is_empty()),
        seconds: seconds.unwrap_or(UNSAID),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Record;
    use serde_json::{from_value, json};

    fn provider(send_as: &str) -> Provider {
        let columns = [("client_id", "a:b"), ("send_client_credentials_as", send_as)];
        let columns = columns.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Provider {
            registry: Record::from(columns),
            grant_type: "client_credentials".to_owned(),
            secret: "c d".to_owned(),
            scope: String::new(),
            assertions_by: String::new(),
            added: vec![("audience".to_owned(), "x".to_owned())],
        }
    }

    fn fields(outgoing: &Outgoing) -> &[(String, String)] {
        match &outgoing.body {
            Body::Form(fields) => fields,
            _ => &[],
        }
    }

    #[test]
    fn id_and_secret_go_where_the_registry_says() {
        let url = || Url::parse("https://a.example/token").unwrap();
        let in_body = token_request(&provider("request_body_parameter"), url(), &[]);
        assert!(fields(&in_body).contains(&("client_secret".to_owned(), "c d".to_owned())));
        assert_eq!(in_body.headers.len(), 1);
        let in_header = token_request(&provider("basic_authorization_header"), url(), &[]);
        assert_eq!(fields(&in_header), [("audience".to_owned(), "x".to_owned())]);
        assert_eq!(
            in_header.headers[1].1,
            format!("Basic {}", BASE64_STANDARD.encode("a%3Ab:c+d"))
        );
    }

    #[test]
    fn a_lifetime_is_read_as_number_or_text_and_guessed_otherwise() {
        let seconds = |value| received(from_value(value).unwrap()).seconds;
        assert_eq!(seconds(json!({ "access_token": "t", "expires_in": 60 })), 60);
        assert_eq!(seconds(json!({ "access_token": "t", "expires_in": "61" })), 61);
        assert_eq!(seconds(json!({ "access_token": "t" })), UNSAID);
    }
}
