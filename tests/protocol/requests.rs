//! How many requests an operation costs: a plan asks by table, not by record.

use serde_json::json;
use tfplugin::testing::{Harness, State};

use crate::seen::id;
use crate::world::{World, full};

const RECORDS: usize = 60;

async fn registries(world: &World) -> Vec<State> {
    let mut states = Vec::new();
    for number in 0..RECORDS {
        let config =
            json!({ "type": "client", "name": format!("Client {number}"), "public_client": true });
        states.push(world.apply("oauth_registry", None, &config).await);
        states.push(
            world
                .apply("connection_alias", None, &json!({ "name": format!("Alias_{number}") }))
                .await,
        );
    }
    states
}

fn kind(state: &State) -> &'static str {
    if state.value.get("alias_id").is_null() { "oauth_registry" } else { "connection_alias" }
}

/// Refreshes all objects as Terraform does: ten at a time.
async fn refresh(provider: &Harness, states: &[State]) {
    for some in states.chunks(10) {
        let mut reads = Vec::new();
        for state in some {
            reads.push(async { provider.read(&full(kind(state)), state).await.unwrap().unwrap() });
        }
        together(reads).await;
    }
}

async fn together<F: Future>(futures: Vec<F>) {
    let mut waiting: Vec<_> = futures.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|context| {
        waiting.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if waiting.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[tokio::test]
async fn a_refresh_of_many_records_asks_by_table_and_not_by_record() {
    let world = World::likely().await;
    let states = registries(&world).await;
    let next_run = world.signed_in("admin").await;
    world.forget_requests().await;
    refresh(&next_run, &states).await;
    let requests = world.requests().await;
    assert!(
        requests.len() <= 8,
        "{} records cost {} requests: {requests:#?}",
        states.len(),
        requests.len()
    );
}

#[tokio::test]
async fn records_of_somebody_else_cost_no_request_each_either() {
    let world = World::likely().await;
    let states = registries(&world).await;
    let next_run = world.signed_in("oauth.admin").await;
    let states: Vec<State> =
        states.into_iter().filter(|state| kind(state) == "oauth_registry").collect();
    world.forget_requests().await;
    refresh(&next_run, &states).await;
    let asked = world.count("oauth_entity", "GET").await;
    assert!(asked <= 8, "{} records cost {asked} requests", states.len());
}

#[tokio::test]
async fn a_limit_that_is_lifted_in_three_seconds_costs_three_seconds() {
    let world = World::likely().await;
    let limit = json!({ "kind": "rate_limit", "reset_seconds": 3 });
    world
        .faults(json!([{ "method": "POST", "table": "sys_alias", "times": 1, "fault": limit }]))
        .await;
    let began = std::time::Instant::now();
    world.apply("connection_alias", None, &json!({ "name": "Limited" })).await;
    let seconds = began.elapsed().as_secs_f64();
    assert!((3.0..4.5).contains(&seconds), "{seconds} s");
}

#[tokio::test]
async fn a_plan_without_changes_asks_nothing() {
    let world = World::likely().await;
    let config = json!({ "name": "A", "description": "x" });
    let state = world.apply("connection_alias", None, &config).await;
    world.forget_requests().await;
    assert!(world.plan("connection_alias", Some(&state), &config).await.is_empty(&state));
    assert!(world.requests().await.is_empty());
}

#[tokio::test]
async fn plans_side_by_side_that_need_the_dictionary_ask_for_a_table_once() {
    let world = World::likely().await;
    let configs: Vec<_> =
        (0..10).map(|number| json!({ "name": format!("A{number}"), "description": "x" })).collect();
    world.forget_requests().await;
    let plan = async |config| drop(world.plan("connection_alias", None, config).await);
    together(configs.iter().map(plan).collect()).await;
    let asked = (
        world.count("sys_db_object", "GET").await,
        world.count("sys_dictionary", "GET").await,
        world.count("sys_alias", "GET").await,
    );
    assert_eq!(asked, (1, 1, 1), "for the classes, the columns, and what has these names already");
}

#[tokio::test]
async fn a_create_and_an_update_cost_one_write_and_one_for_the_secret() {
    let world = World::likely().await;
    world.forget_requests().await;
    let config = |comments: &str| json!({ "type": "client", "name": "A", "comments": comments });
    let state = world.apply("oauth_registry", None, &config("x")).await;
    let writes =
        [world.count("oauth_entity", "POST").await, world.count("oauth_entity", "PATCH").await];
    assert_eq!(writes, [1, 1], "the record, then its generated secret");
    world.forget_requests().await;
    world.attempt("oauth_registry", Some(&state), &config("y")).await;
    assert_eq!(world.count("oauth_entity", "PATCH").await, 1);
    assert_eq!(world.column("oauth_entity", &id(&state), "comments").await, "y");
}

#[tokio::test]
async fn a_write_makes_later_reads_ask_again() {
    let world = World::likely().await;
    let state = world.apply("connection_alias", None, &json!({ "name": "A" })).await;
    let other = world.apply("connection_alias", None, &json!({ "name": "B" })).await;
    refresh(&world.provider, &[state.clone(), other.clone()]).await;
    let state = world.apply("connection_alias", Some(&state), &json!({ "name": "A2" })).await;
    let seen = world.read("connection_alias", &state).await.unwrap();
    assert_eq!(crate::seen::text(&seen, "name"), "A2", "no page from before the write");
}
