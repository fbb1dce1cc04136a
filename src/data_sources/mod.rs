//! The data sources, in the order of the documentation. One that finds a record is derived from its resource type.

mod connection_alias;
mod oauth_profile;

use crate::spec::DataSource;

/// Every data source that finds one record.
pub static ALL: &[&DataSource] = &[&connection_alias::DATA_SOURCE, &oauth_profile::DATA_SOURCE];
