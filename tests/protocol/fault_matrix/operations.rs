//! The operations that meet trouble: how each is prepared, carried out, looked at and done again.

use std::time::Duration;

use serde_json::{Value as Json, json};
use tfplugin::testing::{Harness, State};
use tfplugin::{Diagnostics, Value};

use super::outcome::Left;
use crate::seen::{attribute, id};
use crate::world::{World, full};

const ALIAS: &str = "connection_alias";
const APPLICATION: &str = "application";
const SPOKE: &str = "x_camun_camunda";

/// What the provider does with the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    /// The request for a token before a record is created.
    Token,
    /// A record is refreshed.
    Read,
    /// Rows are listed by a data source.
    List,
    /// A record is created.
    Insert,
    /// A record is created, the instance gives it an id of its own, and a look at what was stored tells nothing of its age.
    InsertUnseen,
    /// The secret of a new record is sent.
    Secret,
    /// A record is changed.
    Update,
    /// A record is deleted.
    Delete,
    /// An application is installed.
    Install,
    /// The installation is followed.
    Progress,
    /// A record that is there is looked for, to be adopted.
    Adopt,
    /// An adopted record is given back.
    GiveBack,
    /// An adopted record that was called tainted is given back and adopted again.
    Taint,
    /// An adopted record is replaced by an object that comes first and adopts it again.
    CreateFirst,
    /// A record of ours changes its address without saying so.
    Rename,
    /// A plan looks up whether the sys_id of a reference leads to a record of its table.
    LookUp,
    /// A refresh and a plan look up the columns of a table.
    Dictionary,
}

/// A record in trouble: its name, and the state before.
pub(super) struct Subject {
    pub(super) operation: Operation,
    pub(super) name: String,
    pub(super) prior: Option<State>,
    /// The sys_id of what its record refers to.
    owner: String,
}

/// What came of it.
pub(super) struct Played {
    pub(super) said: Diagnostics,
    pub(super) state: Option<State>,
    /// Rows of a list.
    pub(super) rows: Option<Value>,
    /// The object that was to be replaced, where it could not be let go of.
    pub(super) old: Option<State>,
}

impl Operation {
    /// All of them.
    pub(super) const ALL: [Self; 17] = [
        Self::Token,
        Self::Read,
        Self::List,
        Self::Insert,
        Self::InsertUnseen,
        Self::Secret,
        Self::Update,
        Self::Delete,
        Self::Install,
        Self::Progress,
        Self::Adopt,
        Self::GiveBack,
        Self::Taint,
        Self::CreateFirst,
        Self::Rename,
        Self::LookUp,
        Self::Dictionary,
    ];

    /// The requests that meet the trouble.
    pub(super) fn rule(self) -> Json {
        match self {
            Self::Token => json!({ "method": "POST", "path": "/oauth_token.do" }),
            Self::Read | Self::List | Self::Adopt => {
                json!({ "method": "GET", "table": "sys_alias" })
            }
            Self::Insert | Self::InsertUnseen => json!({ "method": "POST", "table": "sys_alias" }),
            Self::Secret => json!({ "method": "PATCH", "table": "basic_auth_credentials" }),
            Self::Update | Self::GiveBack | Self::Taint | Self::CreateFirst => {
                json!({ "method": "PATCH", "table": "sys_alias" })
            }
            Self::Delete | Self::Rename => json!({ "method": "DELETE", "table": "sys_alias" }),
            Self::Install => json!({ "method": "POST", "path": "/api/sn_cicd/app_repo/install" }),
            Self::Progress => json!({ "method": "GET", "path": "/api/sn_cicd/progress/" }),
            Self::LookUp => json!({ "method": "GET", "table": "oauth_entity" }),
            Self::Dictionary => json!({ "method": "GET", "table": "sys_dictionary" }),
        }
    }

