//! `servicenow_jwt_provider`: what signs the instance's own assertions.

use crate::describe::{Field, Resource, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("jwt_provider", "jwt_provider")
    .doc("Makes and signs the JWTs with which the instance asks a third party for tokens (JWT bearer grant).")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the provider."),
    whole("expiry_interval")
        .instance_default()
        .unit("seconds")
        .doc("How long an assertion is valid."),
    reference("jwt_keystore_alias", "jwt_keystore_aliases")
        .by(&["name"])
        .doc("The signing key, by the name of its JWT key record or sys_id."),
    reference("jwt_api_script", "sys_script_include")
        .by(&["name", "api_name"])
        .instance_default()
        .doc("Script include that shapes the assertion."),
];
