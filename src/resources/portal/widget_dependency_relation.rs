//! `servicenow_widget_dependency_relation`: a widget that needs a dependency (docs/facts.md#widget-dependency).

use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource =
    Resource::table("widget_dependency_relation", "m2m_sp_widget_dependency")
        .doc("Lets a widget load a dependency.")
        .scope("sys_scope")
        .natural_keys(&[&["dependency", "widget"]])
        .import_path(&["dependency", "widget"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("dependency", "sp_dependency")
        .column("sp_dependency")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("What is loaded, by sys_id, name, or `<scope>/<name>`."),
    reference("widget", "sp_widget")
        .column("sp_widget")
        .by(&["id", "name"])
        .required()
        .replaces()
        .doc("The widget that needs it, by sys_id, identifier or name."),
];
