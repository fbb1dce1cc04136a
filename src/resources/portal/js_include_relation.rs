//! `servicenow_js_include_relation`: a script of a widget dependency (docs/facts.md#widget-dependency).

use crate::describe::{Field, Resource, reference, whole};

pub(crate) static RESOURCE: Resource =
    Resource::table("js_include_relation", "m2m_sp_dependency_js_include")
        .doc("Puts a JS include into a widget dependency.")
        .scope("sys_scope")
        .natural_keys(&[&["dependency", "js_include"]])
        .import_path(&["dependency", "js_include"])
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
    reference("js_include", "sp_js_include")
        .column("sp_js_include")
        .by(&["display_name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("What is loaded, by sys_id, name, or `<scope>/<name>`."),
    whole("order")
        .or_negative()
        .doc("Its place among the scripts of the dependency: lower ones are loaded first."),
];
