//! States moved between types of this provider: from a row of any table to a type of its own, and back.

use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::resources;
use tfplugin::testing::State;

use crate::life_cycle::Sample;
use crate::lives::each_goes_through;
use crate::seen::{attribute, differing, id, json_of, same};
use crate::world::{World, fresh, full, under_both};

/// This provider, as states name it.
const OURS: &str = "registry.terraform.io/servicenow-iac/servicenow";

async fn moved(state: &State, from: &str, to: &str) -> State {
    let source = (OURS, full(from), 1);
    let stored = json_of(&state.value);
    let source = (source.0, source.1.as_str(), source.2);
    let moved = fresh().move_state(source, &stored, &state.private, &full(to)).await;
    moved.unwrap_or_else(|said| panic!("{from} to {to}: {said:#?}")).0
}

async fn is_as_configured(world: &World, kind: &str, state: &State, config: &Json) -> State {
    let read = world.read(kind, state).await.expect("the record is there");
    let plan = world.plan(kind, Some(&read), config).await;
    same(&read.value, &plan.planned);
    assert!(plan.is_empty(&read), "{kind}: {:?}", plan.requires_replace);
    read
}

/// A row of any table, and what it is as a type of its own.
fn pairs() -> Vec<(Json, &'static str, Json)> {
    let row = |table: &str, fields: Json| json!({ "table": table, "fields": fields });
    vec![
        (
            row("sys_alias", json!({ "name": "Moved", "multiple_connections": "true" })),
            "connection_alias",
            json!({ "name": "Moved", "multiple_connections": true }),
        ),
        (
            row(
                "basic_auth_credentials",
                json!({ "name": "Moved", "user_name": "u", "order": "7" }),
            ),
            "credential",
            json!({ "type": "basic_auth", "name": "Moved", "username": "u", "order": 7 }),
        ),
        (
            row("oauth_entity", json!({ "name": "Moved", "type": "client", "client_id": "moved" })),
            "oauth_registry",
            json!({ "type": "client", "name": "Moved", "client_id": "moved" }),
        ),
        (
            row("sys_user_group", json!({ "name": "Moved", "description": "Text." })),
            "group",
            json!({ "name": "Moved", "description": "Text." }),
        ),
        (
            row("sys_retry_policy", json!({ "name": "Moved", "count": "5" })),
            "retry_policy",
            json!({ "name": "Moved", "retry_count": 5 }),
        ),
    ]
}

#[tokio::test]
async fn a_row_becomes_a_type_of_its_own_and_a_row_again_without_a_write() {
    under_both(async |world| {
        for (row, kind, config) in pairs() {
            let made = world.apply("record", None, &row).await;
            world.forget_requests().await;
            let dedicated = moved(&made, "record", kind).await;
            let dedicated = is_as_configured(&world, kind, &dedicated, &config).await;
            assert_eq!(id(&dedicated), id(&made));
            let back = moved(&dedicated, kind, "record").await;
            let back = world.read("record", &back).await.unwrap();
            for (column, text) in row["fields"].as_object().unwrap() {
                let default = text == "client" || text == "basic_auth";
                let kept = &attribute(&back, "fields")[column];
                assert!(kept == text || (default && kept.is_null()), "{kind}: {column} is {kept}");
            }
            assert_eq!(world.writes().await, Vec::<String>::new(), "{kind}");
            world.destroy("record", back).await;
            let query = format!("sys_id={}", id(&made));
            let rows = world.rows(row["table"].as_str().unwrap(), &query).await;
            assert!(rows.is_empty(), "what was made is deleted, whatever its type: {kind}");
        }
    })
    .await;
}

/// Whether a row of any table can hold the attribute: what joining rows say, and what is no column, it cannot.
fn is_held_by_a_row(kind: &str, name: &str) -> bool {
    let resource = resources::ALL.iter().find(|resource| resource.name == kind).unwrap();
    let field = resource.fields.iter().find(|field| field.name == name);
    field.is_none_or(|field| field.column.is_some() && !field.is_secret())
}

/// A record of a described type becomes a row, is read as one, and comes back as what it was.
fn there_and_back<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let made = world.apply(sample.kind, None, &sample.config).await;
        world.forget_requests().await;
        let row = moved(&made, sample.kind, "record").await;
        let row = world.read("record", &row).await.expect("the record is there");
        let back = moved(&row, "record", sample.kind).await;
        let back = world.read(sample.kind, &back).await.expect("the record is there");
        let plan = world.plan(sample.kind, Some(&back), &sample.config).await;
        assert!(plan.requires_replace.is_empty(), "{:?}", plan.requires_replace);
        let mut changes = differing(&back.value, &plan.planned);
        changes.retain(|(name, ..)| is_held_by_a_row(sample.kind, name));
        assert!(changes.is_empty(), "{changes:#?}");
        assert_eq!(world.writes().await, Vec::<String>::new());
        world.destroy(sample.kind, back).await;
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_each_example_configures_becomes_a_row_and_comes_back() {
    for unknowns in [Unknowns::likely, Unknowns::worst] {
        each_goes_through(there_and_back, unknowns, |_| true).await;
    }
}

#[tokio::test]
async fn what_was_taken_over_is_still_given_back_after_a_row_of_any_table() {
    let world = World::likely().await;
    let sys_id =
        world.insert("sys_user_group", json!({ "name": "There", "description": "Old." })).await;
    let config = json!({ "name": "There", "description": "New.", "adopt_existing": true });
    let adopted = world.apply("group", None, &config).await;
    let row = moved(&adopted, "group", "record").await;
    assert_eq!(attribute(&row, "deletion_policy"), json!("restore"));
    let back = moved(&row, "record", "group").await;
    let back = is_as_configured(&world, "group", &back, &config).await;
    world.destroy("group", back).await;
    assert_eq!(world.column("sys_user_group", &sys_id, "description").await, "Old.");
}

#[tokio::test]
async fn a_secret_that_is_written_once_is_not_sent_again_after_a_move() {
    let world = World::likely().await;
    let config = json!({ "type": "basic_auth", "name": "Moved", "username": "u",
        "password_wo": "planted-password", "password_wo_version": 3 });
    let made = world.apply("credential", None, &config).await;
    let row = moved(&made, "credential", "record").await;
    assert_eq!(attribute(&row, "fields_wo_version"), json!(3));
    let back = moved(&row, "record", "credential").await;
    world.forget_requests().await;
    is_as_configured(&world, "credential", &back, &config).await;
    assert_eq!(world.writes().await, Vec::<String>::new());
}
