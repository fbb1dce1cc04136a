//! Sentences about installing applications.

use servicenow::{AppRef, AppToInstall, Error};
use tfplugin::Diagnostic;

use super::super::kind::RecordKind;
use super::super::session::Work;
use super::{failed, roles, summary};

/// Destroy leaves the application installed.
pub(in crate::engine) fn application_stays() -> Diagnostic {
    Diagnostic::warning(
        "The application stays installed",
        "deletion_policy is \"abandon\": destroying removes the application from the state and leaves it installed. \
         Uninstalling would delete its tables; do that on the instance, in All > Application Manager.",
    )
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
