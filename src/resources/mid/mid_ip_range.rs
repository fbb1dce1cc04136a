//! `servicenow_mid_ip_range`: addresses that MID servers are chosen for (docs/facts.md#mid-ip-range).

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_ip_range", "ecc_agent_ip_range")
    .doc(
        "A range of addresses: where the instance chooses a MID server by itself, it takes one that may reach the address. Which \
         MID servers may reach it is said by `servicenow_mid_server_ip_range`. `ALL` is there on every instance and stands for any address.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the range."),
    text("range").doc(
        "The addresses: one (`10.11.144.155`), from one to another (`10.11.144.150-10.11.144.160`), or a network \
         (`10.11.144.0/24`).",
    ),
];
