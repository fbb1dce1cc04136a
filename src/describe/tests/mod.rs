//! What tests of descriptions stand on: records in memory, and values written as pairs of words.

mod memory;
mod sample;

pub(crate) use memory::Memory;
pub(crate) use sample::sample;
