//! `servicenow_mid_server_capability`: something that a MID server can do (docs/facts.md#mid-members).

use super::MID_SERVER;
use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("mid_server_capability", "ecc_agent_capability_m2m")
        .doc("Says that a MID server can do something, so that it is chosen for it.")
        .natural_keys(&[&["mid_server", "capability"]])
        .import_path(&["mid_server", "capability"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    MID_SERVER,
    reference("capability", "ecc_agent_capability")
        .by(&["capability"])
        .required()
        .replaces()
        .doc(
            "What it can do: a `servicenow_mid_capability`, by capability or sys_id. One that is there with several values is named by \
             its sys_id. `ALL` stands for everything.",
        ),
];
