//! Authlib, an OAuth client library from the Python Package Index: authorization code with PKCE, refresh, client
//! credentials, revocation.

use super::{Client, Stage, python::Environment};
use crate::failure::Failure;

pub(super) const CLIENT: Client = Client { name: "OAuth library (Authlib)", run };

fn run(stage: &Stage) -> Result<bool, Failure> {
    let python = Environment::prepare(&stage.root, "oauth")?;
    python.run("oauth_library.py", &stage.instance()?)
}
