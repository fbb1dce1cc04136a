//! The resource types, in the order of the documentation. Adding one is a file in the folder of its family and a line below.

mod access;
mod accounts;
mod connections;
mod keys;
mod oauth;
mod software;
mod web;

use crate::describe::Resource;

/// Every resource type of the provider.
pub static ALL: &[&Resource] = &[
    &oauth::oauth_registry::RESOURCE,
    &oauth::oauth_profile::RESOURCE,
    &oauth::oauth_scope::RESOURCE,
    &oauth::oidc_provider_configuration::RESOURCE,
    &oauth::auth_scope::RESOURCE,
    &oauth::oauth_registry_auth_scope::RESOURCE,
    &access::api_access_scope::RESOURCE,
    &connections::credential::RESOURCE,
    &connections::connection::RESOURCE,
    &connections::connection_alias::RESOURCE,
    &connections::retry_policy::RESOURCE,
    &software::application::RESOURCE,
    &software::plugin::RESOURCE,
    &software::system_property::RESOURCE,
    &software::update_set::RESOURCE,
    &accounts::user::RESOURCE,
    &accounts::group::RESOURCE,
    &accounts::role::RESOURCE,
    &accounts::user_role::RESOURCE,
    &accounts::group_member::RESOURCE,
    &accounts::group_role::RESOURCE,
    &accounts::role_contains::RESOURCE,
    &access::acl::RESOURCE,
    &keys::certificate::RESOURCE,
    &keys::jwt_key::RESOURCE,
    &keys::jwt_provider::RESOURCE,
    &keys::jwt_claim::RESOURCE,
    &keys::jwt_verifier_map::RESOURCE,
    &access::auth_parameter::RESOURCE,
    &access::inbound_auth_profile::RESOURCE,
    &access::api_access_policy::RESOURCE,
    &keys::rest_api_key::RESOURCE,
    &web::rest_message::RESOURCE,
    &web::rest_message_function::RESOURCE,
];

/// The resource types that data sources are derived from.
pub(crate) use connections::connection_alias::RESOURCE as CONNECTION_ALIAS;
pub(crate) use keys::certificate::RESOURCE as CERTIFICATE;
pub(crate) use oauth::oauth_profile::RESOURCE as OAUTH_PROFILE;
