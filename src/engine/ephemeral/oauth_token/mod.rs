//! `servicenow_oauth_token`: a token for the length of a run, from this instance or another endpoint.

mod asked;
mod grants;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use servicenow::{
    Error, ExposeSecret, Grant, OAuthClient, SecretString, Token, TokenEndpoint, TokenUrl,
};
use tfplugin::{Attribute, Nesting, Schema, Type, Value};

use super::{Ephemeral, Opened, rfc3339};
use crate::engine::model::{Access, Attributes};
use crate::engine::problem::{Attempt, Caller, Failure, Problem, Problems, TokenProblem};
use crate::engine::session::Work;

const NAME: &str = "servicenow_oauth_token";
const REVOKE: &str = "revoke_on_close";
/// A token with less left than this is exchanged for the next one, where a refresh token came with it.
const LASTING: Duration = Duration::from_mins(10);

/// The ephemeral resource.
pub(crate) struct OauthToken;

/// What closing needs. It holds tokens, and only where they are to be revoked.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    token_url: String,
    tokens: Vec<String>,
}

#[async_trait]
impl Ephemeral for OauthToken {
    fn type_name(&self) -> &'static str {
        NAME
    }

    fn schema(&self) -> Schema {
        let given = |name, doc: &str| Attribute::new(name, Type::String, doc).optional();
        let flag = |name, doc: &str| Attribute::new(name, Type::Bool, doc).optional();
        let found = |name, doc: &str| Attribute::new(name, Type::String, doc).computed();
        let attributes = vec![
            Attribute::new("grant_type", Type::String, format!("How the token is asked for: {}.", grants::listed())).required(),
            given("instance_url", "Address of another instance to ask, such as `https://dev98042.service-now.com`. Without it and \
                                   `token_url` the provider's own instance is asked."),
            given("token_url", "Address of the token endpoint of any other authorization server. It is asked through the \
                                provider's `proxy_url` and with its `ca_certificate`, and sees neither its headers nor its \
                                certificate."),
            Attribute::new("client_id", Type::String, "The client id.").required(),
            given("client_secret", "The client secret; none for a public client.").sensitive(),
            given("username", "The user name of the password grant."),
            given("password", "The password of the password grant.").sensitive(),
            given("refresh_token", "The refresh token of the refresh token grant. Where it is not given: the one that came with the \
                                    token, or null.").computed().sensitive(),
            given("scope", "Scopes to ask for, separated by spaces. Where it is not given: what the endpoint says it granted.")
                .computed(),
            Attribute::nested("jwt", Nesting::Single, grants::assertion(), "The assertion of the JWT bearer grant. Each request for a \
                                                                   token gets one of its own.").optional(),
            flag(REVOKE, "Whether to revoke the token at the end of the run, with the refresh token that came with it. \
                                     An instance gives everybody who asks by the same password the same token, so with that grant \
                                     it ends for all of them. False by default."),
            found("access_token", "The token.").sensitive(),
            found("token_type", "How it is sent, normally `Bearer`."),
            found("expires_at", "When it ends, in UTC, such as `2026-01-31T12:00:00Z`; null where the endpoint does not say."),
            found("rotated_refresh_token", "The refresh token in place of the one that was given, where the endpoint replaced it; \
                                            instances never do.").sensitive(),
        ];
        Schema::new(
            "Gets an OAuth token for the length of a run, to prove that a client works, or to call an instance or another service \
             beside the provider. Nothing of it is stored, neither in the plan nor in the state. A token cannot be renewed under \
             the hands of whoever uses it, so one that has less than ten minutes left is exchanged at once where a refresh token \
             came with it; how long it lasts says the registry entry.",
            attributes,
        )
    }

    fn validate(&self, config: &Attributes) -> Problems {
        grants::check(config).into_iter().chain(asked::check(config)).map(Problem::Token).collect()
    }

    async fn open(&self, work: &Work, config: Attributes) -> Result<Opened, Problem> {
        // What was unknown when it was validated is known now.
        if let Some(problem) = self.validate(&config).into_iter().next() {
            return Err(problem);
        }
        let client = grants::client(&config).map_err(Problem::Token)?;
        let url = asked::url(work, &config).map_err(Problem::Token)?;
        let caller = Caller::of_endpoint(url.host().host(), Some(&client.grant));
        let failed = |error| failed(Attempt::FetchToken, caller, error);
        let endpoint = match work.client.token_endpoint_at(url) {
            Ok(endpoint) => endpoint,
            Err(error) => return Err(failed(error)),
        };
        let token = lasting(&endpoint, &client).await.map_err(failed)?;
        Ok(opened(config, &endpoint, &token))
    }

    async fn close(&self, work: &Work, kept: &[u8]) -> Problems {
        let kept = serde_json::from_slice::<Kept>(kept).unwrap_or_default();
        let Ok(url) = TokenUrl::parse(&kept.token_url) else { return Problems::new() };
        let caller = Caller::of_endpoint(url.host().host(), None);
        let revoked = async {
            let endpoint = work.client.token_endpoint_at(url)?;
            for token in kept.tokens {
                endpoint.revoke(&token.into()).await?;
            }
            Ok(())
        };
        let revoked = revoked.await;
        revoked.err().map(|error| failed(Attempt::RevokeToken, caller, error)).into_iter().collect()
    }
}

