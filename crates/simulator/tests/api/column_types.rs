//! Columns that are more than a text: journals, times of day, spans of time, the class of a record, and
//! how long a text may be.

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{JournalRead, Unknowns};

const INCIDENT: &str = "/api/now/table/incident";
const JOB: &str = "/api/now/table/sysauto_script";

async fn read(instance: &Instance, table: &str, record: &Value, parameters: &str) -> Value {
    let path = format!("/api/now/table/{table}/{}?{parameters}", id(record));
    let (status, body) = instance.get(&path).await;
    assert_eq!(status, 200, "{body}");
    body["result"].clone()
}

#[tokio::test]
async fn what_is_written_to_a_journal_is_an_entry_and_the_column_stays_empty() {
    let instance = pdi().await;
    let made = instance.insert("incident", json!({ "work_notes": "One" })).await;
    assert_eq!(made["work_notes"], "");
    let path = format!("{INCIDENT}/{}", id(&made));
    for note in ["Two", "Two", ""] {
        instance.patch(&path, json!({ "work_notes": note })).await;
    }
    let query = format!("element_id={}^element=work_notes^ORDERBYsys_created_on", id(&made));
    let entries = instance.rows("sys_journal_field", &query).await;
    let texts: Vec<&str> = entries.iter().map(|row| row["value"].as_str().unwrap()).collect();
    assert_eq!(texts, ["One", "Two", "Two"], "each write is an entry, the same text twice too");
    assert_eq!(entries[0]["name"], "incident");
    assert_eq!(read(&instance, "incident", &made, "").await["work_notes"], "");
    instance.delete(&path).await;
    assert!(instance.rows("sys_journal_field", &query).await.is_empty());
}

#[tokio::test]
async fn people_see_the_entries_of_a_journal_and_on_some_instances_everybody_does() {
    let instance = pdi().await;
    let made = instance.insert("incident", json!({ "comments": "One" })).await;
    instance.patch(&format!("{INCIDENT}/{}", id(&made)), json!({ "comments": "Two" })).await;
    let shown = read(&instance, "incident", &made, "sysparm_display_value=all").await;
    let text = shown["comments"]["display_value"].as_str().unwrap();
    let (newest, oldest) = text.split_once("\n\n").unwrap();
    assert!(newest.ends_with("System Administrator (Additional comments)\nTwo"), "{text}");
    assert!(oldest.contains("\nOne\n"), "{text}");
    assert_eq!(shown["comments"]["value"], "");
    let instance =
        with(Unknowns { journal_read: JournalRead::Entries, ..Unknowns::likely() }).await;
    let made = instance.insert("incident", json!({ "comments": "One" })).await;
    assert!(made["comments"].as_str().unwrap().contains("(Additional comments)\nOne"));
    let fields = "sysparm_fields=comments,work_notes";
    assert_eq!(read(&instance, "incident", &made, fields).await["work_notes"], "");
}

#[tokio::test]
async fn times_of_day_and_spans_are_moments_of_the_first_day_and_words_for_people() {
    let instance = pdi().await;
    let job = json!({ "name": "Nightly", "run_time": "02:30:00", "run_period": "1 00:05:00" });
    let job = instance.insert("sysauto_script", job).await;
    assert_eq!(job["run_time"], "1970-01-01 02:30:00");
    assert_eq!(job["run_period"], "1970-01-02 00:05:00");
    let shown = read(&instance, "sysauto_script", &job, "sysparm_display_value=true").await;
    assert_eq!(shown["run_time"], "02:30:00");
    assert_eq!(shown["run_period"], "1 Day 5 Minutes");
    let path = format!("{JOB}/{}", id(&job));
    let (_, body) = instance.patch(&path, json!({ "run_time": "", "run_period": "soon" })).await;
    assert_eq!(
        (&body["result"]["run_time"], &body["result"]["run_period"]),
        (&json!(""), &json!(""))
    );
}

