//! Sentences about installing applications.

use servicenow::{AppRef, AppToInstall, Error};
use tfplugin::Diagnostic;

use crate::engine::model::resource_type::{POLICY, RecordKind};
use crate::engine::problem::{failed, roles, summary};
use crate::engine::session::Work;

/// Destroy leaves the application installed.
pub(in crate::engine) fn application_stays() -> Diagnostic {
    Diagnostic::warning(
        "The application stays installed",
        "deletion_policy is \"abandon\": destroying removes the application from the state and leaves it installed. \
         Uninstalling would delete its tables; do that on the instance, in All > Application Manager.",
    )
}

/// Destroy uninstalls the application.
pub(in crate::engine) fn application_goes() -> Diagnostic {
    Diagnostic::warning(
        "The application will be uninstalled",
        "deletion_policy is \"uninstall\": destroying undoes the installation, which deletes the application's tables and all \
         their data. Set deletion_policy = \"abandon\" and apply first to keep it.",
    )
}

/// The application was not installed in a way that can be undone.
pub(in crate::engine) fn cannot_uninstall() -> Diagnostic {
    let text = "deletion_policy is \"uninstall\", and the instance can only undo an installation that this resource made under \
                this policy: this one was there before, or was installed under another. Keep \"abandon\"; to remove the \
                application, use All > Application Manager on the instance.";
    Diagnostic::error("The installation cannot be undone", text).at_attribute(POLICY)
}

/// A batch names its package by sys_id and version.
pub(in crate::engine) fn batch_needs_id_and_version() -> Diagnostic {
    let text = "deletion_policy is \"uninstall\", so the application is installed as a batch that can be undone, and a batch \
                names its package by sys_id and version. The instance does not list the application, so both are needed: set \
                app_id instead of scope, and version.";
    Diagnostic::error("The application is not identified", text).at_attribute("app_id")
}

/// The installation could not be undone.
pub(in crate::engine) fn not_uninstalled(
    work: &Work,
    kind: &RecordKind,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, kind.spec.table, true, error);
    let text = format!(
        "{text} The application stays in the state. To let it stay installed, set deletion_policy = \"abandon\", apply, and \
         destroy again."
    );
    Diagnostic::error(summary("uninstall", kind), text)
}

/// A lower version is asked for than the one installed.
pub(in crate::engine) fn downgrade(installed: &str, wanted: &str) -> Diagnostic {
    let text = format!(
        "Version {installed} is installed, and the configuration asks for {wanted}. An installation never goes back: set \
         version to \"{installed}\" or higher, or roll the application back on the instance."
    );
    Diagnostic::error("The installed version is higher", text).at_attribute("version")
}

/// The installation ended, and another version is there.
pub(in crate::engine) fn other_version(installed: &str, wanted: &str) -> Diagnostic {
    let text = format!(
        "The instance reported that the installation succeeded, and has version {installed} instead of {wanted}. Check which \
         versions this instance is entitled to (All > Application Manager)."
    );
    Diagnostic::error("Another version was installed", text).at_attribute("version")
}

/// The installation ended, and the list of applications does not show it.
pub(in crate::engine) fn installed_but_hidden(kind: &RecordKind) -> Diagnostic {
    let text = format!(
        "The instance reported that the installation succeeded, and the table {} does not show the application. The role that \
         allows reading it is normally {}.",
        kind.spec.table,
        roles::needed(kind.spec.table, false)
    );
    Diagnostic::error(summary("install", kind), text)
}

/// The installation failed.
pub(in crate::engine) fn not_installed(
    work: &Work,
    kind: &RecordKind,
    app: &AppToInstall,
    is_there: bool,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, kind.spec.table, true, error);
    let percent =
        error.percent().map_or_else(String::new, |percent| format!(" It had come to {percent} %."));
    let (AppRef::Scope(name) | AppRef::SysId(name)) = &app.app;
    let refused = error.percent().is_some() || error.is_not_found() || error.status() == Some(400);
    let advice = if !is_there && refused && !error.is_timeout() {
        format!(
            " If {name} is not available to this instance, request it in the ServiceNow Store for this instance; applying \
             again does not help before that."
        )
    } else {
        String::new()
    };
    Diagnostic::error(summary("install", kind), format!("{text}{percent}{advice}"))
}

/// Destroy leaves the plugin active.
pub(in crate::engine) fn plugin_stays() -> Diagnostic {
    Diagnostic::warning(
        "The plugin stays active",
        "A plugin cannot be deactivated: destroying removes it from the state and leaves it active on the instance.",
    )
}

/// The plugin could not be activated.
pub(in crate::engine) fn not_activated(
    work: &Work,
    kind: &RecordKind,
    is_listed: bool,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, kind.spec.table, true, error);
    let percent =
        error.percent().map_or_else(String::new, |percent| format!(" It had come to {percent} %."));
    let advice = if error.is_forbidden() {
        ""
    } else if is_listed {
        " If the plugin needs a subscription, as the packs of Integration Hub do, ServiceNow's staff activates it: ask for it in \
         the support portal, and use the data source servicenow_plugin instead of the resource."
    } else {
        " The instance does not list a plugin of this id: check the spelling (All > Plugins shows the ids)."
    };
    Diagnostic::error(summary("activate", kind), format!("{text}{percent}{advice}"))
        .at_attribute("plugin_id")
}
