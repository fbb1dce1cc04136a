//! The URLs of connections: made from their parts, and the host taken from one entered by hand.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};
use url::Url;

/// With the URL builder on, a connection's URL is made from its parts (docs/facts.md#url-builder).
pub(super) static BUILD: Rule = Rule {
    name: "Build connection URL",
    tables: &["http_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: build,
};

/// With the URL builder off, the host follows the URL where that is switched on, and nothing else
/// does (docs/facts.md#back-filled-host).
pub(super) static BACK_FILL: Rule = Rule {
    name: "Fill host from connection URL",
    tables: &["http_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: back_fill,
};

/// A JDBC connection's URL is made from its parts; the form is that of JDBC data sources
/// (docs/facts.md#jdbc-connection).
pub(super) static BUILD_JDBC: Rule = Rule {
    name: "Build JDBC connection URL",
    tables: &["jdbc_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: build_jdbc,
};

fn build(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.is("url_builder") {
        return Ok(());
    }
    let omitted = change.work.world.unknowns.default_port_omitted;
    let (scheme, port) = (scheme(change)?, change.get("port"));
    let implied = if scheme == "http" { "80" } else { "443" };
    let port = if omitted && port == implied { "" } else { port };
    let url = built(&scheme, change.get("host"), port, change.get("base_path"));
    change.set("connection_url", url);
    Ok(())
}

/// The protocol, or what the protocol profile is shown as where mutual authentication is on.
fn scheme(change: &Change<'_>) -> Result<String, Refusal> {
    if !change.is("mutual_auth") {
        return Ok(change.get("protocol").to_owned());
    }
    let profile = change.work.fetch("sys_protocol_profile", change.get("protocol_profile"))?;
    Ok(profile.map(|profile| profile.value("protocol").to_owned()).unwrap_or_default())
}

/// Everything is joined as it stands. What a URL without a host would be is not known.
fn built(scheme: &str, host: &str, port: &str, path: &str) -> String {
    match (scheme, host, port) {
        ("", ..) | (_, "", _) => String::new(),
        (_, _, "") => format!("{scheme}://{host}{path}"),
        _ => format!("{scheme}://{host}:{port}{path}"),
    }
}

fn back_fill(change: &mut Change<'_>) -> Result<(), Refusal> {
    let wanted = change.work.world.unknowns.connection_url_back_filled;
    if change.is("url_builder") || !wanted || !change.changes("connection_url") {
        return Ok(());
    }
    let url = Url::parse(change.get("connection_url"));
    if let Some(host) = url.ok().as_ref().and_then(Url::host_str) {
        change.set("host", host);
    }
    Ok(())
}

fn build_jdbc(change: &mut Change<'_>) -> Result<(), Refusal> {
    let part = |before: &str, column: &str| match change.get(column) {
        "" => String::new(),
        text => format!("{before}{text}"),
    };
    let (format, host) = (change.get("format").to_ascii_lowercase(), change.get("host"));
    let server = format!("{host}{}", part(":", "port"));
    let more = part("", "connection_url_parameters");
    let url = match () {
        () if host.is_empty() => String::new(),
        () if format.contains("oracle") => {
            format!(
                "jdbc:oracle:thin:@{host}{}{}{more}",
                part(":", "oracle_port"),
                part(":", "oracle_sid")
            )
        }
        () if format.contains("sqlserver") => {
            let trusted = if change.is("use_integrated_authentication") {
                ";integratedSecurity=true"
            } else {
                ""
            };
            let (instance, database) =
                (part(";instanceName=", "instance_name"), part(";databaseName=", "database_name"));
            format!("jdbc:sqlserver://{server}{instance}{database}{trusted}{more}")
        }
        () => format!("jdbc:mysql://{server}{}{more}", part("/", "database_name")),
    };
    change.set("connection_url", url);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_url_is_scheme_host_port_and_path_as_they_stand() {
        assert_eq!(
            built("https", "bru-2.zeebe.camunda.io", "", "/cluster"),
            "https://bru-2.zeebe.camunda.io/cluster"
        );
        assert_eq!(built("http", "localhost", "8080", ""), "http://localhost:8080");
        assert_eq!(built("https", "h", "443", ""), "https://h:443");
        assert_eq!(built("https", "h", "", "path"), "https://hpath");
    }

    #[test]
    fn without_a_scheme_or_a_host_there_is_no_url() {
        assert_eq!(built("", "h", "443", "/p"), "");
        assert_eq!(built("https", "", "", "/p"), "");
    }
}
