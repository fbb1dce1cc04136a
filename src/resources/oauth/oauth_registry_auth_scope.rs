//! `servicenow_oauth_registry_auth_scope`: a scope given to a client.

use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("oauth_registry_auth_scope", "oauth_entity_auth_scope_mapping")
        .doc(
            "Gives a scope to a client that calls this instance, from Zurich on. The instance looks at it with every request, so \
             that a change also applies to tokens that are out already.",
        )
        .natural_keys(&[&["oauth_registry", "auth_scope"]])
        .import_path(&["oauth_registry", "auth_scope"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("oauth_registry", "oauth_entity")
        .column("oauth_entity")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The client, by sys_id or name."),
    reference("auth_scope", "sys_auth_scope")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The scope, by name or sys_id."),
];
