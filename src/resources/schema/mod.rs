//! The schema: tables, their columns, and the choices of those.

pub(super) mod choice;
pub(super) mod column;
pub(super) mod table;
