//! `servicenow_script_action`: a script that an event runs (docs/facts.md#script-action).

use crate::describe::{Field, Resource, flag, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("script_action", "sysevent_script_action")
    .doc(
        "A script action: a script that runs when an event of its name is processed. Scripts are compared without the kind of \
         their line ends and without blanks around them, so that `file(\"x.js\")` is their normal source.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the script action."),
    text("event_name").required().doc(
        "Name of the event that runs it, as a `servicenow_event_registration` registers it.",
    ),
    text("script").required().doc(
        "What is done, in JavaScript, with `current` (the record that the event is about) and `event`.",
    ),
    // An instance makes new ones inactive, which nobody expects (docs/facts.md#script-action).
    flag("active").default_flag(true).doc("Whether it runs."),
    text("condition").column("condition_script").doc(
        "An expression that must be true for the script to run, such as `event.parm1 == 'late'`.",
    ),
    whole("order").or_negative().instance_default().doc(
        "Its place among the scripts of the event, the lowest first. New ones have 100.",
    ),
    flag("synchronous").instance_default().doc(
        "Whether who fires the event waits for the script.",
    ),
    text("description").doc("Why the script action is there."),
];
