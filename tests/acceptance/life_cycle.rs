//! Every example lives its whole life: applied, planned again, imported, destroyed.
//!
//! That of a resource or a data source lives under one combination of Terraform and profile, the next one under the next. All
//! lives of a type under both profiles are in the tests of the protocol, and what integrations are made of lives under all four.

use std::collections::BTreeMap;

use serde_json::Value;
use xtask::failure::Failure;
use xtask::workspace::Workspace;

use crate::support::example::{Example, ImportCommand};
use crate::support::initialised::initialise;
use crate::support::planned::Planned;
use crate::support::setup::{Setup, Unknowns, for_each};
use crate::support::stage::Stage;

const STATE: &str = "terraform.tfstate";

/// The attributes of managed resources by their address.
type Managed = BTreeMap<String, Value>;

#[test]
fn every_resources_example_lives_its_whole_life() {
    live_under(Setup::in_turn, |example| example.is_below("resources"));
}

#[test]
fn every_data_sources_example_lives_its_whole_life() {
    live_under(Setup::in_turn, |example| example.is_below("data-sources"));
}

#[test]
fn every_integration_and_every_other_example_lives_its_whole_life() {
    // What asks for records that are there makes none: see brownfield.rs.
    let apart = ["resources", "data-sources", "brownfield"];
    let is_apart = |example: &Example| apart.iter().any(|kind| example.is_below(kind));
    live_under(|_| Setup::all(), |example| !is_apart(example) && !has_actions(example));
}

/// Older releases of Terraform do not know the word.
#[test]
fn every_actions_example_lives_its_whole_life() {
    live_under(|_| [Unknowns::Likely, Unknowns::Worst].map(Setup::newest).to_vec(), has_actions);
}

fn has_actions(example: &Example) -> bool {
    example.is_below("actions") || example.is_below("prove-after-apply")
}

/// Leads the examples that are wanted through their lives, each under the setups of its turn.
fn live_under(setups: impl Fn(usize) -> Vec<Setup>, wanted: impl Fn(&Example) -> bool) {
    let examples: Vec<Example> = Example::all().into_iter().filter(wanted).collect();
    assert!(!examples.is_empty(), "there is no such example");
    let turns = examples.iter().enumerate();
    let pairs = turns
        .flat_map(|(turn, example)| setups(turn).into_iter().map(move |setup| (example, setup)));
    let cases = pairs.map(|pair| (format!("{}: {}", pair.0.name, pair.1.name()), pair)).collect();
    for_each(cases, |(example, setup)| live(example, &setup));
}

fn live(example: &Example, setup: &Setup) -> Result<(), Failure> {
    let stage = Stage::open(setup)?;
    let before = stage.instance.export()?;
    let mut workspace = stage.workspace()?;
    example.open(&mut workspace)?;
    // How the instance behaves has no bearing on what is installed.
    match setup.unknowns {
        Unknowns::Likely => workspace.init()?.succeeded().map(drop)?,
        Unknowns::Worst => initialise(&workspace, &setup.terraform)?,
    }
    workspace.apply(&[])?.succeeded()?;
    workspace.plan(&[])?.unchanged()?;
    no_secret_is_in(&workspace, example);
    let applied = workspace.state_file();
    // What a data source looks up, or an action is about, is imported by the example of its own type.
    if !example.is_below("data-sources") && !has_actions(example) {
        everything_can_be_imported(&workspace, &applied)?;
        every_shown_import_works(&workspace, example, &applied)?;
        workspace.write(STATE, &applied)?;
    }
    workspace.destroy()?.succeeded()?;
    stage.is_as_before(&before)
}

fn no_secret_is_in(workspace: &Workspace, example: &Example) {
    let state = workspace.state_file();
    for secret in example.planted_secrets() {
        assert!(!state.contains(&secret), "an ephemeral variable is in the state: {secret}");
    }
}

/// Imports the whole configuration into a fresh state by `sys_id`, in one plan.
fn everything_can_be_imported(workspace: &Workspace, applied: &str) -> Result<(), Failure> {
    let managed = managed_in(applied);
    let blocks = managed.iter().map(|(address, attributes)| {
        let id = import_id(address, attributes);
        format!("import {{\n  to = {address}\n  id = \"{id}\"\n}}\n")
    });
    workspace.write("imports.tf", &blocks.collect::<String>())?;
    workspace.write(STATE, "")?;
    let planned = Planned::by(workspace)?;
    workspace.write("imports.tf", "")?;
    assert_eq!(planned.len(), managed.len(), "{planned:?}");
    let unclean: Vec<_> = planned.iter().filter(|one| !one.is_a_clean_import()).collect();
    assert!(unclean.is_empty(), "the import is not clean: {unclean:?}");
    Ok(())
}

