//! `servicenow_certificate`: a certificate that is there, and how long it is good for.

use crate::describe::{DataSource, Field, whole};
use crate::resources::CERTIFICATE;

pub(super) static DATA_SOURCE: DataSource = DataSource {
    resource: &CERTIFICATE,
    doc: "Finds a certificate by `id` (sys_id) or `name`.",
    keys: &["name"],
    extra: EXTRA,
    related: None,
};

/// The instance counts them anew each day, so the resource does not keep them.
const EXTRA: &[Field] =
    &[whole("expires_in_days").computed().unit("days").doc("How long until it expires.")];
