//! What a provider may offer beside resources and data sources, and what happens where it does not.

use tfplugin::testing::Harness;
use tfplugin::{Offers, Provider, async_trait};

use super::{capabilities, harness};

#[test]
fn each_capability_does_what_its_example_says() {
    capabilities::main().unwrap();
}

/// It offers nothing.
struct Nothing;

#[async_trait]
impl Provider for Nothing {
    fn offers(&self) -> Offers {
        Offers::new()
    }
}

/// gRPC's word for a call that is not there.
const UNIMPLEMENTED: i32 = 12;

#[tokio::test]
async fn a_call_about_what_nobody_offers_is_not_there() {
    let harness = Harness::new(Nothing);
    for call in [
        "GetResourceIdentitySchemas",
        "UpgradeResourceIdentity",
        "MoveResourceState",
        "GenerateResourceConfig",
        "ValidateEphemeralResourceConfig",
        "OpenEphemeralResource",
        "RenewEphemeralResource",
        "CloseEphemeralResource",
        "ValidateListResourceConfig",
        "ListResource",
        "CallFunction",
        "ValidateActionConfig",
        "PlanAction",
        "InvokeAction",
        "ValidateStateStoreConfig",
        "ConfigureStateStore",
        "ReadStateBytes",
        "GetStates",
    ] {
        assert_eq!(harness.send(call, b"").await.status, UNIMPLEMENTED, "{call}");
    }
    for call in ["GetMetadata", "GetProviderSchema", "GetFunctions", "StopProvider"] {
        assert_eq!(harness.send(call, b"").await.status, 0, "{call}");
    }
}

#[tokio::test]
async fn a_type_that_is_not_importable_says_so() {
    let said =
        Harness::new(crate::provider::Things::new()).import("example_thing", "missing").await;
    assert_eq!(said.unwrap_err()[0].summary, "No such thing");
    assert_eq!(harness().identity_type("example_thing"), None);
}
