//! servicenow-rest-api, a client from npm: an incident from its creation to its end.

use super::{Client, Stage, javascript::Environment};
use crate::failure::Failure;

pub(super) const CLIENT: Client = Client { name: "servicenow-rest-api", run };

fn run(stage: &Stage) -> Result<bool, Failure> {
    let packages = Environment::prepare(&stage.root)?;
    packages.run("servicenow_rest_api.test.js", &stage.instance()?, &[])
}
