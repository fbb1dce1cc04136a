//! `pysnc`, the Python client by the vendor itself, from `PyPI`: queries over many pages, display
//! values, single writes, batches, files.

use super::{Client, Stage, python::Environment};
use crate::failure::Failure;

pub(super) const CLIENT: Client = Client { name: "pysnc", run };

fn run(stage: &Stage) -> Result<bool, Failure> {
    let python = Environment::prepare(&stage.root, "pysnc")?;
    python.run("pysnc_client.py", &stage.instance()?)
}
