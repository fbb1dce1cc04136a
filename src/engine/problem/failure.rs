//! A request that failed: what was asked of which table, by whom, and what came of it. And one that could not be made.

use std::sync::Arc;

use servicenow::{Error, ErrorKind};
use tfplugin::Diagnostic;

use super::sentence::{error, warning};
use super::sign_in::{no_token, not_let_in};
use crate::engine::model::{Access, Need, PlaceArgument, Spot, Subject};

/// A request that failed.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    /// The table asked.
    pub(crate) table: String,
    /// What was to be done to it.
    pub(crate) access: Access,
    /// Whether the table takes an elevated session and the provider is to open none.
    pub(crate) needs_elevation: bool,
    /// Who asked.
    pub(crate) caller: Arc<Caller>,
    /// What went wrong.
    pub(crate) error: Error,
}

/// Whom the provider asks, and as whom.
#[derive(Debug)]
pub(crate) struct Caller {
    /// Host of the instance.
    pub(crate) host: String,
    /// What to check where the way the provider signs in is not accepted.
    pub(super) not_let_in: &'static str,
    /// What to check where there is no token.
    pub(super) no_token: &'static str,
}

/// What was being done when a request failed.
#[derive(Debug, Clone)]
pub(crate) enum Attempt {
    /// An operation, by its verb, on a record of this type.
    Operation(&'static str, String),
    /// Taking over a record that was there.
    Adopt(String),
    /// Deleting a record.
    Delete(String),
    /// Giving an adopted record back what it held.
    Restore(String),
    /// Sending a secret.
    SendSecret(Spot),
    /// Reading or writing the joining rows of an attribute.
    Link(&'static str),
    /// A request of a resource's own rule.
    FollowUp,
    /// Reading a data source.
    ReadData(String),
    /// Looking up what an attribute refers to.
    LookUp(&'static str),
    /// Undoing what was begun with a record.
    Undo(Subject, String),
    /// Looking up where new records go.
    FindPlace(PlaceArgument),
    /// Installing an application.
    Install { type_name: String, app: String, is_there: bool },
    /// Undoing the installation of an application.
    Uninstall(String),
    /// Activating a plugin.
    Activate { type_name: String, is_listed: bool },
}

/// Why there is nothing to ask yet.
#[derive(Debug, Clone)]
pub(crate) enum Unready {
    /// The provider block is missing.
    NotConfigured,
    /// This provider argument is decided by this very apply.
    NotKnownYet(&'static str),
    /// A read without a known provider keeps what the state says: this argument is not known yet.
    NotRefreshed(&'static str),
    /// The state's record lies on another instance than the provider is set up for.
    OtherInstance { there: String, here: String },
    /// Terraform asked to stop.
    Stopped,
}

impl Caller {
    /// The caller behind this client.
    pub(crate) fn of(client: &servicenow::Client) -> Self {
        let host = client.instance().host().to_owned();
        let credentials = client.credentials();
        Self { host, not_let_in: not_let_in(credentials), no_token: no_token(credentials) }
    }
}

impl Failure {
    /// The right that the account lacks, where that is why.
    pub(crate) fn refused_right(&self) -> Option<Need> {
        let refused = matches!(self.error.kind(), ErrorKind::Forbidden { .. });
        refused.then(|| Need::new(&self.table, self.access.right()))
    }
}

impl Unready {
    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::NotConfigured => error!(
                "The provider is not configured",
                "Terraform asked for a record before it configured the provider. This is a fault of the provider or of \
                 Terraform; please report it with the command that led here."
            ),
            Self::NotKnownYet(argument) => error!(
                "The provider's configuration is not known yet",
                "The provider argument {argument} is decided by this very apply, so there is no instance to ask yet. Apply \
                 what it depends on first (`terraform apply -target=…`), or give {argument} a value that is known."
            ),
            Self::NotRefreshed(argument) => warning!(
                "The state was not refreshed",
                "The provider argument {argument} is not known yet, so the records are shown as the state has them."
            ),
            Self::OtherInstance { there, here } => error!(
                "The record lies on another instance",
                "The state says that this record lies on {there}, and the provider is set up for {here}, where it would \
                 seem to be gone. Nothing was asked or changed. Check instance_url and the workspace. If both are the same \
                 instance, add \"{there}\" to instance_aliases. To manage it on {here} from now on, remove it from the \
                 state (`terraform state rm`) and import it, or let it be created anew."
            ),
            Self::Stopped => error!(
                "Stopped",
                "Terraform was asked to stop while the provider waited for the instance. Apply again to go on."
            ),
        }
    }
}
