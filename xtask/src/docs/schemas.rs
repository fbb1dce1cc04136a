//! What the provider says about itself, asked by the real Terraform.

use std::path::Path;

use serde_json::Value;

use crate::cargo::{self, Profile};
use crate::failure::{Attempt, Failure};
use crate::mirror::{ADDRESS, Mirror};
use crate::terraform;
use crate::workspace::Workspace;

/// A configuration that does no more than name the provider.
const CONFIGURATION: &str = "examples/quickstart";

/// The provider's schemas as `terraform providers schema -json` shows them. Builds the provider.
pub(super) fn served(root: &Path) -> Result<Value, Failure> {
    let built = cargo::build(root, Profile::Debug)?;
    let mut clis = terraform::fetch(root, &[terraform::NEWEST])?;
    let cli = clis.pop().ok_or_else(|| Failure::new("there is no Terraform to run"))?;
    let folder = tempfile::tempdir().attempting("create a temporary folder")?;
    let mirror = Mirror::install(folder.path(), built.get(cargo::PROVIDER)?)?;
    let workspace = Workspace::new(&cli, &mirror)?;
    workspace.copy(&root.join(CONFIGURATION))?;
    workspace.init()?.succeeded()?;
    let outcome = workspace.run(&["providers", "schema", "-json"])?.succeeded()?;
    let all: Value =
        serde_json::from_str(&outcome.stdout).attempting("read the provider's schemas")?;
    ours(&all)
}

fn ours(all: &Value) -> Result<Value, Failure> {
    let providers = all["provider_schemas"].as_object();
    let mut found = providers.into_iter().flatten().filter(|(name, _)| name.ends_with(ADDRESS));
    let (_, schemas) =
        found.next().ok_or_else(|| Failure::new("Terraform shows no schema of the provider"))?;
    Ok(schemas.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_this_providers_schemas_are_taken() {
        let host = "registry.example.com";
        let all = json!({ "provider_schemas": {
            format!("{host}/other/one"): 1,
            format!("{host}/{ADDRESS}"): 2,
        }});
        assert_eq!(ours(&all).unwrap(), json!(2));
        assert!(ours(&json!({})).is_err());
    }
}
