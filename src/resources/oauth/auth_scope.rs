//! `servicenow_auth_scope`: a scope that clients of this instance can be given.

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource = Resource::table("auth_scope", "sys_auth_scope")
    .doc(
        "A scope that inbound clients can be given, from Zurich on. Which APIs it opens is said by \
         `servicenow_api_access_scope`. The scope `useraccount` is there already and means all that the user may do.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("The scope as clients ask for it; unique."),
    text("description").doc("What it allows, as the consent page shows it."),
];
