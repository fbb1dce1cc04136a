//! What happens to any resource. Each folder is a floor, and uses only those above it in this list.

mod model;

mod problem;

mod session;

mod lookup;

mod placement;

mod write;

mod record;

mod installed;

mod any_record;

mod moved;

mod data;

mod list;

mod ephemeral;

mod functions;

mod actions;

mod serve;

pub(crate) use model::place::{Destination, PlaceArgument};
pub(crate) use problem::{Argument, BlockProblem, Expected, Origin, Problem, Problems};
pub use problem::{TableRoles, table_roles};
pub(crate) use serve::{offers, prove};
pub(crate) use session::{Configured, Notebook, Session, Shared};
