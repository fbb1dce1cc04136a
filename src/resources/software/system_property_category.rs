//! `servicenow_system_property_category`: a page of properties (docs/facts.md#property-category).

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("system_property_category", "sys_properties_category")
        .doc(
            "A category of system properties: the instance shows its properties on one page. Which they are is said by \
             `servicenow_system_property_category_member`.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["name"]])
        .import_keys(&["name"])
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the category, which the address of its page names."),
    text("title").doc("What stands above the properties on the page; HTML is possible."),
];