    /// The column or member of the requests and answers that can be missing.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Token => "access_token",
            Self::Secret => "password",
            Self::Install => "links",
            Self::Progress => "status",
            Self::LookUp => "name",
            Self::Dictionary => "internal_type",
            _ => "description",
        }
    }

    /// Whether what comes late comes while somebody still looks for it.
    pub(super) fn awaits_the_late(self) -> bool {
        matches!(self, Self::Insert | Self::InsertUnseen | Self::Install)
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Secret => "credential",
            Self::Install | Self::Progress => APPLICATION,
            Self::LookUp => "oauth_profile",
            Self::Dictionary => "record",
            _ => ALIAS,
        }
    }

    /// Whether what was left is a record that only the next apply can tell of.
    pub(super) fn leaves_an_orphan(self, left: Left) -> bool {
        left == Left::Behind
            && matches!(self, Self::Token | Self::Insert | Self::InsertUnseen | Self::Secret)
    }

    /// Whether a record is there before.
    fn begins_with_a_record(self) -> bool {
        matches!(self, Self::Read | Self::List | Self::Update | Self::Delete) || self.only_looks()
    }

    /// Whether a plan without a change is what is asked for.
    fn only_looks(self) -> bool {
        matches!(self, Self::LookUp | Self::Dictionary)
    }
}

impl Subject {
    /// Prepares the operation on a record of this name.
    pub(super) async fn prepare(world: &World, operation: Operation, name: String) -> Self {
        let mut subject = Self { operation, name, prior: None, owner: String::new() };
        if operation.is_about_adoption() {
            subject.prepare_adopted(world).await;
        }
        if operation == Operation::LookUp {
            for name in [&subject.name, &format!("{} too", subject.name)] {
                let owner = json!({ "type": "client", "name": name, "public_client": true });
                subject.owner = id(&world.apply("oauth_registry", None, &owner).await);
            }
        }
        if operation.begins_with_a_record() {
            let config = subject.before();
            subject.prior = Some(world.apply(operation.kind(), None, &config).await);
        }
        if operation.kind() == APPLICATION {
            for row in subject.stored(world).await {
                world.delete("sys_store_app", row["sys_id"].as_str().unwrap()).await;
            }
        }
        if operation == Operation::InsertUnseen {
            let hidden = json!({ "kind": "hide_column", "column": "sys_created_on" });
            let own_id = json!({ "kind": "drop_column", "column": "sys_id" });
            let rules = json!([{ "method": "GET", "table": "sys_alias", "fault": hidden },
                { "method": "POST", "table": "sys_alias", "fault": own_id }]);
            world.faults(rules).await;
        }
        subject
    }

    fn described(&self, text: &str) -> Json {
        json!({ "name": self.name, "description": text })
    }

    /// The configuration of the record that is there before.
    fn before(&self) -> Json {
        match self.operation {
            Operation::LookUp => self.profile(&self.name),
            Operation::Dictionary => self.config(),
            _ => self.described("Before"),
        }
    }

    fn profile(&self, registry: &str) -> Json {
        json!({ "name": self.name, "oauth_registry": registry, "grant_type": "password" })
    }

    fn config(&self) -> Json {
        match self.operation {
            Operation::LookUp => self.profile(&self.owner),
            Operation::Dictionary => {
                json!({ "table": "cmn_location", "fields": { "name": self.name, "city": "Bern" } })
            }
            Operation::Secret => json!({ "type": "basic_auth", "name": self.name, "username": "u",
                "password_wo": "planted", "password_wo_version": 1 }),
            Operation::Install | Operation::Progress => json!({ "scope": SPOKE }),
            Operation::Adopt => self.adopting(),
            _ => self.described("After"),
        }
    }

    /// Carries the operation out once.
    pub(super) async fn play(&self, provider: &Harness) -> Played {
        if let Some(played) = self.play_replacement(provider).await {
            return played;
        }
        match self.operation {
            Operation::Read => self.refresh(provider).await,
            Operation::List => self.list(provider).await,
            Operation::Delete | Operation::GiveBack => self.delete(provider).await,
            operation if operation.only_looks() => self.look(provider).await,
            _ => self.apply(provider).await,
        }
    }

