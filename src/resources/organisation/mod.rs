//! The organisation: what users and other records refer to.

pub(super) mod company;
pub(super) mod cost_center;
pub(super) mod department;
pub(super) mod location;
