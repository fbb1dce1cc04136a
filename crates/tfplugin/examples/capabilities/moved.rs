//! The state of another provider's type becomes one of this.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Diagnostics, Movable, MoveRequest, MoveResponse, Offer,
    Offers, PlanRequest, PlanResponse, Provider, ReadRequest, ReadResponse, Resource, Schema, Type,
    Value, async_trait,
};

/// A door, which others call a gate with a label.
struct Door;

#[async_trait]
impl Resource for Door {
    fn type_name(&self) -> &'static str {
        "home_door"
    }

    fn schema(&self) -> Schema {
        Schema::new("A door.", vec![Attribute::new("name", Type::String, "Its name.").required()])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        PlanResponse::new(request.proposed)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        ApplyResponse::new(request.planned)
    }
}

impl Movable for Door {
    fn moved(&self, request: MoveRequest<'_>) -> Option<MoveResponse> {
        if request.type_name != "other_gate" {
            return None;
        }
        let label = Attribute::new("label", Type::String, "Its label.").required();
        Some(match request.state.read(Schema::new("A gate.", vec![label])) {
            Ok(gate) => MoveResponse::new(Value::object([("name", gate.get("label").clone())])),
            Err(said) => MoveResponse::failed(said),
        })
    }
}

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Door).movable())
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Home);
    let gate = json!({ "label": "north", "paint": "green" });
    let source = |type_name| ("registry.example/other/other", type_name, 0);
    let (door, warnings) =
        harness.move_state(source("other_gate"), &gate, b"", "home_door").await?;
    assert!(warnings.is_empty());
    let plan = harness.plan("home_door", Some(&door), Some(json!({ "name": "north" }))).await?;
    assert!(plan.is_empty(&door));
    assert!(harness.move_state(source("other_fence"), &gate, b"", "home_door").await.is_err());
    Ok(())
}
