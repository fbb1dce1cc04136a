//! Update sets of other instances: retrieved, previewed, committed, backed out
//! (docs/facts.md#update-set-operations).

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

const CICD: &str = "/api/sn_cicd/update_set";
const PROPERTY: &str = "0000000000000000000000000000abcd";

/// What an entry says about one system property.
fn payload(value: &str) -> String {
    format!(
        "<record_update table=\"sys_properties\"><sys_properties action=\"INSERT_OR_UPDATE\">\
         <sys_id>{PROPERTY}</sys_id><name>acme.greeting</name><value>{value}</value>\
         </sys_properties></record_update>"
    )
}

/// A source with one update set, whose entries are payloads by name; the sys_ids of both.
async fn offer(instance: &Instance, entries: &[(&str, &str)]) -> (String, String) {
    let source = json!({ "name": "Development", "url": "https://dev.example.com" });
    let source = id(&instance.insert("sys_update_set_source", source).await).to_owned();
    let set = json!({ "name": "Release 1", "update_source": source });
    let set = id(&instance.insert("simulator_remote_update_set", set).await).to_owned();
    for (name, payload) in entries {
        let row = json!({ "update_set": set, "name": name, "payload": payload,
            "target_name": "acme.greeting", "recorded_at": "2020-01-01 00:00:00" });
        instance.insert("simulator_remote_update", row).await;
    }
    (source, set)
}

async fn greeting(instance: &Instance, value: &str) -> (String, String) {
    let name = format!("sys_properties_{PROPERTY}");
    offer(instance, &[(&name, &payload(value))]).await
}

/// Does an operation to its end and answers with its last state.
async fn run(instance: &Instance, path: &str, body: Value) -> Value {
    let (status, body) = instance.post(&format!("{CICD}/{path}"), body).await;
    assert_eq!(status, 200, "{body}");
    let id = body["result"]["links"]["progress"]["id"].as_str().unwrap().to_owned();
    instance.advance(2).await;
    instance.get(&format!("/api/sn_cicd/progress/{id}")).await.1["result"].clone()
}

async fn retrieve(instance: &Instance, (source, set): &(String, String), more: &str) -> Value {
    let path = format!("retrieve?update_set_id={set}&update_source_id={source}{more}");
    run(instance, &path, json!({})).await
}

async fn retrieved(instance: &Instance) -> Vec<Value> {
    instance.rows("sys_remote_update_set", "ORDERBYsys_created_on").await
}

/// A set with the greeting, retrieved; its record.
async fn loaded(instance: &Instance) -> Value {
    let offered = greeting(instance, "hello").await;
    assert_eq!(retrieve(instance, &offered, "").await["status"], "2");
    retrieved(instance).await.remove(0)
}

async fn property(instance: &Instance) -> Option<Value> {
    let rows = instance.rows("sys_properties", "name=acme.greeting").await;
    rows.into_iter().next().map(|row| row["value"].clone())
}

#[tokio::test]
async fn a_set_is_retrieved_previewed_committed_and_backed_out() {
    let instance = pdi().await;
    let before = instance.export().await["sys_properties"].clone();
    let set = loaded(&instance).await;
    assert_eq!((&set["state"], &set["name"]), (&json!("loaded"), &json!("Release 1")));
    let entries = format!("remote_update_set={}", id(&set));
    assert_eq!(instance.rows("sys_update_xml", &entries).await.len(), 1);

    let path = format!("preview/{}", id(&set));
    assert_eq!(run(&instance, &path, json!({})).await["status"], "2");
    assert_eq!(retrieved(&instance).await[0]["state"], "previewed");
    assert_eq!(property(&instance).await, None);

    let path = format!("commit/{}", id(&set));
    assert_eq!(run(&instance, &path, json!({})).await["status"], "2");
    let committed = retrieved(&instance).await.remove(0);
    assert_eq!(committed["state"], "committed");
    assert_eq!(property(&instance).await, Some(json!("hello")));
    let local = committed["update_set"].as_str().unwrap();
    let copies = instance.rows("sys_update_xml", &format!("update_set={local}")).await;
    assert_eq!(copies.len(), 1);
    let again = run(&instance, &path, json!({})).await;
    assert!(again["error"].as_str().unwrap().contains("already"), "{again}");

    let path = format!("back_out?update_set_id={local}");
    assert_eq!(run(&instance, &path, json!({})).await["status"], "2");
    assert_eq!(instance.export().await["sys_properties"], before);
    assert!(instance.rows("sys_update_set", &format!("sys_id={local}")).await.is_empty());
    assert_eq!(retrieved(&instance).await[0]["state"], "loaded");
    assert_eq!(run(&instance, &path, json!({})).await["status"], "3");
}

