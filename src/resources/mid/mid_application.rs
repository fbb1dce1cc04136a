//! `servicenow_mid_application`: a use that MID servers are put to (docs/facts.md#mid-application).

use crate::describe::{Field, Resource, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_application", "ecc_agent_application")
    .doc(
        "An application that works through MID servers, such as `Discovery`. They come with their plugins, and `ALL` stands for \
         each: take one over with `adopt_existing = true` to give it its default MID server. A connection can be confined to the \
         MID servers of one.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the application, by which the platform looks for it."),
    reference("default_mid_server", "ecc_agent").by(&["name"]).doc(
        "The MID server that is used when no other fits, by name or sys_id. Where there is none, that of the application `ALL` is.",
    ),
];
