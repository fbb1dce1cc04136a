//! The resource types, in the order of the documentation. Adding one is a file here and a line below.

mod acl;
mod api_access_policy;
mod api_access_scope;
mod application;
mod auth_scope;
mod certificate;
mod connection;
mod connection_alias;
mod credential;
mod group;
mod group_member;
mod group_role;
mod inbound_auth_profile;
mod joins;
mod jwt_provider;
mod jwt_verifier_map;
mod oauth_profile;
mod oauth_registry;
mod oauth_registry_auth_scope;
mod oauth_scope;
mod oidc_provider_configuration;
mod plugin;
mod rest_api_key;
mod retry_policy;
mod role;
mod role_contains;
mod system_property;
mod user;
mod user_role;

use crate::spec::Resource;

/// Every resource type of the provider.
pub static ALL: &[&Resource] = &[
    &oauth_registry::RESOURCE,
    &oauth_profile::RESOURCE,
    &oauth_scope::RESOURCE,
    &oidc_provider_configuration::RESOURCE,
    &auth_scope::RESOURCE,
    &oauth_registry_auth_scope::RESOURCE,
    &api_access_scope::RESOURCE,
    &credential::RESOURCE,
    &connection::RESOURCE,
    &connection_alias::RESOURCE,
    &retry_policy::RESOURCE,
    &application::RESOURCE,
    &plugin::RESOURCE,
    &system_property::RESOURCE,
    &user::RESOURCE,
    &group::RESOURCE,
    &role::RESOURCE,
    &user_role::RESOURCE,
    &group_member::RESOURCE,
    &group_role::RESOURCE,
    &role_contains::RESOURCE,
    &acl::RESOURCE,
    &certificate::RESOURCE,
    &jwt_provider::RESOURCE,
    &jwt_verifier_map::RESOURCE,
    &inbound_auth_profile::RESOURCE,
    &api_access_policy::RESOURCE,
    &rest_api_key::RESOURCE,
];

/// The resource types that data sources are derived from.
pub(crate) use connection_alias::RESOURCE as CONNECTION_ALIAS;
pub(crate) use oauth_profile::RESOURCE as OAUTH_PROFILE;
