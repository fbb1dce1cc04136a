//! `servicenow_application`: an application of the ServiceNow Store, installed.

use crate::describe::{Field, Finding, Given, Lifecycle, Resource, Values, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("application", "sys_store_app")
    .doc(
        "Installs an application of the ServiceNow Store that this instance is entitled to, such as a spoke, and keeps \
         it at a version. It does not create applications. Already installed at the wanted version, it is left as it is.",
    )
    .lifecycle(Lifecycle::Application)
    .import_keys(&["scope"])
    .checks(&[it_is_named])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("scope").or_generated().replaces().doc(
        "The application's scope, such as `x_camun_camunda`. This or `app_id`, or both where they are of one application.",
    ),
    text("app_id").column("sys_id").or_generated().replaces().doc(
        "The application's sys_id in the Store. This or `scope`, or both where they are of one application.",
    ),
    text("version").or_generated().seen_as("The version that is installed; the same as `installed_version`.").doc(
        "The version to have. Left out: the newest this instance is entitled to when it is installed, and then whatever \
         is installed. A higher one upgrades; a lower one is refused.",
    ),
    flag("auto_upgrade_base_app").no_column().default_flag(false).doc(
        "Whether an application customization also upgrades the application it is based on.",
    ),
    text("base_app_version").no_column().doc("The version of the base application, for an application customization."),
    text("name").computed().doc("Name of the application."),
    text("installed_version").column("version").computed_from(&["version"]).doc("The version that is installed."),
    text("latest_version").computed().doc("The newest version this instance knows of."),
    flag("active").computed().doc("Whether the application is active."),
];

/// What is installed has both, and generated configuration gives both: whether they are of one application shows when it is
/// looked for.
fn it_is_named(values: &dyn Values) -> Vec<Finding> {
    match (values.text("scope"), values.text("app_id")) {
        (Given::Null, Given::Null) => {
            let detail = "Set scope (such as \"x_camun_camunda\") or app_id.";
            vec![Finding::error("scope", "Name the application", detail)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn an_application_is_named_by_scope_by_sys_id_or_by_both() {
        assert_eq!(it_is_named(&sample(&[])).len(), 1);
        for named in
            [vec![("scope", "x_a")], vec![("app_id", "1")], vec![("scope", "x_a"), ("app_id", "1")]]
        {
            assert!(it_is_named(&sample(&named)).is_empty(), "{named:?}");
        }
    }
}
