//! Applications and plugins that cannot be installed, and what destroying them means.

use super::failure::Failure;
use super::roles;
use super::sentence::{Sentence, cannot};
use crate::engine::model::{POLICY, Right, Subject};

/// What is to be said of something installed.
#[derive(Debug, Clone)]
pub(crate) enum SoftwareProblem {
    /// Destroy leaves the application installed.
    Stays,
    /// Destroy uninstalls the application.
    Goes,
    /// The application was not installed in a way that can be undone.
    NotUndoable,
    /// A batch names its package by sys_id and version.
    Unidentified,
    /// A lower version is asked for than the one installed.
    Downgrade { installed: String, wanted: String },
    /// The installation ended, and another version is there.
    OtherVersion { installed: String, wanted: String },
    /// The installation ended, and the list does not show what was installed.
    Hidden(Subject),
    /// Destroy leaves the plugin active.
    PluginStays,
}

impl SoftwareProblem {
    pub(super) fn is_error(&self) -> bool {
        !matches!(self, Self::Stays | Self::Goes | Self::PluginStays)
    }

    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Stays => Sentence::new(
                "The application stays installed",
                "deletion_policy is \"abandon\": destroying removes the application from the state and leaves it installed. \
                 Uninstalling would delete its tables; do that on the instance, in All > Application Manager.",
            ),
            Self::Goes => Sentence::new(
                "The application will be uninstalled",
                "deletion_policy is \"uninstall\": destroying undoes the installation, which deletes the application's tables \
                 and all their data. Set deletion_policy = \"abandon\" and apply first to keep it.",
            ),
            Self::NotUndoable => Sentence::new(
                "The installation cannot be undone",
                "deletion_policy is \"uninstall\", and the instance can only undo an installation that this resource made under \
                 this policy: this one was there before, or was installed under another. Keep \"abandon\"; to remove the \
                 application, use All > Application Manager on the instance.",
            )
            .at_attribute(POLICY),
            Self::Unidentified => Sentence::new(
                "The application is not identified",
                "deletion_policy is \"uninstall\", so the application is installed as a batch that can be undone, and a batch \
                 names its package by sys_id and version. The instance does not list the application, so both are needed: set \
                 app_id instead of scope, and version.",
            )
            .at_attribute("app_id"),
            Self::Downgrade { installed, wanted } => downgrade(installed, wanted),
            Self::OtherVersion { installed, wanted } => other_version(installed, wanted),
            Self::Hidden(subject) => hidden(subject),
            Self::PluginStays => Sentence::new(
                "The plugin stays active",
                "A plugin cannot be deactivated: destroying removes it from the state and leaves it active on the instance.",
            ),
        }
    }
}

fn downgrade(installed: &str, wanted: &str) -> Sentence {
    let text = format!(
        "Version {installed} is installed, and the configuration asks for {wanted}. An installation never goes back: set \
         version to \"{installed}\" or higher, or roll the application back on the instance."
    );
    Sentence::new("The installed version is higher", text).at_attribute("version")
}

fn other_version(installed: &str, wanted: &str) -> Sentence {
    let text = format!(
        "The instance reported that the installation succeeded, and has version {installed} instead of {wanted}. Check which \
         versions this instance is entitled to (All > Application Manager)."
    );
    Sentence::new("Another version was installed", text).at_attribute("version")
}

fn hidden(subject: &Subject) -> Sentence {
    let text = format!(
        "The instance reported that the installation succeeded, and the table {} does not show the application. The role that \
         allows reading it is normally {}.",
        subject.table,
        roles::needed(&subject.table, Right::Read)
    );
    Sentence::new(cannot("install", &subject.type_name), text)
}

/// The installation could not be undone.
pub(super) fn not_uninstalled(type_name: &str, text: &str) -> Sentence {
    let text = format!(
        "{text} The application stays in the state. To let it stay installed, set deletion_policy = \"abandon\", apply, and \
         destroy again."
    );
    Sentence::new(cannot("uninstall", type_name), text)
}

/// The installation failed.
pub(super) fn not_installed(
    type_name: &str,
    app: &str,
    is_there: bool,
    failure: &Failure,
    text: &str,
) -> Sentence {
    let error = &failure.error;
    let refused = error.percent().is_some() || error.is_not_found() || error.status() == Some(400);
    let advice = if !is_there && refused && !error.is_timeout() {
        format!(
            " If {app} is not available to this instance, request it in the ServiceNow Store for this instance; applying \
             again does not help before that."
        )
    } else {
        String::new()
    };
    Sentence::new(cannot("install", type_name), format!("{text}{}{advice}", progress(failure)))
}

/// The plugin could not be activated.
pub(super) fn not_activated(
    type_name: &str,
    is_listed: bool,
    failure: &Failure,
    text: &str,
) -> Sentence {
    let advice = if failure.error.is_forbidden() {
        ""
    } else if is_listed {
        " If the plugin needs a subscription, as the packs of Integration Hub do, ServiceNow's staff activates it: ask for it in \
         the support portal, and use the data source servicenow_plugin instead of the resource."
    } else {
        " The instance does not list a plugin of this id: check the spelling (All > Plugins shows the ids)."
    };
    Sentence::new(cannot("activate", type_name), format!("{text}{}{advice}", progress(failure)))
        .at_attribute("plugin_id")
}

/// How far an operation had come before it failed.
fn progress(failure: &Failure) -> String {
    let percent = failure.error.percent();
    percent.map_or_else(String::new, |percent| format!(" It had come to {percent} %."))
}
