//! `servicenow_scripted_rest_resource`: what can be called of an API of your own (docs/facts.md#scripted-rest-resource).

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, reference, references, text,
};

pub(crate) static RESOURCE: Resource = Resource::table("scripted_rest_resource", "sys_ws_operation")
    .doc(
        "A resource of a scripted REST API: one method and path, and the script that answers. By default callers sign in and \
         pass an access rule.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["web_service_definition", "name"]])
    .import_path(&["web_service_definition", "name"])
    .checks(&[anybody_may_call_it])
    .checks_of_new(&[the_path_begins_with_a_slash])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("web_service_definition", "sys_ws_definition")
        .by(&["service_id", "name"])
        .within("namespace")
        .required()
        .replaces()
        .doc("The API that it is part of, by `service_id`, name, `<namespace>/<service_id>` or sys_id."),
    text("name").required().doc("Name of the resource in the documentation of the API."),
    choice("http_method", &["GET", "POST", "PUT", "PATCH", "DELETE"]).required().doc(
        "The HTTP method. The instance keeps it in capitals.",
    ),
    text("relative_path").instance_default().doc(
        "What follows the address of the API, with a slash before it; a new resource has `/`. A part in braces, as in \
         `/parcels/{id}`, is handed to the script.",
    ),
    text("operation_script").required().doc(
        "The script that answers: a function that is given the request and the response. `file(\"parcel.js\")` takes it from \
         a file.",
    ),
    flag("active").instance_default().doc("Whether it answers; a new resource does."),
    flag("requires_authentication").instance_default().doc(
        "Whether callers sign in; a new resource asks for it. Without it anybody on the network calls the script as a guest.",
    ),
    flag("requires_acl_authorization").instance_default().doc(
        "Whether callers pass an access rule of `enforce_acl`; a new resource asks for it.",
    ),
    references("enforce_acl", "sys_security_acl").by(&["name"]).instance_default().doc(
        "Access rules of type `REST_Endpoint`, by name or sys_id, of which a caller must pass one. A new resource has \
         `Scripted REST External Default`, which keeps external users out; an empty set takes it away.",
    ),
    flag("requires_snc_internal_role").instance_default().doc(
        "Whether callers hold the role `snc_internal`, where the instance tells internal users from external ones; a new \
         resource asks for it.",
    ),
    reference("web_service_version", "sys_ws_version")
        .by(&["version_id"])
        .within("web_service_definition.service_id")
        .doc(
            "The version of the API that it is part of, where the API has versions: a `servicenow_scripted_rest_version`, by \
             sys_id or `<service_id>/<version_id>`.",
        ),
    text("consumes").instance_default().doc("Media types that it takes, with commas between them, if not those of the API."),
    flag("consumes_customized").instance_default().doc("Whether `consumes` is its own instead of that of the API."),
    text("produces").instance_default().doc("Media types that it answers in, with commas between them, if not those of the API."),
    flag("produces_customized").instance_default().doc("Whether `produces` is its own instead of that of the API."),
    text("short_description").doc("What it does, in the documentation of the API."),
    text("request_example").doc("A request as an example, in the documentation of the API."),
    text("operation_uri")
        .computed_from(&["web_service_definition", "web_service_version", "relative_path"])
        .doc("The path of the resource on the instance: `/api/<namespace>/<version_id>/<service_id><relative_path>`."),
];

fn anybody_may_call_it(values: &dyn Values) -> Vec<Finding> {
    let off = |name| values.flag(name) == Given::Is(false);
    if !off("requires_authentication") || values.flag("active") == Given::Is(false) {
        return Vec::new();
    }
    vec![Finding::warning(
        "requires_authentication",
        "Anybody may call the resource",
        "requires_authentication is false: whoever reaches the instance runs operation_script without signing in. Leave it out \
         unless the resource is meant for the public, and check in the script what a caller may do.",
    )]
}

/// The path follows the id of the API as it stands (docs/facts.md#scripted-rest-resource).
fn the_path_begins_with_a_slash(values: &dyn Values) -> Vec<Finding> {
    match values.text("relative_path") {
        Given::Is(path) if !path.is_empty() && !path.starts_with('/') => vec![Finding::error(
            "relative_path",
            "The path has no slash before it",
            "relative_path follows the service_id of the API as it stands, so it begins with a slash: write \"/parcels/{id}\".",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_resource_for_everybody_is_warned_of() {
        let found = |pairs: &[(&'static str, &'static str)]| anybody_may_call_it(&sample(pairs));
        let open = found(&[("requires_authentication", "false")]);
        assert!(open[0].warning && open[0].attribute == "requires_authentication");
        assert!(found(&[("requires_authentication", "false"), ("active", "false")]).is_empty());
        for flag in ["true", "?"] {
            assert!(found(&[("requires_authentication", flag)]).is_empty(), "{flag}");
        }
        assert!(found(&[]).is_empty());
    }

    #[test]
    fn a_path_without_a_slash_is_refused() {
        let found = |path| the_path_begins_with_a_slash(&sample(&[("relative_path", path)]));
        assert_eq!(found("parcels")[0].attribute, "relative_path");
        for path in ["/", "/parcels/{id}", "?"] {
            assert!(found(path).is_empty(), "{path}");
        }
    }
}
