//! `servicenow_mid_server_parameter`: a setting of one MID server (docs/facts.md#mid-server-parameter).

use crate::describe::{Field, Resource, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_server_parameter", "ecc_agent_config")
    .doc(
        "A configuration parameter of one MID server: a line of its `config.xml`, which the server rewrites by it and heeds from its \
         next start on. A MID server property of the same name stands above it. The instance refuses to change or delete what a \
         server needs to reach it, such as `url`.",
    )
    .natural_keys(&[&["mid_server", "parameter_name"]])
    .names_one()
    .import_path(&["mid_server", "parameter_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("mid_server", "ecc_agent")
        .column("ecc_agent")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The MID server that has it, by name or sys_id."),
    text("parameter_name")
        .column("param_name")
        .required()
        .replaces()
        .doc("Name of the parameter, such as `threads.max`."),
    text("value").doc(
        "The value, as text. It is kept in the state, so it is no place for a password: set those in the server's own file.",
    ),
];
