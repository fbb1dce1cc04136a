//! Things: a resource that can do everything, and misbehaves when its attribute `quirk` asks for
//! it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, AttributePath, ConfigureRequest, DataSource,
    Diagnostic, Diagnostics, ImportRequest, ImportResponse, ImportTarget, Importable, Imported,
    Nesting, Offer, Offers, PlanRequest, PlanResponse, Provider, ReadDataRequest, ReadDataResponse,
    ReadRequest, ReadResponse, Refinements, Resource, Schema, Type, ValidateRequest, Value,
};

/// The provider.
pub(crate) struct Things;

impl Things {
    /// A provider that made nothing yet.
    pub(crate) fn new() -> Self {
        Self
    }
}

#[async_trait]
impl Provider for Things {
    fn schema(&self) -> Schema {
        Schema::new(
            "Things.",
            vec![Attribute::new("token", Type::String, "Token.").optional().sensitive()],
        )
    }

    fn offers(&self) -> Offers {
        Offers::new().resource(Offer::of(Thing::default()).importable()).data_source(Found)
    }

    async fn validate(&self, config: &Value) -> Diagnostics {
        let short = config.get("token").as_str().is_some_and(|token| token.len() < 3);
        let error =
            || Diagnostic::error("Token too short", "Use a longer one.").at_attribute("token");
        short.then(error).into_iter().collect()
    }

    async fn configure(&self, request: ConfigureRequest) -> Diagnostics {
        let unknown = request.config.get("token").is_unknown();
        let warning =
            || Diagnostic::warning("Token not known yet", request.terraform_version.clone());
        unknown.then(warning).into_iter().collect()
    }
}

/// The resource.
#[derive(Default)]
struct Thing {
    made: AtomicU64,
    planned: AtomicU64,
}

fn has_quirk(value: &Value, quirk: &str) -> bool {
    value.get("quirk").as_str() == Some(quirk)
}

#[async_trait]
impl Resource for Thing {
    fn type_name(&self) -> &'static str {
        "example_thing"
    }

    fn schema(&self) -> Schema {
        let part = vec![
            Attribute::new("key", Type::String, "Key.").required(),
            Attribute::new("pin_wo", Type::String, "Pin.").optional().write_only(),
        ];
        let attributes = vec![
            Attribute::new("id", Type::String, "Id.").computed(),
            Attribute::new("name", Type::String, "Name; a new one means a new thing.").required(),
            Attribute::new("note", Type::String, "Note.").optional(),
            Attribute::new("size", Type::Number, "Size; 10 if not set.").optional().computed(),
            Attribute::new("quirk", Type::String, "How to misbehave.").optional(),
            Attribute::new("secret_wo", Type::String, "Secret.").optional().write_only(),
            Attribute::new("any", Type::Dynamic, "Anything.").optional(),
            Attribute::nested("parts", Nesting::List, part, "Parts.").optional(),
        ];
        Schema::new("A thing.", attributes)
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        assert!(!has_quirk(&request.config, "panic in validate"), "planted-secret");
        let empty = request.config.get("name").as_str() == Some("");
        let error = || Diagnostic::error("Empty name", "Give it one.").at_attribute("name");
        empty.then(error).into_iter().collect()
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        let state = match request.state.get("quirk").as_str() {
            Some("gone") => Value::Null,
            Some("drift") => request.state.with("note", "drifted"),
            _ => request.state,
        };
        ReadResponse::new(state)
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        if request.proposed.is_null() {
            return PlanResponse::default();
        }
        let config = &request.config;
        assert!(!has_quirk(config, "panic in plan"), "planted-secret");
        let mut planned = request.proposed;
        if planned.get("id").is_null() {
            let id = Refinements { null: Some(false), prefix: Some("thing-".into()) };
            planned = planned.with("id", Value::Unknown(id));
        }
        if planned.get("size").is_null() {
            planned = planned.with("size", Value::UNKNOWN);
        }
        let round = self.planned.fetch_add(1, Ordering::SeqCst);
        planned = match config.get("quirk").as_str() {
            Some("plan something else") => planned.with("note", "else"),
            Some("plan differently each time") => {
                planned.with("size", Value::from(i64::try_from(round).unwrap_or(0)))
            }
            Some("plan an attribute too many") => planned.with("extra", Value::Null),
            _ => planned,
        };
        let mut requires_replace = vec![AttributePath::attribute("name")];
        if has_quirk(config, "replace for a secret") {
            requires_replace.push(AttributePath::attribute("secret_wo"));
        }
        PlanResponse::new(planned).replacing(requires_replace)
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        if request.planned.is_null() {
            return ApplyResponse::gone();
        }
        assert!(!has_quirk(&request.config, "panic in apply"), "planted-secret");
        if has_quirk(&request.config, "wait in apply") {
            return wait(request).await;
        }
        let number = self.made.fetch_add(1, Ordering::SeqCst) + 1;
        let mut state = request.planned;
        if state.get("id").is_unknown() {
            state = state.with("id", format!("thing-{number}"));
        }
        if state.get("size").is_unknown() {
            state = state.with("size", 10);
        }
        answer(state, &request.config)
    }
}

