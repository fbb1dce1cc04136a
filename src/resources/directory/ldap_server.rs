//! `servicenow_ldap_server`: a directory that people come from (docs/facts.md#ldap-server).

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, reference, secret, text, text_list,
    whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("ldap_server", "ldap_server_config")
    .doc(
        "A directory that the instance reads users and groups from over LDAP, and that can check their passwords. Its addresses \
         are `servicenow_ldap_server_url` each, and the parts of it that are read are `servicenow_ldap_ou` each. An active server \
         is called by the instance as soon as it is written, to test it.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .checks(&[behind_a_mid_server_is_no_ssl])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the server; unique."),
    flag("active").instance_default().doc("Whether it is in use."),
    choice("vendor", &["active_directory", "open_ldap", "sun", "edirectory", "domino", "other"])
        .or_others()
        .instance_default()
        .doc("Whose directory it is: it decides how the instance reads the answers. A new server is `active_directory`."),
    text("login_distinguished_name").credential().column("dn").doc(
        "The account that the instance signs in to the directory with, such as \
         `CN=servicenow,OU=Services,DC=example,DC=com`. Left out, it signs in as nobody.",
    ),
    secret("password").doc("The password of that account."),
    text("starting_search_directory").column("rdn").doc(
        "Where every search begins, such as `DC=example,DC=com`; the `rdn` of an organizational unit stands before it.",
    ),
    text("dn_field").doc(
        "The column of `sys_user` that keeps each user's distinguished name, for signing in with the directory's password.",
    ),
    text_list("attributes").doc("The attributes that are read of each entry. Left out, all that the directory shows."),
    flag("authenticate").instance_default().doc(
        "Whether users that came from it sign in with their password of the directory. Not available through a MID server.",
    ),
    flag("ssl").instance_default().follows(&["mid_server"]).doc(
        "Whether the connection is encrypted. Not available through a MID server, which switches it off.",
    ),
    reference("mid_server", "ecc_agent")
        .by(&["name"])
        .doc("The MID server through which the directory is reached, by name or sys_id. Left out, the instance calls it itself."),
    whole("connect_timeout").instance_default().unit("seconds").doc(
        "How long to wait for a connection. Through a MID server it is 10 seconds whatever is said here.",
    ),
    whole("read_timeout").instance_default().unit("seconds").doc("How long to wait for an answer."),
    flag("paging").instance_default().doc(
        "Whether answers are read page by page; directories cut off long ones otherwise.",
    ),
    flag("listener").instance_default().doc(
        "Whether the instance keeps a connection open to hear of changes, where the directory can tell of them.",
    ),
    whole("listen_interval").instance_default().unit("minutes").doc("How long it listens with each connection."),
];

/// The instance clears one of the two (docs/facts.md#ldap-server).
fn behind_a_mid_server_is_no_ssl(values: &dyn Values) -> Vec<Finding> {
    let is_behind = values.given("mid_server") == Given::Is(());
    if !is_behind || values.flag("ssl") != Given::Is(true) {
        return Vec::new();
    }
    vec![Finding::error(
        "ssl",
        "No SSL through a MID server",
        "mid_server is set and ssl is true, and the instance switches ssl off on a server that is reached through a MID server. \
         Remove one of the two.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn ssl_and_a_mid_server_exclude_one_another() {
        let of = |mid: &'static str, ssl: &'static str| {
            behind_a_mid_server_is_no_ssl(&sample(&[("mid_server", mid), ("ssl", ssl)]))
        };
        assert_eq!(of("mid-1", "true")[0].attribute, "ssl");
        assert!(of("?", "true").is_empty(), "it may turn out to be none");
        assert!(of("mid-1", "false").is_empty() && of("mid-1", "?").is_empty());
        assert!(behind_a_mid_server_is_no_ssl(&sample(&[("ssl", "true")])).is_empty());
    }
}
