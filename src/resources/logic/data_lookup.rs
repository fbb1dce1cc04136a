//! `servicenow_data_lookup`: fields that are filled from a table of rules (docs/facts.md#data-lookup).

use crate::describe::{Field, Resource, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("data_lookup", "dl_definition")
    .doc(
        "A data lookup definition: when a record is written, its fields are looked up in a table of rules and others are filled \
         from the row that matches. Which fields are compared and filled is said by rows of `dl_definition_rel_match` and \
         `dl_definition_rel_set`, which a `servicenow_record` makes; without them the definition does nothing.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the definition, of at most 40 characters."),
    text("table")
        .column("source_table")
        .required()
        .doc("The table whose records are filled, such as `incident`."),
    text("lookup_table")
        .column("matcher_table")
        .required()
        .doc("The table of the rules, such as `dl_u_priority`: one that extends `dl_matcher`."),
    flag("active").instance_default().doc("Whether it is in force. New ones are."),
    flag("run_on_insert")
        .instance_default()
        .doc("Whether new records are filled. New ones do that."),
    flag("run_on_update")
        .instance_default()
        .doc("Whether records that change are filled. New ones do not do that."),
    flag("run_on_form_change")
        .instance_default()
        .doc("Whether a form fills them while it is edited. New ones do that."),
];
