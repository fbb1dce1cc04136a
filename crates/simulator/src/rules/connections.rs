//! Connections: which alias fits, and what an alias or a credential allows only once.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Meaning, Rule, When},
};

/// A connection's name is unique (docs/facts.md#connection-names).
pub(super) static UNIQUE_NAME: Rule = Rule {
    name: "Connection name is unique",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: check_name,
};

fn check_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, name) = (change.work, change.get("name"));
    let allowed = work.world.unknowns.duplicate_connection_name == Verdict::Allowed;
    if allowed || name.is_empty() || !change.changes("name") {
        return Ok(());
    }
    if !change.others("sys_connection", &[("name", name)])?.is_empty() {
        return Err(change.abort(&UNIQUE_NAME));
    }
    Ok(())
}

/// A connection's alias is of type connection and of the connection's own class
/// (docs/facts.md#connection-alias-type).
pub(super) static ALIAS_FITS: Rule = Rule {
    name: "Alias Connection type must match Connection type of record",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_alias,
};

fn check_alias(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (class, alias) = (change.table.name.as_str(), change.get("connection_alias"));
    match change.work.fetch("sys_alias", alias)? {
        Some(alias) if alias.value("type") == "connection" => {
            if alias.value("connection_type") == class {
                return Ok(());
            }
        }
        Some(_) => {}
        None => return Ok(()),
    }
    let words =
        format!("Error: Alias Connection type must match Connection type of record {class}");
    Err(change.abort_saying(&ALIAS_FITS, words))
}

/// An alias has one active connection in a domain, unless it supports several, and an active
/// connection has an alias (docs/facts.md#active-connections).
pub(super) static ONE_ACTIVE: Rule = Rule {
    name: "Connection alias and Domain combination",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_active,
};

fn check_active(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, alias) = (change.work, change.get("connection_alias"));
    if !change.is("active") || change.meaning == Meaning::Platform {
        return Ok(());
    }
    if alias.is_empty() {
        return Err(change.abort_saying(&ONE_ACTIVE, "Connection alias cannot be empty"));
    }
    let several = work.fetch("sys_alias", alias)?;
    let several = several.is_some_and(|row| row.value("multiple_connections") == "true");
    let allowed = work.world.unknowns.second_active_connection == Verdict::Allowed;
    if several || allowed || !has_rival(change, "connection_alias")? {
        return Ok(());
    }
    let words = "Connection alias and Domain combination for an active record already exists";
    Err(change.abort_saying(&ONE_ACTIVE, words))
}

/// Whether another active connection of the same domain has the same value there.
fn has_rival(change: &Change<'_>, column: &str) -> Result<bool, Refusal> {
    let same = [
        (column, change.get(column)),
        ("active", "true"),
        ("sys_domain", change.get("sys_domain")),
    ];
    Ok(!change.others("sys_connection", &same)?.is_empty())
}

/// Two active connections of a domain do not share a credential (docs/facts.md#shared-credential).
pub(super) static OWN_CREDENTIAL: Rule = Rule {
    name: "Credential and Domain combination",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_credential,
};

fn check_credential(change: &mut Change<'_>) -> Result<(), Refusal> {
    let allowed = change.work.world.unknowns.shared_credential == Verdict::Allowed;
    let none = change.get("credential").is_empty();
    if allowed || none || !change.is("active") || !has_rival(change, "credential")? {
        return Ok(());
    }
    let words = "Credential and Domain combination for an active record already exists";
    Err(change.abort_saying(&OWN_CREDENTIAL, words))
}
