//! Something that is done rather than kept, and says how far it has come.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    Action, Attribute, Diagnostic, Diagnostics, InvokeRequest, Offers, PlanActionRequest,
    PlanActionResponse, Progress, Provider, Schema, Type, Value, async_trait,
};

/// Waters the plants of a room.
struct Water;

fn no_plants(config: &Value) -> Diagnostics {
    let none = config.get("room").as_str() == Some("cellar");
    let said = || Diagnostic::error("There are no plants", "Name another room.");
    none.then(|| said().at_attribute("room")).into_iter().collect()
}

#[async_trait]
impl Action for Water {
    fn type_name(&self) -> &'static str {
        "home_water"
    }

    fn schema(&self) -> Schema {
        let room = Attribute::new("room", Type::String, "The room.").required();
        Schema::new("Waters the plants of a room.", vec![room])
    }

    async fn plan(&self, request: PlanActionRequest) -> PlanActionResponse {
        PlanActionResponse::default().with_diagnostics(no_plants(&request.config))
    }

    async fn invoke(&self, request: InvokeRequest, progress: &Progress) -> Diagnostics {
        // What was not known in the plan was not looked at there.
        let said = no_plants(&request.config);
        if said.is_empty() {
            for plant in ["ficus", "fern"] {
                progress.say(format!("watered the {plant}")).await;
            }
        }
        said
    }
}

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().action(Water)
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Home);
    let done = harness.invoke("home_water", json!({ "room": "hall" })).await;
    assert_eq!(done.progress, ["watered the ficus", "watered the fern"]);
    assert!(done.diagnostics.is_empty());
    let refused = harness.invoke_alone("home_water", json!({ "room": "cellar" })).await;
    assert!(refused.progress.is_empty() && refused.diagnostics[0].is_error());
    Ok(())
}