#[async_trait]
impl Importable for Thing {
    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let ImportTarget::Id(id) = request.target else { return ImportResponse::default() };
        if id == "missing" {
            return ImportResponse::failed(vec![Diagnostic::error("No such thing", "Look again.")]);
        }
        let names = ["id", "name", "note", "size", "quirk", "secret_wo", "any", "parts"];
        let nothing = Value::Map(names.map(|name| (name.to_owned(), Value::Null)).into());
        let state = nothing.with("id", id).with("name", "imported");
        ImportResponse::of(Imported::new(state).with_private(b"imported".to_vec()))
    }
}

fn answer(state: Value, config: &Value) -> ApplyResponse {
    let mut private = None;
    let mut diagnostics = Diagnostics::new();
    let state = match config.get("quirk").as_str() {
        Some("make something else") => state.with("note", "else"),
        Some("leave unknown") => state.with("size", Value::UNKNOWN),
        // The crate nulls it all the same.
        Some("keep the secret") => state.with("secret_wo", config.get("secret_wo").clone()),
        Some("fail after making") => {
            diagnostics.push(Diagnostic::error("Half done", "The thing is there."));
            state
        }
        Some("mark") => {
            private = Some(b"marked".to_vec());
            state
        }
        _ => state,
    };
    let answer = ApplyResponse::new(state).with_diagnostics(diagnostics);
    private.into_iter().fold(answer, ApplyResponse::with_private)
}

/// Until it is stopped; nothing is made.
async fn wait(request: ApplyRequest) -> ApplyResponse {
    tracing::info!("waiting");
    let stopped = tokio::time::timeout(Duration::from_mins(1), request.call.stop.cancelled()).await;
    let summary = if stopped.is_ok() { "Stopped" } else { "Waited in vain" };
    let diagnostics = vec![Diagnostic::error(summary, "Nothing was made.")];
    ApplyResponse::new(request.prior).with_diagnostics(diagnostics)
}

/// The data source.
struct Found;

#[async_trait]
impl DataSource for Found {
    fn type_name(&self) -> &'static str {
        "example_thing"
    }

    fn schema(&self) -> Schema {
        let attributes = vec![
            Attribute::new("name", Type::String, "Name.").required(),
            Attribute::new("size", Type::Number, "Size.").computed(),
            Attribute::new("tags", Type::Map(Box::new(Type::String)), "Tags.").computed(),
        ];
        Schema::new("A thing that is there.", attributes)
    }

    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
        let tags = BTreeMap::from([("colour".to_owned(), Value::from("red"))]);
        let state = request.config.with("size", 7).with("tags", Value::Map(tags));
        ReadDataResponse::new(state)
    }
}
