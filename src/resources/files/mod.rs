//! Files on records.

pub(super) mod attachment;
