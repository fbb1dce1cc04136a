//! Notes that are kept in Terraform's state and nowhere else.
use std::process::ExitCode;
use tfplugin::prelude::*;

struct Note;

#[async_trait]
impl Resource for Note {
    fn type_name(&self) -> &'static str {
        "notes_note"
    }
    fn schema(&self) -> Schema {
        let id = Attribute::new("id", Type::String, "The id of the note.").computed();
        let text = Attribute::new("text", Type::String, "What the note says.").required();
        Schema::new("A note.", vec![id, text])
    }
    async fn read(&self, request: ReadRequest) -> ReadResponse {
        ReadResponse::new(request.state)
    }
    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let is_new = request.prior.is_null();
        let id = if is_new { Value::UNKNOWN } else { request.prior.get("id").clone() };
        PlanResponse::new(request.proposed.with("id", id))
    }
    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let is_new = request.prior.is_null();
        let id = if is_new { "note-1".into() } else { request.prior.get("id").clone() };
        ApplyResponse::new(request.planned.with("id", id))
    }
}

struct Notes;

#[async_trait]
impl Provider for Notes {
    fn offers(&self) -> Offers {
        Offers::new().resource(Note)
    }
}

fn main() -> Result<ExitCode, ServeError> {
    let (address, name) = ("registry.example/example/notes", "terraform-provider-notes");
    let (version, module) = (env!("CARGO_PKG_VERSION"), "provider");
    serve(Notes, ServeOptions { address, name, version, module, log_targets: &["notes"] })
}
