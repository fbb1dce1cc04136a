//! JWT providers and the claims they are made with.

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use serde_json::{Value, json};

const CLAIMS: &str = "jwt_claim_validation";
/// What a provider is made with.
const STANDARD: [&str; 3] = ["aud", "sub", "iss"];

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let record = json!({ "name": bench.name("JWT provider"), "expiry_interval": "60" });
    let provider = bench.try_insert("jwt_provider", &record).await?;
    if !provider.worked() {
        for switch in ["jwt_provider_makes_claims", "claims_outlive_jwt_provider"] {
            notes.untold(switch, "a JWT provider cannot be inserted");
        }
        return Ok(());
    }
    let provider = provider.result("inserting a JWT provider")?;
    let id = text(&provider["sys_id"]);
    let made = claims(bench, id).await?;
    let named = |name: &&str| made.iter().any(|claim| text(&claim["name"]) == *name);
    notes.is("jwt_provider_makes_claims", STANDARD.iter().all(named));
    let claim = match made.into_iter().next() {
        Some(claim) => claim,
        None => bench.insert(CLAIMS, &json!({ "jwt_provider": id, "name": "aud" })).await?,
    };
    deleting(bench, notes, id, text(&claim["sys_id"])).await
}

/// The claims of a provider. Those that the instance made are taken away again with the rest.
async fn claims(bench: &Bench, provider: &str) -> Result<Vec<Value>, ProbeError> {
    let mut found = bench.rows(CLAIMS, &format!("jwt_provider={provider}")).await?;
    // An instance drops a condition on a column that it does not know, and answers with everything.
    found.retain(|claim| text(&claim["jwt_provider"]) == provider);
    for claim in &found {
        bench.remember(CLAIMS, text(&claim["sys_id"]));
    }
    Ok(found)
}

async fn deleting(
    bench: &Bench,
    notes: &mut Notes,
    provider: &str,
    claim: &str,
) -> Result<(), ProbeError> {
    if !bench.delete("jwt_provider", provider).await? {
        notes.untold("claims_outlive_jwt_provider", "a JWT provider cannot be deleted");
        return Ok(());
    }
    let left = bench.read(CLAIMS, claim).await?;
    notes.is("claims_outlive_jwt_provider", left.is_some());
    Ok(())
}
