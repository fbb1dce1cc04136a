//! Connections: their URLs, and what an alias or a credential allows only once.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    unknowns::Verdict,
    world::{Change, Rule, When},
};
use url::Url;

/// With the URL builder on, a connection's URL is made from its parts.
pub(super) static BUILD: Rule = Rule {
    name: "Build connection URL",
    tables: &["http_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: build,
};

/// With the URL builder off, the parts follow the URL where that is switched on
/// (docs/facts.md#back-filled-host).
pub(super) static BACK_FILL: Rule = Rule {
    name: "Fill connection parts from URL",
    tables: &["http_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: back_fill,
};

fn build(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.is("url_builder") {
        return Ok(());
    }
    let protocol = protocol(change)?;
    let omit = change.work.world.unknowns.default_port_omitted;
    let url =
        built(&protocol, change.get("host"), change.get("port"), change.get("base_path"), omit);
    change.set("connection_url", url);
    Ok(())
}

/// The protocol, from the protocol profile where mutual authentication is on.
fn protocol(change: &Change<'_>) -> Result<String, Refusal> {
    if change.is("mutual_auth") {
        let profile = change.get("protocol_profile");
        if let Some(profile) = change.work.fetch("sys_protocol_profile", profile)? {
            return Ok(profile.value("protocol").to_ascii_lowercase());
        }
    }
    Ok(change.get("protocol").to_ascii_lowercase())
}

fn built(protocol: &str, host: &str, port: &str, path: &str, omit_default: bool) -> String {
    if host.is_empty() {
        return String::new();
    }
    let implied = if protocol == "http" { "80" } else { "443" };
    match (port, omit_default) {
        ("", true) => format!("{protocol}://{host}{path}"),
        ("", false) => format!("{protocol}://{host}:{implied}{path}"),
        (port, true) if port == implied => format!("{protocol}://{host}{path}"),
        (port, _) => format!("{protocol}://{host}:{port}{path}"),
    }
}

fn back_fill(change: &mut Change<'_>) -> Result<(), Refusal> {
    let wanted = change.work.world.unknowns.connection_url_back_filled;
    if change.is("url_builder") || !wanted || !change.changes("connection_url") {
        return Ok(());
    }
    let Ok(url) = Url::parse(change.get("connection_url")) else { return Ok(()) };
    change.set("protocol", url.scheme());
    change.set("host", url.host_str().unwrap_or_default());
    change.set("port", url.port().map(|port| port.to_string()).unwrap_or_default());
    change.set("base_path", url.path().trim_end_matches('/'));
    Ok(())
}

/// A connection's name is unique.
pub(super) static UNIQUE_NAME: Rule = Rule {
    name: "Validate unique connection name",
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
    let namesakes = work.find("sys_connection", &[("name", name)])?;
    let other = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if namesakes.iter().any(other) { Err(change.abort(&UNIQUE_NAME)) } else { Ok(()) }
}

/// An alias has one active connection, unless it supports several.
pub(super) static ONE_ACTIVE: Rule = Rule {
    name: "Validate active connection",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: check_active,
};

fn check_active(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, alias) = (change.work, change.get("connection_alias"));
    let allowed = work.world.unknowns.second_active_connection == Verdict::Allowed;
    if allowed || alias.is_empty() || !change.is("active") {
        return Ok(());
    }
    let alias_row = work.fetch("sys_alias", alias)?;
    if alias_row.is_some_and(|row| row.value("multiple_connections") == "true") {
        return Ok(());
    }
    let rivals = work.find("sys_connection", &[("connection_alias", alias), ("active", "true")])?;
    let rival = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if rivals.iter().any(rival) { Err(change.abort(&ONE_ACTIVE)) } else { Ok(()) }
}

/// Two active connections do not share a credential.
pub(super) static OWN_CREDENTIAL: Rule = Rule {
    name: "Validate unique credential",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: check_credential,
};

fn check_credential(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, credential) = (change.work, change.get("credential"));
    let allowed = work.world.unknowns.shared_credential == Verdict::Allowed;
    if allowed || credential.is_empty() || !change.is("active") {
        return Ok(());
    }
    let users = [("credential", credential), ("active", "true")];
    let users = work.find("sys_connection", &users)?;
    let other = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if users.iter().any(other) { Err(change.abort(&OWN_CREDENTIAL)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_url_is_protocol_host_port_and_path() {
        assert_eq!(
            built("https", "bru-2.zeebe.camunda.io", "", "/cluster", true),
            "https://bru-2.zeebe.camunda.io/cluster"
        );
        assert_eq!(built("http", "localhost", "8080", "", true), "http://localhost:8080");
    }

    #[test]
    fn the_default_port_is_left_out_unless_switched() {
        assert_eq!(built("https", "h", "443", "", true), "https://h");
        assert_eq!(built("https", "h", "", "", false), "https://h:443");
        assert_eq!(built("http", "h", "", "", false), "http://h:80");
    }

    #[test]
    fn a_base_path_without_slash_is_joined_as_it_is() {
        assert_eq!(built("https", "h", "", "path", true), "https://hpath");
    }

    #[test]
    fn without_a_host_there_is_no_url() {
        assert_eq!(built("https", "", "", "/p", true), "");
    }
}
