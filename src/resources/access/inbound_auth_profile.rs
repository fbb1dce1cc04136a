//! `servicenow_inbound_auth_profile`: a way for callers to prove themselves.

use crate::describe::{Field, Resource, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("inbound_auth_profile", "inbound_auth_profile")
    .doc(
        "An inbound authentication profile, which `servicenow_api_access_policy` attaches to APIs. Experimental: the names of its \
         columns are not documented for every release.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the profile; unique."),
    text("description").doc("What it is for."),
    flag("active").instance_default().doc("Whether it is in use."),
];
