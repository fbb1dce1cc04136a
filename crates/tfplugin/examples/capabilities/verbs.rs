//! Creating, updating and deleting as methods of their own.

use std::sync::Mutex;

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, CreateRequest, DeleteRequest, Diagnostics, Offers,
    PlanRequest, PlanResponse, Provider, ReadRequest, ReadResponse, Resource, Schema, Type,
    UpdateRequest, Verbs, async_trait,
};

/// A chair, and what was done to it.
struct Chair(&'static Mutex<Vec<&'static str>>);

impl Chair {
    fn note(&self, what: &'static str) {
        if let Ok(mut done) = self.0.lock() {
            done.push(what);
        }
    }
}

#[async_trait]
impl Resource for Chair {
    fn type_name(&self) -> &'static str {
        "home_chair"
    }

    fn schema(&self) -> Schema {
        Schema::new("A chair.", vec![Attribute::new("wood", Type::String, "Its wood.").required()])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        PlanResponse::new(request.proposed)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        request.by_verb(self).await
    }
}

#[async_trait]
impl Verbs for Chair {
    async fn create(&self, request: CreateRequest) -> ApplyResponse {
        self.note("created");
        ApplyResponse::new(request.planned)
    }

    async fn update(&self, request: UpdateRequest) -> ApplyResponse {
        self.note("updated");
        ApplyResponse::new(request.planned)
    }

    async fn delete(&self, _: DeleteRequest) -> ApplyResponse {
        self.note("deleted");
        ApplyResponse::gone()
    }
}

static DONE: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().resource(Chair(&DONE))
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Home);
    let chair = harness.apply_config("home_chair", None, json!({ "wood": "oak" })).await?;
    let chair = harness.apply_config("home_chair", Some(chair), json!({ "wood": "ash" })).await?;
    harness.destroy("home_chair", chair).await?;
    let done = DONE.lock().map(|done| done.clone()).unwrap_or_default();
    assert_eq!(done, ["created", "updated", "deleted"]);
    Ok(())
}