#[tokio::test]
async fn the_dictionary_names_these_types() {
    let instance = pdi().await;
    for (element, kind) in [
        ("task.work_notes", "journal_input"),
        ("sysauto.run_time", "glide_time"),
        ("sysauto.run_period", "glide_duration"),
        ("task.", "collection"),
    ] {
        let (table, column) = element.split_once('.').unwrap();
        let query = if column.is_empty() {
            format!("name={table}^elementISEMPTY")
        } else {
            format!("name={table}^element={column}")
        };
        assert_eq!(instance.rows("sys_dictionary", &query).await[0]["internal_type"], kind);
    }
    for kind in
        ["journal", "journal_input", "glide_time", "glide_duration", "duration", "collection"]
    {
        assert_eq!(
            instance.rows("sys_glide_object", &format!("name={kind}")).await.len(),
            1,
            "{kind}"
        );
    }
}

#[tokio::test]
async fn another_class_moves_a_record_and_keeps_its_sys_id() {
    let instance = pdi().await;
    let made = instance.insert("cmdb_ci_computer", json!({ "name": "one", "ram": "2048" })).await;
    let path = format!("/api/now/table/cmdb_ci/{}", id(&made));
    let to = |class: &str| json!({ "sys_class_name": class });
    let (status, body) = instance.patch(&path, to("cmdb_ci_server")).await;
    assert_eq!((status, &body["result"]["sys_class_name"]), (200, &json!("cmdb_ci_server")));
    let moved = read(&instance, "cmdb_ci_server", &made, "").await;
    assert_eq!((&moved["sys_id"], &moved["name"]), (&made["sys_id"], &json!("one")));
    // Down to the base, which lacks the column, and back again: what was lost stays lost.
    instance.patch(&path, to("cmdb_ci")).await;
    assert_eq!(
        instance.get(&format!("/api/now/table/cmdb_ci_computer/{}", id(&made))).await.0,
        404
    );
    instance.patch(&path, to("cmdb_ci_computer")).await;
    assert_eq!(read(&instance, "cmdb_ci_computer", &made, "").await["ram"], "");
}

#[tokio::test]
async fn a_record_is_inserted_as_the_class_it_names() {
    let instance = pdi().await;
    let record = json!({ "name": "one", "sys_class_name": "cmdb_ci_computer", "ram": "2048" });
    let made = instance.insert("cmdb_ci", record).await;
    assert_eq!(made["sys_class_name"], "cmdb_ci_computer");
    assert_eq!(read(&instance, "cmdb_ci_computer", &made, "").await["ram"], "2048");
    let record = json!({ "name": "two", "sys_class_name": "cmdb_ci" });
    let made = instance.insert("cmdb_ci_computer", record).await;
    assert_eq!(made["sys_class_name"], "cmdb_ci_computer", "never as what it extends");
}

#[tokio::test]
async fn a_class_of_another_hierarchy_or_none_changes_nothing() {
    let instance = pdi().await;
    let made = instance.insert("cmdb_ci", json!({ "name": "one" })).await;
    let path = format!("/api/now/table/cmdb_ci/{}", id(&made));
    for class in ["incident", "no_such_table", "", "sys_metadata"] {
        let (status, body) = instance.patch(&path, json!({ "sys_class_name": class })).await;
        assert_eq!(
            (status, &body["result"]["sys_class_name"]),
            (200, &json!("cmdb_ci")),
            "{class}"
        );
        assert_eq!(body["result"]["sys_mod_count"], "0");
    }
}

#[tokio::test]
async fn a_length_that_was_changed_counts() {
    let instance = pdi().await;
    let query = "name=cmn_location^element=city";
    let column = instance.rows("sys_dictionary", query).await[0].clone();
    let path = format!("/api/now/table/sys_dictionary/{}", id(&column));
    let city = async |text: &str| {
        let made = instance.insert("cmn_location", json!({ "name": "X", "city": text })).await;
        made["city"].as_str().unwrap().to_owned()
    };
    for (length, stored) in [("4", "Bern"), ("5", "Berns"), ("400", "Bernstadt")] {
        instance.patch(&path, json!({ "max_length": length })).await;
        assert_eq!(city("Bernstadt").await, stored);
    }
    let long = "x".repeat(400);
    assert_eq!(city(&long).await, long);
}
