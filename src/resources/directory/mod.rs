//! Directories that people come from, and identity providers that they sign in with.

pub(super) mod ldap_ou;
pub(super) mod ldap_server;
pub(super) mod ldap_server_url;
pub(super) mod saml_identity_provider;
