//! Applications and plugins that cannot be installed, and what destroying them means.

use thiserror::Error;

use super::failure::Failure;
use super::roles::needed;
use crate::engine::model::{Right, Subject};

/// What is to be said of something installed.
#[derive(Debug, Clone, Error)]
pub(crate) enum SoftwareProblem {
    #[error(
        "The application stays installed\n\
         deletion_policy is \"abandon\": destroying removes the application from the state and leaves it installed. \
         Uninstalling would delete its tables; do that on the instance, in All > Application Manager."
    )]
    Stays,
    #[error(
        "The application will be uninstalled\n\
         deletion_policy is \"uninstall\": destroying undoes the installation, which deletes the application's tables and \
         all their data. Set deletion_policy = \"abandon\" and apply first to keep it."
    )]
    Goes,
    #[error(
        "The installation cannot be undone\n\
         deletion_policy is \"uninstall\", and the instance can only undo an installation that this resource made under \
         this policy: this one was there before, or was installed under another. Keep \"abandon\"; to remove the \
         application, use All > Application Manager on the instance."
    )]
    NotUndoable,
    #[error(
        "Cannot uninstall the application\n\
         deletion_policy is \"uninstall\", and how to undo the installation is not known: Terraform keeps that beside the \
         state, and hands it out for a tainted object only after a refresh. Nothing was changed. Plan and apply with a \
         refresh; or run `terraform untaint` with the address of this resource to keep the application as it is."
    )]
    RollbackUnknown,
    #[error(
        "The application stays installed\n\
         In this very run another address of the configuration took the application over, so it was not uninstalled."
    )]
    TakenOver,
    #[error(
        "The application is not identified\n\
         deletion_policy is \"uninstall\", so the application is installed as a batch that can be undone, and a batch names \
         its package by sys_id and version. The instance does not list the application, so both are needed: set app_id \
         instead of scope, and version."
    )]
    Unidentified,
    #[error(
        "Two applications are named\n\
         scope is \"{given}\", and the application that app_id names has the scope \"{scope}\". Keep one of the two."
    )]
    TwoApplications { given: String, scope: String },
    #[error(
        "The installed version is higher\n\
         Version {installed} is installed, and the configuration asks for {wanted}. An installation never goes back: set \
         version to \"{installed}\" or higher, or roll the application back on the instance."
    )]
    Downgrade { installed: String, wanted: String },
    #[error(
        "Another version was installed\n\
         The instance reported that the installation succeeded, and has version {installed} instead of {wanted}. Check \
         which versions this instance is entitled to (All > Application Manager)."
    )]
    OtherVersion { installed: String, wanted: String },
    #[error(
        "Cannot install {}\n\
         The instance reported that the installation succeeded, and the table {} does not show the application. The role \
         that allows reading it is normally {}.",
        .0.type_name, .0.table, needed(&.0.table, Right::Read)
    )]
    Hidden(Subject),
    #[error(
        "The plugin stays active\n\
         A plugin cannot be deactivated: destroying removes it from the state and leaves it active on the instance."
    )]
    PluginStays,
}

/// What to do where an installation failed. `there` tells whether the instance lists the application.
pub(super) fn not_installed(app: &str, there: bool, failure: &Failure) -> String {
    let error = &failure.error;
    let refused = error.percent().is_some() || error.is_not_found() || error.status() == Some(400);
    let advice = if !there && refused && !error.is_timeout() {
        format!(
            " If {app} is not available to this instance, request it in the ServiceNow Store for this instance; applying \
             again does not help before that."
        )
    } else {
        String::new()
    };
    format!("{}{advice}", progress(failure))
}

/// What to do where a plugin could not be activated.
pub(super) fn not_activated(is_listed: bool, failure: &Failure) -> String {
    let advice = if failure.error.is_forbidden() {
        ""
    } else if is_listed && !failure.error.is_not_found() {
        " If the plugin needs a subscription, as the packs of Integration Hub do, ServiceNow's staff activates it: ask for \
         it in the support portal, and use the data source servicenow_plugin instead of the resource."
    } else {
        " The instance does not list a plugin of this id: check the spelling (All > Plugins shows the ids)."
    };
    format!("{}{advice}", progress(failure))
}

/// How far an operation had come before it failed.
pub(super) fn progress(failure: &Failure) -> String {
    let percent = failure.error.percent();
    percent.map_or_else(String::new, |percent| format!(" It had come to {percent} %."))
}
