//! States of another provider and of other types: each of its 64 types is moved, and upgraded where the name is the same,
//! against the record that it is about. What it becomes is what the configuration that stands for it asks for.

mod between;
mod ground;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::{foreign, resources};
use tfplugin::testing::State;
use tfplugin::{Diagnostics, Value};

use crate::seen::{attribute, id, same};
use crate::world::{World, fresh, full, under_both};
use ground::Ground;

/// The other provider, as states name it.
const THEIRS: &str = "registry.terraform.io/tylerhatton/servicenow";
/// What it keeps beside a state: nothing of ours.
const PRIVATE: &[u8] = br#"{"key":"dmFsdWU="}"#;
/// The type of that provider whose name has another meaning here.
const CLASH: &str = "servicenow_application";

/// One type of the other provider: a state of it, the row that it is about, and the configuration that stands for it here.
struct Case {
    name: String,
    table: String,
    row: Json,
    state: Json,
    kind: String,
    config: Json,
}

/// Whether there is a type of this name here.
fn is_ours(name: &str) -> bool {
    let described = resources::ALL.iter().map(|resource| full(resource.name));
    described.chain([full("record")]).any(|ours| ours == name)
}

/// A case for every type.
fn cases() -> Vec<Case> {
    let all: BTreeMap<String, Json> = serde_json::from_str(include_str!("states.json")).unwrap();
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let case = |(name, mut case): (String, Json)| Case {
        name,
        table: text(&case["table"]),
        row: case["row"].take(),
        state: case["state"].take(),
        kind: text(&case["ours"]["type"]),
        config: case["ours"]["config"].take(),
    };
    all.into_iter().map(case).collect()
}

impl Case {
    /// The case on this ground, with its row on the instance.
    async fn laid(mut self, world: &World, ground: &Ground) -> Self {
        for part in [&mut self.row, &mut self.state, &mut self.config] {
            ground.fill(part);
        }
        let sys_id = if self.table == "sys_security_acl" {
            // Only an elevated session may write a rule.
            id(&world.apply(&self.kind, None, &self.config).await)
        } else {
            world.insert(&self.table, self.row.clone()).await
        };
        self.state["id"] = json!(sys_id);
        self
    }

    /// The state as one of this type, by a process that is not configured.
    async fn moved(&self, kind: &str) -> (State, Diagnostics) {
        let source = (THEIRS, self.name.as_str(), 0);
        let moved = fresh().move_state(source, &self.state, PRIVATE, &full(kind)).await;
        moved.unwrap_or_else(|said| panic!("{}: {said:#?}", self.name))
    }

    /// The state after the provider at its address was replaced by this one.
    async fn upgraded(&self) -> Result<State, Diagnostics> {
        let upgraded = fresh().upgrade(&self.name, 0, &self.state).await;
        let state = |value| State { value, private: PRIVATE.to_vec(), identity: Value::Null };
        upgraded.map(|(value, _)| state(value))
    }

    /// Fails unless the state, once read, is what the configuration asks for.
    async fn is_as_configured(&self, world: &World, state: &State) -> State {
        let read = world.read(&self.kind, state).await;
        let read = read.unwrap_or_else(|| panic!("{}: the record is gone", self.name));
        let plan = world.plan(&self.kind, Some(&read), &self.config).await;
        same(&read.value, &plan.planned);
        assert!(plan.is_empty(&read), "{}: {:?}", self.name, plan.requires_replace);
        assert_eq!(id(&read), self.state["id"].as_str().unwrap(), "{}", self.name);
        read
    }
}

