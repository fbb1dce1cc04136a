//! `servicenow_ui_policy`: how a form's fields behave under a condition (docs/facts.md#ui-policy).

use super::ui_policy_action::LISTED;
use crate::describe::{Field, Resource, children, condition, flag, reference, text, whole};
use crate::resources::ui_types::ui_type;

pub(crate) static RESOURCE: Resource = Resource::table("ui_policy", "sys_ui_policy")
    .doc(
        "A UI policy: under a condition it makes fields of a form mandatory, read-only or hidden, by one of \
         its `actions` (or a `servicenow_ui_policy_action`) for each field, or runs a script in the browser. What must hold for \
         imports and other clients too is for a `servicenow_data_policy`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "short_description"]])
    .import_path(&["table", "short_description"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("short_description").required().doc("What the policy does, in a few words: its name."),
    text("table").required().doc("The table on whose forms it works, such as `incident`."),
    condition("conditions")
        .doc("The encoded query under which it works; always when left out."),
    flag("active").instance_default().doc("Whether it works. New ones do."),
    flag("reverse_if_false").instance_default().doc(
        "Whether its actions are undone when the condition is no longer met. New ones do that.",
    ),
    flag("on_load").instance_default().doc(
        "Whether it works when the form opens, not only when a field changes. New ones do.",
    ),
    flag("global").instance_default().doc(
        "Whether it works in every view of the form. New ones do; set it to `false` beside `view`.",
    ),
    reference("view", "sys_ui_view")
        .by(&["name", "title"])
        .doc("The view that it works in where `global` is `false`, by name, title or sys_id."),
    whole("order").or_negative().instance_default().doc(
        "Its place among the policies of the table, the lowest first. New ones have 100.",
    ),
    flag("inherit")
        .instance_default()
        .doc("Whether it works on forms of the tables that extend the table too."),
    flag("run_scripts").instance_default().doc("Whether the scripts are run."),
    text("script_true").doc(
        "What is done in the browser when the condition is met: a function `onCondition`.",
    ),
    text("script_false").doc(
        "What is done in the browser when the condition is not met: a function `onCondition`.",
    ),
    ui_type().doc("Where the scripts run."),
    flag("isolate_script").on_some_instances().instance_default().doc(
        "Whether the scripts run in strict mode, without the page's DOM, `window` and jQuery.",
    ),
    text("description").doc("Why the policy is there."),
    children("actions", "sys_ui_policy_action")
        .owned_by("ui_policy")
        .fields(LISTED)
        .named_by("field_name")
        .cascades()
        .doc(
            "What it does to fields of the form (see `servicenow_ui_policy_action` for an access rule that may be in the \
             way). Do not use it beside `servicenow_ui_policy_action` for the same policy.",
        ),
];
