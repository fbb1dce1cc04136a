//! Access: what a request must prove to be let in, and what it may then touch.

pub(super) mod acl;
pub(super) mod api_access_policy;
pub(super) mod api_access_scope;
pub(super) mod auth_parameter;
pub(super) mod inbound_auth_profile;
