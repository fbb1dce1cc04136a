//! Children beside those of REST messages: actions of UI policies and choices of variables.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::ground;
use crate::seen::{as_before, attribute, id, one_error};
use crate::world::{World, under_both, with};

const POLICY: &str = "ui_policy";
const ACTIONS: &str = "sys_ui_policy_action";
const VARIABLE: &str = "catalog_variable";
const CHOICES: &str = "question_choice";

fn policy(actions: &Json) -> Json {
    json!({ "short_description": "Explain", "table": "incident", "actions": actions })
}

fn variable(choices: &[&str]) -> Json {
    let choice = |value: &&str| json!({ "value": value, "text": format!("The {value} one") });
    let choices: Json = choices.iter().map(choice).collect();
    json!({ "name": "size", "type": "select_box", "catalog_item": "Ground item", "choices": choices })
}

/// The choices of a variable in the order in which they are offered.
async fn offered(world: &World, state: &State) -> Vec<String> {
    let mut rows = world.rows(CHOICES, &format!("question={}", id(state))).await;
    let text = |row: &Json, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    rows.sort_by_key(|row| text(row, "order").parse::<i64>().ok());
    rows.iter().map(|row| text(row, "value")).collect()
}

#[tokio::test]
async fn what_the_instance_decides_of_an_action_is_in_the_state_and_comes_to_nothing_more() {
    under_both(async |world| {
        let notes =
            json!({ "field_name": "close_notes", "table": "incident", "mandatory": "true" });
        let urgency = json!({ "field_name": "urgency", "table": "incident", "cleared": true });
        let config = policy(&json!([notes, urgency]));
        let state = world.apply(POLICY, None, &config).await;
        let decided = json!({ "visible": "ignore", "read_only": "ignore" });
        let first = with(notes, with(decided.clone(), json!({ "cleared": false })));
        let second = with(urgency.clone(), with(decided, json!({ "mandatory": "ignore" })));
        assert_eq!(attribute(&state, "actions"), json!([first, second]));
        world.is_settled(POLICY, &state, &config).await;
        world.forget_requests().await;
        let fewer = policy(&json!([urgency]));
        let state = world.apply(POLICY, Some(&state), &fewer).await;
        assert_eq!(world.writes().await, ["DELETE sys_ui_policy_action"]);
        world.is_settled(POLICY, &state, &fewer).await;
    })
    .await;
}

/// An access rule of the column keeps some instances from taking it (docs/facts.md#ui-policy-action).
#[tokio::test]
async fn an_action_that_would_belong_to_no_policy_is_refused_and_leaves_nothing() {
    under_both(async |world| {
        let before = world.export().await;
        let drop = json!({ "kind": "drop_column", "column": "ui_policy" });
        world
            .faults(json!([{ "method": "POST", "table": ACTIONS, "times": 9, "fault": drop }]))
            .await;
        let config = policy(&json!([{ "field_name": "urgency", "table": "incident" }]));
        let applied = world.attempt(POLICY, None, &config).await;
        one_error(&applied.diagnostics, "actions", &["ui_policy", ACTIONS]);
        assert!(applied.state.is_none());
        as_before(&before, &world.export().await);
    })
    .await;
}

#[tokio::test]
async fn choices_follow_the_list_and_go_with_their_variable() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let config = variable(&["small", "large"]);
        let mut state = world.apply(VARIABLE, None, &config).await;
        world.is_settled(VARIABLE, &state, &config).await;
        for edit in
            [&["large", "small"][..], &["large", "huge", "small"], &["huge"], &["huge", "a"]]
        {
            state = world.apply(VARIABLE, Some(&state), &variable(edit)).await;
            assert_eq!(offered(&world, &state).await, edit);
            world.is_settled(VARIABLE, &state, &variable(edit)).await;
        }
        // The instance leaves them behind.
        world.destroy(VARIABLE, state).await;
        as_before(&before, &world.export().await);
        // What nobody lists is left alone.
        let mut unlisted = variable(&[]);
        unlisted["choices"] = Json::Null;
        let state = world.apply(VARIABLE, None, &unlisted).await;
        world.insert(CHOICES, json!({ "question": id(&state), "value": "theirs" })).await;
        world.forget_requests().await;
        world.destroy(VARIABLE, state).await;
        assert_eq!(world.writes().await, ["DELETE item_option_new"]);
    })
    .await;
}
