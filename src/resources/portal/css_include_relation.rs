//! `servicenow_css_include_relation`: a style sheet of a widget dependency (docs/facts.md#widget-dependency).

use crate::describe::{Field, Resource, reference, whole};

pub(crate) static RESOURCE: Resource =
    Resource::table("css_include_relation", "m2m_sp_dependency_css_include")
        .doc("Puts a CSS include into a widget dependency.")
        .scope("sys_scope")
        .natural_keys(&[&["dependency", "css_include"]])
        .import_path(&["dependency", "css_include"])
        .unique()
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("dependency", "sp_dependency")
        .column("sp_dependency")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The dependency that loads it, by sys_id, name, or `<scope>/<name>`."),
    reference("css_include", "sp_css_include")
        .column("sp_css_include")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("What is loaded, by sys_id, name, or `<scope>/<name>`."),
    whole("order")
        .or_negative()
        .doc("Its place among the style sheets of the dependency: lower ones are loaded first."),
];
