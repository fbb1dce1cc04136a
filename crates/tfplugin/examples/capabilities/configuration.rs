//! The configuration of an imported object, written by the provider: without what goes without saying.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Configurable, ConfigurationRequest,
    ConfigurationResponse, Diagnostics, Offer, Offers, PlanRequest, PlanResponse, Provider,
    ReadRequest, ReadResponse, Resource, Schema, Type, Value, async_trait,
};

/// A lamp, which is white unless somebody says otherwise.
struct Lamp;

#[async_trait]
impl Resource for Lamp {
    fn type_name(&self) -> &'static str {
        "home_lamp"
    }

    fn schema(&self) -> Schema {
        let room = Attribute::new("room", Type::String, "The room.").required();
        let colour = Attribute::new("colour", Type::String, "The colour. Default: `white`.");
        let watts = Attribute::new("watts", Type::Number, "What it takes.").computed();
        Schema::new("A lamp.", vec![room, colour.optional().computed(), watts])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let unset = request.config.get("colour").is_null();
        let lamp = request.proposed.with("watts", 9);
        PlanResponse::new(if unset { lamp.with("colour", "white") } else { lamp })
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        ApplyResponse::new(request.planned)
    }
}

#[async_trait]
impl Configurable for Lamp {
    async fn configuration(&self, request: ConfigurationRequest) -> ConfigurationResponse {
        let config = self.schema().configurable(request.state);
        let goes_without_saying = config.get("colour").as_str() == Some("white");
        let colour = if goes_without_saying { Value::Null } else { config.get("colour").clone() };
        ConfigurationResponse::new(config.with("colour", colour))
    }
}

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Lamp).configurable())
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Home);
    for config in [json!({ "room": "hall" }), json!({ "room": "hall", "colour": "red" })] {
        let lamp = harness.apply_config("home_lamp", None, config.clone()).await?;
        let generated = harness.generate("home_lamp", &lamp.value).await?;
        assert_eq!(generated["colour"], config["colour"]);
        assert!(generated["watts"].is_null());
        let plan = harness.plan("home_lamp", Some(&lamp), Some(generated)).await?;
        assert!(plan.is_empty(&lamp));
    }
    Ok(())
}
