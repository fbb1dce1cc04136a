// The provider that the examples in the documentation of `testing` drive. Each includes this file,
// which is why it cannot begin with `//!`: the resource of the README, and a data source.

use async_trait::async_trait;
use serde_json::json;
use tfplugin::testing::*;
use tfplugin::*;

/// The provider.
struct Notes;

impl Notes {
    fn new() -> Self {
        Self
    }
}

#[async_trait]
impl Provider for Notes {
    fn schema(&self) -> Schema {
        Schema::new("", vec![Attribute::new("author", Type::String, "").optional()])
    }

    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Note).importable()).data_source(Length)
    }

    async fn validate(&self, config: &Value) -> Diagnostics {
        let nameless = config.get("author").as_str() == Some("");
        let said = || Diagnostic::error("No author", "Say who writes.").at_attribute("author");
        nameless.then(said).into_iter().collect()
    }

    async fn configure(&self, _: ConfigureRequest) -> Diagnostics {
        Diagnostics::new()
    }
}

/// A note, kept in the state alone.
struct Note;

fn no_text(config: &Value) -> Diagnostics {
    let said = || Diagnostic::error("Empty note", "Write something.").at_attribute("text");
    (config.get("text").as_str() == Some("")).then(said).into_iter().collect()
}

#[async_trait]
impl Resource for Note {
    fn type_name(&self) -> &'static str {
        "notes_note"
    }

    fn schema(&self) -> Schema {
        let id = Attribute::new("id", Type::String, "").computed();
        let text = Attribute::new("text", Type::String, "").required();
        Schema::new("", vec![id, text])
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        no_text(&request.config)
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let is_new = request.prior.is_null();
        let planned = request.proposed;
        let planned = if is_new { planned.with("id", Value::UNKNOWN) } else { planned };
        PlanResponse::new(planned)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let is_new = request.prior.is_null();
        let state = request.planned;
        let state = if is_new { state.with("id", "note-1") } else { state };
        ApplyResponse::new(state)
    }
}

#[async_trait]
impl Importable for Note {
    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let ImportTarget::Id(id) = request.target else { return ImportResponse::default() };
        let text = ("text".to_owned(), "Found again.".into());
        let state = Value::Map([("id".to_owned(), id.into()), text].into());
        ImportResponse::of(Imported::new(state))
    }
}

/// The length of a text.
struct Length;

#[async_trait]
impl DataSource for Length {
    fn type_name(&self) -> &'static str {
        "notes_length"
    }

    fn schema(&self) -> Schema {
        let text = Attribute::new("text", Type::String, "").required();
        let letters = Attribute::new("letters", Type::Number, "").computed();
        Schema::new("", vec![text, letters])
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        no_text(&request.config)
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let letters = request.config.get("text").as_str().map_or(0, |text| text.chars().count());
        let text = ("text".to_owned(), request.config.get("text").clone());
        let letters = ("letters".to_owned(), Value::from(letters as i64));
        let state = Value::Map([text, letters].into());
        ReadDataResponse::new(state)
    }
}
