//! Finding records, and showing them as attributes.

pub(crate) mod account;
pub(crate) mod asked;
pub(crate) mod children;
pub(crate) mod dictionary;
pub(crate) mod display;
pub(crate) mod existence;
pub(crate) mod hidden;
pub(crate) mod namesakes;
pub(crate) mod near;
pub(crate) mod owner;
pub(crate) mod references;
pub(crate) mod scene;
pub(crate) mod secrecy;
pub(crate) mod sets;
pub(crate) mod targets;
pub(crate) mod view;
