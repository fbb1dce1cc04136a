//! `servicenow_mid_cluster`: MID servers that stand in for one another (docs/facts.md#mid-cluster).

use crate::describe::{Field, Resource, choice, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_cluster", "ecc_agent_cluster")
    .doc(
        "A group of MID servers that share their work or take it over from one another. Which MID servers belong to it is said by \
         `servicenow_mid_cluster_member`; each needs the same applications, ranges and capabilities. A connection can name a \
         cluster.",
    )
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the cluster."),
    choice("type", &["Load Balance", "Failover"])
        .or_others()
        .instance_default()
        .doc("`Load Balance`: work is shared. `Failover`: the next in order takes over when one is down."),
];
