//! Choices whose words stand for numbers: the type of a variable is written either way, and means the same.

use serde_json::{Value as Json, json};

use crate::ground;
use crate::seen::{attribute, id, json_of};
use crate::world::{World, full, under_both};

const KIND: &str = "catalog_variable";

fn variable(kind: &str) -> Json {
    json!({ "name": "size", "type": kind, "catalog_item": "Ground item" })
}

#[tokio::test]
async fn a_word_and_its_number_are_stored_alike_and_one_for_the_other_is_no_change() {
    under_both(async |world| {
        ground::lay(&world).await;
        for (first, second) in [("select_box", "5"), ("5", "select_box")] {
            let config = variable(first);
            let state = world.apply(KIND, None, &config).await;
            assert_eq!(attribute(&state, "type"), json!(first), "it stays as it is configured");
            assert_eq!(world.column("item_option_new", &id(&state), "type").await, "5");
            world.is_settled(KIND, &state, &config).await;
            let plan = world.plan(KIND, Some(&state), &variable(second)).await;
            assert!(plan.is_empty(&state) && !plan.replaces, "{first} is {second}");
            let changed = world.apply(KIND, Some(&state), &variable("reference")).await;
            assert_eq!(world.column("item_option_new", &id(&changed), "type").await, "8");
            world.destroy(KIND, changed).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_others_write_is_shown_as_a_word_or_else_as_the_number() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &variable("select_box")).await;
    for (number, shown) in [("8", "reference"), ("99", "99"), ("5", "select_box")] {
        world.change("item_option_new", &id(&state), json!({ "type": number })).await;
        let read = world.read(KIND, &state).await.unwrap();
        assert_eq!(attribute(&read, "type"), json!(shown));
    }
    let imported = world.import(KIND, &id(&state)).await;
    assert_eq!(attribute(&imported, "type"), json!("select_box"));
}

#[tokio::test]
async fn an_unknown_number_is_told_and_taken_and_an_unknown_word_is_refused() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let said = world.provider.validate(&full(KIND), variable("99")).await;
    assert!(said.len() == 1 && !said[0].is_error(), "{said:#?}");
    let state = world.apply(KIND, None, &variable("99")).await;
    world.is_settled(KIND, &state, &variable("99")).await;
    let said = world.provider.validate(&full(KIND), variable("referenc")).await;
    assert!(said.len() == 1 && said[0].is_error(), "{said:#?}");
    assert!(said[0].detail.contains("\"reference\" (8)"), "{said:#?}");
}

#[tokio::test]
async fn a_list_is_filtered_by_word_and_by_number() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(KIND, None, &variable("attachment")).await;
    for kind in ["attachment", "33"] {
        let config = json!({ "filter": { "type": kind } });
        let found = world.provider.list(&full(KIND), config, true, 100).await;
        let found = found.unwrap_or_else(|said| panic!("{said:#?}"));
        let [one] = found.found.as_slice() else { panic!("{kind}: {}", found.found.len()) };
        assert_eq!(json_of(&one.identity)["sys_id"], json!(id(&state)), "{kind}");
    }
}
