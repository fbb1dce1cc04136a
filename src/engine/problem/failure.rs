//! A request that failed: what was asked of which table, by whom, and what came of it.

use std::sync::Arc;

use servicenow::{Error, ErrorKind};

use super::sign_in::SignIn;
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
    /// How the provider signs in.
    pub(crate) sign_in: SignIn,
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

impl Caller {
    /// The caller behind this client.
    pub(crate) fn of(client: &servicenow::Client) -> Self {
        let host = client.instance().host().to_owned();
        Self { host, sign_in: SignIn::of(client.credentials()) }
    }
}

impl Failure {
    /// The right that the account lacks, where that is why.
    pub(crate) fn refused_right(&self) -> Option<Need> {
        let refused = matches!(self.error.kind(), ErrorKind::Forbidden { .. });
        refused.then(|| Need::new(&self.table, self.access.right()))
    }
}
