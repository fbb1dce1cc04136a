//! `servicenow_oauth_token_status`: whether a credential has a token and until when. Never the token.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use servicenow::{Query, Record};
use tfplugin::{Attribute, Schema, Type, Value};

use crate::describe::{Field, Target, reference};
use crate::engine::data::{Found, Source, unread};
use crate::engine::lookup::references;
use crate::engine::model::Attributes;
use crate::engine::problem::{Misled, Problem, Reference, Search};
use crate::engine::session::Work;

const NAME: &str = "servicenow_oauth_token_status";
const CREDENTIALS: &str = "oauth_2_0_credentials";
/// Joins a credential and a profile to the tokens got for them (docs/facts.md#requestor-profile).
const REQUESTORS: &str = "oauth_requestor_profile";
const TOKENS: &str = "oauth_credential";
/// Kinds of token: what the attributes begin with, and the word in the column `type`.
const KINDS: &[(&str, &str)] =
    &[("access_token", "access_token"), ("refresh_token", "refresh_token")];

const TARGET: Target = Target {
    table: CREDENTIALS,
    keys: &["name"],
    within: None,
    literals: &[],
    literal_is_default: false,
};

const CREDENTIAL: Field = reference("credential", CREDENTIALS)
    .by(TARGET.keys)
    .required()
    .doc("The credential of type `oauth_2_0`, by sys_id or name.");

/// The data source.
pub(crate) struct TokenStatus;

#[async_trait]
impl Source for TokenStatus {
    fn type_name(&self) -> &str {
        NAME
    }

    fn schema(&self) -> Schema {
        let mut attributes = vec![
            Attribute::new(CREDENTIAL.name, Type::String, CREDENTIAL.doc).required(),
            Attribute::new(
                "oauth_profile_id",
                Type::String,
                "The sys_id of the credential's OAuth profile.",
            )
            .computed(),
        ];
        for (name, _) in KINDS {
            let (available, expires) = (format!("{name}_available"), format!("{name}_expires_at"));
            let words = name.replace('_', " ");
            let doc = format!(
                "Whether the instance holds an {words} for the credential that has not expired."
            );
            let doc = doc.replace("an refresh", "a refresh");
            attributes.push(Attribute::new(available, Type::Bool, doc).computed());
            let doc = format!(
                "When the {words} expires, in UTC, such as `2026-01-31T12:00:00Z`; null when there is none."
            );
            attributes.push(Attribute::new(expires, Type::String, doc).computed());
        }
        Schema::new(
            "Tells whether the instance holds an OAuth token for a credential and when it expires, to check that somebody has \
             used \"Get OAuth Token\". It never shows a token.",
            attributes,
        )
    }

    async fn read(&self, work: &Work, config: Attributes) -> Result<Found, Problem> {
        Ok(Found::of(look(work, config).await?))
    }
}

async fn look(work: &Work, mut state: Attributes) -> Result<Attributes, Problem> {
    let credential =
        credential(work, state.known_text(CREDENTIAL.name).unwrap_or_default()).await?;
    let profile = credential.get("oauth_entity_profile").unwrap_or_default();
    state.set("oauth_profile_id", if profile.is_empty() { Value::Null } else { profile.into() });
    let tokens = tokens(work, &requestors(work, credential.sys_id(), profile).await?).await?;
    for (name, word) in KINDS {
        let of_kind = tokens.iter().filter(|token| token.get("type") == Some(word));
        let expires = of_kind.filter_map(|token| moment(token.get("expires")?)).max();
        let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
        let is_good = expires.is_some_and(|expires| expires > now);
        state.set(&format!("{name}_available"), is_good.into());
        let expires = expires.map_or(Value::Null, |expires| rfc3339(expires).into());
        state.set(&format!("{name}_expires_at"), expires);
    }
    Ok(state)
}

async fn credential(work: &Work, spelling: &str) -> Result<Record, Problem> {
    let found = references::resolve(work, &TARGET, spelling).await;
    let sys_id = references::the_one(work, &CREDENTIAL, &TARGET, spelling, found).await?;
    let record = work.client.table(CREDENTIALS).get(&sys_id, &["oauth_entity_profile"]).await;
    let record = record.map_err(|error| unread(work, NAME, CREDENTIALS, error))?;
    record.ok_or_else(|| {
        let reference = Reference::new(CREDENTIAL.name, &TARGET, spelling);
        Problem::Misled(reference, Misled::Nothing(Vec::new()))
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
    let found = found.map_err(|error| unread(work, NAME, table, error))?;
    match found.all_hidden() {
        Some(count) => {
            let (type_name, table) = (NAME.to_owned(), table.to_owned());
            Err(Problem::Search(Search::Hidden { type_name, table, count }))
        }
        None => Ok(found.rows),
    }
}

/// A stored time, which is in UTC (docs/facts.md#times).
fn moment(text: &str) -> Option<DateTime> {
    DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()
}

/// A time in UTC as RFC 3339 writes it.
fn rfc3339(moment: DateTime) -> String {
    format!("{moment}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_time_is_in_utc_and_no_time_is_none() {
        let told = rfc3339(moment("2031-01-31 12:30:00").unwrap());
        assert_eq!(told, "2031-01-31T12:30:00Z");
        assert!(moment("").is_none() && moment("31.01.2031").is_none());
    }
}
