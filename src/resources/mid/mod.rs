//! MID servers: what they are told, and what they are chosen by.

pub(super) mod mid_application;
pub(super) mod mid_capability;
pub(super) mod mid_cluster;
pub(super) mod mid_cluster_member;
pub(super) mod mid_ip_range;
pub(super) mod mid_server_application;
pub(super) mod mid_server_capability;
pub(super) mod mid_server_ip_range;
pub(super) mod mid_server_parameter;
pub(super) mod mid_server_property;

use crate::describe::{Field, reference};

/// The MID server that a row joins with something else.
const MID_SERVER: Field = reference("mid_server", "ecc_agent")
    .column("agent")
    .by(&["name"])
    .required()
    .replaces()
    .doc("The MID server, by name or sys_id.");
