//! `servicenow_application`: an application of the ServiceNow Store, installed.

use crate::describe::{Field, Finding, Given, Lifecycle, Resource, Values, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("application", "sys_store_app")
    .doc(
        "Installs an application of the ServiceNow Store that this instance is entitled to, such as a spoke, and keeps \
         it at a version. It does not create applications. Already installed at the wanted version, it is left as it is.",
    )
    .lifecycle(Lifecycle::Application)
    .import_keys(&["scope"])
    .checks(&[it_is_named_once])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("scope").or_generated().replaces().doc(
        "The application's scope, such as `x_camun_camunda`. Either this or `app_id`.",
    ),
    text("app_id").column("sys_id").or_generated().replaces().doc(
        "The application's sys_id in the Store. Either this or `scope`.",
    ),
    text("version").or_generated().doc(
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

fn it_is_named_once(values: &dyn Values) -> Vec<Finding> {
    let refuse = |detail: &str| vec![Finding::error("scope", "Name the application once", detail)];
    match (values.text("scope"), values.text("app_id")) {
        (Given::Null, Given::Null) => refuse("Set scope (such as \"x_camun_camunda\") or app_id."),
        (Given::Is(_), Given::Is(_)) => {
            refuse("Both scope and app_id are set. Keep one of the two.")
        }
        _ => Vec::new(),
    }
}
