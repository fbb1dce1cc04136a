//! What a run that was ended left behind is named by the next one, taken over where that is asked for, and never made twice.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::seen::{id, one_error};
use crate::world::{World, fresh, full, under_both};

const ALIAS: &str = "connection_alias";

/// Makes a record as a run does that is ended before its state is written; the next run begins.
async fn forgotten(world: &mut World, kind: &str, config: &Json) -> State {
    let state = world.apply(kind, None, config).await;
    world.provider = world.signed_in("admin").await;
    state
}

#[tokio::test]
async fn the_next_apply_names_the_record_its_age_and_the_import() {
    under_both(async |mut world| {
        let registry = json!({ "type": "client", "name": "Lost", "client_secret": "s" });
        let credential = json!({ "type": "basic_auth", "name": "Lost", "username": "u" });
        for (kind, config, at) in [
            (ALIAS, json!({ "name": "Lost" }), ""),
            ("oauth_registry", registry, ""),
            ("credential", credential, ""),
            // A group's name names one, whoever made it, so that the plan refuses it already.
            ("group", json!({ "name": "Lost" }), "name"),
        ] {
            let lost = forgotten(&mut world, kind, &config).await;
            let said = world.refused(kind, None, &config).await;
            let words = [&id(&lost), "a minute ago", "terraform import", "adopt_existing"];
            one_error(&said, at, &words);
            let state = world.import(kind, &id(&lost)).await;
            assert_eq!(id(&state), id(&lost), "what the error says can be done");
        }
    })
    .await;
}

#[tokio::test]
async fn the_next_apply_takes_it_over_where_that_is_asked_for() {
    let mut world = World::likely().await;
    let lost = forgotten(&mut world, ALIAS, &json!({ "name": "Lost" })).await;
    let config = json!({ "name": "Lost", "adopt_existing": true });
    let state = world.apply(ALIAS, None, &config).await;
    assert_eq!(id(&state), id(&lost));
    assert_eq!(world.rows("sys_alias", "name=Lost").await.len(), 1);
}

#[tokio::test]
async fn a_row_of_any_table_is_known_by_all_that_is_written() {
    let mut world = World::likely().await;
    let config =
        |code: &str| json!({ "table": "cmn_department", "fields": { "name": "Lost", "id": code } });
    let lost = forgotten(&mut world, "record", &config("1")).await;
    let said = world.refused("record", None, &config("1")).await;
    one_error(&said, "", &[&id(&lost), "terraform import", "cmn_department/"]);
    world.apply("record", None, &config("2")).await;
    let imported = world.import("record", &format!("cmn_department/{}", id(&lost))).await;
    assert_eq!(id(&imported), id(&lost));
}

#[tokio::test]
async fn records_of_others_and_of_yesterday_are_none_of_ours() {
    let mut world = World::likely().await;
    forgotten(&mut world, ALIAS, &json!({ "name": "Old" })).await;
    world.advance(2 * 3600).await;
    world.apply(ALIAS, None, &json!({ "name": "Old" })).await;
    assert_eq!(world.rows("sys_alias", "name=Old").await.len(), 2);
    let foreign = world.signed_in("oauth.admin").await;
    let config = json!({ "type": "client", "name": "Foreign", "client_secret": "s" });
    foreign.apply_config(&full("oauth_registry"), None, config.clone()).await.unwrap();
    world.apply("oauth_registry", None, &config).await;
}

#[tokio::test]
async fn what_this_run_knows_from_the_state_is_no_orphan() {
    let mut world = World::likely().await;
    let config = json!({ "name": "Twin" });
    let first = world.apply(ALIAS, None, &config).await;
    world.apply(ALIAS, None, &config).await;
    world.provider = world.signed_in("admin").await;
    world.read(ALIAS, &first).await.unwrap();
    let said = world.refused(ALIAS, None, &config).await;
    assert!(!said[0].detail.contains(&id(&first)), "the other twin is not known: {said:#?}");
}

#[tokio::test]
async fn a_record_that_takes_the_place_of_a_deleted_one_is_made() {
    let mut world = World::likely().await;
    let config = |kind: &str| json!({ "name": "Replaced", "type": kind });
    let state = forgotten(&mut world, ALIAS, &config("connection")).await;
    // Another record first, so that what was lately made is asked for while the old one is there.
    world.apply(ALIAS, None, &json!({ "name": "Other" })).await;
    let state = world.apply(ALIAS, Some(&state), &config("credential")).await;
    let rows = world.rows("sys_alias", "name=Replaced").await;
    assert_eq!((rows.len(), &rows[0]["sys_id"]), (1, &json!(id(&state))));
}

#[tokio::test]
async fn what_is_there_already_is_asked_once_for_a_table() {
    let world = World::likely().await;
    world.forget_requests().await;
    for number in 0..5 {
        world.apply("group", None, &json!({ "name": format!("Group {number}") })).await;
    }
    assert_eq!(world.count("sys_user_group", "POST").await, 5);
    assert_eq!(world.count("sys_user_group", "GET").await, 1);
}

const ROW: &str = "record";

fn row() -> Json {
    json!({ "table": "cmn_department", "fields": { "name": "Equal", "id": "1" } })
}

/// Types whose records may be equal, each with a configuration and what is asked for to count them.
fn equals() -> [(&'static str, Json, &'static str, &'static str); 3] {
    let registry = json!({ "type": "client", "name": "Equal", "client_secret": "s" });
    [
        (ROW, row(), "cmn_department", "name=Equal"),
        ("oauth_registry", registry, "oauth_entity", "name=Equal"),
        (ALIAS, json!({ "name": "Equal" }), "sys_alias", "name=Equal"),
    ]
}

#[tokio::test]
async fn what_a_finished_run_made_is_no_orphan_although_only_its_state_knows_it() {
    under_both(async |mut world| {
        for (kind, config, table, query) in equals() {
            world.apply(kind, None, &config).await;
            // The run ends; the next one is of another workspace, or shows only what count or a replacement makes.
            let next = world.signed_in("admin").await;
            std::mem::replace(&mut world.provider, next).end();
            world.apply(kind, None, &config).await;
            assert_eq!(world.rows(table, query).await.len(), 2, "{kind}");
            world.provider = world.signed_in("admin").await;
            for row in world.rows(table, query).await {
                world.delete(table, row["sys_id"].as_str().unwrap()).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_plan_has_seen_in_a_state_is_no_orphan_for_the_apply_in_another_process() {
    under_both(async |world| {
        for (kind, config, table, query) in equals() {
            let first = world.apply(kind, None, &config).await;
            let planning = world.signed_in("admin").await;
            planning.read(&full(kind), &first).await.unwrap();
            let applying = world.signed_in("admin").await;
            applying.apply_config(&full(kind), None, config).await.unwrap();
            assert_eq!(world.rows(table, query).await.len(), 2, "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_note_of_what_states_hold_nothing_is_taken_for_an_orphan() {
    let world = World::likely().await;
    for (kind, config, table, query) in equals() {
        world.apply(kind, None, &config).await;
        let elsewhere = fresh();
        let block =
            json!({ "instance_url": world.url(), "username": "admin", "password": "admin" });
        assert!(elsewhere.configure(block).await.is_empty());
        elsewhere.apply_config(&full(kind), None, config).await.unwrap();
        assert_eq!(world.rows(table, query).await.len(), 2, "{kind}");
    }
}
