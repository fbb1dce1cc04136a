//! MID servers: what they are told, and what they are chosen by.

pub(super) mod mid_application;
pub(super) mod mid_capability;
pub(super) mod mid_cluster;
pub(super) mod mid_ip_range;
pub(super) mod mid_server_parameter;
pub(super) mod mid_server_property;
