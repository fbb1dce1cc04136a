//! `servicenow_mid_server_property`: a setting of MID servers (docs/facts.md#mid-server-property).

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_server_property", "ecc_agent_property")
    .doc(
        "A property that all MID servers read when they start; it stands above the parameter of the same name that one of them \
         has. Restart the servers after a change. The form can also confine a property to one MID server: this type neither does \
         that nor tells such a property from one for all, so adopt or import one only where the name is there once.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the property, such as `mid.discovery.max_payload_size`."),
    text("value").doc(
        "The value, as text. It is kept in the state and shown to people on the instance, so it is no place for a password.",
    ),
];
