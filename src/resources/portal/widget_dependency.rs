//! `servicenow_widget_dependency`: scripts and style sheets that widgets load together (docs/facts.md#widget-dependency).

use crate::describe::{Field, Resource, flag, references, text};

pub(crate) static RESOURCE: Resource = Resource::table("widget_dependency", "sp_dependency")
    .doc(
        "A widget dependency: scripts and style sheets that are loaded together where a widget needs them. What it is made of \
         are `servicenow_js_include` and `servicenow_css_include`, joined by relations of their own.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the dependency."),
    text("module").doc("Name of the AngularJS module that its scripts define, which is then injected; left out, none is."),
    flag("page_load").instance_default().doc(
        "Whether it is loaded with the first page of a portal, rather than with the first widget that needs it.",
    ),
    references("portals", "sp_portal").column("sp_portals").by(&["url_suffix"]).doc(
        "The portals, by the suffix of their address, that load it with their first page; left out, all do.",
    ),
];
