//! `servicenow_connection`: where the instance calls, and with which credential.

mod checks;
mod one_active;
mod others;

use crate::describe::{
    Field, Resource, TextKind, Variant, choice, flag, reference, references, text, whole,
};

use checks::{
    a_timeout_of_zero_is_stale, the_base_path_begins_with_a_slash, the_builder_has_a_host,
    the_builder_has_a_scheme, the_port_is_a_number, without_the_builder_there_is_an_url,
};

pub(crate) static RESOURCE: Resource = Resource::table("connection", "sys_connection")
    .doc(
        "A connection of a Connection & Credential Alias: the address that flows and spokes call through the alias, \
         and the credential they use there. Its `type` decides which attributes it has: only `http` takes a whole URL, \
         for `jdbc` the instance makes one of the parts, and `basic` has parts alone.",
    )
    .variants(&[
        Variant { name: "http", table: "http_connection", mark: None },
        Variant { name: "jdbc", table: "jdbc_connection", mark: None },
        Variant { name: "basic", table: "sys_connection", mark: None },
    ])
    .scope("app_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[
        the_builder_has_a_host,
        the_builder_has_a_scheme,
        without_the_builder_there_is_an_url,
    ])
    .checks_of_new(&[
        the_base_path_begins_with_a_slash,
        the_port_is_a_number,
        a_timeout_of_zero_is_stale,
    ])
    .demands(&[others::the_alias_fits, others::the_planned_address_has_a_scheme])
    .refusals(&[others::the_credential_is_its_own])
    .before_write(one_active::on_its_alias)
    .takes_turns("active", one_active::before_it)
    .fields(FIELDS);

const HTTP: &[&str] = &["http"];
const JDBC: &[&str] = &["jdbc"];

const FIELDS: &[Field] = &[
    choice("type", &["http", "jdbc", "basic"]).no_column().default_text("http").replaces().doc(
        "The kind of connection; that of the alias must be the same.",
    ),
    text("name").required().doc("Name of the connection; unique on the instance."),
    reference("connection_alias", "sys_alias")
        .by(&["id", "name"])
        .required()
        .doc(
            "The alias it belongs to, by alias id (such as `x_camun_camunda.Camunda`), name or sys_id. It is of type \
             `connection`, and its `connection_type` is that of this connection.",
        ),
    reference("credential", "discovery_credentials").by(&["name"]).doc(
        "The credential used there, by name or sys_id. Two active connections of a domain cannot share one.",
    ),
    flag("active").instance_default().doc(
        "Whether it is in use. An alias without `multiple_connections` has at most one active connection in a domain.",
    ),
    whole("order").or_negative().instance_default().doc("Its place among the connections of the alias."),
    flag("url_builder").only_for(HTTP).default_flag(false).doc(
        "Whether the address is built from `protocol`, `host`, `port` and `base_path`; otherwise it is `connection_url`.",
    ),
    text("connection_url").kind(TextKind::Url).only_for(HTTP).only_while("url_builder", false).doc(
        "The address, when `url_builder` is false.",
    ),
    text("url")
        .column("connection_url")
        .only_for(&["http", "jdbc"])
        .computed_from(&[
            "url_builder", "connection_url", "protocol", "host", "port", "base_path", "mutual_auth", "protocol_profile",
            "format", "instance_name", "database_name", "oracle_port", "oracle_sid", "connection_url_parameters",
            "use_integrated_authentication",
        ])
        .doc("The address in use, whichever way it is made."),
    text("protocol")
        .ruled_in(HTTP)
        .only_while("url_builder", true)
        .default_text("https")
        .doc(
            "The protocol: `https` or `http` for type `http`, when `url_builder` is true. Under mutual authentication \
             `protocol_profile` decides instead.",
        ),
    text("host").kind(TextKind::Host).ruled_in(HTTP).only_while("url_builder", true).doc(
        "The host; for type `http` when `url_builder` is true.",
    ),
    text("port").ruled_in(HTTP).only_while("url_builder", true).doc(
        "The port; for type `http` when `url_builder` is true. The built address names it whenever it is set, 443 too.",
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
        .or_others()
        .only_while("use_mid_server", true)
        .instance_default()
        .doc("How the MID server is chosen."),
    reference("mid_server", "ecc_agent")
        .by(&["name"])
        .on_some_instances()
        .only_while("use_mid_server", true)
        .doc("The MID server."),
    reference("mid_cluster", "ecc_agent_cluster")
        .by(&["name"])
        .on_some_instances()
        .only_while("use_mid_server", true)
        .doc("The cluster of MID servers."),
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
    text("format").only_for(JDBC).on_some_instances().doc(
        "The driver's class, such as `com.mysql.jdbc.Driver`; the address is made in its form.",
    ),
    text("instance_name").only_for(JDBC).on_some_instances().doc("The instance of the database server, for SQL Server."),
    text("database_name").only_for(JDBC).doc("The database."),
    text("oracle_port").only_for(JDBC).on_some_instances().doc("The port of an Oracle database."),
    text("oracle_sid").only_for(JDBC).on_some_instances().doc("The SID of an Oracle database."),
    whole("query_timeout").only_for(JDBC).on_some_instances().instance_default().doc(
        "How long a query may take, as the form counts it.",
    ),
    text("connection_url_parameters").only_for(JDBC).on_some_instances().doc("What is appended to the address."),
    flag("use_integrated_authentication").only_for(JDBC).on_some_instances().instance_default().doc(
        "Whether the account of the MID server signs in to the database.",
    ),
];
