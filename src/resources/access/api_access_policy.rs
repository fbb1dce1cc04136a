//! `servicenow_api_access_policy`: how callers of an API must prove themselves.

use crate::describe::{Field, Finding, Given, Resource, Values, choice, flag, links, text};

pub(crate) static RESOURCE: Resource = Resource::table("api_access_policy", "sys_api_access_policy")
    .doc(
        "Says by which inbound authentication profiles an API can be called. The most specific policy wins, and one that is not \
         global wins over a global one. Experimental: not every column is documented for every release.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[a_global_policy_names_no_path])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the policy; unique."),
    flag("active").instance_default().doc("Whether it is in force."),
    flag("global").column("is_global").instance_default().doc(
        "Whether it is for every API. A global policy takes no API keys.",
    ),
    text("api").column("rest_api").doc("The API, such as `Table API`."),
    text("api_path").column("rest_api_path").doc("The path of the API, such as `now/table`."),
    choice("http_method", &["get", "post", "put", "patch", "delete"]).doc("The method, unless it is for all."),
    text("api_version").column("rest_api_version").doc("The version of the API, unless it is for all."),
    text("resource_path").doc("The resource of the API, unless it is for all."),
    flag("apply_all_methods").instance_default().doc("Whether it is for all methods."),
    flag("apply_all_resources").instance_default().doc("Whether it is for all resources."),
    flag("apply_all_versions").instance_default().doc("Whether it is for all versions."),
    links("inbound_auth_profiles", "inbound_auth_profile")
        .by(&["name"])
        .joined_by("sys_auth_profile_mapping", "api_access_policy", "inbound_auth_profile")
        .doc("The inbound authentication profiles that are accepted, by name or sys_id. When set, exactly these are attached."),
];

fn a_global_policy_names_no_path(values: &dyn Values) -> Vec<Finding> {
    if values.flag("global") != Given::Is(true) || values.given("api_path").is_null() {
        return Vec::new();
    }
    vec![Finding::error(
        "api_path",
        "A global policy with a path",
        "global is true, so the policy is for every API and api_path has no meaning. Remove one of the two.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_global_policy_is_not_for_one_path() {
        let global = |path| sample(&[("global", "true"), ("api_path", path)]);
        assert_eq!(a_global_policy_names_no_path(&global("now/table"))[0].attribute, "api_path");
        assert!(a_global_policy_names_no_path(&sample(&[("api_path", "now/table")])).is_empty());
    }
}
