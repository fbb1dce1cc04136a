//! How values are entered by hand: as people see them, and left alone where nobody changed them.

use crate::{
    browser::Browser,
    by_hand::{record, signed_in, told},
    support::{Instance, id, pdi},
};
use serde_json::json;

/// Opens the form of a record, sends it as it is and hears that nothing was written.
async fn send_unchanged(instance: &Instance, browser: &Browser, table: &str, record: &str) -> bool {
    let url = format!("{}/look/{table}/{record}/edit", instance.simulator.url());
    let form = browser.open(&url).await;
    if form.status == 403 {
        return false;
    }
    assert_eq!(form.status, 200, "{table}");
    let saved = browser.fill(&form, &[]).await;
    assert!(told(browser, instance, saved).await.contains("Nothing was changed"), "{table}");
    true
}

#[tokio::test]
async fn a_form_that_nobody_changed_writes_nothing() {
    let instance = pdi().await;
    let script = "\n\n  var a = '<&>\"';\r\n";
    let samples = [
        ("oauth_entity", json!({ "name": "Provider", "client_secret": "hush" })),
        ("sys_user", json!({ "user_name": "somebody", "title": " Some", "locked_out": "true" })),
        ("sys_script_include", json!({ "name": "Script", "script": script })),
        ("incident", json!({ "short_description": "One", "urgency": "9", "work_notes": "x" })),
        ("sys_user_group", json!({ "name": "Team", "manager": "not-there", "type": "a,b" })),
        ("sysauto_script", json!({ "name": "One", "run_period": "1970-01-02 02:30:00" })),
        ("sys_store_app", json!({ "name": "One", "install_date": "2026-07-01 22:30:00" })),
    ];
    let (browser, _) = signed_in(&instance, "admin", "/").await;
    for (table, sample) in samples {
        let made = instance.insert(table, sample).await;
        let before = record(&instance, table, id(&made)).await;
        assert!(send_unchanged(&instance, &browser, table, id(&made)).await, "{table}");
        assert_eq!(record(&instance, table, id(&made)).await, before, "{table}");
    }
}

#[tokio::test]
async fn every_shipped_record_has_a_form_that_changes_nothing_by_itself() {
    let instance = pdi().await;
    let (browser, _) = signed_in(&instance, "admin", "/").await;
    let (before, mut sent) = (instance.export().await, 0);
    for (table, rows) in before.as_object().unwrap() {
        let (row, _) = rows.as_object().unwrap().iter().next_back().unwrap();
        sent += usize::from(send_unchanged(&instance, &browser, table, row).await);
    }
    assert!(sent > 15, "only {sent} forms were sent");
    assert!(instance.export().await == before);
}

#[tokio::test]
async fn a_reference_is_entered_by_name_or_by_sys_id() {
    let instance = pdi().await;
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let name = user["name"].as_str().unwrap();
    let made = instance.insert("sys_user_group", json!({ "name": "Team" })).await;
    let path = format!("/look/sys_user_group/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert_eq!(browser.fill(&form, &[("manager", name)]).await.status, 303);
    assert_eq!(record(&instance, "sys_user_group", id(&made)).await["manager"], user["sys_id"]);
    let form = browser.open(form.url.as_str()).await;
    assert_eq!(form.control("manager").as_deref(), Some(name));
    for (entered, why) in [("nobody", "has this name or sys_id"), ("Twin", "have this name")] {
        for user_name in ["twin.one", "twin.two"] {
            let twin = json!({ "user_name": user_name, "name": "Twin", "first_name": "Twin" });
            instance.post("/api/now/table/sys_user", twin).await;
        }
        let again = browser.fill(&form, &[("manager", entered), ("email", "new@x")]).await;
        assert_eq!(again.status, 422, "{entered}");
        assert!(again.text.contains(why) && again.text.contains("aria-invalid"), "{}", again.text);
        assert_eq!(again.control("email").as_deref(), Some("new@x"));
    }
    let after = browser.fill(&form, &[("manager", id(user)), ("email", "")]).await;
    assert_eq!(after.status, 303);
    assert_eq!(record(&instance, "sys_user_group", id(&made)).await["manager"], user["sys_id"]);
}

#[tokio::test]
async fn moments_are_entered_as_the_person_sees_them() {
    let instance = pdi().await;
    let admin = &instance.rows("sys_user", "user_name=admin").await[0];
    let zone = json!({ "time_zone": "Europe/Berlin", "date_format": "dd.MM.yyyy" });
    let path = format!("/api/now/table/sys_user/{}", id(admin));
    assert_eq!(instance.patch(&path, zone).await.0, 200);
    let made = json!({ "name": "One", "install_date": "2026-07-01 22:30:00" });
    let made = instance.insert("sys_store_app", made).await;
    let path = format!("/look/sys_store_app/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert_eq!(form.control("install_date").as_deref(), Some("02.07.2026 00:30:00"));
    assert_eq!(browser.fill(&form, &[("install_date", "tomorrow")]).await.status, 422);
    let entered = [("install_date", "03.07.2026 00:30:00")];
    assert_eq!(browser.fill(&form, &entered).await.status, 303);
    let after = record(&instance, "sys_store_app", id(&made)).await;
    assert_eq!(after["install_date"], "2026-07-02 22:30:00");
}

#[tokio::test]
async fn what_is_entered_in_a_journal_is_added_to_it() {
    let instance = pdi().await;
    let made = json!({ "short_description": "One", "work_notes": "first" });
    let made = instance.insert("incident", made).await;
    let path = format!("/look/incident/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert_eq!(form.control("work_notes").as_deref(), Some(""));
    assert_eq!(browser.fill(&form, &[("work_notes", "second")]).await.status, 303);
    let path = format!("/api/now/table/incident/{}?sysparm_display_value=true", id(&made));
    let notes = instance.get(&path).await.1["result"]["work_notes"].to_string();
    assert!(notes.contains("first") && notes.contains("second"), "{notes}");
}

#[tokio::test]
async fn a_choice_may_be_one_that_the_dictionary_does_not_know() {
    let instance = pdi().await;
    let made = json!({ "short_description": "One", "urgency": "9" });
    let made = instance.insert("incident", made).await;
    let path = format!("/look/incident/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert_eq!(form.control("urgency").as_deref(), Some("9"));
    assert!(form.text.contains("<select id=\"column-urgency\""));
    assert_eq!(browser.fill(&form, &[("urgency", "2")]).await.status, 303);
    assert_eq!(record(&instance, "incident", id(&made)).await["urgency"], "2");
}

#[tokio::test]
async fn a_long_script_is_saved_too() {
    let instance = pdi().await;
    let made = instance.insert("sys_script_include", json!({ "name": "Long" })).await;
    let path = format!("/look/sys_script_include/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    let script = "// as long as a body may not be before anybody signs in\n".repeat(6_000);
    assert_eq!(browser.fill(&form, &[("script", &script)]).await.status, 303);
    let after = record(&instance, "sys_script_include", id(&made)).await;
    assert!(after["script"].as_str().unwrap().starts_with("// as long"));
}
