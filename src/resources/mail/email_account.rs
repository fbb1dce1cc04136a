//! `servicenow_email_account`: a mailbox of the instance (docs/facts.md#email-account).

use crate::describe::{Field, Resource, choice, flag, secret, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("email_account", "sys_email_account")
    .doc(
        "A mail account: the server that the instance sends mail through (`smtp`), or reads mail from (`imap`, `pop3`). It \
         deletes what it has read. One account of the type `smtp` is in use at a time, so switch off the one that the instance came with.",
    )
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the account."),
    choice("type", &["smtp", "imap", "pop3"]).or_others().required().doc("The protocol: `smtp` to send, `imap` or `pop3` to receive."),
    flag("active").instance_default().doc("Whether it is in use."),
    text("server").doc("Name of the mail server."),
    whole("port").doc("The port of the mail server, such as 465, 587 or 993."),
    choice("connection_security", &["none", "starttls", "ssl"]).or_others().instance_default().doc(
        "How the connection is protected: `ssl` from the start, `starttls` as far as the server can, or `none`.",
    ),
    choice("authentication", &["password"]).or_others().instance_default().doc(
        "How the instance signs in: `password`, or a word for OAuth that the plugin for mail with OAuth brings.",
    ),
    text("user_name").credential().doc("The user that signs in. A mail comes from this address unless `from` says otherwise."),
    secret("password").doc("The password of that user."),
    text("from").doc("The address that mails come from, for the type `smtp`."),
    text("email_user_label").doc("The name that is shown beside this address, for the type `smtp`."),
    flag("servicenow_configured").computed().doc("Whether the instance came with the account; such a one cannot be changed."),
];
