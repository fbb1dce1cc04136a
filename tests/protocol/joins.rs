//! Rows that join two records: never twice, and told what is near when one of the two is not there.

use serde_json::{Value as Json, json};

use crate::ground;
use crate::seen::{id, one_error};
use crate::world::{World, under_both};

/// Each join: its type, its table, its two sides, and what takes the second one's place on the ground.
fn joins() -> [(&'static str, &'static str, Json, &'static str); 5] {
    [
        ("user_role", "sys_user_has_role", json!({ "user": "plain.user", "role": "itil" }), "role"),
        (
            "group_member",
            "sys_user_grmember",
            json!({ "group": "Ground group", "user": "plain.user" }),
            "user",
        ),
        (
            "group_role",
            "sys_group_has_role",
            json!({ "group": "Ground group", "role": "itil" }),
            "role",
        ),
        (
            "role_contains",
            "sys_user_role_contains",
            json!({ "role": "itil", "contains": "snc_internal" }),
            "contains",
        ),
        (
            "oauth_registry_auth_scope",
            "oauth_entity_auth_scope_mapping",
            json!({ "oauth_registry": "Ground client", "auth_scope": "useraccount" }),
            "auth_scope",
        ),
    ]
}

#[tokio::test]
async fn two_records_are_joined_once_and_the_row_that_joins_them_is_named() {
    under_both(async |world| {
        ground::lay(&world).await;
        for (kind, table, config, side) in joins() {
            let state = world.apply(kind, None, &config).await;
            let rows = world.rows(table, "").await.len();
            let said = world.refused(kind, None, &config).await;
            one_error(&said, side, &["joined already", &id(&state), "adopt_existing"]);
            assert_eq!(world.rows(table, "").await.len(), rows, "{kind}");
            world.is_settled(kind, &state, &config).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_side_that_is_not_there_is_an_error_that_lists_what_is_near() {
    under_both(async |world| {
        ground::lay(&world).await;
        for (kind, table, mut config, side) in joins() {
            let there = config[side].as_str().unwrap().to_owned();
            let slip = format!("{}x{}", &there[..2], &there[2..]);
            config[side] = json!(slip);
            let rows = world.rows(table, "").await.len();
            let said = world.refused(kind, None, &config).await;
            one_error(&said, side, &[&format!("\"{slip}\""), "Similar:", &format!("\"{there}\"")]);
            assert_eq!(world.rows(table, "").await.len(), rows, "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_that_resembles_nothing_gets_no_suggestions() {
    let world = World::likely().await;
    let config = json!({ "user": "plain.user", "role": "zzyzx" });
    let said = world.refused("user_role", None, &config).await;
    one_error(&said, "role", &["\"zzyzx\"", "create the record first"]);
    assert!(!said[0].detail.contains("Similar"), "{said:#?}");
}
