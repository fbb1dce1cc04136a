//! `servicenow_clone_preserver`: rows that clones leave alone on their target (docs/facts.md#clone-preserver).

use crate::describe::{Field, Resource, condition, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("clone_preserver", "clone_data_preserver")
    .doc(
        "Rows that the target of a clone keeps: they are put aside before the clone and put back after it, as connections and their \
         credentials should be. It counts on the instance that is cloned from, and tables that extend the named one need a \
         preserver each. Few rows are best: a clone takes the longer for each.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the preserver."),
    text("table").required().doc("The table whose rows are kept; no database view."),
    condition("condition").doc("An encoded query of the rows to keep. Left out, all of the table."),
    flag("theme").instance_default().doc(
        "Whether they are part of the look of the target, which a clone keeps only where whoever asks for it says so.",
    ),
];
