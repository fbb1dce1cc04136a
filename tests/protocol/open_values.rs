//! What is open is neither set nor left out: a check that speaks of it speaks of whatever it may become.

use serde_json::json;
use tfplugin::Attribute;
use tfplugin::testing::unknown;

use crate::shown::Example;
use crate::world::{World, fresh, full, schema};

/// Whether the attribute can be left open by a configuration.
fn settable(attribute: &Attribute) -> bool {
    attribute.required || attribute.optional
}

/// Every record of every example is right, so whatever of it is open, nothing is to be said.
#[tokio::test]
async fn a_right_configuration_is_right_whatever_of_it_is_open() {
    let (harness, examples) = (fresh(), Example::all());
    let mut seen = 0;
    for one in examples.iter().flat_map(Example::records) {
        let schema = schema(one.kind());
        let names: Vec<&String> = schema
            .block
            .attributes
            .iter()
            .filter(|one| settable(one))
            .map(|one| &one.name)
            .collect();
        let right = one.config_left_open();
        let before = harness.validate(&full(one.kind()), right.clone()).await;
        for name in &names {
            let mut open = right.clone();
            open[name.as_str()] = unknown();
            let said = harness.validate(&full(one.kind()), open).await;
            let new: Vec<_> = said.iter().filter(|said| !before.contains(said)).collect();
            assert!(new.is_empty(), "{} with {name} open: {new:#?}", one.address());
            seen += 1;
        }
    }
    assert!(seen > 1000, "only {seen} configurations were seen");
}

/// The provider block, with each argument open in turn, and with all.
#[tokio::test]
async fn a_provider_block_is_right_whatever_of_it_is_open() {
    let world = World::likely().await;
    let right = json!({ "instance_url": world.url(), "username": "admin", "password": "admin" });
    let harness = fresh();
    for name in [
        "instance_url",
        "username",
        "password",
        "max_retries",
        "headers",
        "elevate_roles",
        "allowed_instances",
    ] {
        let mut open = right.clone();
        open[name] = unknown();
        let said = harness.validate_provider(open).await;
        assert!(said.is_empty(), "{name}: {said:#?}");
    }
}
