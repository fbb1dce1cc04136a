//! The resource types, in the order of the documentation. Adding one is a file here and a line below.

mod application;
mod connection;
mod connection_alias;
mod credential;
mod oauth_profile;
mod oauth_registry;
mod retry_policy;

use crate::spec::Resource;

/// Every resource type of the provider.
pub static ALL: &[&Resource] = &[
    &oauth_registry::RESOURCE,
    &oauth_profile::RESOURCE,
    &credential::RESOURCE,
    &connection::RESOURCE,
    &connection_alias::RESOURCE,
    &retry_policy::RESOURCE,
    &application::RESOURCE,
];

/// The resource types that data sources are derived from.
pub(crate) use connection_alias::RESOURCE as CONNECTION_ALIAS;
pub(crate) use oauth_profile::RESOURCE as OAUTH_PROFILE;
