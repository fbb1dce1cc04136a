//! `servicenow_system_property_category_member`: a property in a category (docs/facts.md#property-category).

use crate::describe::{Field, Resource, reference, whole};

pub(crate) static RESOURCE: Resource =
    Resource::table("system_property_category_member", "sys_properties_category_m2m")
        .doc("Puts a system property into a category, so that the page of the category shows it.")
        .scope("sys_scope")
        .natural_keys(&[&["category", "property"]])
        .unique()
        .import_path(&["category", "property"])
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("category", "sys_properties_category")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The category, by sys_id, name, or `<scope>/<name>`."),
    reference("property", "sys_properties")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The property, by name or sys_id."),
    whole("order").or_negative().doc("The place on the page; the lowest stands first."),
];
