//! The operations of Terraform core on one resource, each with the rules core enforces on it.

use std::sync::Arc;

use serde_json::Value as Json;

use super::calls::{CAPABILITIES, Calls, answered, succeeded};
use super::change::{Change, assert_kept, assert_stored};
use super::raw::Heard;
use super::{Applied, Plan, State, config, schema_rules};
use crate::proto::tfplugin6::{ClientCapabilities, provider_server::Provider as _, stop_provider};
use crate::service::{Kind, Service};
use crate::{Diagnostic, Diagnostics, Provider, Value};

/// A provider as Terraform sees it.
///
/// The examples drive the provider of the README, which has also a data source `notes_length` and
/// knows an import.
pub struct Harness {
    pub(super) service: Arc<Service>,
    pub(super) heard: Option<Heard>,
    client: ClientCapabilities,
}

impl Harness {
    /// Starts a provider, whose schemas must be such that core takes them.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert!(harness.configure(json!({})).await.is_empty());
    /// # }
    /// ```
    pub fn new(provider: impl Provider) -> Self {
        let harness = Self::trusting(provider);
        let faults = schema_rules::of_all(&harness.service);
        assert!(faults.is_empty(), "what is offered breaks rules of core: {faults:#?}");
        harness
    }

    /// Takes a provider whose schemas [`new`](Self::new) has looked at already: a provider of many types spends more on that
    /// than on most tests.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::trusting(Notes::new());
    /// assert!(harness.configure(json!({})).await.is_empty());
    /// # }
    /// ```
    pub fn trusting(provider: impl Provider) -> Self {
        Self { service: Arc::new(Service::new(provider)), heard: None, client: CAPABILITIES }
    }

    /// The same, as a Terraform that lets answers be put off.
    #[must_use]
    pub fn deferring(mut self) -> Self {
        self.client.deferral_allowed = true;
        self
    }

    /// Checks the provider block and hands it over. Answers what both had to say; after an error of
    /// the check nothing is handed over.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert!(harness.configure(json!({ "author": "Ann" })).await.is_empty());
    /// assert_eq!(harness.configure(json!({ "author": "" })).await[0].summary, "No author");
    /// # }
    /// ```
    pub async fn configure(&self, config: Json) -> Diagnostics {
        let mut said = self.validate_provider(config.clone()).await;
        if !said.iter().any(Diagnostic::is_error) {
            let kind = self.service.configuration();
            said.extend(self.calls("", kind).configure(&config::read(&config, &kind.schema)).await);
        }
        said
    }

    /// Checks the provider block.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert!(harness.validate_provider(json!({ "author": unknown() })).await.is_empty());
    /// let said = harness.validate_provider(json!({ "author": "" })).await;
    /// assert_eq!(said[0].path, Some(AttributePath::attribute("author")));
    /// # }
    /// ```
    pub async fn validate_provider(&self, config: Json) -> Diagnostics {
        let kind = self.service.configuration();
        self.calls("", kind).validate_provider(&config::read(&config, &kind.schema)).await
    }

    /// Checks the configuration of a resource.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// assert!(harness.validate("notes_note", json!({ "text": "Buy milk." })).await.is_empty());
    /// assert_eq!(harness.validate("notes_note", json!({ "text": "" })).await[0].summary, "Empty note");
    /// # }
    /// ```
    pub async fn validate(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.resource(type_name);
        self.calls(type_name, kind).validate(&config::read(&config, &kind.schema)).await
    }

