//! `servicenow_ldap_server_url`: an address of a directory (docs/facts.md#ldap-server-url).

use crate::describe::{Field, Resource, TextKind, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("ldap_server_url", "ldap_server_url")
    .doc(
        "An address under which the servers of a directory are reached. Addresses of different `order` stand in for one another, \
         the lowest first; addresses of the same `order` share the load.",
    )
    .natural_keys(&[&["server", "url"]])
    .import_path(&["server", "url"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("server", "ldap_server_config")
        .by(&["name"])
        .required()
        .doc("The LDAP server that it is an address of, by name or sys_id."),
    text("url").kind(TextKind::Uri).required().doc(
        "The address with its scheme and port, such as `ldaps://dc1.example.com:636`. A port of 636 makes the connection encrypted.",
    ),
    flag("active").instance_default().doc("Whether it is in use."),
    whole("order").or_negative().instance_default().doc(
        "Its place among the addresses of the server: the lowest is tried first.",
    ),
    flag("operational_status").instance_default().doc(
        "Whether the server answers under it. The instance keeps this up to date, so leave it out where it has done so.",
    ),
];
