//! Every example lives its whole life: applied, planned again, imported, destroyed.

use std::collections::BTreeMap;

use serde_json::Value;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::example::{Example, ImportCommand};
use crate::support::planned::Planned;
use crate::support::setup::{Setup, for_each};
use crate::support::stage::Stage;

/// The `sys_id` of every managed resource by its address.
type Ids = BTreeMap<String, String>;

#[test]
fn every_example_lives_its_whole_life_and_leaves_the_instance_as_it_was() {
    let setups = Setup::all();
    let examples = Example::all();
    let pairs =
        examples.iter().flat_map(|example| setups.iter().map(move |setup| (example, setup)));
    let cases = pairs.map(|pair| (format!("{}: {}", pair.0.name, pair.1.name()), pair)).collect();
    for_each(cases, |(example, setup)| live(example, setup));
}

fn live(example: &Example, setup: &Setup) -> Result<(), Failure> {
    let stage = Stage::open(setup)?;
    let before = stage.instance.export()?;
    let workspace = opened(&stage, example)?;
    workspace.apply(&[])?.succeeded()?;
    workspace.plan(&[])?.unchanged()?;
    no_secret_is_in(&workspace, example);
    let ids = ids_in(&workspace)?;
    everything_can_be_imported(&stage, example, &ids)?;
    every_shown_import_works(&stage, example, &ids)?;
    workspace.destroy()?.succeeded()?;
    stage.is_as_before(&before)
}

fn opened(stage: &Stage, example: &Example) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace()?;
    example.open(&mut workspace)?;
    Ok(workspace)
}

fn no_secret_is_in(workspace: &Workspace, example: &Example) {
    let state = workspace.state_file();
    for secret in example.planted_secrets() {
        assert!(!state.contains(&secret), "an ephemeral variable is in the state: {secret}");
    }
}

fn ids_in(workspace: &Workspace) -> Result<Ids, Failure> {
    let state = workspace.show(None)?;
    let resources = state["values"]["root_module"]["resources"].as_array().cloned();
    let managed = resources.unwrap_or_default().into_iter();
    let managed = managed.filter(|resource| resource["mode"] == "managed");
    Ok(managed.filter_map(|resource| address_and_id(&resource)).collect())
}

fn address_and_id(resource: &Value) -> Option<(String, String)> {
    let address = resource["address"].as_str()?;
    Some((address.to_owned(), resource["values"]["id"].as_str()?.to_owned()))
}

/// Imports the whole configuration into a fresh state by `sys_id`, in one plan.
fn everything_can_be_imported(stage: &Stage, example: &Example, ids: &Ids) -> Result<(), Failure> {
    if ids.is_empty() {
        return Ok(());
    }
    let workspace = opened(stage, example)?;
    let blocks =
        ids.iter().map(|(to, id)| format!("import {{\n  to = {to}\n  id = \"{id}\"\n}}\n"));
    workspace.write("imports.tf", &blocks.collect::<String>())?;
    let planned = Planned::by(&workspace)?;
    assert_eq!(planned.len(), ids.len(), "{planned:?}");
    for resource in planned {
        assert!(resource.is_a_clean_import(), "the import is not clean: {resource:?}");
    }
    Ok(())
}

/// Runs each import of the example's `import.sh` on a fresh state.
fn every_shown_import_works(stage: &Stage, example: &Example, ids: &Ids) -> Result<(), Failure> {
    for command in example.import_commands()? {
        let workspace = opened(stage, example)?;
        import_as_shown(&workspace, &command, ids)?;
    }
    Ok(())
}

fn import_as_shown(
    workspace: &Workspace,
    command: &ImportCommand,
    ids: &Ids,
) -> Result<(), Failure> {
    let ImportCommand { address, id } = command;
    let Some(sys_id) = ids.get(address) else {
        return Err(Failure::new(format!(
            "import.sh names {address}, which is not in the example"
        )));
    };
    let id = if command.is_by_sys_id() { sys_id } else { id };
    workspace.import(address, id)?.succeeded()?;
    assert_eq!(ids_in(workspace)?.get(address), Some(sys_id), "{id} is another record");
    let planned = Planned::by(workspace)?.into_iter().find(|resource| resource.address == *address);
    assert!(planned.as_ref().is_some_and(Planned::is_a_clean_import), "{id}: {planned:?}");
    Ok(())
}
