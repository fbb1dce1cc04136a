//! `servicenow_catalog_item_variable_set`: a set of variables that an item asks (docs/facts.md#variable-sets).

use crate::describe::{Field, Resource, reference, whole};

pub(crate) static RESOURCE: Resource = Resource::table("catalog_item_variable_set", "io_set_item")
    .doc("Gives a set of variables to an item of a catalog, which then asks its questions too.")
    .scope("sys_scope")
    .natural_keys(&[&["catalog_item", "variable_set"]])
    .import_path(&["catalog_item", "variable_set"])
    .unique()
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("catalog_item", "sc_cat_item")
        .column("sc_cat_item")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The item or record producer, by name, `<application scope>/<name>` or sys_id."),
    reference("variable_set", "item_option_new_set")
        .by(&["internal_name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The set, by internal name, `<application scope>/<internal name>` or sys_id."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the questions of this item: lower numbers come first."),
];
