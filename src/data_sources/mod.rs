//! The data sources that show more than their resource type, or are found otherwise. For every other type of
//! `resources` the data source that finds one record is derived from its description.

mod certificate;
mod connection_alias;
mod mid_server;
mod oauth_profile;

use crate::describe::DataSource;

/// Every data source with a description of its own.
pub static ALL: &[&DataSource] = &[
    &certificate::DATA_SOURCE,
    &connection_alias::DATA_SOURCE,
    &mid_server::DATA_SOURCE,
    &oauth_profile::DATA_SOURCE,
];
