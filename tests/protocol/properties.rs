//! System properties: what the plan knows of those that an instance keeps as they are called.

use serde_json::json;

use crate::seen::{attribute, one_error};
use crate::world::{full, under_both, with};

const PROPERTY: &str = "system_property";
const TABLE: &str = "sys_properties";

#[tokio::test]
async fn a_property_of_the_platform_that_is_called_otherwise_is_refused_by_the_plan() {
    under_both(async |world| {
        let kept = json!({ "name": "sys_x.limit", "value": "1" });
        let other = with(kept.clone(), json!({ "name": "x.limit" }));
        let state = world.apply(PROPERTY, None, &kept).await;
        let plan = async |state, config: &serde_json::Value| {
            world.provider.plan(&full(PROPERTY), Some(state), Some(config.clone())).await
        };
        let said = plan(&state, &other).await.unwrap_err();
        one_error(&said, "name", &["sys_x.limit", "neither renames nor deletes", "abandon"]);
        // What is there is left, as the words advise.
        let abandoned = with(kept, json!({ "deletion_policy": "abandon" }));
        let state = world.apply(PROPERTY, Some(&state), &abandoned).await;
        let state = world.apply(PROPERTY, Some(&state), &other).await;
        assert_eq!(attribute(&state, "name"), json!("x.limit"));
        for name in ["sys_x.limit", "x.limit"] {
            assert_eq!(world.rows(TABLE, &format!("name={name}")).await.len(), 1, "{name}");
        }
        // One that is not the platform's makes way.
        let third = with(other, json!({ "name": "x.other" }));
        world.apply(PROPERTY, Some(&state), &third).await;
        assert!(world.rows(TABLE, "name=x.limit").await.is_empty());
    })
    .await;
}
