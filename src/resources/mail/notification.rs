//! `servicenow_notification`: which mail is sent when, and to whom (docs/facts.md#notification).

use crate::describe::{
    Field, Resource, choice, condition, flag, reference, references, text, text_list, whole,
};

pub(crate) static RESOURCE: Resource = Resource::table("notification", "sysevent_email_action")
    .doc("A notification: a mail that the instance sends when a record changes or an event is fired.")
    .scope("sys_scope")
    .natural_keys(&[&["name", "table"], &["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the notification."),
    text("table").column("collection").required().doc("The table whose records it is about, such as `incident`."),
    choice("type", &["email", "vcalendar"]).or_others().instance_default().doc(
        "What is sent: a mail (`email`), or an invitation to a meeting (`vcalendar`).",
    ),
    flag("active").instance_default().doc("Whether it is sent."),
    text("description").doc("What it is for."),
    reference("category", "sys_notification_category")
        .by(&["name"])
        .instance_default()
        .doc("The category under which users find it among their preferences, by name or sys_id."),
    choice("send_when", &["engine", "event", "triggered"]).column("generation_type").or_others().instance_default().doc(
        "When it is sent: when a record is made or changed (`engine`), when an event is fired (`event`), or when something calls \
         for it, such as a flow (`triggered`).",
    ),
    flag("action_insert").instance_default().doc("Whether it is sent when a record is made."),
    flag("action_update").instance_default().doc("Whether it is sent when a record is changed."),
    text("event_name").doc("The event that it is sent for, such as `incident.assigned`."),
    flag("event_parm_1").instance_default().doc("Whether the first parameter of the event names a recipient."),
    flag("event_parm_2").instance_default().doc("Whether the second parameter of the event names a recipient."),
    choice("affected_field_on_event", &["parm1", "parm2"]).or_others().doc(
        "The parameter of the event that names the column which must have changed for subscribers.",
    ),
    text("item").instance_default().doc("What of the event names the item that users subscribe to."),
    text("item_table").doc("The table of that item."),
    condition("condition").doc("An encoded query that the record must match."),
    text("advanced_condition").doc("A script that sets `answer`, and decides beside the condition."),
    references("recipient_users", "sys_user")
        .by(&["user_name"])
        .doc("The users it goes to, by user id or sys_id."),
    references("recipient_groups", "sys_user_group")
        .by(&["name"])
        .doc("The groups it goes to, by name or sys_id."),
    text_list("recipient_fields").doc("Columns of the record that name users or groups it goes to, such as `assigned_to`."),
    flag("send_self").instance_default().doc("Whether it also goes to the user who caused it."),
    flag("exclude_delegates").instance_default().doc("Whether it does not go to the delegates of its recipients."),
    flag("subscribable").instance_default().doc("Whether users may subscribe to it."),
    flag("mandatory").instance_default().doc("Whether users cannot unsubscribe from it."),
    flag("force_delivery").instance_default().doc("Whether it is sent to users who switched notifications off, too."),
    reference("email_template", "sysevent_email_template")
        .column("template")
        .by(&["name"])
        .within("sys_scope.scope")
        .doc("The template that gives what is not said here, by sys_id, name, or `<scope>/<name>`."),
    text("subject").doc("The subject line; `${number}` stands for a column of the record."),
    text("message_html").doc("The body as HTML."),
    text("message_text").doc("The body as plain text."),
    text("sms_alternate").doc("The body of a short message, for devices that take no mail."),
    choice("content_type", &["text/html", "text/plain", "multipart/mixed"]).or_others().instance_default().doc(
        "Whether the mail has the HTML body, the plain one, or both.",
    ),
    choice("importance", &["low", "high"]).or_others().doc("How the mail is marked; left out, not at all."),
    text("from").doc("The address that it comes from; left out, the one of the mail account."),
    text("reply_to").doc("The address that answers go to."),
    flag("include_attachments").instance_default().doc("Whether the attachments of the record are sent along."),
    flag("omit_watermark").instance_default().doc("Whether the mail lacks the mark by which answers find the record."),
    flag("push_message_only").instance_default().doc("Whether only messages to mobile devices are sent."),
    flag("allow_digest").column("digestable").instance_default().doc("Whether users may have it in one mail with others."),
    whole("weight").or_negative().instance_default().doc(
        "Of several notifications of one record to one recipient, the heaviest is sent; those of weight zero always are.",
    ),
    whole("order").or_negative().instance_default().doc("The place among notifications; the lowest is looked at first."),
];
