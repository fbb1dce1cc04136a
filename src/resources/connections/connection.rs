//! `servicenow_connection`: where the instance calls, and with which credential.

mod one_active;

use crate::describe::{
    Field, Finding, Given, Resource, Values, Variant, choice, flag, reference, references, text,
    whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("connection", "sys_connection")
    .doc(
        "A connection of a Connection & Credential Alias: the address that flows and spokes call through the alias, \
         and the credential they use there.",
    )
    .variants(&[
        Variant { name: "http", table: "http_connection", mark: None },
        Variant { name: "jdbc", table: "jdbc_connection", mark: None },
        Variant { name: "basic", table: "sys_connection", mark: None },
    ])
    .scope("app_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[
        the_builder_has_a_host,
        without_the_builder_there_is_an_url,
        the_base_path_begins_with_a_slash,
        a_timeout_of_zero_is_stale,
    ])
    .before_write(one_active::on_its_alias)
    .fields(FIELDS);

const HTTP: &[&str] = &["http"];

const FIELDS: &[Field] = &[
    choice("type", &["http", "jdbc", "basic"]).no_column().default_text("http").replaces().doc(
        "The kind of connection.",
    ),
    text("name").required().doc("Name of the connection; unique on the instance."),
    reference("connection_alias", "sys_alias")
        .by(&["id", "name"])
        .required()
        .doc("The alias it belongs to, by alias id (such as `x_camun_camunda.Camunda`), name or sys_id."),
    reference("credential", "discovery_credentials").by(&["name"]).doc(
        "The credential used there, by name or sys_id. Two active connections cannot share one.",
    ),
    flag("active").instance_default().doc(
        "Whether it is in use. An alias without `multiple_connections` has at most one active connection.",
    ),
    whole("order").instance_default().doc("Its place among the connections of the alias."),
    flag("url_builder").only_for(HTTP).default_flag(false).doc(
        "Whether the address is built from `protocol`, `host`, `port` and `base_path`; otherwise it is `connection_url`.",
    ),
    text("connection_url").only_while("url_builder", false).doc(
        "The address, when `url_builder` is false.",
    ),
    text("url")
        .column("connection_url")
        .computed_from(&["url_builder", "connection_url", "protocol", "host", "port", "base_path", "mutual_auth", "protocol_profile"])
        .doc("The address in use, whichever way it is made."),
    choice("protocol", &["https", "http"])
        .only_for(HTTP)
        .only_while("url_builder", true)
        .default_text("https")
        .doc("The protocol, when `url_builder` is true."),
    text("host").only_for(HTTP).only_while("url_builder", true).doc("The host, when `url_builder` is true."),
    whole("port").only_for(HTTP).only_while("url_builder", true).doc(
        "The port, when `url_builder` is true and it is not the protocol's own.",
    ),
    text("base_path").only_for(HTTP).only_while("url_builder", true).doc(
        "What follows host and port, when `url_builder` is true. Begins with `/`: the instance joins the two as they are.",
    ),
    reference("domain", "domain")
        .column("sys_domain")
        .by(&["name"])
        .literals(&["global"])
        .literal_is_default()
        .instance_default()
        .doc("The domain it runs in. Anything but `global` needs the domain separation plugin."),
    whole("connection_timeout").unit("milliseconds").doc("How long to wait for the other side. Left out: the system's."),
    whole("connection_retries").instance_default().doc("How often a failed call is tried again."),
    flag("use_mid_server").column("use_mid").instance_default().doc("Whether calls go through a MID server."),
    choice("mid_selection", &["auto_select", "specific_mid_server", "specific_mid_cluster"])
        .only_while("use_mid_server", true)
        .instance_default()
        .doc("How the MID server is chosen."),
    reference("mid_server", "ecc_agent").by(&["name"]).only_while("use_mid_server", true).doc("The MID server."),
    reference("mid_cluster", "ecc_agent_cluster").by(&["name"]).only_while("use_mid_server", true).doc(
        "The cluster of MID servers.",
    ),
    reference("mid_application", "ecc_agent_application")
        .column("application")
        .by(&["name"])
        .only_while("use_mid_server", true)
        .doc("The application a MID server must support."),
    references("mid_capabilities", "ecc_agent_capability")
        .column("capabilities")
        .by(&["capability"])
        .only_while("use_mid_server", true)
        .doc("The capabilities a MID server must have."),
    flag("mutual_auth").only_for(HTTP).instance_default().doc("Whether the connection uses mutual TLS."),
    reference("protocol_profile", "sys_protocol_profile")
        .by(&["protocol"])
        .only_for(HTTP)
        .doc("The protocol profile with the client certificate; the protocol of the address then comes from it."),
    text("database_name").only_for(&["jdbc"]).doc("The database."),
    text("jdbc_driver").only_for(&["jdbc"]).doc("The driver's class."),
];

fn is_http(values: &dyn Values) -> bool {
    matches!(values.text("type"), Given::Null | Given::Is("http"))
}

fn the_builder_has_a_host(values: &dyn Values) -> Vec<Finding> {
    if values.flag("url_builder") != Given::Is(true) || !values.text("host").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "host",
        "Missing host",
        "url_builder is true, so the address is built from its parts: set host (and base_path, port if needed).",
    )]
}

fn without_the_builder_there_is_an_url(values: &dyn Values) -> Vec<Finding> {
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

fn the_base_path_begins_with_a_slash(values: &dyn Values) -> Vec<Finding> {
    match values.text("base_path") {
        Given::Is(path) if !path.starts_with('/') => vec![Finding::error(
            "base_path",
            "The base path does not begin with a slash",
            format!(
                "The instance joins host and base_path as they are, so \"{path}\" would become part of the host's \
                 name. Write base_path = \"/{path}\"."
            ),
        )],
        _ => Vec::new(),
    }
}

fn a_timeout_of_zero_is_stale(values: &dyn Values) -> Vec<Finding> {
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
