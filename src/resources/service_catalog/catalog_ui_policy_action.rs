//! `servicenow_catalog_ui_policy_action`: what a policy does with one variable (docs/facts.md#catalog-scripts).

use super::shared::{VARIABLE_SET, catalog_item, the_variable_is_marked};
use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, flag, reference, text, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table(
    "catalog_ui_policy_action",
    "catalog_ui_policy_action",
)
.doc("What a `servicenow_catalog_ui_policy` does with one variable while its condition holds.")
.scope("sys_scope")
.natural_keys(&[&["ui_policy", "variable"]])
.import_path(&["ui_policy", "variable"])
.checks(&[the_variable_is_marked, a_message_has_a_kind])
.fields(FIELDS);

/// What becomes of a property of the variable.
const CHANGES: &[&str] = &["true", "false", "ignore"];

const FIELDS: &[Field] = &[
    reference("ui_policy", "catalog_ui_policy")
        .by(&["short_description"])
        .within("catalog_item.name")
        .required()
        .doc("The policy, by short description, `<item>/<short description>` or sys_id."),
    text("variable").column("catalog_variable").required().doc(
        "The variable: `IO:` and its sys_id, such as `\"IO:${servicenow_catalog_variable.size.id}\"`.",
    ),
    catalog_item("catalog_item"),
    VARIABLE_SET,
    choice("visible", CHANGES)
        .instance_default()
        .doc("Whether the variable is shown (`true`), hidden (`false`) or left as it is (`ignore`)."),
    choice("mandatory", CHANGES)
        .instance_default()
        .doc("Whether it must be answered (`true`), need not be (`false`) or is left as it is (`ignore`)."),
    choice("read_only", CHANGES)
        .column("disabled")
        .instance_default()
        .doc("Whether it cannot be changed (`true`), can be (`false`) or is left as it is (`ignore`)."),
    flag("cleared").instance_default().doc("Whether its answer is taken away."),
    choice("value_action", &["ignore", "clear_value", "set_value"])
        .or_others()
        .instance_default()
        .doc("Whether its answer is left as it is (`ignore`), taken away (`clear_value`) or becomes `value` (`set_value`)."),
    text("value").doc("The answer that `value_action = \"set_value\"` gives."),
    text("field_message").doc("What is said below the variable."),
    choice("field_message_type", &["none", "info", "warning", "error"])
        .or_others()
        .instance_default()
        .doc("How that is said; `none` says nothing."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the actions of the policy: lower numbers come first."),
];

/// A message is shown by its kind (docs/facts.md#catalog-scripts).
fn a_message_has_a_kind(values: &dyn Values) -> Vec<Finding> {
    let says = matches!(values.text("field_message"), Given::Is(text) if !text.is_empty());
    let has_none =
        matches!(values.text("field_message_type"), Given::Null | Given::Is("none" | ""));
    if !says || !has_none {
        return Vec::new();
    }
    vec![Finding::warning(
        "field_message",
        "A message that is not shown",
        "field_message says something and field_message_type does not say how. Set field_message_type to \"info\", \"warning\" or \
         \"error\".",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_message_is_said_in_some_way() {
        let said = |pairs: &[(&str, &str)]| a_message_has_a_kind(&sample(pairs)).len();
        assert_eq!(said(&[("field_message", "Hi")]), 1);
        assert_eq!(said(&[("field_message", "Hi"), ("field_message_type", "none")]), 1);
        assert_eq!(said(&[("field_message", "Hi"), ("field_message_type", "info")]), 0);
        assert_eq!(said(&[("field_message", "Hi"), ("field_message_type", "?")]), 0);
        assert_eq!(said(&[]), 0);
    }
}
