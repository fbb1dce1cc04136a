//! `servicenow_mid_server_application`: a use that a MID server is put to (docs/facts.md#mid-members).

use super::MID_SERVER;
use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("mid_server_application", "ecc_agent_application_m2m")
        .doc("Lets an application work through a MID server.")
        .natural_keys(&[&["mid_server", "application"]])
        .import_path(&["mid_server", "application"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    MID_SERVER,
    reference("application", "ecc_agent_application")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The application: a `servicenow_mid_application`, by name or sys_id. `ALL` stands for each."),
];
