//! What the instance signs its own assertions with: providers, their claims, and keys.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Rule, When},
};

const CLAIMS: &str = "jwt_claim_validation";
/// The claims a provider is made with.
const STANDARD: [&str; 3] = ["aud", "sub", "iss"];
/// The longest life of an assertion in seconds, where the property says nothing.
const LONGEST: (&str, i64) = ("jwt.provider.expiry.interval.limit", 3_600);
/// The types of certificate that a key can be taken from.
const KEY_STORES: [&str; 2] = ["key_store", "bcfks_key_store"];

/// An assertion lives for some time, and not for longer than a property allows
/// (docs/facts.md#jwt-provider).
pub(super) static INTERVAL: Rule = Rule {
    name: "Validate expiry interval",
    tables: &["jwt_provider"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_interval,
};

fn check_interval(change: &mut Change<'_>) -> Result<(), Refusal> {
    let allowed = change.work.property(LONGEST.0)?.trim().parse().unwrap_or(LONGEST.1);
    let interval: i64 = change.get("expiry_interval").parse().unwrap_or(0);
    if (1..=allowed).contains(&interval) { Ok(()) } else { Err(change.abort(&INTERVAL)) }
}

/// A new provider gets its three claims, with nothing in them (docs/facts.md#jwt-claims).
pub(super) static STANDARD_CLAIMS: Rule = Rule {
    name: "Create standard claims",
    tables: &["jwt_provider"],
    when: When::AfterInsert,
    evidence: Evidence::Exported,
    apply: create_claims,
};

fn create_claims(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    if !work.world.unknowns.jwt_provider_makes_claims {
        return Ok(());
    }
    for name in STANDARD {
        let claim = Input::platform([
            ("jwt_provider", change.get("sys_id")),
            ("name", name),
            ("is_standard", "true"),
            ("sys_scope", change.get("sys_scope")),
        ]);
        records::insert(work, work.table(CLAIMS)?, &claim)?;
    }
    Ok(())
}

/// The claims of a provider go with it, or are left without one.
pub(super) static CLAIMS_DELETED: Rule = Rule {
    name: "Delete claims of JWT provider",
    tables: &["jwt_provider"],
    when: When::BeforeDelete,
    evidence: Evidence::Invented,
    apply: delete_claims,
};

fn delete_claims(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    if work.world.unknowns.claims_outlive_jwt_provider {
        return Ok(());
    }
    for claim in work.find(CLAIMS, &[("jwt_provider", change.get("sys_id"))])? {
        records::delete(work, work.table(CLAIMS)?, claim.value("sys_id"))?;
    }
    Ok(())
}

/// A key is in an active key store, and lasts as long as the certificate there
/// (docs/facts.md#jwt-keys).
pub(super) static KEY_STORE: Rule = Rule {
    name: "Validate signing keystore",
    tables: &["jwt_keystore_aliases"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_key_store,
};

fn check_key_store(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("signing_keystore") {
        return Ok(());
    }
    let named = change.get("signing_keystore");
    if named.is_empty() {
        change.set("expiry", "");
        return Ok(());
    }
    let certificate = change.work.fetch("sys_certificate", named)?.unwrap_or_default();
    let holds_keys = KEY_STORES.contains(&certificate.value("type"));
    if !holds_keys || certificate.value("active") != "true" {
        return Err(change.abort(&KEY_STORE));
    }
    change.set("expiry", certificate.value("expires"));
    Ok(())
}
