//! JWT providers and the claims they are made with.
//!
//! The column by which a claim names its provider is inferred (docs/facts.md#jwt-claims). Where an instance has another one, or
//! hides it, nothing is told of claims; those that came with a provider of the probe are taken away all the same.

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use serde_json::{Map, Value, json};

const CLAIMS: &str = "jwt_claim_validation";
/// The column that is taken to name the provider.
const PROVIDER: &str = "jwt_provider";
/// What a provider is made with.
const STANDARD: [&str; 3] = ["aud", "sub", "iss"];
/// The newest claims first, of whichever provider.
const NEWEST: &str = "ORDERBYDESCsys_created_on";
/// Why nothing is told of claims.
pub(crate) const UNNAMED: &str =
    "the claims that this account sees do not name their provider in the column jwt_provider";

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let record = json!({ "name": bench.name("JWT provider"), "expiry_interval": "60" });
    let provider = bench.try_insert("jwt_provider", &record).await?;
    if !provider.worked() {
        untold(notes, "a JWT provider cannot be inserted");
        return Ok(());
    }
    let provider = provider.result("inserting a JWT provider")?;
    let id = text(&provider["sys_id"]);
    let Some(made) = claims(bench, id).await? else {
        untold(notes, UNNAMED);
        return Ok(());
    };
    let named = |name: &&str| made.iter().any(|claim| text(&claim["name"]) == *name);
    notes.is("jwt_provider_makes_claims", STANDARD.iter().all(named));
    let claim = match made.into_iter().next() {
        Some(claim) => text(&claim["sys_id"]).to_owned(),
        None => own_claim(bench, id).await?.unwrap_or_default(),
    };
    deleting(bench, notes, id, &claim).await
}

fn untold(notes: &mut Notes, why: &str) {
    for switch in ["jwt_provider_makes_claims", "claims_outlive_jwt_provider"] {
        notes.untold(switch, why);
    }
}

/// The claims of a provider just made; none where no claim that is seen says whose it is. All that came with the provider are
/// taken away in the end.
pub(crate) async fn claims(
    bench: &Bench,
    provider: &str,
) -> Result<Option<Vec<Value>>, ProbeError> {
    let made = bench.read("jwt_provider", provider).await?.unwrap_or_default();
    let came = (provider, text(&made["sys_created_on"]));
    let mut are_none = false;
    // An instance may drop or refuse a condition on a column that it does not know.
    for query in [format!("{PROVIDER}={provider}^{NEWEST}"), NEWEST.to_owned()] {
        let answer = bench.query(CLAIMS, &query).await?;
        let mut found = answer.body["result"].as_array().cloned().unwrap_or_default();
        for claim in found.iter().filter(|claim| came_with(bench, claim, came)) {
            bench.remember(CLAIMS, text(&claim["sys_id"]));
        }
        if found.iter().any(|claim| claim.get(PROVIDER).is_some()) {
            found.retain(|claim| text(&claim[PROVIDER]) == provider);
            return Ok(Some(found));
        }
        are_none = answer.worked() && found.is_empty();
    }
    Ok(are_none.then(Vec::new))
}

/// Whether a claim names the provider in any column or, where it names none, is one of those that an instance makes with it:
/// made since, for this account, by one of their names.
fn came_with(bench: &Bench, claim: &Value, (provider, made): (&str, &str)) -> bool {
    let names = |row: &Map<String, Value>| row.values().any(|value| text(value) == provider);
    let is_since = !made.is_empty() && text(&claim["sys_created_on"]) >= made;
    let is_own = text(&claim["sys_created_by"]) == bench.instance.username;
    let is_standard = STANDARD.contains(&text(&claim["name"]));
    let is_unnamed = claim.get(PROVIDER).is_none();
    claim.as_object().is_some_and(names) || is_unnamed && is_since && is_own && is_standard
}

/// A claim of the probe's own for the provider; none where it cannot be made, or does not hold the provider.
async fn own_claim(bench: &Bench, provider: &str) -> Result<Option<String>, ProbeError> {
    let made = bench.try_insert(CLAIMS, &json!({ PROVIDER: provider, "name": "aud" })).await?;
    if !made.worked() {
        return Ok(None);
    }
    let id = text(&made.body["result"]["sys_id"]);
    let stored = bench.read(CLAIMS, id).await?.unwrap_or_default();
    Ok((text(&stored[PROVIDER]) == provider).then(|| id.to_owned()))
}

async fn deleting(
    bench: &Bench,
    notes: &mut Notes,
    provider: &str,
    claim: &str,
) -> Result<(), ProbeError> {
    if claim.is_empty() {
        notes.untold("claims_outlive_jwt_provider", "no claim could be made");
        return Ok(());
    }
    if !bench.delete("jwt_provider", provider).await? {
        notes.untold("claims_outlive_jwt_provider", "a JWT provider cannot be deleted");
        return Ok(());
    }
    let left = bench.read(CLAIMS, claim).await?;
    notes.is("claims_outlive_jwt_provider", left.is_some());
    Ok(())
}
