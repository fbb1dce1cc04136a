//! What keeps a token from being asked for, or from being handed to a configuration.

use servicenow::{InstanceUrlError, UnusableKey};
use tfplugin::{AttributePath, Step};
use thiserror::Error;

use super::sentence::quoted;

/// Why there is no token, or what is to be known of one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum TokenProblem {
    #[error(
        "The authorization code grant needs a person\n\
         Somebody has to sign in and consent in a browser, which no run of Terraform can do. Use one of {}: with \
         \"refresh_token\" a person consents once, outside of Terraform, and the refresh token serves from then on.",
        quoted(.0, ", ")
    )]
    NeedsAPerson(Vec<&'static str>),
    #[error("Unknown grant type\ngrant_type is none of {}. Write one of these.", quoted(.0, ", "))]
    UnknownGrant(Vec<&'static str>),
    /// The grant needs this argument.
    #[error(
        "The grant is incomplete\n\
         grant_type is \"{1}\", which needs {0}. Set {0}."
    )]
    Lacking(&'static str, &'static str),
    /// The grant has no use for this argument.
    #[error(
        "The argument belongs to another grant\n\
         grant_type is \"{1}\", which has no use for {0}. Remove {0}, or choose a grant that takes it: {users}.",
         users = quoted(.2, ", ")
    )]
    OtherGrant(&'static str, &'static str, Vec<&'static str>),
    #[error(
        "Two token endpoints\n\
         Both instance_url and token_url say where to ask. Keep instance_url for an instance, or token_url for the whole \
         address of another authorization server's endpoint."
    )]
    TwoEndpoints,
    /// This argument is no address.
    #[error(
        "Not an address to ask\n\
         {0} cannot be used: {1}. The request carries secrets."
    )]
    NoAddress(&'static str, InstanceUrlError),
    #[error(
        "The key cannot sign\njwt.private_key cannot be used: {0}. Give the PEM of the key whose certificate the client knows."
    )]
    CannotSign(UnusableKey),
    #[error("Unknown algorithm\njwt.algorithm is none of {}. Write one of these.", quoted(.0, ", "))]
    UnknownAlgorithm(Vec<&'static str>),
    #[error("Not a duration\njwt.lifetime takes a duration above zero, such as \"5m\".")]
    NoLifetime,
    #[error(
        "The token cannot be revoked\n\
         revoke_on_close is true, and token_url is not the token endpoint of an instance (…/oauth_token.do): where other \
         servers take tokens back is not known. Remove revoke_on_close; the token ends by itself."
    )]
    NotRevocable,
    /// Another scope than asked for.
    #[error(
        "The token has other scopes than asked for\n\
         scope is \"{asked}\", and the endpoint granted \"{granted}\". What needs the scopes that lack will be refused."
    )]
    OtherScope { asked: String, granted: String },
    #[error(
        "The provider signs in with a user's password\n\
         There is no token to hand out, only the header that holds the user name and the password in a form that anybody can \
         read. Let the provider sign in with oauth, get a token of its own for this purpose with servicenow_oauth_token, or set \
         allow_basic = true to hand out the header."
    )]
    OnlyBasic,
    #[error(
        "The provider shows nothing that could be handed out\n\
         It signs in by client_certificate alone, which is a part of its connection. Give whoever needs it the certificate \
         and the key, or get a token with servicenow_oauth_token."
    )]
    OnlyCertificate,
}

impl TokenProblem {
    /// Whether there is no token by it.
    pub(super) fn is_error(&self) -> bool {
        !matches!(self, Self::OtherScope { .. })
    }

    /// The argument that it is about, where there is one.
    pub(super) fn path(&self) -> Option<AttributePath> {
        let path = match self {
            Self::NeedsAPerson(_) | Self::UnknownGrant(_) => "grant_type",
            Self::Lacking(argument, _)
            | Self::OtherGrant(argument, ..)
            | Self::NoAddress(argument, _) => argument,
            Self::TwoEndpoints => "token_url",
            Self::CannotSign(_) => "jwt.private_key",
            Self::UnknownAlgorithm(_) => "jwt.algorithm",
            Self::NoLifetime => "jwt.lifetime",
            Self::NotRevocable => "revoke_on_close",
            Self::OtherScope { .. } => "scope",
            Self::OnlyBasic => "allow_basic",
            Self::OnlyCertificate => return None,
        };
        let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        let path = AttributePath::attribute(first);
        Some(match rest {
            Some(name) => path.then(Step::Attribute(name.to_owned())),
            None => path,
        })
    }
}
