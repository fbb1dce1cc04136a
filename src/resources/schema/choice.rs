//! `servicenow_choice`: a value that a column offers (docs/facts.md#choice).

use crate::describe::{Field, Resource, flag, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("choice", "sys_choice")
    .doc("A choice of a column: a value, and the label that people see. A column has one for each value and language.")
    .natural_keys(&[&["table", "element", "value", "language"], &["table", "element", "value"]])
    .shares_names()
    .import_path(&["table", "element", "value"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("table")
        .column("name")
        .required()
        .replaces()
        .doc("Name of the table, such as `incident`."),
    text("element").required().replaces().doc("Name of the column, such as `category`."),
    text("value").required().replaces().doc("The value that is stored."),
    text("label").doc("What people see."),
    text("language").instance_default().doc("The language of the label, such as `en`."),
    whole("sequence").doc("The place among the choices of the column; the lowest stands first."),
    text("hint").doc("A text that is shown beside the label."),
    flag("inactive")
        .instance_default()
        .doc("Whether it is no longer offered. Records that have the value keep it."),
    text("dependent_value")
        .doc("The value that the column on which this one depends must have for it to be offered."),
];
