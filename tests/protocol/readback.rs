//! No silent success: every write is compared with what came back, and a create is all or nothing.

use serde_json::{Value as Json, json};
use simulator::Unknowns;

use crate::seen::{attribute, id, one_error, one_warning};
use crate::world::{World, full, under_both_with_every_column};

const ALIAS: &str = "connection_alias";

fn drop_column(method: &str, column: &str) -> Json {
    json!([{ "method": method, "table": "sys_alias", "fault": { "kind": "drop_column", "column": column } }])
}

fn described(text: &str) -> Json {
    json!({ "name": "A", "description": text })
}

#[tokio::test]
async fn a_create_whose_column_is_dropped_is_an_error_and_leaves_no_record() {
    under_both_with_every_column(async |world| {
        let before = world.export().await;
        world.faults(drop_column("POST", "description")).await;
        let applied = world.attempt(ALIAS, None, &described("Lost")).await;
        one_error(
            &applied.diagnostics,
            "description",
            &["column description of sys_alias is empty", "access control rule"],
        );
        assert!(applied.state.is_none());
        world.no_faults().await;
        assert_eq!(world.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_create_that_cannot_be_undone_keeps_the_record_and_names_it() {
    let world = World::likely().await;
    let mut rules = drop_column("POST", "description");
    let refusal =
        json!({ "method": "DELETE", "table": "sys_alias", "fault": { "kind": "acl_refusal" } });
    rules.as_array_mut().unwrap().push(refusal);
    world.faults(rules).await;
    let applied = world.attempt(ALIAS, None, &described("Lost")).await;
    let state = applied.state.expect("the record is kept");
    assert_eq!(applied.diagnostics.len(), 2, "{:#?}", applied.diagnostics);
    let left = &applied.diagnostics[1].detail;
    assert!(left.contains(&id(&state)) && left.contains("terraform untaint"), "{left}");
    assert_eq!(world.rows("sys_alias", "name=A").await.len(), 1);
}

#[tokio::test]
async fn an_update_whose_column_is_dropped_keeps_in_the_state_what_is_stored() {
    under_both_with_every_column(async |world| {
        let state = world.apply(ALIAS, None, &described("Before")).await;
        world.faults(drop_column("PATCH", "description")).await;
        let mut config = described("After");
        config["multiple_connections"] = json!(true);
        let applied = world.attempt(ALIAS, Some(&state), &config).await;
        one_error(&applied.diagnostics, "description", &["holds \"Before\"", "description"]);
        let kept = applied.state.unwrap();
        assert_eq!(attribute(&kept, "description"), json!("Before"));
        assert_eq!(attribute(&kept, "multiple_connections"), json!(true), "the rest was stored");
        world.no_faults().await;
        let state = world.apply(ALIAS, Some(&kept), &config).await;
        world.is_settled(ALIAS, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn an_update_that_is_refused_changes_neither_the_instance_nor_the_state() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &described("Before")).await;
    world.faults(json!([{ "method": "PATCH", "table": "sys_alias", "fault": { "kind": "acl_refusal" } }])).await;
    let applied = world.attempt(ALIAS, Some(&state), &described("After")).await;
    one_error(&applied.diagnostics, "", &["ACL", "admin"]);
    assert_eq!(applied.state.unwrap(), state);
}

#[tokio::test]
async fn a_text_longer_than_its_column_is_an_error_that_says_so() {
    let world = World::likely().await;
    let config = json!({ "type": "client", "name": "n".repeat(120) });
    let said = world.refused("oauth_registry", None, &config).await;
    one_error(&said, "name", &["longer than the column"]);
    assert!(world.rows("oauth_entity", "").await.is_empty());
}

#[tokio::test]
async fn a_form_that_means_the_same_keeps_the_spelling_of_the_configuration() {
    // Blanks are kept, in general; where an instance takes them, that is no change.
    let world = World::with(Unknowns { blanks_trimmed: true, ..Unknowns::likely() }).await;
    let config = described("  Padded  ");
    let state = world.apply(ALIAS, None, &config).await;
    assert_eq!(attribute(&state, "description"), json!("  Padded  "));
    assert_eq!(world.column("sys_alias", &id(&state), "description").await, "Padded");
    world.is_settled(ALIAS, &state, &config).await;
    world.change("sys_alias", &id(&state), json!({ "description": "padded otherwise" })).await;
    let seen = world.read(ALIAS, &state).await.unwrap();
    assert_eq!(attribute(&seen, "description"), json!("padded otherwise"));
}

#[tokio::test]
async fn a_create_that_loses_its_answer_leaves_one_record() {
    for kind in ["cut_before", "cut_after", "half_body"] {
        let world = World::likely().await;
        let rule = json!([{ "method": "POST", "table": "sys_alias", "times": 1, "fault": { "kind": kind } }]);
        world.faults(rule).await;
        let state = world.apply(ALIAS, None, &described("Once")).await;
        let rows = world.rows("sys_alias", "name=A").await;
        assert_eq!(rows.len(), 1, "{kind}");
        assert_eq!(rows[0]["sys_id"], json!(id(&state)), "{kind}");
        world.is_settled(ALIAS, &state, &described("Once")).await;
    }
}

#[tokio::test]
async fn an_insert_that_is_answered_with_nothing_is_looked_at() {
    let world = World::with(Unknowns { insert_shows_row: false, ..Unknowns::likely() }).await;
    let state = world.apply(ALIAS, None, &described("Shown")).await;
    assert_eq!(attribute(&state, "alias_id"), json!("A"));
    world.is_settled(ALIAS, &state, &described("Shown")).await;
}

#[tokio::test]
async fn a_column_that_cannot_be_checked_is_taken_as_planned_with_one_warning() {
    let world = World::with(Unknowns { unestablished_columns: false, ..Unknowns::likely() }).await;
    let provider = world.signed_in("connection.admin").await;
    let mut warnings = Vec::new();
    for name in ["A", "B"] {
        let config =
            json!({ "type": "basic_auth", "name": name, "external_credential_store": true });
        let plan = provider.plan(&full("credential"), None, Some(config.clone())).await.unwrap();
        let applied = provider.apply(&full("credential"), None, &plan, Some(config)).await;
        assert_eq!(attribute(&applied.state.unwrap(), "external_credential_store"), json!(true));
        warnings.extend(applied.diagnostics);
    }
    one_warning(&warnings, "external_credential_store", &["use_external_store", "said once"]);
}
