//! Keys: certificates, signing keys and API keys.

pub(super) mod certificate;
pub(super) mod jwt_claim;
pub(super) mod jwt_key;
pub(super) mod jwt_provider;
pub(super) mod jwt_verifier_map;
pub(super) mod rest_api_key;
