//! What the acceptance tests stand on: the setups they run under, a stage for each, the examples.

pub(crate) mod example;
pub(crate) mod initialised;
pub(crate) mod interrupt;
pub(crate) mod orphans;
pub(crate) mod planned;
pub(crate) mod provider;
pub(crate) mod records;
pub(crate) mod setup;
pub(crate) mod stage;
