//! Records changed by hand: the form of a record that is there or of a new one, and what becomes of
//! what was entered. It is written by the Table API with the rights of whoever is signed in, so that
//! access rules, business rules and the marks of who changed what are those of any other write.

mod change;
mod dialogue;
mod field;
mod make;
mod offer;
mod remove;
mod sheet;
mod value;

pub(in crate::api) use change::{form as edit_form, save};
pub(in crate::api) use make::{form as new_form, make};
pub(super) use offer::{Offer, may_insert, offer};
pub(in crate::api) use remove::{ask as ask_to_delete, delete};
