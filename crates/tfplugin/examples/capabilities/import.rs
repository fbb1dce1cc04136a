//! Objects that are there already are imported, by text or by identity.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Diagnostic, Diagnostics, Identified, IdentityAttribute,
    IdentitySchema, ImportRequest, ImportResponse, ImportTarget, Importable, Imported, Offer,
    Offers, PlanRequest, PlanResponse, Provider, ReadRequest, ReadResponse, Resource, Schema, Type,
    Value, async_trait,
};

/// A shelf of a library, which stands in a room under a number.
struct Shelf;

fn identity(state: &Value) -> Value {
    Value::object([("room", state.get("room").clone()), ("number", state.get("number").clone())])
}

#[async_trait]
impl Resource for Shelf {
    fn type_name(&self) -> &'static str {
        "library_shelf"
    }

    fn schema(&self) -> Schema {
        let room = Attribute::new("room", Type::String, "The room.").required();
        let number = Attribute::new("number", Type::Number, "The number.").required();
        Schema::new("A shelf.", vec![room, number])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        // Always answered, so that states from before identities get one.
        let identity = identity(&request.state);
        ReadResponse::new(request.state).with_identity(identity)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        PlanResponse::new(request.proposed)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let identity = identity(&request.planned);
        ApplyResponse::new(request.planned).with_identity(identity)
    }
}

impl Identified for Shelf {
    fn identity_schema(&self) -> IdentitySchema {
        let room = IdentityAttribute::new("room", Type::String, "The room.");
        let number = IdentityAttribute::new("number", Type::Number, "The number.");
        IdentitySchema::new(vec![room, number])
    }
}

#[async_trait]
impl Importable for Shelf {
    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let state = match request.target {
            ImportTarget::Identity(identity) => identity,
            ImportTarget::Id(id) => match id.split_once('/') {
                Some((room, number)) if number.parse::<i64>().is_ok() => {
                    let number = number.parse::<i64>().unwrap_or_default();
                    Value::object([("room", room.into()), ("number", number.into())])
                }
                _ => {
                    let said = Diagnostic::error("Cannot import the shelf", "Write room/number.");
                    return ImportResponse::failed(vec![said]);
                }
            },
            _ => return ImportResponse::default(),
        };
        let identity = identity(&state);
        ImportResponse::of(Imported::new(state).with_identity(identity))
    }
}

struct Library;

#[async_trait]
impl Provider for Library {
    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Shelf).identified().importable())
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Library);
    let by_text = harness.import("library_shelf", "attic/3").await?;
    let identity = json!({ "room": "attic", "number": 3 });
    let by_identity = harness.import_identity("library_shelf", identity).await?;
    assert_eq!(by_text, by_identity);
    assert!(harness.import("library_shelf", "attic").await.is_err());
    Ok(())
}
