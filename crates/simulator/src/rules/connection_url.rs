//! With the URL builder on, a connection's URL is made from its parts; with it off, the parts
//! follow the URL where that is switched on (§12.6).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};
use url::Url;

pub(super) static BUILD: Rule = Rule {
    name: "Build connection URL",
    tables: &["http_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: build,
};

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
