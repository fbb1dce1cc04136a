//! A request that failed: what was asked of which table, by whom, and what came of it. And one that could not be made.

use std::sync::Arc;

use servicenow::{Credentials, Error, ErrorKind, Grant, OAuthClient};

use super::sign_in::{no_token, not_let_in};
use crate::engine::model::{Access, Need, PlaceArgument, Spot, Subject};

/// A request that failed.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) table: Box<str>,
    /// What was to be done to it.
    pub(crate) access: Access,
    /// Whether the table takes an elevated session and the provider is to open none.
    pub(crate) needs_elevation: bool,
    /// Whether another problem says why the instance refused.
    pub(crate) is_explained: bool,
    /// The record that is why the instance refused.
    pub(crate) double: Option<Box<Double>>,
    pub(crate) caller: Arc<Caller>,
    pub(crate) error: Error,
}

/// Another record with the key of one that the instance refused.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "The record {sys_id} of the table {} has the same {} already, {}. To manage that record, run `terraform import <address of \
     this {}> {sys_id}` or set adopt_existing = true; otherwise choose another {attribute}.",
    .subject.table, .key.join(" and "), consequence(*.is_certain), .subject.type_name
)]
pub(crate) struct Double {
    pub(crate) subject: Subject,
    pub(crate) key: &'static [&'static str],
    /// The attribute of the key that is a name.
    pub(crate) attribute: &'static str,
    pub(crate) sys_id: String,
    /// Whether the instance has said that this is why.
    pub(crate) is_certain: bool,
}

fn consequence(is_certain: bool) -> &'static str {
    if is_certain {
        "and the instance takes no second one"
    } else {
        "and that may be why the instance refused this one"
    }
}

/// Whom the provider asks, and as whom.
#[derive(Debug)]
pub(crate) struct Caller {
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
    /// Reading or writing the rows of an attribute that are part of the record.
    Children(&'static str),
    /// A request of a resource's own rule.
    FollowUp,
    /// Reading a data source.
    ReadData(String),
    /// Asking before anything else whether the instance is there and lets the provider in.
    Prove,
    /// Looking up what an attribute refers to.
    LookUp(&'static str),
    /// Looking up the columns of a table.
    Describe,
    /// Undoing what was begun with a record.
    Undo(Subject, String),
    /// Looking up where new records go.
    FindPlace(PlaceArgument),
    /// Installing an application.
    Install { type_name: String, app: String, is_there: bool },
    /// Undoing the installation of an application.
    Uninstall(String),
    /// Asking an endpoint for a token.
    FetchToken,
    /// Giving a token back.
    RevokeToken,
    /// Getting what the provider signs in with.
    HandOut,
    /// Activating a plugin.
    Activate { type_name: String, is_listed: bool },
    /// What an action does, in words that follow "Cannot".
    Act(&'static str),
}

/// Why there is nothing to ask yet.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Unready {
    #[error(
        "The provider is not configured\n\
         Terraform asked for a record before it configured the provider. This is a fault of the provider or of Terraform; \
         please report it with the command that led here."
    )]
    NotConfigured,
    #[error(
        "The provider's configuration is not known yet\n\
         The provider argument {0} is decided by this very apply, so there is no instance to ask yet. Apply what it depends \
         on first (`terraform apply -target=…`), or give {0} a value that is known."
    )]
    NotKnownYet(&'static str),
    /// A read without a known provider keeps what the state says.
    #[error(
        "The state was not refreshed\n\
         The provider argument {0} is not known yet, so the records are shown as the state has them."
    )]
    NotRefreshed(&'static str),
    #[error(
        "The record lies on another instance\n\
         The state says that this record lies on {there}, and the provider is set up for {here}, where it would seem to be \
         gone. Nothing was asked or changed. Check instance_url and the workspace. If both are the same instance, add \
         \"{there}\" to instance_aliases. To manage it on {here} from now on, remove it from the state (`terraform state \
         rm`) and import it, or let it be created anew."
    )]
    OtherInstance { there: String, here: String },
    #[error(
        "Stopped\n\
         Terraform was asked to stop while the provider waited for the instance. Apply again to go on."
    )]
    Stopped,
}

impl Caller {
    /// The caller behind this client.
    pub(crate) fn of(client: &servicenow::Client) -> Self {
        let host = client.instance().host().to_owned();
        let credentials = client.credentials();
        let no_token = match credentials {
            Credentials::OAuth(OAuthClient { grant, .. }) => no_token(grant),
            _ => "",
        };
        Self { host, not_let_in: not_let_in(credentials), no_token }
    }

    /// The caller of a token endpoint on this host, by this grant; none where a token is given back.
    pub(crate) fn of_endpoint(host: &str, grant: Option<&Grant>) -> Self {
        Self { host: host.to_owned(), not_let_in: "", no_token: grant.map_or("", no_token) }
    }
}

impl Attempt {
    /// The attribute it is about, where there is one.
    pub(super) fn attribute(&self) -> Option<&'static str> {
        match self {
            Self::SendSecret(Spot::Attribute(attribute, _))
            | Self::Link(attribute)
            | Self::Children(attribute)
            | Self::LookUp(attribute) => Some(*attribute),
            Self::SendSecret(Spot::Column(_) | Spot::Reference(_)) => Some("fields_wo"),
            Self::Activate { .. } => Some("plugin_id"),
            _ => None,
        }
    }
}

impl Failure {
    /// The right that the account lacks, where that is why.
    pub(crate) fn refused_right(&self) -> Option<Need> {
        let refused = matches!(self.error.kind(), ErrorKind::Forbidden { .. });
        refused.then(|| Need::new(&self.table, self.access.right()))
    }
}
