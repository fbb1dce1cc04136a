//! `servicenow_ui_macro`: a piece of Jelly that pages and forms share (docs/facts.md#ui-macro).

use crate::describe::{Field, Resource, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("ui_macro", "sys_ui_macro")
    .doc(
        "A UI macro: a piece of Jelly that UI pages, forms and catalog variables show by its name.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .names_one()
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the macro, which stands where it is used: `<g:name/>`."),
    text("xml").instance_default().doc("The Jelly, which is XML. Left out: an empty Jelly document."),
    text("description").doc("What the macro shows, and the values that it expects."),
    text("category").instance_default().doc("What kind of macro it is; a new one is `general`."),
    text("media_type").doc("The kind of output that it is for; any when left out."),
    flag("active").instance_default().doc("Whether the macro can be used; a new one can."),
    text("api_name").column("scoped_name").computed_from(&["name", "application_scope"]).doc(
        "The name by which other applications use it: with the application scope in front, where it has one.",
    ),
];
