//! `servicenow_transform_entry`: which column of imported rows goes where (docs/facts.md#transform-map).

use crate::describe::{Field, Resource, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("transform_entry", "sys_transform_entry")
    .doc("A field map: one column of imported rows, or what a script makes of them, for one column of the target.")
    .scope("sys_scope")
    .natural_keys(&[&["map", "target_field"]])
    .import_path(&["map", "target_field"])
    .goes_with("map")
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("map", "sys_transform_map")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The transform map it is part of, by sys_id, name, or `<scope>/<name>`."),
    text("source_field").doc("The column of the source table; left out where a script says what to write."),
    text("target_field").required().doc("The column of the target table."),
    text("source_table").instance_default().doc("The source table of the map. Set it where the instance leaves it empty."),
    text("target_table").instance_default().doc("The target table of the map. Set it where the instance leaves it empty."),
    flag("coalesce").instance_default().doc(
        "Whether records are matched by this column: a row updates the record that has its value, and makes one where there is \
         none.",
    ),
    flag("coalesce_case_sensitive").instance_default().doc("Whether upper and lower case count in that."),
    flag("coalesce_empty_fields").instance_default().doc("Whether an empty value is matched too."),
    flag("use_source_script").instance_default().doc("Whether `source_script` says what to write."),
    text("source_script").doc("A script that sets `answer`, from the row in `source`."),
    choice("choice_action", &["create", "ignore", "reject"]).or_others().doc(
        "What becomes of a value that is no choice of the target, or leads to no record: it is made (`create`), left out \
         (`ignore`), or the row is refused (`reject`).",
    ),
    text("date_format").doc("How dates of the source are written, such as `yyyy-MM-dd HH:mm:ss`."),
    text("reference_value_field").doc("The column of the record referred to that has the value of the source, such as `email`."),
];
