//! `servicenow_event_registration`: an event that scripts may fire (docs/facts.md#event-registration).

use crate::describe::{Field, Resource, choice, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("event_registration", "sysevent_register")
    .doc(
        "The registration of an event. Scripts fire it by `gs.eventQueue`, and notifications and script actions wait for it. An \
         event that is not registered is not processed.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["event_name"]])
    .names_one()
    .import_keys(&["event_name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("event_name").required().doc(
        "Name of the event, of at most 40 characters. In an application with a scope it is that of the scope, a dot and \
         `suffix`.",
    ),
    text("suffix").doc(
        "The name without the scope, in an application that has one: set both. Changing it renames the event, and what waits \
         for it waits in vain.",
    ),
    text("table").doc("The table of the records that the event is about, such as `incident`."),
    text("description").doc("When the event is fired, in at most 100 characters."),
    text("fired_by").doc("What fires it, such as the name of a business rule, for people to read."),
    whole("priority").instance_default().doc(
        "How soon such events are processed, the lowest first. New ones have 100.",
    ),
    text("queue").doc("Name of the queue that its events wait in; the default one when left out."),
    choice("caller_access", &["1", "2"]).or_others().instance_default().doc(
        "What becomes of other applications that fire it: `1` notes them, `2` shuts them out until somebody approves of them. \
         Left out, neither.",
    ),
];
