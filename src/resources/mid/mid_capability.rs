//! `servicenow_mid_capability`: something that a MID server can do (docs/facts.md#mid-capability).

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource = Resource::table("mid_capability", "ecc_agent_capability")
    .doc(
        "Something that MID servers can do and are chosen for, such as `SSH`; `ALL` stands for everything. Those that come with the \
         instance have no value. One capability can be there several times, each with a value of its own.",
    )
    .natural_keys(&[&["capability"]])
    .shares_names()
    .import_keys(&["capability"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("capability").required().doc("What can be done, such as `SSH`, `REST` or a word of your own."),
    text("value").doc(
        "For what it can be done, where that is less than everything: a domain, a data centre. A request has to name the same value; \
         `*` fits any.",
    ),
];
