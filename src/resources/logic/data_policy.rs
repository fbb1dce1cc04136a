//! `servicenow_data_policy`: what records must hold, however they are written (docs/facts.md#data-policy).

use crate::describe::{Field, Resource, condition, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("data_policy", "sys_data_policy2")
    .doc(
        "A data policy: under a condition it makes fields of a table mandatory or read-only, by a `servicenow_data_policy_rule` \
         for each field. It holds for forms, and where its flags say so for imports and web services: writes over REST that \
         break it are refused, this provider's as well.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "short_description"]])
    .import_path(&["table", "short_description"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("short_description").required().doc("What the policy does, in a few words: its name."),
    text("table")
        .column("model_table")
        .required()
        .doc("The table whose records it is about, such as `incident`."),
    condition("conditions").doc("The encoded query under which it holds; always when left out."),
    flag("active").instance_default().doc("Whether it is in force. New ones are."),
    flag("reverse_if_false")
        .instance_default()
        .doc("Whether its rules are undone when the condition is no longer met. New ones do that."),
    flag("inherit")
        .instance_default()
        .doc("Whether it holds for records of the tables that extend the table too."),
    flag("apply_to_import_sets")
        .column("apply_import_set")
        .instance_default()
        .doc("Whether it holds for imports. New ones do."),
    flag("apply_to_soap")
        .column("apply_soap")
        .instance_default()
        .doc("Whether it holds for web services, REST and SOAP alike. New ones do."),
    flag("use_as_ui_policy_on_client")
        .column("enforce_ui")
        .instance_default()
        .doc("Whether forms show its rules at once, as a UI policy does. New ones do."),
    text("description").doc("Why the policy is there."),
];
