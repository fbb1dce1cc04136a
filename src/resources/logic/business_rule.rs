//! `servicenow_business_rule`: what happens when a record is read or written (docs/facts.md#business-rule).

use crate::describe::{
    Field, Finding, Given, Resource, Values, choice, condition, flag, reference, text, text_list,
    whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("business_rule", "sys_script")
    .doc(
        "A business rule: what the instance does when records of a table are inserted, updated, deleted or queried. Scripts are \
         compared without the kind of their line ends and without blanks around them, so that `file(\"x.js\")` is their normal \
         source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "name"]])
    .import_path(&["table", "name"])
    .checks(&[a_script_is_of_an_advanced_rule])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the rule."),
    text("table")
        .column("collection")
        .required()
        .doc("The table whose records it is about, such as `incident`; `global` for all."),
    choice("when", &["before", "after", "async", "async_always", "before_display"])
        .or_others()
        .instance_default()
        .doc(
            "When it runs: `before` or `after` the record is written, later (`async_always`, and `async` in older rules), or \
             before a form shows the record (`before_display`). New rules have `before`.",
        ),
    whole("order").or_negative().instance_default().doc(
        "Its place among the rules of the table, the lowest first. New rules have 100.",
    ),
    flag("active").instance_default().doc("Whether it runs. New rules do."),
    flag("advanced")
        .instance_default()
        .doc("Whether the rule has a script. New rules have none: set it to `true` beside `script`."),
    flag("action_insert").instance_default().doc("Whether inserting a record runs it."),
    flag("action_update").instance_default().doc("Whether updating a record runs it."),
    flag("action_delete").instance_default().doc("Whether deleting a record runs it."),
    flag("action_query").instance_default().doc("Whether querying the table runs it."),
    condition("filter_condition")
        .doc("An encoded query that the record must match for the rule to run."),
    text("condition").doc("An expression in JavaScript that must be true for the rule to run."),
    text_list("role_conditions")
        .doc("Names of roles of which the user needs one for the rule to run."),
    text("script").doc("What is done, in JavaScript, with `current` and `previous`."),
    text("template").doc(
        "Values that the rule gives to fields of the record, as an encoded query such as `priority=1^active=true^EQ`.",
    ),
    flag("change_fields").instance_default().doc("Whether the values of `template` are set."),
    flag("abort_action")
        .instance_default()
        .doc("Whether what the user is doing ends there, without a write."),
    flag("add_message").instance_default().doc("Whether `message` is shown."),
    text("message").doc("What users are shown when the rule runs, in HTML."),
    whole("priority")
        .instance_default()
        .doc("How soon a rule that runs later gets its turn, the lowest first. New rules have 100."),
    choice("access", &["package_private", "public"]).or_others().instance_default().doc(
        "Which applications may call what the script defines: its own (`package_private`) or all (`public`).",
    ),
    flag("client_callable")
        .instance_default()
        .doc("Whether scripts in browsers may call what the script defines."),
    flag("execute_function").instance_default().doc(
        "Whether the function in the script that is named after the time (`onBefore`, `onAfter`) is called by itself.",
    ),
    flag("is_rest").instance_default().doc("Whether the rule makes the call that `rest_service` and `rest_method` name."),
    reference("rest_service", "sys_rest_message").by(&["name"]).within("sys_scope.scope").doc(
        "The message that it calls where `is_rest` is on: a `servicenow_rest_message`, by name, `<scope>/<name>` or sys_id.",
    ),
    reference("rest_method", "sys_rest_message_fn")
        .by(&["function_name"])
        .within("rest_message.name")
        .doc(
            "The call of that message: a `servicenow_rest_message_function`, by sys_id, name, or `<message>/<name>`.",
        ),
    text("description").doc("Why the rule is there."),
];

/// Forms hide the script of any other rule, and nobody has shown that it runs (docs/facts.md#business-rule).
fn a_script_is_of_an_advanced_rule(values: &dyn Values) -> Vec<Finding> {
    let is_plain = matches!(values.flag("advanced"), Given::Null | Given::Is(false));
    if !is_plain || !values.text("script").is_set() {
        return Vec::new();
    }
    vec![Finding::warning(
        "advanced",
        "The rule may not run its script",
        "script is set and advanced is not. A new rule is not advanced: forms hide its script, and the instance may not run it. \
         Set advanced = true.",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_script_needs_an_advanced_rule() {
        let found = |values: &[(&str, &str)]| a_script_is_of_an_advanced_rule(&sample(values));
        let told = found(&[("script", "current.active = false;")]);
        assert!(told[0].warning && told[0].attribute == "advanced");
        assert_eq!(found(&[("script", "x"), ("advanced", "false")]).len(), 1);
        assert!(found(&[("script", "x"), ("advanced", "true")]).is_empty());
        assert!(found(&[("script", "x"), ("advanced", "?")]).is_empty());
        assert!(found(&[("template", "active=true")]).is_empty());
    }
}