    async fn apply(&self, provider: &Harness) -> Played {
        let (kind, config) = (full(self.operation.kind()), self.config());
        let plan = match provider.plan(&kind, self.prior.as_ref(), Some(config.clone())).await {
            Ok(plan) => plan,
            // What the plan has to look up meets the trouble first.
            Err(said) => return Played { said, state: self.prior.clone(), rows: None, old: None },
        };
        let applied = provider.apply(&kind, self.prior.as_ref(), &plan, Some(config)).await;
        Played { said: applied.diagnostics, state: applied.state, rows: None, old: None }
    }

    async fn delete(&self, provider: &Harness) -> Played {
        let plan = provider.plan(&full(ALIAS), self.prior.as_ref(), None).await.unwrap();
        let applied = provider.apply(&full(ALIAS), self.prior.as_ref(), &plan, None).await;
        Played { said: applied.diagnostics, state: applied.state, rows: None, old: None }
    }

    async fn refresh(&self, provider: &Harness) -> Played {
        match provider.read(&full(ALIAS), self.prior.as_ref().unwrap()).await {
            Ok(state) => Played { said: Vec::new(), state, rows: None, old: None },
            // Core keeps what it had when a refresh fails.
            Err(said) => Played { said, state: self.prior.clone(), rows: None, old: None },
        }
    }

    /// Refreshes and plans. Another change than the one that is asked for is no outcome.
    async fn look(&self, provider: &Harness) -> Played {
        let (kind, prior) = (full(self.operation.kind()), self.prior.as_ref().unwrap());
        let played = |said| Played { said, state: self.prior.clone(), rows: None, old: None };
        let state = match provider.read(&kind, prior).await {
            Ok(state) => state.expect("the record is there"),
            Err(said) => return played(said),
        };
        match provider.plan(&kind, Some(&state), Some(self.config())).await {
            Ok(plan) => {
                if self.operation == Operation::LookUp {
                    let planned = plan.planned.get("oauth_registry").as_str();
                    assert_eq!(planned, Some(self.owner.as_str()), "{}", self.name);
                } else {
                    assert!(plan.is_empty(&state), "{}: a look that failed is a change", self.name);
                }
                played(plan.warnings)
            }
            Err(said) => played(said),
        }
    }

    async fn list(&self, provider: &Harness) -> Played {
        let query = format!("name={}", self.name);
        let config = json!({ "table": "sys_alias", "query": query, "fields": ["description"] });
        match provider.read_data(&full("records"), config).await {
            Ok(rows) => Played {
                said: Vec::new(),
                state: None,
                rows: Some(rows.get("records").clone()),
                old: None,
            },
            Err(said) => Played { said, state: None, rows: None, old: None },
        }
    }

    /// The sys_ids of what the instance has of the subject.
    pub(super) async fn stored(&self, world: &World) -> Vec<Json> {
        match self.operation {
            Operation::Secret => {
                world.rows("basic_auth_credentials", &format!("name={}", self.name)).await
            }
            Operation::Install | Operation::Progress => {
                world.rows("sys_store_app", &format!("scope={SPOKE}^active=true")).await
            }
            Operation::LookUp => {
                world.rows("oauth_entity_profile", &format!("name={}", self.name)).await
            }
            Operation::Dictionary => {
                world.rows("cmn_location", &format!("name={}", self.name)).await
            }
            _ => world.rows("sys_alias", &format!("name={}", self.name)).await,
        }
    }

