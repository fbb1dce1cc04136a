//! Which way to authenticate opens an API, and what a scope opens: each said once.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    world::{Change, Rule, When},
};

/// Two active policies are not for the same (docs/facts.md#api-access-policy).
pub(super) static ONE_POLICY: Rule = Rule {
    name: "Validate unique API access policy",
    tables: &["sys_api_access_policy"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_policy,
};

/// The path of an API with the slash before it taken away: which form the rules of an instance compare is not established, and
/// both name one API \[I\].
fn bare(path: &str) -> &str {
    path.trim_start_matches('/')
}

/// What a policy is for. A global one is for everything, whatever else it says.
const REACH: &[&str] = &[
    "api",
    "api_path",
    "api_resource",
    "version",
    "http_method",
    "api_tablename",
    "apply_all",
    "apply_all_methods",
    "apply_all_resources",
    "apply_all_versions",
    "apply_all_tables",
];

fn check_policy(change: &mut Change<'_>) -> Result<(), Refusal> {
    let rule = &ONE_POLICY;
    if !change.is("active") {
        return Ok(());
    }
    let everywhere = change.is("apply_global");
    let equal = |other: &Record, column: &str| match column {
        "api_path" => bare(other.value(column)) == bare(change.get(column)),
        _ => other.value(column) == change.get(column),
    };
    let same = |other: &&Record| {
        equal(other, "apply_global")
            && (everywhere || REACH.iter().all(|column| equal(other, column)))
    };
    let others = change.others("sys_api_access_policy", &[("active", "true")])?;
    match others.iter().find(same) {
        Some(other) => {
            let words = "Another policy with the same configuration is active";
            Err(change.abort_saying(rule, format!("{words}: {}", other.value("name"))))
        }
        None => Ok(()),
    }
}

/// A policy lists a profile once, and a global one lists none for tokens
/// (docs/facts.md#auth-profile-mapping).
pub(super) static MAPPING: Rule = Rule {
    name: "Validate authentication profile mapping",
    tables: &["sys_auth_profile_mapping"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_mapping,
};

/// The classes of the profiles that the plugin for tokens brings.
const FOR_TOKENS: &[&str] = &["http_key_auth", "http_hmac_auth"];

fn check_mapping(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (rule, work) = (&MAPPING, change.work);
    let (policy, profile) = (change.get("api_access_policy"), change.get("inbound_auth_profile"));
    if policy.is_empty() || profile.is_empty() {
        return Ok(());
    }
    let pair = [("api_access_policy", policy), ("inbound_auth_profile", profile)];
    if !change.others("sys_auth_profile_mapping", &pair)?.is_empty() {
        return Err(change.abort(rule));
    }
    let policy = work.fetch("sys_api_access_policy", policy)?.unwrap_or_default();
    let profile = work.fetch("inbound_auth_profile", profile)?.unwrap_or_default();
    let for_tokens = FOR_TOKENS.contains(&profile.value("sys_class_name"));
    if for_tokens && policy.value("apply_global") == "true" {
        return Err(change.abort(rule));
    }
    Ok(())
}

/// A row that opens all versions names none (docs/facts.md#api-access-scope).
pub(super) static NO_VERSION: Rule = Rule {
    name: "Clear version of API access scope",
    tables: &["sys_api_access_scope"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: clear_version,
};

fn clear_version(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.is("apply_all_versions") {
        change.set("version", "");
    }
    Ok(())
}

/// What is opened is opened once, whichever scope opens it (docs/facts.md#api-access-scope).
pub(super) static ONE_SCOPE: Rule = Rule {
    name: "Validate unique API resource",
    tables: &["sys_api_access_scope"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_scope,
};

/// What must differ beside the path.
const OPENED: [&str; 3] = ["version", "http_method", "api_resource"];

fn check_scope(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("api_path").is_empty() {
        return Ok(());
    }
    let equal = OPENED.map(|column| (column, change.get(column)));
    let others = change.others("sys_api_access_scope", &equal)?;
    if others.iter().any(|other| bare(other.value("api_path")) == bare(change.get("api_path"))) {
        return Err(change.abort_saying(&ONE_SCOPE, "duplicated API resource found"));
    }
    Ok(())
}
