//! `servicenow_transform_map`: what becomes of imported rows (docs/facts.md#transform-map).

use crate::describe::{Field, Resource, choice, flag, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("transform_map", "sys_transform_map")
    .doc(
        "A transform map: it takes the rows of an import set table into another table. Which column goes where is said by \
         `servicenow_transform_entry`, what is done beside that by `servicenow_transform_script`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the map."),
    text("source_table").required().doc("The import set table that rows are taken from, such as `u_imported_user`."),
    text("target_table").required().doc("The table that they are written to, such as `sys_user`."),
    flag("active").instance_default().doc("Whether imported rows are transformed by it."),
    whole("order").or_negative().instance_default().doc("Of several maps for one source table, the lowest runs first."),
    flag("run_business_rules").instance_default().doc("Whether business rules run on the records that it writes."),
    choice("enforce_mandatory_fields", &["No", "Only Mapped Fields", "All Fields"]).or_others().instance_default().doc(
        "Whether a row is refused that lacks a mandatory column of the target: `No`, `Only Mapped Fields`, or `All Fields`.",
    ),
    flag("copy_empty_fields").instance_default().doc("Whether an empty value of the source empties the target."),
    flag("create_new_record_on_empty_coalesce_fields").instance_default().doc(
        "Whether a row makes a new record where all columns that records are matched by are empty.",
    ),
    flag("run_script").instance_default().doc("Whether `script` is run for each row."),
    text("script").doc("A script that is run for each row, with `source` and `target`; it takes `run_script = true`."),
];
