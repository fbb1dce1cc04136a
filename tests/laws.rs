//! Laws over the whole list of resources and over the house: what no single test of one thing can hold.

#![expect(clippy::unwrap_used, reason = "a law that cannot be read is broken, and says where")]

#[path = "laws/circles.rs"]
mod circles;
#[path = "laws/columns.rs"]
mod columns;
#[path = "laws/descriptions.rs"]
mod descriptions;
#[path = "laws/dictionary.rs"]
mod dictionary;
#[path = "laws/directions.rs"]
mod directions;
#[path = "laws/doors.rs"]
mod doors;
#[path = "laws/examples.rs"]
mod examples;
#[path = "laws/facts.rs"]
mod facts;
#[path = "laws/house.rs"]
mod house;
#[path = "laws/meanings.rs"]
mod meanings;
#[path = "laws/paths.rs"]
mod paths;
#[path = "laws/source.rs"]
mod source;
#[path = "laws/workflows.rs"]
mod workflows;
