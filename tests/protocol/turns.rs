//! Connections that exchange what only one of them can have, in one run.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::ground;
use crate::seen::id;
use crate::world::{World, full, under_both, with};

const KIND: &str = "connection";

fn connection(name: &str, more: Json) -> Json {
    let base = json!({ "name": name, "connection_alias": "Ground", "connection_url": "https://a.example" });
    with(base, more)
}

/// Applies both changes at the same time, as Terraform does with records that do not refer to each other.
async fn both(world: &World, changes: [(&State, &Json); 2]) -> Vec<State> {
    let mut plans = Vec::new();
    for (state, config) in changes {
        plans.push(world.plan(KIND, Some(state), config).await);
    }
    let kind = full(KIND);
    let [one, other] = changes;
    let (one, other) = tokio::join!(
        world.provider.apply(&kind, Some(one.0), &plans[0], Some(one.1.clone())),
        world.provider.apply(&kind, Some(other.0), &plans[1], Some(other.1.clone())),
    );
    let mut states = Vec::new();
    for applied in [one, other] {
        assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
        states.push(applied.state.unwrap());
    }
    states
}

#[tokio::test]
async fn two_connections_of_one_alias_are_switched_in_one_run_in_either_order() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = |name: &str, active: bool| connection(name, json!({ "active": active }));
        let mut first = world.apply(KIND, None, &config("First", true)).await;
        let mut second = world.apply(KIND, None, &config("Second", false)).await;
        for is_first in [false, true, false] {
            let (one, other) = (config("First", is_first), config("Second", !is_first));
            // The one that is switched on comes first, so that it has to wait.
            let states = if is_first {
                both(&world, [(&first, &one), (&second, &other)]).await
            } else {
                let mut states = both(&world, [(&second, &other), (&first, &one)]).await;
                states.reverse();
                states
            };
            [first, second] = states.try_into().unwrap();
            world.is_settled(KIND, &first, &one).await;
            world.is_settled(KIND, &second, &other).await;
        }
    })
    .await;
}

#[tokio::test]
async fn two_active_connections_exchange_their_credentials_and_their_aliases() {
    under_both(async |world| {
        ground::lay(&world).await;
        world.insert("basic_auth_credentials", json!({ "name": "Other credential" })).await;
        let config = |name: &str, alias: &str, credential: &str| {
            connection(name, json!({ "connection_alias": alias, "credential": credential }))
        };
        let (one, other) = ("Ground credential", "Other credential");
        let first = world.apply(KIND, None, &config("First", "Ground", one)).await;
        let second = world.apply(KIND, None, &config("Second", "Second", other)).await;
        let exchanged = [config("First", "Ground", other), config("Second", "Second", one)];
        let states = both(&world, [(&first, &exchanged[0]), (&second, &exchanged[1])]).await;
        for (state, config) in states.iter().zip(&exchanged) {
            world.is_settled(KIND, state, config).await;
            assert_eq!(world.column("http_connection", &id(state), "active").await, "true");
        }
        let all = [config("First", "Second", one), config("Second", "Ground", other)];
        let states = both(&world, [(&states[0], &all[0]), (&states[1], &all[1])]).await;
        for (state, config) in states.iter().zip(&all) {
            world.is_settled(KIND, state, config).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_connection_waits_for_the_one_whose_place_it_takes() {
    under_both(async |world| {
        ground::lay(&world).await;
        let shared = json!({ "credential": "Ground credential" });
        let state = world.apply(KIND, None, &connection("Old", shared.clone())).await;
        let new = connection("New", shared);
        let plan = world.plan(KIND, None, &new).await;
        let kind = full(KIND);
        let (made, ()) = tokio::join!(
            world.provider.apply(&kind, None, &plan, Some(new.clone())),
            world.destroy(KIND, state),
        );
        assert!(made.diagnostics.is_empty(), "{:#?}", made.diagnostics);
        world.is_settled(KIND, &made.state.unwrap(), &new).await;
    })
    .await;
}

#[tokio::test]
async fn who_waits_in_vain_is_as_before() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let other = json!({ "name": "Other credential" });
    let other = world.insert("basic_auth_credentials", other).await;
    let alias = world.rows("sys_alias", "name=Second").await[0]["sys_id"].clone();
    let row = json!({ "name": "Theirs", "connection_alias": alias, "credential": other,
        "connection_url": "https://b.example", "active": true });
    world.insert("http_connection", row).await;
    let config = |credential: &str| connection("Ours", json!({ "credential": credential }));
    let state = world.apply(KIND, None, &config("Ground credential")).await;
    let before = world.export().await;
    let said = world.attempt(KIND, Some(&state), &config("Other credential")).await.diagnostics;
    assert!(format!("{said:?}").contains("Theirs"), "{said:#?}");
    let ours = |export: &Json| {
        let row = &export["http_connection"][id(&state)];
        (row["credential"].clone(), row["active"].clone())
    };
    assert_eq!(ours(&world.export().await), ours(&before));
}