#[tokio::test]
async fn each_of_the_64_types_is_moved_and_its_second_plan_is_empty() {
    assert_eq!(foreign::all().count(), 64);
    under_both(async |world| {
        let ground = Ground::lay(&world).await;
        let mut cases = cases();
        for one in foreign::all() {
            let at = cases.iter().position(|case| case.name == one.name);
            let case = cases.swap_remove(at.unwrap_or_else(|| panic!("no state of {}", one.name)));
            let case = case.laid(&world, &ground).await;
            world.forget_requests().await;
            let (state, _) = case.moved(&case.kind).await;
            case.is_as_configured(&world, &state).await;
            assert_eq!(world.writes().await, Vec::<String>::new(), "{}", one.name);
        }
        assert!(cases.is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_type_of_the_same_name_is_upgraded_or_refused_with_what_to_do() {
    under_both(async |world| {
        let ground = Ground::lay(&world).await;
        let mut seen = 0;
        for case in cases().into_iter().filter(|case| is_ours(&case.name)) {
            seen += 1;
            let case = case.laid(&world, &ground).await;
            if case.name == CLASH {
                let said = case.upgraded().await.unwrap_err();
                let detail = &said[0].detail;
                assert!(detail.contains("servicenow_scoped_application"), "{detail}");
                continue;
            }
            let state = case.upgraded().await.unwrap_or_else(|said| panic!("{said:#?}"));
            case.is_as_configured(&world, &state).await;
        }
        assert!(seen >= 22, "the test saw only {seen} types");
    })
    .await;
}

#[tokio::test]
async fn each_of_the_64_types_can_also_become_a_row_of_its_table() {
    under_both(async |world| {
        let ground = Ground::lay(&world).await;
        for case in cases() {
            let case = case.laid(&world, &ground).await;
            let (state, _) = case.moved("record").await;
            let read = world.read("record", &state).await.expect("the record is there");
            let config = json!({ "table": case.table, "fields": attribute(&read, "fields") });
            let plan = world.plan("record", Some(&read), &config).await;
            same(&read.value, &plan.planned);
        }
    })
    .await;
}

#[tokio::test]
async fn destroying_what_was_moved_deletes_it_as_the_other_provider_would() {
    under_both(async |world| {
        let ground = Ground::lay(&world).await;
        for name in ["servicenow_alias", "servicenow_business_rule", "servicenow_user"] {
            let case = cases().into_iter().find(|case| case.name == name).unwrap();
            let case = case.laid(&world, &ground).await;
            let moved = case.moved(&case.kind).await.0;
            world.destroy(&case.kind, moved).await;
            let query = format!("sys_id={}", case.state["id"].as_str().unwrap());
            assert!(world.rows(&case.table, &query).await.is_empty(), "{name}");
        }
        let case = cases().into_iter().find(|case| case.name == "servicenow_group").unwrap();
        let case = case.laid(&world, &ground).await;
        let upgraded = case.upgraded().await.unwrap();
        let read = case.is_as_configured(&world, &upgraded).await;
        world.destroy("group", read).await;
        assert!(world.rows("sys_user_group", "name=Acme planners").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_secret_comes_along_as_what_it_is_and_is_told() {
    let world = World::likely().await;
    let ground = Ground::lay(&world).await;
    let name = "servicenow_basic_auth_credential";
    let case = cases().into_iter().find(|case| case.name == name).unwrap();
    let case = case.laid(&world, &ground).await;
    let (state, said) = case.moved("credential").await;
    assert_eq!(attribute(&state, "password"), json!("planted-password"));
    assert!(said.iter().any(|one| one.detail.contains("password_wo_version")), "{said:#?}");
    assert!(!format!("{said:?}").contains("planted"));
    let mut without = case.config.clone();
    without["password"].take();
    let read = world.read("credential", &state).await.unwrap();
    world.forget_requests().await;
    let applied = world.apply("credential", Some(&read), &without).await;
    assert!(attribute(&applied, "password").is_null());
    assert_eq!(world.writes().await, Vec::<String>::new(), "the instance keeps its secret");
}

#[tokio::test]
async fn what_cannot_be_moved_names_both_tables_and_an_unknown_source_is_refused() {
    let case = cases().into_iter().find(|case| case.name == "servicenow_business_rule").unwrap();
    let refused = async |address: &str, name: &str| {
        let source = (address, name, 0);
        fresh().move_state(source, &case.state, PRIVATE, "servicenow_acl").await.unwrap_err()
    };
    let said = refused(THEIRS, &case.name).await;
    assert!(said[0].detail.contains("sys_script, and a servicenow_acl is one of sys_security_acl"));
    assert!(!refused(THEIRS, "servicenow_unheard_of").await.is_empty());
    assert!(!refused("registry.terraform.io/hashicorp/aws", &case.name).await.is_empty());
}
