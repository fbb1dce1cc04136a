//! What `cargo xtask` begins with. The commands stand on hundreds of crates, which take minutes the first time. This
//! one stands on none: it is there at once, builds the others, and says how far that is.

mod artifact;
mod build;
mod memory;
mod progress;
mod selection;

pub use build::build;
pub use progress::Progress;
pub use selection::{COMMANDS, DEMO, Selection};
