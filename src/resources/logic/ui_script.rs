//! `servicenow_ui_script`: a script that pages load (docs/facts.md#ui-script).

use crate::describe::{Field, Resource, flag, text};
use crate::resources::ui_types::ui_type;

pub(crate) static RESOURCE: Resource = Resource::table("ui_script", "sys_ui_script")
    .doc(
        "A UI script: JavaScript that pages load by its name. Scripts are compared without the kind of their line ends and \
         without blanks around them, so that `file(\"x.js\")` is their normal source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"], &["api_name"]])
    .import_keys(&["name", "api_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").column("script_name").required().doc("Name of the script."),
    text("api_name").column("name").instance_default().follows(&["name"]).doc(
        "The name by which pages load it. The instance makes it of the scope and `name`; older scripts of Global have this name \
         alone.",
    ),
    text("script").required().doc("The script, in JavaScript."),
    flag("active").instance_default().doc("Whether pages can load it. New ones can be loaded."),
    ui_type().doc("Where it is loaded."),
    flag("global").instance_default().doc(
        "Whether every page on desktops loads it by itself. Use it with care: an error in it is everywhere.",
    ),
    text("description").doc("What the script is for."),
];
