//! `servicenow_mid_server_ip_range`: addresses that a MID server is chosen for (docs/facts.md#mid-members).

use super::MID_SERVER;
use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("mid_server_ip_range", "ecc_agent_ip_range_m2m")
        .doc(
            "Says that a MID server may reach a range of addresses, so that it is chosen for them.",
        )
        .natural_keys(&[&["mid_server", "ip_range"]])
        .import_path(&["mid_server", "ip_range"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    MID_SERVER,
    reference("ip_range", "ecc_agent_ip_range").by(&["name"]).required().replaces().doc(
        "The range: a `servicenow_mid_ip_range`, by name or sys_id. `ALL` stands for any address.",
    ),
];
