//! `servicenow_basic_auth_profile`: a user name and a password for outbound calls (docs/facts.md#basic-auth-profile).

use crate::describe::{Field, Resource, secret, text};

pub(crate) static RESOURCE: Resource = Resource::table("basic_auth_profile", "sys_auth_profile_basic")
    .doc(
        "A user name and a password with which REST and SOAP messages sign in to other systems. What goes through connections, \
         such as flows and spokes, takes a `servicenow_credential` instead.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the profile, by which messages choose it."),
    text("username").credential().required().doc("The user name on the other side."),
    secret("password").doc("The password on the other side."),
];
