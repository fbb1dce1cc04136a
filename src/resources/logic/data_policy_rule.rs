//! `servicenow_data_policy_rule`: what a data policy demands of one field (docs/facts.md#data-policy).

use crate::describe::{Field, Finding, Given, Resource, Values, choice, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("data_policy_rule", "sys_data_policy_rule")
    .doc("What a data policy demands of one field.")
    .scope("sys_scope")
    .natural_keys(&[&["data_policy", "field_name"]])
    .names_one()
    .import_path(&["data_policy", "field_name"])
    .goes_with("data_policy")
    .checks(&[what_must_be_filled_can_be_written])
    .fields(FIELDS);

/// All that there is (docs/facts.md#data-policy).
const STATES: &[&str] = &["true", "false", "leave alone"];

const FIELDS: &[Field] = &[
    reference("data_policy", "sys_data_policy2")
        .column("sys_data_policy")
        .by(&["short_description"])
        .within("model_table")
        .required()
        .replaces()
        .doc("The policy that it belongs to, by sys_id, short description, or `<table>/<short description>`."),
    text("table").required().doc("The table of the field: as a rule that of the policy."),
    text("field_name")
        .column("field")
        .required()
        .doc("Name of the field's column, such as `close_notes`; one with dots leads through references."),
    choice("mandatory", STATES).instance_default().doc(
        "Whether the field must be filled: `true`, `false`, or as it was (`leave alone`).",
    ),
    choice("read_only", STATES).column("disabled").instance_default().doc(
        "Whether the field is read-only: `true`, `false`, or as it was (`leave alone`).",
    ),
];

/// The two exclude each other (docs/facts.md#data-policy).
fn what_must_be_filled_can_be_written(values: &dyn Values) -> Vec<Finding> {
    let is_on = |name| values.text(name) == Given::Is("true");
    if !is_on("mandatory") || !is_on("read_only") {
        return Vec::new();
    }
    vec![Finding::error(
        "read_only",
        "Mandatory and read-only",
        "mandatory and read_only are both \"true\": nobody could fill the field that must be filled. Set one of them.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_field_is_mandatory_or_read_only() {
        let found = |mandatory, read_only| {
            let values = sample(&[("mandatory", mandatory), ("read_only", read_only)]);
            what_must_be_filled_can_be_written(&values).len()
        };
        assert_eq!(found("true", "true"), 1);
        assert_eq!(found("true", "false") + found("leave alone", "true") + found("true", "?"), 0);
    }
}
