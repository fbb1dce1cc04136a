//! What a saved plan means to do, read from `terraform show -json`.

use std::collections::BTreeSet;

use serde_json::Value;
use terraform_provider_servicenow::describe::FieldType;
use terraform_provider_servicenow::resources;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

/// One managed resource in a plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planned {
    /// Its address: `servicenow_connection.example[0]`.
    pub(crate) address: String,
    /// `no-op`, `create`, `update`, `delete`; two for a replacement.
    pub(crate) actions: Vec<String>,
    /// The attributes whose planned value is another than the one in state, or unknown.
    pub(crate) changed: BTreeSet<String>,
}

impl Planned {
    /// Makes a plan and reads what it means to do with each managed resource.
    pub(crate) fn by(workspace: &Workspace) -> Result<Vec<Self>, Failure> {
        workspace.plan(&["-out=read.tfplan"])?.succeeded()?;
        Self::read_from(workspace, "read.tfplan")
    }

    /// Reads what a saved plan means to do with each managed resource.
    pub(crate) fn read_from(workspace: &Workspace, plan: &str) -> Result<Vec<Self>, Failure> {
        let plan = workspace.show(Some(plan))?;
        let changes = plan["resource_changes"].as_array().cloned().unwrap_or_default();
        Ok(changes.iter().filter(|change| change["mode"] == "managed").map(Self::read).collect())
    }

    fn read(resource: &Value) -> Self {
        let change = &resource["change"];
        let actions = change["actions"].as_array().into_iter().flatten();
        Self {
            address: resource["address"].as_str().unwrap_or_default().to_owned(),
            actions: actions.filter_map(|action| action.as_str().map(ToOwned::to_owned)).collect(),
            changed: changed(&change["before"], &change["after"], &change["after_unknown"]),
        }
    }

    /// Whether the resource stays as it is, except for what no instance can tell on import: that
    /// a secret was sent in some version, and what to do with the record one day.
    pub(crate) fn is_a_clean_import(&self) -> bool {
        let untouched = self.actions == ["no-op"];
        let stays = self.actions == ["update"];
        untouched || (stays && self.changed.iter().all(|name| is_only_the_configurations(name)))
    }
}

/// Whether a type has a list of this name of what belongs to a record. An import shows it, and a configuration that leaves it
/// out takes it out of the state and leaves the rows alone.
fn is_of_children(attribute: &str) -> bool {
    let mut fields = resources::ALL.iter().flat_map(|resource| resource.fields);
    fields.any(|one| one.name == attribute && matches!(one.holds, FieldType::Children(_)))
}

fn changed(before: &Value, after: &Value, unknown: &Value) -> BTreeSet<String> {
    let objects = [before, after, unknown].into_iter().filter_map(Value::as_object);
    let names: BTreeSet<&String> = objects.flat_map(serde_json::Map::keys).collect();
    let differs = |name: &&String| {
        let unknown = &unknown[name.as_str()];
        let is_left_alone = after[name.as_str()].is_null() && is_of_children(name);
        !is_left_alone && before[name.as_str()] != after[name.as_str()] || *unknown == true
    };
    names.into_iter().filter(differs).cloned().collect()
}

fn is_only_the_configurations(attribute: &str) -> bool {
    let settings = [
        "adopt_existing",
        "allow_data_loss",
        "deletion_policy",
        "match_on",
        "secrets_sent_at",
        "timeouts",
    ];
    attribute.ends_with("_wo_version") || settings.contains(&attribute)
}
