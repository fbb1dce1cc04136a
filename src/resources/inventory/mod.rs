//! Configuration items.

pub(super) mod server;