fn failed(attempt: Attempt, caller: Caller, error: Error) -> Problem {
    let (table, access) = ("".into(), Access::Read);
    let (needs_elevation, is_explained, double, caller) = (false, false, None, Arc::new(caller));
    let failure = Failure { table, access, needs_elevation, is_explained, double, caller, error };
    Problem::Failed(attempt, failure)
}

/// A token that lasts for some minutes, if any does: the password grant gives the present one again, with what is left of
/// its time (docs/facts.md#grants).
async fn lasting(endpoint: &TokenEndpoint, client: &OAuthClient) -> Result<Token, Error> {
    let token = endpoint.fetch(client).await?;
    let is_short = token.lifetime.is_some_and(|left| left < LASTING);
    let by_refreshing = matches!(client.grant, Grant::RefreshToken(_));
    match &token.refresh {
        Some(refresh) if is_short && !by_refreshing => {
            match endpoint.refresh(client, refresh).await {
                Ok(mut next) => {
                    next.refresh = next.refresh.or_else(|| token.refresh.clone());
                    Ok(next)
                }
                Err(error) if error.is_token_refused() => Ok(token),
                Err(error) => Err(error),
            }
        }
        _ => Ok(token),
    }
}

/// The result: what is configured stays, and what the endpoint gave stands beside it.
fn opened(mut config: Attributes, endpoint: &TokenEndpoint, token: &Token) -> Opened {
    let mut problems = Problems::new();
    let refresh = token.refresh.as_ref().map(ExposeSecret::expose_secret);
    let kept = kept(&config, endpoint, token);
    let given = config.known_text("refresh_token").map(str::to_owned);
    let rotated = refresh.filter(|refresh| given.as_deref().is_some_and(|given| given != *refresh));
    config.set("rotated_refresh_token", rotated.map_or(Value::Null, Value::from));
    if given.is_none() {
        config.set("refresh_token", refresh.map_or(Value::Null, Value::from));
    }
    match (config.known_text("scope"), token.scope.as_deref()) {
        (None, granted) => config.set("scope", granted.map_or(Value::Null, Value::from)),
        (Some(asked), Some(granted)) if words(asked) != words(granted) => {
            let (asked, granted) = (asked.to_owned(), granted.to_owned());
            problems.push(Problem::Token(TokenProblem::OtherScope { asked, granted }));
        }
        _ => {}
    }
    config.set("access_token", token.access.expose_secret().into());
    config.set("token_type", token.token_type.as_str().into());
    let ends = token.lifetime.and_then(|left| SystemTime::now().checked_add(left));
    config.set("expires_at", ends.map_or(Value::Null, rfc3339));
    Opened { result: config, kept, problems }
}

/// What closing needs: nothing, unless the tokens are to be revoked. One that the configuration gave is not ours to end.
fn kept(config: &Attributes, endpoint: &TokenEndpoint, token: &Token) -> Vec<u8> {
    if config.get(REVOKE).as_bool() != Some(true) {
        return Vec::new();
    }
    let own = |refresh: &&SecretString| {
        Some(refresh.expose_secret()) != config.known_text("refresh_token")
    };
    let tokens = [Some(&token.access), token.refresh.as_ref().filter(own)];
    let tokens = tokens.into_iter().flatten().map(|token| token.expose_secret().to_owned());
    let kept = Kept { token_url: endpoint.url().to_string(), tokens: tokens.collect() };
    serde_json::to_vec(&kept).unwrap_or_default()
}

fn words(scopes: &str) -> BTreeSet<&str> {
    scopes.split_whitespace().collect()
}
