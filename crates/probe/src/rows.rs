//! Records whose like nobody has seen: what becomes of one that says as little as it can. Of their values only what says
//! nothing about the instance is told.

use crate::{
    bench::Bench,
    descriptions::{APPLICATION_FILE, Descriptions, EVERYWHERE, is_a_customers_own},
    error::ProbeError,
    findings::{Finding, Notes},
    instance::text,
    jwt_providers,
    points::Question,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What a value may be and still be told, beside words that are known.
const TOLD: &[&str] = &["true", "false"];
/// The longest number that is told.
const DIGITS: usize = 8;

pub(crate) async fn ask(
    bench: &Bench,
    notes: &mut Notes,
    questions: &[Question],
    known: &Descriptions,
) -> Result<(), ProbeError> {
    for question in questions {
        let Some(table) = &question.row_of else { continue };
        let (answer, id) = row(bench, known, table).await?;
        notes.answer(&question.name, answer);
        if table == "jwt_provider" {
            notes.answer("claims_of_new_jwt_provider", claims(bench, id).await?);
        }
    }
    Ok(())
}

/// Inserts a record and says what it looks like.
async fn row(
    bench: &Bench,
    known: &Descriptions,
    table: &str,
) -> Result<(Finding, Option<String>), ProbeError> {
    let sent = record(bench, table).await?;
    let made = bench.try_insert(table, &sent).await?;
    if !made.worked() {
        let why = format!("the insert is answered with {}", made.refusal());
        return Ok((Finding::Untold(why), None));
    }
    let id = text(&made.body["result"]["sys_id"]).to_owned();
    let read = bench.read(table, &id).await?;
    let Some(Value::Object(read)) = read else {
        return Ok((Finding::Untold("the record could not be read back".to_owned()), Some(id)));
    };
    Ok((Finding::Is(described(known, table, &sent, &read)), Some(id)))
}

/// As little as a record of this table can say.
async fn record(bench: &Bench, table: &str) -> Result<Value, ProbeError> {
    let name = bench.name(&format!("row of {table}"));
    Ok(match table {
        "http_connection" => json!({
            "name": name, "active": "false", "connection_url": "https://probe.example/row",
            "connection_alias": alias(bench, table).await?,
        }),
        "jdbc_connection" => json!({
            "name": name, "active": "false", "connection_alias": alias(bench, table).await?,
        }),
        "basic_auth_credentials" => json!({ "name": name, "user_name": "probe" }),
        "jwt_verifier_map" => {
            let client = json!({ "name": bench.name("client of a verifier map") });
            let client = bench.try_insert("oauth_jwt", &client).await?;
            let client = text(&client.body["result"]["sys_id"]);
            json!({ "name": name, "oauth_jwt": client, "shared_key": "probe" })
        }
        "jwt_provider" => json!({ "name": name, "expiry_interval": "60" }),
        _ => json!({ "name": name }),
    })
}

async fn alias(bench: &Bench, class: &str) -> Result<String, ProbeError> {
    let name = bench.name(&format!("alias for {class}"));
    let alias = json!({ "name": name, "type": "connection", "connection_type": class });
    let alias = bench.try_insert("sys_alias", &alias).await?;
    Ok(text(&alias.body["result"]["sys_id"]).to_owned())
}

/// Which columns a record has that nobody knows, which known ones it lacks, and what the instance filled in.
fn described(known: &Descriptions, table: &str, sent: &Value, read: &Map<String, Value>) -> Value {
    let chain = known.chain(table);
    let ours = known.known_of(&chain);
    let of_files = known.known_of(&[APPLICATION_FILE]);
    let strange = |name: &&String| {
        let of_files = chain.contains(&APPLICATION_FILE) && name.starts_with("sys_");
        !ours.contains(name.as_str()) && !of_files && !is_a_customers_own(name)
    };
    let unknown: BTreeSet<&String> = read.keys().filter(strange).collect();
    let missing = ours.iter().filter(|name| !EVERYWHERE.contains(name));
    let missing: BTreeSet<&&str> = missing.filter(|name| !read.contains_key(**name)).collect();
    let mut filled = Map::new();
    for (name, value) in read {
        let value = text(value);
        let ordinary = !of_files.contains(name.as_str()) && !is_a_customers_own(name);
        if ordinary && !value.is_empty() && sent.get(name).is_none() {
            let told = tells_nothing(known, &chain, name, value);
            filled.insert(name.clone(), json!(if told { value } else { "…" }));
        }
    }
    json!({ "unknown": unknown, "missing": missing, "filled": filled })
}

/// Whether a value says nothing about who uses the instance.
fn tells_nothing(known: &Descriptions, chain: &[&str], column: &str, value: &str) -> bool {
    let number = value.len() <= DIGITS && value.chars().all(|letter| letter.is_ascii_digit());
    let rows = known.columns.iter();
    let mut rows = rows.filter(|row| row.column == column && chain.contains(&row.table.as_str()));
    let is_word =
        rows.any(|row| row.words.iter().chain(&row.other_words).any(|word| word == value));
    number || is_word || TOLD.contains(&value)
}

/// How many claims came with a JWT provider.
async fn claims(bench: &Bench, provider: Option<String>) -> Result<Finding, ProbeError> {
    let Some(provider) = provider else {
        return Ok(Finding::Untold("no provider could be made".to_owned()));
    };
    let claims = jwt_providers::claims(bench, &provider).await?;
    let untold = || Finding::Untold(jwt_providers::UNNAMED.to_owned());
    Ok(claims.map_or_else(untold, |claims| Finding::Is(json!(claims.len()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Descriptions {
        let text = "columns = [
                { type = 'a', table = 't', column = 'name' },
                { type = 'a', table = 't', column = 'kind', words = ['plain'], other_words = ['odd'] },
            ]
            [tables.t]
            others = ['gone', 'count', 'owner']";
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_row_tells_what_is_strange_missing_and_filled_in_and_no_value_that_says_who_it_is() {
        let read = json!({
            "name": "probe", "kind": "odd", "count": "30", "owner": { "value": "abel.tuter" },
            "new": "", "u_own": "secret", "sys_created_by": "abel.tuter", "sys_id": "1",
        });
        let sent = json!({ "name": "probe" });
        let described = described(&known(), "t", &sent, read.as_object().unwrap());
        let wanted = json!({
            "unknown": ["new"],
            "missing": ["gone"],
            "filled": { "kind": "odd", "count": "30", "owner": "…" },
        });
        assert_eq!(described, wanted);
    }
}
