//! ServiceNow as Terraform sees it. In reading order: what resources are written in, the resources, what happens
//! to any of them, and the provider that offers them.

pub mod describe;

pub mod resources;

pub mod data_sources;

pub mod foreign;

mod engine;

mod provider;

pub use engine::{TableRoles, table_roles};
pub use provider::{ADDRESS, ServiceNow};