    /// Plans a creation (no state), an update, or a deletion (no configuration).
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error. Warnings are in the plan.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let plan = harness.plan("notes_note", None, Some(json!({ "text": unknown() }))).await?;
    /// assert!(plan.planned.get("id").is_unknown() && plan.planned.get("text").is_unknown());
    /// assert!(!plan.replaces && plan.warnings.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn plan(
        &self,
        type_name: &str,
        state: Option<&State>,
        config: Option<Json>,
    ) -> Result<Plan, Diagnostics> {
        let kind = self.resource(type_name);
        let change = Change::new(self.calls(type_name, kind), kind, state, config.as_ref());
        change.plan().await
    }

    /// Applies a plan made by [`plan`](Self::plan) for this state. The configuration may by now
    /// know more: it is planned once more, as core does, and what was known first must have stayed.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let plan = harness.plan("notes_note", None, Some(json!({ "text": unknown() }))).await?;
    /// let known = json!({ "text": "Buy milk." });
    /// let applied = harness.apply("notes_note", None, &plan, Some(known)).await;
    /// assert!(applied.diagnostics.is_empty());
    /// let state = applied.state.expect("a note");
    /// assert_eq!(state.value.get("text").as_str(), Some("Buy milk."));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn apply(
        &self,
        type_name: &str,
        state: Option<&State>,
        plan: &Plan,
        config: Option<Json>,
    ) -> Applied {
        let kind = self.resource(type_name);
        let change = Change::new(self.calls(type_name, kind), kind, state, config.as_ref());
        change.apply(plan).await
    }

    /// Looks an object up again, after taking it through its stored form: none when it is gone.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error: of the upgrade of the stored form, or
    /// of the read.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let note = harness.apply_config("notes_note", None, json!({ "text": "Buy milk." })).await?;
    /// assert_eq!(harness.read("notes_note", &note).await?, Some(note));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn read(&self, type_name: &str, state: &State) -> Result<Option<State>, Diagnostics> {
        let kind = self.resource(type_name);
        let calls = self.calls(type_name, kind);
        let value = calls.upgrade(&state.value).await?;
        let stored = State { value, ..state.clone() };
        let read = calls.read(&stored).await?;
        assert_stored(&read.value, kind, "read");
        if read.value.is_null() {
            return Ok(None);
        }
        assert_kept(&state.identity, &read.identity, "read");
        Ok(Some(read))
    }

    /// Imports the object of this id and reads it, as core does.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error; or core's own, when the read that
    /// follows finds no object.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let note = harness.import("notes_note", "note-7").await?;
    /// assert_eq!(note.value.get("id").as_str(), Some("note-7"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn import(&self, type_name: &str, id: &str) -> Result<State, Diagnostics> {
        self.imported(type_name, id, &Value::Null).await
    }

    /// What both ways to import have in common.
    pub(super) async fn imported(
        &self,
        type_name: &str,
        id: &str,
        identity: &Value,
    ) -> Result<State, Diagnostics> {
        let kind = self.resource(type_name);
        let imported = self.calls(type_name, kind).import(id, identity).await?;
        let [object] = imported.as_slice() else {
            panic!("an import that succeeds answers one object, not {}", imported.len())
        };
        assert_stored(&object.value, kind, "import");
        let unnamed = !identity.is_null() && object.identity.is_null();
        assert!(!unnamed, "an import by identity answers an identity");
        let gone = || vec![Diagnostic::error("Cannot import non-existent remote object", id)];
        self.read(type_name, object).await?.ok_or_else(gone)
    }

    /// What `terraform apply` does with one resource: check, refresh, plan, apply (as delete and
    /// create where the plan asks for a new object). An error leaves what core would store out; use
    /// the single steps to see it.
    ///
    /// # Errors
    /// The diagnostics of the first of these steps that has an error among them.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let note = harness.apply_config("notes_note", None, json!({ "text": "Buy milk." })).await?;
    /// let edited = harness.apply_config("notes_note", Some(note), json!({ "text": "Done." })).await?;
    /// assert_eq!(edited.value.get("id").as_str(), Some("note-1"), "still the same note");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn apply_config(
        &self,
        type_name: &str,
        state: Option<State>,
        config: Json,
    ) -> Result<State, Diagnostics> {
        succeeded(self.validate(type_name, config.clone()).await)?;
        let state = match state {
            Some(state) => self.read(type_name, &state).await?,
            None => None,
        };
        let plan = self.plan(type_name, state.as_ref(), Some(config.clone())).await?;
        let applied = self.apply(type_name, state.as_ref(), &plan, Some(config)).await;
        succeeded(applied.diagnostics)?;
        let Some(state) = applied.state else { panic!("an apply without errors answers a state") };
        Ok(state)
    }

    /// What `terraform destroy` does with one resource.
    ///
    /// # Errors
    /// The diagnostics of the first of read, plan and apply that has an error among them.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let note = harness.apply_config("notes_note", None, json!({ "text": "Buy milk." })).await?;
    /// harness.destroy("notes_note", note).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn destroy(&self, type_name: &str, state: State) -> Result<(), Diagnostics> {
        let Some(state) = self.read(type_name, &state).await? else { return Ok(()) };
        let plan = self.plan(type_name, Some(&state), None).await?;
        let applied = self.apply(type_name, Some(&state), &plan, None).await;
        succeeded(applied.diagnostics)?;
        assert!(applied.state.is_none(), "after a deletion without errors there is no object");
        Ok(())
    }

    /// Asks running operations to stop.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let harness = Harness::new(Notes::new());
    /// harness.stop().await;
    /// let later = harness.apply_config("notes_note", None, json!({ "text": "Later." })).await;
    /// assert!(later.is_ok(), "only what runs is asked to stop");
    /// # }
    /// ```
    pub async fn stop(&self) {
        let reply =
            Arc::clone(&self.service).stop_provider(tonic::Request::new(stop_provider::Request {}));
        assert_eq!(answered(reply.await).error, "", "stopping does not fail");
    }

    /// Lets the provider end, as Terraform does once it has all answers. A harness that is only dropped is a provider that
    /// was killed.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # fn main() {
    /// Harness::new(Notes::new()).end();
    /// # }
    /// ```
    pub fn end(self) {
        self.service.ending();
    }

    pub(super) fn calls<'a>(&'a self, type_name: &'a str, kind: &'a Kind) -> Calls<'a> {
        let (service, heard) = (&self.service, self.heard.as_ref());
        let identity = service.offered(type_name).ok().and_then(|entry| entry.identity());
        let client = self.client;
        Calls { service, heard, type_name, schema: &kind.schema, ty: &kind.ty, identity, client }
    }

    pub(super) fn resource(&self, type_name: &str) -> &Kind {
        match self.service.resource(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }
}
