//! A request, read completely, and an answer, before it is put on the wire.

mod answer;
mod request;

pub(crate) use answer::{Answer, Content, STANDARD_HEADERS};
pub(crate) use request::{CONTROL_HEADER, LONGEST_ADDRESS, Request};
