//! OAuth: the entries of the registry, their profiles and scopes, and who may ask for a token.

pub(super) mod auth_scope;
pub(super) mod oauth_profile;
pub(super) mod oauth_registry;
pub(super) mod oauth_registry_auth_scope;
pub(super) mod oauth_scope;
pub(super) mod oidc_provider_configuration;
