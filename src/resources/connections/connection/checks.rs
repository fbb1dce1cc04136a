//! Rules a connection keeps by itself.

use crate::describe::{Finding, Given, Values, shown};

fn is_http(values: &dyn Values) -> bool {
    matches!(values.text("type"), Given::Null | Given::Is("http"))
}

pub(super) fn the_builder_has_a_host(values: &dyn Values) -> Vec<Finding> {
    if values.flag("url_builder") != Given::Is(true) || !values.text("host").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "host",
        "Missing host",
        "url_builder is true, so the address is built from its parts: set host (and base_path, port if needed).",
    )]
}

/// The scheme of a built address is the protocol, or what the protocol profile says; without one the instance makes an
/// empty address (docs/facts.md#url-builder).
pub(super) fn the_builder_has_a_scheme(values: &dyn Values) -> Vec<Finding> {
    if values.flag("url_builder") != Given::Is(true) {
        return Vec::new();
    }
    match values.flag("mutual_auth") {
        Given::Is(true) if values.text("protocol_profile").is_null() => vec![Finding::error(
            "protocol_profile",
            "The built address has no scheme",
            "mutual_auth is true, so the instance takes the scheme of the address from protocol_profile, and without one it \
             makes an empty address. Set protocol_profile, or remove mutual_auth.",
        )],
        Given::Is(false) | Given::Null if values.text("protocol") == Given::Is("") => {
            vec![Finding::error(
                "protocol",
                "The built address has no scheme",
                "protocol is empty, so the instance makes an empty address. Set protocol = \"https\", or leave it out for that.",
            )]
        }
        _ => Vec::new(),
    }
}

/// The column is text, so that the instance takes anything.
pub(super) fn the_port_is_a_number(values: &dyn Values) -> Vec<Finding> {
    let wrong = |name: &&str| match values.text(name) {
        Given::Is(port) => !port.parse::<u16>().is_ok_and(|port| port > 0),
        _ => false,
    };
    let found = ["port", "oracle_port"].into_iter().filter(wrong).map(|name| {
        Finding::error(
            name,
            "Not a port",
            format!("{name} takes a number from 1 to 65535. The instance stores anything and then calls nobody."),
        )
    });
    found.collect()
}

pub(super) fn without_the_builder_there_is_an_url(values: &dyn Values) -> Vec<Finding> {
    let off = matches!(values.flag("url_builder"), Given::Null | Given::Is(false));
    if !is_http(values) || !off || !values.text("connection_url").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "connection_url",
        "Missing connection URL",
        "url_builder is false, so the address is connection_url: set it, or set url_builder = true and host.",
    )]
}

pub(super) fn the_base_path_begins_with_a_slash(values: &dyn Values) -> Vec<Finding> {
    match values.text("base_path") {
        Given::Is(path) if !path.starts_with('/') => vec![Finding::error(
            "base_path",
            "The base path does not begin with a slash",
            format!(
                "The instance joins host and base_path as they are, so {} would become part of the host's name. Write \
                 base_path = {}.",
                shown(path),
                shown(&format!("/{path}"))
            ),
        )],
        _ => Vec::new(),
    }
}

pub(super) fn a_timeout_of_zero_is_stale(values: &dyn Values) -> Vec<Finding> {
    if values.whole("connection_timeout") != Given::Is(0) {
        return Vec::new();
    }
    vec![Finding::error(
        "connection_timeout",
        "A timeout of zero",
        "connection_timeout = 0 leaves stale connections open forever. Give milliseconds above zero, or leave it out for \
         the system's own timeout.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    fn named(
        check: fn(&dyn Values) -> Vec<Finding>,
        pairs: &[(&'static str, &'static str)],
    ) -> Vec<&'static str> {
        check(&sample(pairs)).iter().map(|finding| finding.attribute).collect()
    }

    #[test]
    fn an_address_is_demanded_in_the_way_that_was_chosen() {
        let builder = ("url_builder", "true");
        assert_eq!(named(the_builder_has_a_host, &[builder]), ["host"]);
        assert!(named(the_builder_has_a_host, &[builder, ("host", "?")]).is_empty());
        assert_eq!(named(without_the_builder_there_is_an_url, &[]), ["connection_url"]);
        assert!(named(without_the_builder_there_is_an_url, &[("url_builder", "?")]).is_empty());
        assert!(named(without_the_builder_there_is_an_url, &[("type", "basic")]).is_empty());
    }

    #[test]
    fn a_built_address_has_a_scheme_in_either_way() {
        let (builder, mutual) = (("url_builder", "true"), ("mutual_auth", "true"));
        let found = |pairs: &[(&'static str, &'static str)]| named(the_builder_has_a_scheme, pairs);
        assert_eq!(found(&[builder, ("protocol", "")]), ["protocol"]);
        assert_eq!(found(&[builder, mutual]), ["protocol_profile"]);
        assert!(found(&[builder]).is_empty() && found(&[builder, ("protocol", "?")]).is_empty());
        assert!(found(&[builder, mutual, ("protocol_profile", "?")]).is_empty());
        assert!(found(&[builder, ("mutual_auth", "?"), ("protocol", "")]).is_empty());
        assert!(found(&[("protocol", "")]).is_empty());
    }

    #[test]
    fn a_port_is_a_number_that_there_is() {
        for wrong in ["0", "65536", "https", "-1", ""] {
            assert_eq!(named(the_port_is_a_number, &[("port", wrong)]), ["port"], "{wrong}");
        }
        assert!(named(the_port_is_a_number, &[("port", "443"), ("oracle_port", "?")]).is_empty());
    }

    #[test]
    fn a_path_is_joined_to_the_host_as_it_is() {
        assert_eq!(
            named(the_base_path_begins_with_a_slash, &[("base_path", "api")]),
            ["base_path"]
        );
        assert!(named(the_base_path_begins_with_a_slash, &[("base_path", "/api")]).is_empty());
    }

    #[test]
    fn a_timeout_of_zero_is_refused_and_none_is_not() {
        let zero = [("connection_timeout", "0")];
        assert_eq!(named(a_timeout_of_zero_is_stale, &zero), ["connection_timeout"]);
        assert!(named(a_timeout_of_zero_is_stale, &[]).is_empty());
        assert!(named(a_timeout_of_zero_is_stale, &[("connection_timeout", "?")]).is_empty());
    }
}
