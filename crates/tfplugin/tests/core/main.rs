//! The harness plays Terraform core: good providers pass, and each broken rule is caught by name.

#[path = "../../examples/thing/provider.rs"]
mod provider;

#[path = "../../examples/capabilities/main.rs"]
mod capabilities;
mod features;
mod life_cycle;
mod noop;
mod rules;

use tfplugin::testing::Harness;

const THING: &str = "example_thing";

fn harness() -> Harness {
    Harness::new(provider::Things::new())
}
