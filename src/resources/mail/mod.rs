//! Electronic mail: what is sent when, what it looks like, and through which mailboxes.

pub(super) mod email_account;
pub(super) mod email_template;
pub(super) mod notification;
