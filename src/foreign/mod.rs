//! The resource types of tylerhatton/servicenow, and what becomes of each: one table, by which states are moved and upgraded
//! and of which the guide about it is made.

mod access;
mod automation;
mod catalog;
mod connections;
mod interface;
mod platform;
mod portal;
mod services;

use crate::describe::Foreign;

const FAMILIES: &[&[Foreign]] = &[
    access::TYPES,
    automation::TYPES,
    catalog::TYPES,
    connections::TYPES,
    interface::TYPES,
    platform::TYPES,
    portal::TYPES,
    services::TYPES,
];

/// Every resource type of that provider.
pub fn all() -> impl Iterator<Item = &'static Foreign> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The type of this full name.
pub fn named(name: &str) -> Option<&'static Foreign> {
    all().find(|one| one.name == name)
}
