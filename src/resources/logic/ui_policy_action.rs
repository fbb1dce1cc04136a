//! `servicenow_ui_policy_action`: what a UI policy does to one field (docs/facts.md#ui-policy-action).

use crate::describe::{Field, Resource, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("ui_policy_action", "sys_ui_policy_action")
    .doc(
        "What a UI policy does to one field. Do not use it for a policy that lists its `actions` itself. An access rule \
         of some instances keeps the column `ui_policy` from being written over REST; the apply then says that it is empty, and the rule has to be opened first.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["ui_policy", "field_name"]])
    .names_one()
    .import_path(&["ui_policy", "field_name"])
    .goes_with("ui_policy")
    .fields(FIELDS);

/// All that there is (docs/facts.md#ui-policy-action).
const STATES: &[&str] = &["true", "false", "ignore"];

const FIELDS: &[Field] = &[
    reference("ui_policy", "sys_ui_policy")
        .by(&["short_description"])
        .within("table")
        .required()
        .replaces()
        .doc("The policy that it belongs to, by sys_id, short description, or `<table>/<short description>`."),
    TABLE,
    FIELD_NAME,
    VISIBLE,
    MANDATORY,
    READ_ONLY,
    CLEARED,
];

/// What an action is where its policy lists it.
pub(super) const LISTED: &[Field] = &[FIELD_NAME, TABLE, VISIBLE, MANDATORY, READ_ONLY, CLEARED];

const TABLE: Field = text("table").instance_default().doc(
    "The table of the field: that of the policy. A form fills it in; who writes over REST had better set it.",
);
const FIELD_NAME: Field = text("field_name").column("field").required().doc(
    "Name of the field's column, such as `close_notes`; one with dots leads through references.",
);
const VISIBLE: Field = choice("visible", STATES)
    .instance_default()
    .doc("Whether the field is shown: `true`, `false`, or as it was (`ignore`).");
const MANDATORY: Field = choice("mandatory", STATES)
    .instance_default()
    .doc("Whether the field must be filled: `true`, `false`, or as it was (`ignore`).");
const READ_ONLY: Field = choice("read_only", STATES)
    .column("disabled")
    .instance_default()
    .doc("Whether the field is read-only: `true`, `false`, or as it was (`ignore`).");
const CLEARED: Field = flag("cleared").instance_default().doc("Whether the field is emptied.");
