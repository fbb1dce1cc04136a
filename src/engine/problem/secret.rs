//! Secrets that are not what they should be, or not where.

use tfplugin::{AttributePath, Step};
use thiserror::Error;

use crate::describe::shown;
use crate::engine::model::secrets::{Flaw, version_name, write_only_name};
use crate::engine::model::{Overwritten, SENT_AT, Spot, Subject};

/// Where the configuration gives a secret: the attribute, and the key within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecretSpot {
    attribute: String,
    key: Option<String>,
}

/// What is wrong with a secret, or odd.
#[derive(Debug, Clone, Error)]
pub(crate) enum SecretProblem {
    #[error(
        "A line break at the end\n\
         {} ends in a line break, which would be stored with it: what signs in with it is then refused. A file that was read \
         with file() mostly ends so; write chomp(file(…)) or trimspace(…).",
        .0.name()
    )]
    LineBreak(SecretSpot),
    #[error("The secret is blank\n{}", blank(.0))]
    Blank(SecretSpot),
    #[error("The secret is missing\n{}", missing(.0))]
    Missing(SecretSpot),
    #[error(
        "A value that the instance encrypts\n\
         The column {} of {table} came back encrypted, so it holds a secret, and {} is kept in the state. {}",
        .spot.column(), place(.spot), way_out(.spot)
    )]
    Encrypted { spot: Spot, table: String },
    #[error(
        "A value that is a secret\n\
         The record has {because} = \"{word}\", so its {attribute} is a secret, and {attribute} would be kept in the state. Leave \
         {attribute} out, or use servicenow_record on {table} with fields_wo."
    )]
    InState { attribute: &'static str, because: &'static str, word: String, table: String },
    #[error(
        "A column that may hold a secret\n\
         The name of the column {column} of {table} speaks of a secret, and the provider's user cannot read sys_dictionary to \
         tell. fields is kept in the state: if it is a secret, move it to fields_wo. This is said once for the column."
    )]
    Unproven { column: String, table: String },
    #[error("A secret may have been overwritten\n{}", lost(.0))]
    Overwritten(Box<Lost>),
}

/// A record that is not what we last wrote, and what becomes of its secrets.
#[derive(Debug, Clone)]
pub(crate) struct Lost {
    pub(crate) subject: Subject,
    pub(crate) sys_id: String,
    pub(crate) found: Overwritten,
    /// Whether the provider block says that secrets are sent again.
    pub(crate) resends: bool,
    /// Whether there are any to send.
    pub(crate) has_some: bool,
    /// The attributes whose change sends them.
    pub(crate) versions: Vec<String>,
}

impl SecretSpot {
    /// An attribute of its own.
    pub(crate) fn attribute(name: impl Into<String>) -> Self {
        Self { attribute: name.into(), key: None }
    }

    /// An entry of a map.
    pub(crate) fn entry(attribute: &str, key: &str) -> Self {
        Self { attribute: attribute.to_owned(), key: Some(key.to_owned()) }
    }

    fn name(&self) -> String {
        match &self.key {
            Some(key) => format!("{}[\"{key}\"]", self.attribute),
            None => self.attribute.clone(),
        }
    }

    /// What says when the secret is sent.
    fn decider(&self) -> String {
        let plain = self.attribute.strip_suffix(&write_only_name(""));
        plain.map_or_else(|| self.name(), version_name)
    }

    fn path(&self) -> AttributePath {
        let path = AttributePath::attribute(self.attribute.as_str());
        match &self.key {
            Some(key) => path.then(Step::Key(key.clone())),
            None => path,
        }
    }
}

impl SecretProblem {
    /// What a flaw of a secret about to be sent is.
    pub(crate) fn of(spot: SecretSpot, flaw: Flaw) -> Self {
        match flaw {
            Flaw::Blank => Self::Blank(spot),
            Flaw::Missing => Self::Missing(spot),
        }
    }

    /// Whether it is only to be known.
    pub(super) fn is_warning(&self) -> bool {
        matches!(self, Self::LineBreak(_) | Self::Unproven { .. } | Self::Overwritten(_))
    }

    pub(super) fn path(&self) -> AttributePath {
        match self {
            Self::LineBreak(spot) | Self::Blank(spot) | Self::Missing(spot) => spot.path(),
            Self::Overwritten(_) => AttributePath::attribute(SENT_AT),
            Self::InState { attribute, .. } => AttributePath::attribute(*attribute),
            Self::Encrypted { spot: Spot::Attribute(attribute, _), .. } => {
                AttributePath::attribute(*attribute)
            }
            Self::Encrypted { spot: Spot::Reference(column), .. } => {
                AttributePath::attribute("references").then(Step::Key(column.clone()))
            }
            Self::Encrypted { spot: Spot::Column(column), .. } | Self::Unproven { column, .. } => {
                AttributePath::attribute("fields").then(Step::Key(column.clone()))
            }
        }
    }
}

fn blank(spot: &SecretSpot) -> String {
    format!(
        "{} is blank and would be sent, so that the secret which the instance has would be lost. A variable or file that stands \
         for it may be unset. Give the secret, or leave {} as it was.",
        spot.name(),
        spot.decider()
    )
}

fn missing(spot: &SecretSpot) -> String {
    let (name, decider) = (spot.name(), spot.decider());
    format!(
        "{name} is not set and {decider} changes: nothing would be sent, while the state would say that it was. A variable that \
         stands for it may be unset. Give the secret, or leave {decider} as it was."
    )
}

fn lost(lost: &Lost) -> String {
    let Lost { subject, sys_id, found: Overwritten { stamp, is_older }, .. } = lost;
    let (table, by, on) = (&subject.table, shown(&stamp.by), &stamp.on);
    let way_out = again(lost);
    if *is_older {
        return format!(
            "The record {sys_id} of the table {table} is older than what the provider wrote: it was last written by {by} at {on} \
             UTC. That is so after another instance was cloned over this one, or records of another one were imported: such \
             records have that instance's secrets. It is said once, for all records that are older now. {way_out}"
        );
    }
    format!(
        "The record {sys_id} of the table {table} was last written by {by} at {on} UTC, after its secrets were sent. No secret can \
         be read back, so nobody can tell whether it still is the one that was sent. {way_out}"
    )
}

/// How the secrets are sent again.
fn again(Lost { resends, has_some, versions, .. }: &Lost) -> String {
    match (resends, has_some, versions.as_slice()) {
        (true, true, _) => {
            "resend_secrets is true in the provider block, so this plan sends what is configured again.".to_owned()
        }
        (_, false, _) => "The configuration gives none that could be sent again.".to_owned(),
        (false, true, []) => {
            "To send what is configured again, set resend_secrets = true in the provider block.".to_owned()
        }
        (false, true, versions) => format!(
            "To send what is configured again, change {}, or set resend_secrets = true in the provider block.",
            versions.join(" and ")
        ),
    }
}

fn place(spot: &Spot) -> &str {
    match spot {
        Spot::Attribute(attribute, _) => attribute,
        Spot::Column(_) => "fields",
        Spot::Reference(_) => "references",
    }
}

fn way_out(spot: &Spot) -> &'static str {
    match spot {
        Spot::Attribute(..) => "Leave it out, and use servicenow_record with fields_wo for it.",
        Spot::Column(_) | Spot::Reference(_) => {
            "Move it to fields_wo, which is never stored, and set fields_wo_version."
        }
    }
}
