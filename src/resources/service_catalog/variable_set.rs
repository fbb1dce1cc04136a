//! `servicenow_variable_set`: variables that several items ask together (docs/facts.md#variable-sets).

use super::shared::LAYOUTS;
use crate::describe::{Field, Resource, choice, flag, text, text_list, whole};

pub(crate) static RESOURCE: Resource = Resource::table("variable_set", "item_option_new_set")
    .doc(
        "A set of variables that items of a catalog share. `servicenow_catalog_variable` puts questions into it, and \
         `servicenow_catalog_item_variable_set` gives it to an item.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["internal_name", "application_scope"]])
    .import_keys(&["internal_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("title").required().doc("What people see it called."),
    text("internal_name").required().doc(
        "The name by which scripts know it: letters, digits and `_`, such as `delivery_address`.",
    ),
    choice("type", &["one_to_one", "one_to_many"]).instance_default().replaces().doc(
        "Whether its questions are asked once (`one_to_one`, what a new set is) or as the rows of a table (`one_to_many`).",
    ),
    text("description").doc("What it asks for."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the questions of an item: lower numbers come first."),
    choice("layout", LAYOUTS)
        .or_others()
        .instance_default()
        .doc("How its questions are laid out: one column, or two columns filled across or down."),
    flag("display_title").instance_default().doc("Whether its title is shown above its questions."),
    text("set_attributes").doc(
        "Further settings, each `name=value`, with commas between them, such as `max_rows=5` for a set of rows.",
    ),
    text_list("read_roles").doc("Names of roles of which a user needs one to see the answers."),
    text_list("write_roles").doc("Names of roles of which a user needs one to change the answers."),
    text_list("create_roles").doc("Names of roles of which a user needs one to answer."),
];
