//! `servicenow_email_template`: what mails have in common (docs/facts.md#email-template).

use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource = Resource::table("email_template", "sysevent_email_template")
    .doc("A template of mails: subject and body that several notifications share.")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the template."),
    text("table").column("collection").instance_default().doc("The table whose records the mails are about, such as `incident`."),
    text("subject").doc("The subject line; `${number}` stands for a column of the record."),
    text("message_html").doc("The body as HTML."),
    text("message_text").doc("The body as plain text."),
    text("message").doc("The body in the form of older releases, HTML or plain text. New templates have `message_html`."),
    text("sms_alternate").doc("The body of a short message, for devices that take no mail."),
];
