//! Outbound connections: credentials, connections, their aliases and when a call is sent again.

pub(super) mod connection;
pub(super) mod connection_alias;
pub(super) mod credential;
pub(super) mod retry_policy;