#[tokio::test]
async fn a_record_that_was_there_is_as_before_after_backing_out() {
    let instance = pdi().await;
    let row = json!({ "sys_id": PROPERTY, "name": "acme.greeting", "value": "old" });
    instance.insert("sys_properties", row).await;
    let set = loaded(&instance).await;
    run(&instance, &format!("commit/{}", id(&set)), json!({ "force_commit": "true" })).await;
    assert_eq!(property(&instance).await, Some(json!("hello")));
    let local = retrieved(&instance).await[0]["update_set"].as_str().unwrap().to_owned();
    run(&instance, &format!("back_out?update_set_id={local}"), json!({})).await;
    assert_eq!(property(&instance).await, Some(json!("old")));
}

#[tokio::test]
async fn a_deletion_is_committed_and_comes_back() {
    let instance = pdi().await;
    let row = json!({ "sys_id": PROPERTY, "name": "acme.greeting", "value": "old" });
    instance.insert("sys_properties", row).await;
    let offered = greeting(&instance, "").await;
    let rows = instance.rows("simulator_remote_update", "").await;
    let path = format!("/api/now/table/simulator_remote_update/{}", id(&rows[0]));
    instance.patch(&path, json!({ "action": "DELETE" })).await;
    retrieve(&instance, &offered, "").await;
    let set = retrieved(&instance).await.remove(0);
    run(&instance, &format!("commit/{}", id(&set)), json!({ "force_commit": "true" })).await;
    assert_eq!(property(&instance).await, None);
    let local = retrieved(&instance).await[0]["update_set"].as_str().unwrap().to_owned();
    run(&instance, &format!("back_out?update_set_id={local}"), json!({})).await;
    assert_eq!(property(&instance).await, Some(json!("old")));
}

/// An alias with a retry policy that is nowhere.
const ORPHAN: &str = "<record_update table=\"sys_alias\"><sys_alias action=\"INSERT_OR_UPDATE\">\
    <sys_id>0000000000000000000000000000a11a</sys_id><name>Orphan</name>\
    <retry_policy>0000000000000000000000000000dead</retry_policy></sys_alias></record_update>";

/// A set whose preview finds that a record is missing.
async fn problematic(instance: &Instance) -> Value {
    let name = "sys_alias_0000000000000000000000000000a11a";
    let offered = offer(instance, &[(name, ORPHAN)]).await;
    assert_eq!(retrieve(instance, &offered, "&auto_preview=true").await["status"], "2");
    let set = retrieved(instance).await.remove(0);
    assert_eq!(set["state"], "previewed");
    set
}

#[tokio::test]
async fn a_missing_record_is_a_problem_that_names_it() {
    let instance = pdi().await;
    let set = problematic(&instance).await;
    let problems = instance.rows("sys_update_preview_problem", "").await;
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0]["description"],
        "Could not find a record in sys_retry_policy for column retry_policy referenced in this update"
    );
    assert_eq!(problems[0]["missing_item_table"], "sys_retry_policy");
    let previewed = run(&instance, &format!("preview/{}", id(&set)), json!({})).await;
    assert_eq!(previewed["status"], "3");
    assert_eq!(instance.rows("sys_update_preview_problem", "").await.len(), 1);
    let refused = run(&instance, &format!("commit/{}", id(&set)), json!({})).await;
    assert!(refused["error"].as_str().unwrap().contains("not resolved"), "{refused}");
}

#[tokio::test]
async fn a_skipped_update_is_left_out_and_an_ignored_problem_is_not() {
    for (status, made) in [("skipped", 0), ("ignored", 1)] {
        let instance = pdi().await;
        let set = problematic(&instance).await;
        let problem = instance.rows("sys_update_preview_problem", "").await.remove(0);
        let path = format!("/api/now/table/sys_update_preview_problem/{}", id(&problem));
        instance.patch(&path, json!({ "status": status })).await;
        let done = run(&instance, &format!("commit/{}", id(&set)), json!({})).await;
        assert_eq!(done["status"], "2", "{done}");
        assert_eq!(instance.rows("sys_alias", "name=Orphan").await.len(), made, "{status}");
    }
}