    /// Waits until what was sent has come and is done.
    pub(super) async fn arrives(&self, world: &World) {
        for _ in 0..300 {
            world.later().await;
            if !self.stored(world).await.is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{}: what was sent late never came", self.name);
    }

    /// What was left on the instance and in the state. A duplicate, or a state that claims what is
    /// not so, is no outcome at all.
    pub(super) async fn left(&self, world: &World, played: &Played) -> Left {
        if self.operation.kind() == APPLICATION {
            // Whatever was begun comes to its end.
            world.later().await;
        }
        let rows = self.stored(world).await;
        assert!(rows.len() <= 1, "{}: {} records of one name", self.name, rows.len());
        let failed = played.said.iter().any(tfplugin::Diagnostic::is_error);
        let state = played.state.as_ref();
        if self.operation.is_about_adoption() {
            return self.left_adopted(&rows, played);
        }
        match (self.operation, rows.first(), state) {
            (Operation::List, Some(_), _) => listed(played),
            (Operation::Update, Some(row), Some(state)) => written(row, state),
            (Operation::Read, Some(row), Some(state)) => {
                assert_eq!(attribute(state, "description"), row["description"], "{}", self.name);
                if failed { Left::Before } else { Left::Asked }
            }
            (Operation::LookUp | Operation::Dictionary, Some(row), Some(state)) => {
                assert_eq!(row["sys_id"], json!(id(state)), "{}", self.name);
                if failed { Left::Before } else { Left::Asked }
            }
            (Operation::Delete, None, None) => Left::Asked,
            (Operation::Delete, Some(_), Some(_)) => Left::Before,
            (Operation::Delete, None, Some(_)) => Left::Behind,
            (
                Operation::Delete
                | Operation::Read
                | Operation::Update
                | Operation::LookUp
                | Operation::Dictionary,
                ..,
            ) => {
                panic!("{}: the record is lost", self.name)
            }
            (_, None, None) => Left::Before,
            (_, Some(_), None) => Left::Behind,
            (_, Some(row), Some(state)) => {
                assert_eq!(row["sys_id"], json!(id(state)), "{}", self.name);
                if failed { Left::Tainted } else { Left::Asked }
            }
            (_, None, Some(_)) => panic!("{}: the state has what is not there", self.name),
        }
    }
}

fn listed(played: &Played) -> Left {
    match &played.rows {
        Some(rows) => {
            // A column may be missing from a row, as the documentation says, and no row from the list.
            let rows = crate::seen::json_of(rows);
            let whole = rows[0].get("description").is_none_or(|text| text == "Before");
            assert!(rows.as_array().unwrap().len() == 1 && whole, "what is not there: {rows}");
            Left::Asked
        }
        None => Left::Before,
    }
}

fn written(row: &Json, state: &State) -> Left {
    let known = attribute(state, "description");
    match (row["description"].as_str(), known.as_str()) {
        (Some("After"), Some("After")) => Left::Asked,
        (Some("Before"), Some("Before")) => Left::Before,
        (Some("After"), Some("Before")) => Left::Behind,
        (stored, known) => panic!("the instance has {stored:?}, the state claims {known:?}"),
    }
}

/// The next apply, when the trouble is over.
impl Subject {
    /// Applies again what was asked for, from what was left, by a new process of the provider.
    pub(super) async fn apply_again(
        &self,
        world: &World,
        provider: &Harness,
        played: Played,
        left: Left,
    ) -> Result<(), Diagnostics> {
        let kind = full(self.operation.kind());
        if self.operation.is_about_adoption() {
            return self.adopt_again(world, provider, played).await;
        }
        let mut state = played.state;
        match (self.operation, left) {
            (Operation::List, _) => return Ok(()),
            (Operation::Delete, _) => {
                if let Some(state) = state {
                    provider.destroy(&kind, state).await?;
                }
                assert!(self.stored(world).await.is_empty(), "{} is still there", self.name);
                return Ok(());
            }
            (_, Left::Tainted) => {
                provider.destroy(&kind, state.take().unwrap()).await?;
            }
            _ => {}
        }
        let config = self.config();
        let state = provider.apply_config(&kind, state, config.clone()).await?;
        let rows = self.stored(world).await;
        assert_eq!(rows.len(), 1, "{} after the next apply", self.name);
        assert_eq!(rows[0]["sys_id"], json!(id(&state)), "{}", self.name);
        world.is_settled(self.operation.kind(), &state, &config).await;
        Ok(())
    }
}
