//! What the program does: serve an instance, ask whether one serves, print the unknowns.

mod ending;
pub(crate) mod health;
pub(crate) mod serve;
pub(crate) mod unknowns;

use std::{error::Error, path::Path};

/// Why the program ends with an error.
pub(crate) type Failure = Box<dyn Error>;

/// The text of a file; the error names it.
fn text(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}
