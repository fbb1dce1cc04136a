//! The little JavaScript that the simulator understands: enough for scripts of a few fixed shapes, such as one that makes a
//! record of what a request brings, or one that sends a REST message. The README says what. Of any other script nothing is
//! done: a script that is not understood whole is not run in part.

mod read;
mod run;
mod tokens;

pub(crate) use read::Script;
pub(crate) use run::{Held, Host, Trouble, run, text};
