//! `servicenow_update_set`: a set that captures the changes made to application files (docs/facts.md#update-set).

use crate::describe::{Field, Resource, choice, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("update_set", "sys_update_set")
    .doc(
        "An update set: it captures the changes made to the files of one application, so that they can be carried to another \
         instance. The set that the provider block names as `update_set` must be there before the first write, so another \
         configuration makes it.",
    )
    .scope("application")
    .natural_keys(&[&["name", "application_scope"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the set."),
    choice("state", &["build", "complete", "ignore"])
        .or_others()
        .instance_default()
        .doc("`build`: in progress, and open to changes. `complete`: ready to be carried on. `ignore`: left out."),
    text("description").doc("What it is for."),
    reference("parent", "sys_update_set")
        .by(&["name"])
        .within("application.scope")
        .doc("The set it is part of, by sys_id, name, or `<scope>/<name>`."),
    flag("is_default").computed().doc("Whether it takes the changes of its application for which no set was chosen."),
];
