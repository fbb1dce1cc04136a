//! `servicenow_api_access_scope`: an API that a scope opens.

use crate::describe::{Field, Resource, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("api_access_scope", "sys_api_access_scope")
    .doc("Says which API a scope opens to the clients that have it, from Zurich on.")
    .natural_keys(&[&["auth_scope", "api_path", "http_method"]])
    .import_path(&["auth_scope", "api_path"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("auth_scope", "sys_auth_scope")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The scope, by name or sys_id."),
    text("api").doc("The API, such as `now/table`."),
    text("api_path").required().doc("The path of the API, such as `/now/table`."),
    choice("http_method", &["get", "post", "put", "patch", "delete"])
        .doc("The method; left out, see `apply_all_methods`."),
    flag("apply_all_resources")
        .instance_default()
        .doc("Whether all resources of the API are opened."),
    flag("apply_all_methods").instance_default().doc("Whether all methods are opened."),
    flag("apply_all_versions")
        .instance_default()
        .doc("Whether all versions of the API are opened."),
    flag("disable_client_restriction")
        .instance_default()
        .doc("Whether clients without the scope keep their access."),
    flag("active").instance_default().doc("Whether it is in force."),
];
