//! Columns of journals, such as work notes: an entry is written once, is never missed, and is never written again.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostic;

use crate::seen::{attribute, id};
use crate::world::{World, under_both};

const RECORD: &str = "record";

fn incident(subject: &str, note: &str) -> Json {
    json!({ "table": "incident", "fields": { "short_description": subject, "work_notes": note } })
}

async fn notes(world: &World) -> Vec<String> {
    let entries = world.rows("sys_journal_field", "element=work_notes^ORDERBYsys_created_on").await;
    entries.iter().map(|entry| entry["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_entry_is_written_when_it_is_configured_and_never_again() {
    under_both(async |world| {
        let first = incident("Broken", "Set up by Terraform");
        let state = world.apply(RECORD, None, &first).await;
        world.is_settled(RECORD, &state, &first).await;
        assert_eq!(notes(&world).await, ["Set up by Terraform"]);
        let renamed = incident("Still broken", "Set up by Terraform");
        let state = world.apply(RECORD, Some(&state), &renamed).await;
        world.is_settled(RECORD, &state, &renamed).await;
        assert_eq!(notes(&world).await, ["Set up by Terraform"], "the other column alone was sent");
        let second = incident("Still broken", "Looked at");
        let state = world.apply(RECORD, Some(&state), &second).await;
        world.is_settled(RECORD, &state, &second).await;
        let mut both = notes(&world).await;
        both.sort_unstable();
        assert_eq!(both, ["Looked at", "Set up by Terraform"]);
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn what_others_write_to_a_journal_is_no_drift() {
    under_both(async |world| {
        let config = incident("Broken", "Ours");
        let state = world.apply(RECORD, None, &config).await;
        world.change("incident", &id(&state), json!({ "work_notes": "Theirs" })).await;
        world.is_settled(RECORD, &state, &config).await;
        let read = world.read(RECORD, &state).await.unwrap();
        assert_eq!(attribute(&read, "fields")["work_notes"], "Ours");
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn an_insert_whose_answer_is_lost_writes_its_entry_once() {
    under_both(async |world| {
        let lost = json!({ "method": "POST", "table": "incident", "nth": 1,
            "fault": { "kind": "cut_after" } });
        world.faults(json!([lost])).await;
        let config = incident("Only once", "Only once");
        let state = world.apply(RECORD, None, &config).await;
        assert_eq!(world.rows("incident", "short_description=Only once").await.len(), 1);
        assert_eq!(notes(&world).await, ["Only once"]);
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn an_import_leaves_journals_alone() {
    under_both(async |world| {
        let row = json!({ "short_description": "Broken", "work_notes": "Theirs" });
        let sys_id = world.insert("incident", row).await;
        let state = world.import(RECORD, &format!("incident/{sys_id}")).await;
        assert_eq!(attribute(&state, "fields")["work_notes"], Json::Null);
        assert_eq!(attribute(&state, "fields")["short_description"], "Broken");
    })
    .await;
}

/// Writes an entry to a record that is there, in trouble, and answers what was said and the state that it left.
async fn added_in_trouble(world: &World, fault: Json) -> tfplugin::testing::Applied {
    let state = world.apply(RECORD, None, &incident("Broken", "First")).await;
    let arguments = json!({ "request_timeout": "2s", "transaction_limit": "1s", "elevate_roles": ["security_admin"] });
    let provider = world.with_arguments(arguments).await;
    let next = incident("Still broken", "Second");
    let kind = crate::world::full(RECORD);
    let plan = provider.plan(&kind, Some(&state), Some(next.clone())).await.unwrap();
    world.faults(json!([fault])).await;
    let applied = provider.apply(&kind, Some(&state), &plan, Some(next)).await;
    world.no_faults().await;
    applied
}

#[tokio::test]
async fn an_update_whose_answer_is_lost_writes_its_entry_once() {
    let status =
        |carried_out| json!({ "kind": "status", "status": 503, "carried_out": carried_out });
    let faults = [
        json!({ "kind": "cut_after" }),
        json!({ "kind": "cut_before" }),
        json!({ "kind": "half_body" }),
        json!({ "kind": "late", "ms": 2500 }),
        status(true),
        status(false),
    ];
    for fault in faults {
        under_both(async |world| {
            // The first update is that of the other column, the second that of the entry.
            let lost = json!({ "method": "PATCH", "table": "incident", "nth": 2, "fault": fault });
            let applied = added_in_trouble(&world, lost).await;
            let state = applied.state.unwrap();
            let state =
                world.apply(RECORD, Some(&state), &incident("Still broken", "Second")).await;
            world.later().await;
            let mut all = notes(&world).await;
            all.sort_unstable();
            assert_eq!(all, ["First", "Second"], "{fault}");
            world.destroy(RECORD, state).await;
        })
        .await;
    }
}

#[tokio::test]
async fn an_entry_of_which_nobody_can_tell_is_taken_for_written() {
    under_both(async |world| {
        let hidden = json!({ "method": "GET", "table": "sys_journal_field", "fault": { "kind": "acl_refusal" } });
        world.faults(json!([hidden])).await;
        let state = world.apply(RECORD, None, &incident("Broken", "First")).await;
        let cut = json!({ "method": "PATCH", "table": "incident", "fault": { "kind": "cut_after" } });
        world.faults(json!([cut])).await;
        let applied = world.attempt(RECORD, Some(&state), &incident("Broken", "Second")).await;
        world.no_faults().await;
        crate::seen::one_error(&applied.diagnostics, "", &["work_notes", "cannot be told", "twice"]);
        let state = applied.state.unwrap();
        let state = world.apply(RECORD, Some(&state), &incident("Broken", "Second")).await;
        assert_eq!(notes(&world).await.len(), 2);
        world.destroy(RECORD, state).await;
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_is_refused_is_written_by_the_next_apply() {
    let world = World::likely().await;
    let refused = json!({ "method": "PATCH", "table": "incident", "nth": 2, "fault": { "kind": "acl_refusal" } });
    let applied = added_in_trouble(&world, refused).await;
    assert!(applied.diagnostics.iter().any(Diagnostic::is_error));
    let state = applied.state.unwrap();
    assert_eq!(attribute(&state, "fields")["short_description"], "Still broken", "that was stored");
    assert_eq!(attribute(&state, "fields")["work_notes"], "First");
    world.apply(RECORD, Some(&state), &incident("Still broken", "Second")).await;
    assert_eq!(notes(&world).await.len(), 2);
}

#[tokio::test]
async fn without_the_dictionary_the_journals_of_tasks_are_known_by_their_names() {
    under_both(async |world| {
        let refusal = |table| json!({ "table": table, "fault": { "kind": "acl_refusal" } });
        world.faults(json!([refusal("sys_dictionary"), refusal("sys_db_object")])).await;
        for column in ["work_notes", "comments"] {
            let config = json!({ "table": "incident", "fields": { "short_description": "Broken", column: "Ours" } });
            let plan = world.plan(RECORD, None, &config).await;
            crate::seen::one_warning(&plan.warnings, &format!("fields.{column}"), &["by its name"]);
            let state = world.apply(RECORD, None, &config).await;
            world.is_settled(RECORD, &state, &config).await;
        }
    })
    .await;
}
