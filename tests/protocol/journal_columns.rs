//! Columns of journals, such as work notes: an entry is written once, is never missed, and is never written again.

use serde_json::{Value as Json, json};

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
