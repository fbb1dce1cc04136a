//! `servicenow_oauth_profile`: a profile that is there, such as the default one of an entry.

use crate::describe::DataSource;
use crate::resources::OAUTH_PROFILE;

pub(super) static DATA_SOURCE: DataSource = DataSource {
    resource: &OAUTH_PROFILE,
    doc: "Finds an OAuth profile by `id` (sys_id) or `name`; `oauth_registry` and `is_default` narrow the search.",
    keys: &["name", "oauth_registry", "is_default"],
    extra: &[],
    related: None,
};
