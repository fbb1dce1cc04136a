//! `servicenow_mid_cluster_member`: a MID server in a cluster (docs/facts.md#mid-members).

use super::MID_SERVER;
use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("mid_cluster_member", "ecc_agent_cluster_member_m2m")
        .doc("Puts a MID server into a cluster, which then gives it work or keeps it in reserve, by its type.")
        .natural_keys(&[&["cluster", "mid_server"]])
        .import_path(&["cluster", "mid_server"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("cluster", "ecc_agent_cluster")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The cluster, by name or sys_id."),
    MID_SERVER,
];
