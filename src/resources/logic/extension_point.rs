//! `servicenow_extension_point`: where other applications add code (docs/facts.md#extension-point).

use crate::describe::{Field, Resource, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("extension_point", "sys_extension_point")
    .doc(
        "A scripted extension point: a place at which an application calls script includes that others add, through \
         `GlideScriptedExtensionPoint`. Scripts are compared without the kind of their line ends and without blanks around them.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name", "api_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the extension point."),
    text("api_name").computed_from(&["name"]).doc(
        "The name by which scripts ask for what was added: that of the scope, a dot and its own.",
    ),
    text("description").doc("What an implementation has to do."),
    text("example").doc("An implementation for others to begin with, in JavaScript."),
    flag("restrict_scope")
        .instance_default()
        .doc("Whether only its own application may add to it. New ones are open to all."),
];
