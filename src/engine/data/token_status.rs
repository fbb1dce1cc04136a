//! `servicenow_oauth_token_status`: whether a credential has a token and until when. Never the token.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Schema, Type, Value};

use crate::describe::Target;
use crate::engine::data::{Reading, Source, shown, unread};
use crate::engine::lookup::references;
use crate::engine::model::{Attributes, moment};
use crate::engine::problem::{Misled, Problem, Reference};
use crate::engine::session::Work;

const NAME: &str = "servicenow_oauth_token_status";
const CREDENTIALS: &str = "oauth_2_0_credentials";
/// Joins a credential and a profile to the tokens got for them (docs/facts.md#requestor-profile).
const REQUESTORS: &str = "oauth_requestor_profile";
const TOKENS: &str = "oauth_credential";
/// Kinds of token: the word in the column `type`, with which the attributes begin, and what a sentence calls it.
const KINDS: &[(&str, &str)] =
    &[("access_token", "an access token"), ("refresh_token", "a refresh token")];

const CREDENTIAL: &str = "credential";
const TARGET: Target = Target::new(CREDENTIALS, &["name"]);

/// The data source.
pub(crate) struct TokenStatus;

#[async_trait]
impl Source for TokenStatus {
    fn type_name(&self) -> &str {
        NAME
    }

    fn schema(&self) -> Schema {
        let text = |name, doc| Attribute::new(name, Type::String, doc);
        let mut attributes = vec![
            text(CREDENTIAL, "The credential of type `oauth_2_0`, by sys_id or name.").required(),
            text("oauth_profile_id", "The sys_id of the credential's OAuth profile.").computed(),
        ];
        for (name, words) in KINDS {
            let available = format!(
                "Whether the instance holds {words} for the credential that has not expired."
            );
            let word = name.replace('_', " ");
            let expires = format!(
                "When the {word} expires, in UTC, such as `2026-01-31T12:00:00Z`; null when there is none."
            );
            let names = (format!("{name}_available"), format!("{name}_expires_at"));
            attributes.push(Attribute::new(names.0, Type::Bool, available).computed());
            attributes.push(Attribute::new(names.1, Type::String, expires).computed());
        }
        Schema::new(
            "Tells whether the instance holds an OAuth token for a credential and when it expires, to check that somebody has \
             used \"Get OAuth Token\". It never shows a token.",
            attributes,
        )
    }

    async fn read(&self, work: &Work, config: Attributes) -> Result<Reading, Problem> {
        Ok(look(work, config).await?.into())
    }
}

async fn look(work: &Work, mut state: Attributes) -> Result<Attributes, Problem> {
    let credential = credential(work, state.known_text(CREDENTIAL).unwrap_or_default()).await?;
    let profile = credential.get("oauth_entity_profile").unwrap_or_default();
    state.set("oauth_profile_id", if profile.is_empty() { Value::Null } else { profile.into() });
    let tokens = tokens(work, &requestors(work, credential.sys_id(), profile).await?).await?;
    for (name, _) in KINDS {
        let of_kind = tokens.iter().filter(|token| token.get("type") == Some(name));
        let expires =
            of_kind.filter_map(|token| moment::of_stored(token.get("expires")?).ok()).max();
        let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
        let is_good = expires.is_some_and(|expires| expires > now);
        state.set(&format!("{name}_available"), is_good.into());
        let expires = expires.map_or(Value::Null, |expires| moment::told(expires).into());
        state.set(&format!("{name}_expires_at"), expires);
    }
    Ok(state)
}

async fn credential(work: &Work, spelling: &str) -> Result<Record, Problem> {
    let sys_id = references::the_one(work, CREDENTIAL, &TARGET, spelling, None).await?;
    let record = work.client.table(CREDENTIALS).get(&sys_id, &["oauth_entity_profile"]).await;
    let record = record.map_err(|error| unread(work, NAME, CREDENTIALS, error))?;
    record.ok_or_else(|| {
        let reference = Reference::new(CREDENTIAL, &TARGET, spelling);
        Problem::Misled(Box::new(reference), Misled::Nothing(Vec::new()))
    })
}

/// The rows that join the credential and its profile. By which of their columns they name the credential is not
/// established, so any that holds its sys_id will do.
async fn requestors(work: &Work, credential: &str, profile: &str) -> Result<Vec<String>, Problem> {
    let query = Query::new().equals("oauth_entity_profile", profile).unwrap_or_default();
    let rows = visible(work, REQUESTORS, &query, &[]).await?;
    let names = |row: &&Record| row.columns().any(|(_, text)| text == credential);
    Ok(rows.iter().filter(names).map(|row| row.sys_id().to_owned()).collect())
}

async fn tokens(work: &Work, requestors: &[String]) -> Result<Vec<Record>, Problem> {
    if requestors.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::new().is_in(REQUESTORS, requestors).unwrap_or_default();
    visible(work, TOKENS, &query, &["type", "expires", REQUESTORS]).await
}

/// The rows a query finds; none shown and some counted is an error, for then nothing can be told.
async fn visible(
    work: &Work,
    table: &str,
    query: &Query,
    columns: &[&str],
) -> Result<Vec<Record>, Problem> {
    let found = work.client.table(table).matching(query, columns, None).await;
    shown(NAME, table, found.map_err(|error| unread(work, NAME, table, error))?)
}
