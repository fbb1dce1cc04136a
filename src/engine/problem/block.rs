//! What is wrong with the provider block, or with the environment variables that stand in for it.

use std::io;
use std::ops::RangeInclusive;

use servicenow::{InstanceUrlError, UnusableKey, UnusableTransport};
use tfplugin::{AttributePath, Step};
use thiserror::Error;

use super::sentence::quoted;
use crate::describe::shown;

/// An argument of the provider block by its path, such as `oauth.client_id`; empty for the block itself.
pub(crate) type Argument = &'static str;

/// Where an argument is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    Block,
    Environment,
}

/// What is wrong with an argument. On each stands the summary; what is said in detail names the argument.
#[derive(Debug, Clone, Error)]
pub(crate) enum BlockProblem {
    #[error("{1}")]
    NotAsExpected(String, Expected),
    #[error("No instance is named")]
    NoInstance,
    /// This argument names the instance too.
    #[error("The instance is named twice")]
    NamedTwice(Argument),
    #[error("Not the address of an instance")]
    NoAddress(InstanceUrlError),
    /// A list of instances names none.
    #[error("No instance is named")]
    NamesNone,
    /// The host of the instance is none of these.
    #[error("The instance is not among those allowed")]
    NotAllowed(String, Vec<String>),
    #[error("No way to authenticate")]
    NoWay,
    #[error("Two ways to authenticate")]
    TwoWays(&'static str, &'static str),
    /// This needs the argument, which is not set.
    #[error("The credentials are incomplete")]
    Lacking(&'static str),
    /// The grant has no use for the argument; these grants have.
    #[error("The argument belongs to another grant")]
    OtherGrant(&'static str, Vec<&'static str>),
    #[error("The key cannot sign")]
    CannotSign(UnusableKey),
    /// The argument is not set, and its other half is.
    #[error("Half of a certificate")]
    HalfAPair(Argument),
    #[error("The connection cannot be made like this")]
    Unusable(UnusableTransport),
    /// Any certificate would be believed of another machine.
    #[error("An insecure connection to another machine")]
    Insecure,
    /// The text is no JSON object of headers. It is not kept: it may hold a secret.
    #[error("Not a set of headers")]
    NoHeaders,
    /// The header of this name cannot be set.
    #[error("Not a header to set")]
    NoHeader(String, UnusableTransport),
    /// The text holds a line break, which no such text has; the last character is one.
    #[error("A line break in the credentials")]
    LineBreak { at_its_end: bool },
    /// The text holds a character that no header can carry.
    #[error("The credentials cannot be sent")]
    NoHeaderText,
    /// What stands at the path is no regular file: a pipe or a device may have no end.
    #[error("Cannot read the file")]
    NoFile,
    /// The file is larger than any certificate or key.
    #[error("Cannot read the file")]
    LargeFile,
    /// The path is not kept: it may be a key whose first line was cut off.
    #[error("Cannot read the file")]
    Unreadable(io::ErrorKind),
    #[error("Not the name of a role")]
    NoRole,
    #[error("Cannot set up the connection")]
    NoClient(String),
}

/// What an argument takes.
#[derive(Debug, Clone, Error)]
pub(crate) enum Expected {
    /// A duration above zero.
    #[error("Not a duration")]
    Duration,
    /// A number of requests per second.
    #[error("Not a limit")]
    Rate,
    /// A whole number in this range.
    #[error("Not a limit")]
    Count(RangeInclusive<u32>),
    #[error("Neither true nor false")]
    Flag,
    /// A name that is not blank.
    #[error("Nothing is named")]
    Name,
    /// One of these.
    #[error("Unknown grant type")]
    Grant(Vec<&'static str>),
    /// One of these.
    #[error("Unknown algorithm")]
    Algorithm(Vec<&'static str>),
    /// One of these.
    #[error("Unknown moment of the check")]
    Moment(Vec<&'static str>),
}

const NO_INSTANCE: &str = "Set instance_url (such as \"https://dev98042.service-now.com\") or instance (\"dev98042\") in the provider \
                           block, or the environment variable SERVICENOW_INSTANCE_URL or SERVICENOW_INSTANCE.";
const ADDRESS: &str = "Write it like \"https://dev98042.service-now.com\": https, the host, and no path. Plain http is accepted for \
                       loopback addresses only.";
const NO_WAY: &str = "Set username and password, oauth, access_token, api_key or client_certificate in the provider block, or the \
                      environment variables SERVICENOW_USERNAME and SERVICENOW_PASSWORD, or SERVICENOW_OAUTH_GRANT_TYPE, \
                      SERVICENOW_OAUTH_CLIENT_ID and SERVICENOW_OAUTH_CLIENT_SECRET, or SERVICENOW_ACCESS_TOKEN, or \
                      SERVICENOW_API_KEY.";
const KEY: &str = "Give the private key whose certificate stands in the entry's JWT verifier map, and the algorithm that fits it.";
const INSECURE: &str = "is true, and the instance is not on this machine: credentials would go to whoever answers. Give the \
                        authority of its certificate as ca_certificate instead.";
const OWN_HEADER: &str = "which the provider sets itself. Remove it; who is calling is set with the arguments for authentication.";
const PEM: &str = "is neither the text of a PEM file, which begins with -----BEGIN, nor the path to one that can be read";
const NAME: &str = "Give a name or a sys_id, or leave the argument out: new records then go where the instance puts those of the \
                    provider's user.";

impl Origin {
    /// How the argument is called there: by its path, or by its environment variable.
    pub(crate) fn name(self, argument: Argument) -> String {
        match self {
            Self::Block => argument.to_owned(),
            Self::Environment => {
                format!("SERVICENOW_{}", argument.replace('.', "_").to_uppercase())
            }
        }
    }
}

/// Where the argument stands in the provider block; none for the block itself.
pub(super) fn path(argument: Argument) -> Option<AttributePath> {
    let steps = argument.split('.').map(|name| Step::Attribute(name.to_owned()));
    (!argument.is_empty()).then(|| AttributePath(steps.collect()))
}

/// Why a text names no instance. A name is taken for an address by many.
fn no_address(why: InstanceUrlError, origin: Origin, name: &str) -> String {
    if why != InstanceUrlError::Name {
        return format!("{name} cannot be used: {why}. {ADDRESS}");
    }
    let url = origin.name("instance_url");
    format!(
        "{name} cannot be used: {why}. Give the name alone, such as \"dev98042\" for dev98042.service-now.com. A whole address, \
         also one of another domain, goes into {url} instead, as in {url} = \"https://dev98042.service-now.com\"."
    )
}

impl BlockProblem {
    pub(super) fn detail(&self, origin: Origin, argument: Argument) -> String {
        let name = origin.name(argument);
        match self {
            Self::NotAsExpected(text, expected) => expected.detail(&name, text),
            Self::NoInstance => NO_INSTANCE.to_owned(),
            Self::NamedTwice(other) => {
                let other = origin.name(other);
                format!(
                    "Both {name} and {other} are set. Keep {name} for any address, or {other} for <name>.service-now.com."
                )
            }
            Self::NoAddress(why) => no_address(*why, origin, &name),
            Self::NamesNone => format!(
                "{name} is empty or holds \"\". Name at least one instance, such as \"dev98042\", or leave the argument out."
            ),
            Self::NotAllowed(host, allowed) => format!(
                "The provider is set up for {host}, and {name} holds {}. Nothing was sent. Check the instance, or add it to \
                 allowed_instances.",
                allowed.join(", ")
            ),
            Self::NoWay => NO_WAY.to_owned(),
            Self::TwoWays(first, second) => {
                let wherein =
                    if origin == Origin::Block { "The provider block" } else { "The environment" };
                format!("{wherein} names two ways to authenticate: {first} and {second}. Keep one.")
            }
            Self::Lacking(what) => format!("{what} needs {name}, and it is not set."),
            Self::OtherGrant(grant, users) => {
                let users = quoted(users, " or ");
                format!(
                    "{grant} has no use for {name}. Remove it, or set oauth.grant_type to {users}."
                )
            }
            Self::CannotSign(why) => format!("{name} cannot be used: {why}. {KEY}"),
            Self::HalfAPair(other) => {
                format!("{} is set, and {argument} is not. Set both.", origin.name(other))
            }
            Self::Unusable(why) => format!("{name} cannot be used: {why}."),
            Self::Insecure => format!("{name} {INSECURE}"),
            Self::NoHeaders => format!(
                "{name} is no JSON object of texts. Write it like {{\"X-Gateway-Key\": \"…\"}}."
            ),
            Self::NoHeader(header, UnusableTransport::OwnHeader) => {
                format!("{name} holds \"{header}\", {OWN_HEADER}")
            }
            Self::NoHeader(header, why) => {
                format!("{name} holds \"{header}\", which cannot be sent: {why}.")
            }
            Self::LineBreak { .. }
            | Self::NoRole
            | Self::NoHeaderText
            | Self::NoFile
            | Self::LargeFile
            | Self::Unreadable(_) => self.of_a_text_or_file(&name),
            Self::NoClient(why) => format!(
                "The HTTP client could not be set up: {why}. Check the TLS settings of this machine."
            ),
        }
    }

    /// What is wrong with a text of one line, or with a file that is named.
    fn of_a_text_or_file(&self, name: &str) -> String {
        match self {
            Self::Unreadable(kind) => format!(
                "{name} {PEM}: {kind}. A path counts from the folder in which Terraform runs."
            ),
            Self::LineBreak { at_its_end: true } => format!(
                "{name} ends in a line break, as a text from file() often does. Nothing was sent. Take it off, as with \
                 trimspace(file(\"…\"))."
            ),
            Self::LineBreak { at_its_end: false } => format!(
                "{name} holds a line break or another control character, which no such text has. Nothing was sent. Look how \
                 it came there."
            ),
            Self::NoHeaderText => format!(
                "{name} holds a character beyond ASCII, which no header can carry. Nothing was sent. Look whether it was \
                 copied whole and without formatting."
            ),
            Self::NoFile => format!(
                "{name} {PEM}: what stands there is no regular file. A path counts from the folder in which Terraform runs."
            ),
            Self::LargeFile => format!(
                "{name} is the path to a file of more than 1 MB, which is more than any certificate or key takes. It was not read."
            ),
            Self::NoRole => format!(
                "{name} holds \"\" or a name with a comma. Each element is the name of one role, as in [\"security_admin\"]."
            ),
            _ => String::new(),
        }
    }
}

impl Expected {
    fn detail(&self, name: &str, text: &str) -> String {
        match self {
            Self::Duration => format!(
                "{name} is {}, which is no duration above zero. Write it like \"90s\" or \"2m\".",
                shown(text)
            ),
            Self::Rate => format!("{name} is {text}. It is a number from 0.01 to 1000."),
            Self::Count(range) => {
                let (least, most) = (range.start(), range.end());
                format!("{name} is {text}. It is a whole number from {least} to {most}.")
            }
            Self::Flag => format!("{name} is {}. It is \"true\" or \"false\".", shown(text)),
            Self::Name => format!("{name} is \"\", which names nothing. {NAME}"),
            Self::Grant(known) | Self::Algorithm(known) | Self::Moment(known) => {
                format!("{name} is {}. It is one of {}.", shown(text), quoted(known, ", "))
            }
        }
    }
}