/// What a record is imported by: its `sys_id`, after its table where the type is of no one table.
fn import_id(address: &str, attributes: &Value) -> String {
    let sys_id = attributes["id"].as_str().unwrap();
    match attributes["table"].as_str() {
        Some(table) if address.starts_with("servicenow_record.") => format!("{table}/{sys_id}"),
        _ => sys_id.to_owned(),
    }
}

/// Runs each import that the example's `import.sh` shows, with everything else in the state.
fn every_shown_import_works(
    workspace: &Workspace,
    example: &Example,
    applied: &str,
) -> Result<(), Failure> {
    workspace.write(STATE, applied)?;
    let managed = managed_in(applied);
    let commands = example.import_commands()?;
    let mut imported: Vec<Value> = Vec::new();
    for command in &commands {
        let address = &command.address;
        assert!(managed.contains_key(address), "import.sh names {address}, which is not there");
        imported.push(imported_as_shown(workspace, command, &managed)?);
    }
    for (command, attributes) in commands.iter().zip(&imported) {
        assert_eq!(*attributes, imported[0], "{} is not what {} is", command.id, commands[0].id);
    }
    // Where nothing at all is to be done, there is nothing to look at.
    let plan = workspace.plan(&["-out=read.tfplan"])?;
    if !plan.is_empty() {
        plan.succeeded()?;
        let planned = Planned::read_from(workspace, "read.tfplan")?;
        let unclean: Vec<_> = planned.iter().filter(|one| !one.is_a_clean_import()).collect();
        assert!(!planned.is_empty() && unclean.is_empty(), "the import is not clean: {unclean:?}");
    }
    Ok(())
}

fn imported_as_shown(
    workspace: &Workspace,
    command: &ImportCommand,
    managed: &Managed,
) -> Result<Value, Failure> {
    let ImportCommand { address, id } = command;
    workspace.write(STATE, &without(&workspace.state_file(), address))?;
    let sys_id = managed[address]["id"].as_str().unwrap();
    let own = import_id(address, &managed[address]);
    let id = if command.is_by_sys_id() { &own } else { id };
    workspace.import(address, id)?.succeeded()?;
    let attributes = managed_in(&workspace.state_file()).remove(address).unwrap_or_default();
    assert_eq!(attributes["id"], sys_id, "{id} is another record");
    Ok(attributes)
}

/// A state file without the resource, as `terraform state rm` leaves it.
fn without(state: &str, address: &str) -> String {
    let mut state: Value = serde_json::from_str(state).unwrap();
    let resources = state["resources"].as_array_mut().unwrap();
    for resource in resources.iter_mut() {
        let keeps: Vec<bool> =
            instances_of(resource).iter().map(|(other, _)| other != address).collect();
        let mut keeps = keeps.into_iter();
        resource["instances"].as_array_mut().unwrap().retain(|_| keeps.next().unwrap());
    }
    resources
        .retain(|resource| resource["instances"].as_array().is_some_and(|all| !all.is_empty()));
    state.to_string()
}

/// The managed resources of a state file.
fn managed_in(state: &str) -> Managed {
    let state: Value = serde_json::from_str(state).unwrap();
    let resources = state["resources"].as_array().cloned().unwrap_or_default();
    let managed = resources.iter().filter(|resource| resource["mode"] == "managed");
    managed.flat_map(instances_of).collect()
}

fn instances_of(resource: &Value) -> Vec<(String, Value)> {
    let part = |name: &str| resource[name].as_str().unwrap_or_default();
    let module = resource["module"].as_str().map(|path| format!("{path}.")).unwrap_or_default();
    let address = format!("{module}{}.{}", part("type"), part("name"));
    let instances = resource["instances"].as_array().into_iter().flatten();
    let named = instances.map(|instance| {
        let key = &instance["index_key"];
        let address = if key.is_null() { address.clone() } else { format!("{address}[{key}]") };
        (address, instance["attributes"].clone())
    });
    named.collect()
}
