//! Objects that are there are listed, one after the other as they are found.

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Diagnostics, Identified, IdentityAttribute,
    IdentitySchema, ListRequest, ListSink, Listable, Listed, Offer, Offers, PlanRequest,
    PlanResponse, Provider, ReadRequest, ReadResponse, Resource, Schema, Type, Value, async_trait,
};

/// A book, of which there are very many.
struct Book;

#[async_trait]
impl Resource for Book {
    fn type_name(&self) -> &'static str {
        "library_book"
    }

    fn schema(&self) -> Schema {
        let number = Attribute::new("number", Type::Number, "The number.").required();
        Schema::new("A book.", vec![number])
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        let identity = request.state.clone();
        ReadResponse::new(request.state).with_identity(identity)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        PlanResponse::new(request.proposed)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let identity = request.planned.clone();
        ApplyResponse::new(request.planned).with_identity(identity)
    }
}

impl Identified for Book {
    fn identity_schema(&self) -> IdentitySchema {
        IdentitySchema::new(vec![IdentityAttribute::new("number", Type::Number, "The number.")])
    }
}

#[async_trait]
impl Listable for Book {
    fn list_schema(&self) -> Schema {
        let from = Attribute::new("from", Type::Number, "The first number.").optional();
        Schema::new("Books from a number on.", vec![from])
    }

    async fn list(&self, request: ListRequest, found: &ListSink) -> Diagnostics {
        let from = i64::from(!request.config.get("from").is_null()) * 100;
        // There is no end to the books. The list ends where nobody wants more.
        for number in from.. {
            let book = Value::object([("number", number.into())]);
            let listed = Listed::new(book.clone(), format!("Book {number}"));
            let listed = if request.include_resource { listed.with_state(book) } else { listed };
            found.send(listed).await;
        }
        Diagnostics::new()
    }
}

struct Library;

#[async_trait]
impl Provider for Library {
    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Book).listable())
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Library);
    let listing = harness.list("library_book", json!({ "from": 100 }), true, 3).await?;
    let names: Vec<_> = listing.found.iter().map(|book| book.display_name.as_str()).collect();
    assert_eq!(names, ["Book 100", "Book 101", "Book 102"]);
    assert!(listing.found.iter().all(|book| book.state.is_some()));
    assert!(harness.list("library_book", json!({}), false, 0).await?.found.is_empty());
    Ok(())
}