#[tokio::test]
async fn a_change_made_here_later_collides() {
    let instance = pdi().await;
    let row = json!({ "sys_id": PROPERTY, "name": "acme.greeting", "value": "mine" });
    instance.insert("sys_properties", row).await;
    let set = loaded(&instance).await;
    run(&instance, &format!("preview/{}", id(&set)), json!({})).await;
    let problems = instance.rows("sys_update_preview_problem", "").await;
    assert_eq!(problems[0]["description"], "Found a local update that is newer than this one");
}

#[tokio::test]
async fn a_set_that_was_backed_out_collides_when_it_is_previewed_again() {
    let instance = pdi().await;
    let set = loaded(&instance).await;
    run(&instance, &format!("commit/{}", id(&set)), json!({ "force_commit": "true" })).await;
    let local = retrieved(&instance).await[0]["update_set"].as_str().unwrap().to_owned();
    run(&instance, &format!("back_out?update_set_id={local}"), json!({})).await;
    run(&instance, &format!("preview/{}", id(&set)), json!({})).await;
    assert_eq!(instance.rows("sys_update_preview_problem", "").await.len(), 1);
}

#[tokio::test]
async fn several_sets_are_committed_in_their_order() {
    let instance = pdi().await;
    let mut ids = Vec::new();
    for value in ["first", "second"] {
        let offered = greeting(&instance, value).await;
        retrieve(&instance, &offered, "&auto_preview=true").await;
        let query = format!("remote_sys_id={}", offered.1);
        let rows = instance.rows("sys_remote_update_set", &query).await;
        ids.push(id(&rows[0]).to_owned());
    }
    let path = format!("commitMultiple?remote_update_set_ids={}", ids.join("%2C"));
    assert_eq!(run(&instance, &path, json!({})).await["status"], "2");
    assert_eq!(property(&instance).await, Some(json!("second")));
    assert_eq!(instance.post(&format!("{CICD}/commitMultiple"), json!({})).await.0, 400);
}

#[tokio::test]
async fn what_nobody_knows_about_update_sets_is_a_switch() {
    let unknowns = Unknowns {
        preview_with_problems_fails: false,
        unresolved_problems_block_commit: false,
        second_retrieval: Verdict::Refused,
        ..Unknowns::likely()
    };
    let instance = with(unknowns).await;
    let set = problematic(&instance).await;
    let offered = (set["update_source"].clone(), set["remote_sys_id"].clone());
    let offered = (offered.0.as_str().unwrap().to_owned(), offered.1.as_str().unwrap().to_owned());
    assert_eq!(retrieve(&instance, &offered, "").await["status"], "3");
    assert_eq!(retrieve(&instance, &offered, "&cleanup_retrieved=true").await["status"], "2");
    let set = retrieved(&instance).await;
    assert_eq!(set.len(), 1);
    let preview = run(&instance, &format!("preview/{}", id(&set[0])), json!({})).await;
    assert_eq!(preview["status"], "2");
    let commit = run(&instance, &format!("commit/{}", id(&set[0])), json!({})).await;
    assert_eq!(commit["status"], "2");
}

#[tokio::test]
async fn the_state_of_a_retrieved_set_cannot_be_written() {
    let instance = pdi().await;
    let set = loaded(&instance).await;
    let path = format!("/api/now/table/sys_remote_update_set/{}", id(&set));
    assert_eq!(instance.patch(&path, json!({ "state": "committed" })).await.0, 200);
    assert_eq!(retrieved(&instance).await[0]["state"], "loaded");
}

#[tokio::test]
async fn what_is_not_there_is_refused() {
    let instance = pdi().await;
    let (source, set) = greeting(&instance, "x").await;
    for path in ["preview/1", "commit/1", "commitMultiple?remote_update_set_ids=1"] {
        assert_eq!(instance.post(&format!("{CICD}/{path}"), json!({})).await.0, 404, "{path}");
    }
    for path in ["retrieve", "back_out", &format!("retrieve?update_set_id={set}")] {
        assert_eq!(instance.post(&format!("{CICD}/{path}"), json!({})).await.0, 400, "{path}");
    }
    let unoffered = retrieve(&instance, &(source, "1".to_owned()), "").await;
    assert_eq!(unoffered["status"], "3");
    let fresh = loaded(&instance).await;
    let early = run(&instance, &format!("commit/{}", id(&fresh)), json!({})).await;
    assert!(early["error"].as_str().unwrap().contains("previewed before"), "{early}");
    let plain = instance.user("itil.user");
    for path in ["preview/1", "commit/1", "back_out?update_set_id=1"] {
        assert_eq!(plain.post(&format!("{CICD}/{path}"), json!({})).await.0, 403, "{path}");
    }
}
