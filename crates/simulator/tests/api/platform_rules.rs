//! Rules of the platform about properties, users and names, and the tables of what runs by itself.

use crate::support::{id, pdi, started, with};
use serde_json::{Value, json};
use simulator::{Simulator, Unknowns};

const PROPERTIES: &str = "/api/now/table/sys_properties";

fn path(table: &str, record: &Value) -> String {
    format!("/api/now/table/{table}/{}", id(record))
}

fn aborted((status, body): (u16, Value), rule: &str) {
    assert_eq!(status, 403, "{body}");
    let detail = body["error"]["detail"].as_str().unwrap();
    assert!(detail.contains(&format!("aborted by Business Rule '{rule}^")), "{detail}");
}

#[tokio::test]
async fn the_value_of_a_password_property_is_encrypted_however_it_is_sent() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let instance = with(unknowns).await;
        for way in ["", "?sysparm_input_display_value=true"] {
            let record = json!({ "name": format!("x.secret{way}"), "type": "password2",
                "value": "tr0ub4dor" });
            let (_, body) = instance.post(&format!("{PROPERTIES}{way}"), record).await;
            let made = &body["result"];
            assert!(made["value"].as_str().unwrap().len() > 100, "{made}");
            let told = instance.reveal("sys_properties", made, "value", "tr0ub4dor").await;
            assert!(told.equal && told.encrypted);
            // Sent back as it was read it stays the secret.
            instance.patch(&path("sys_properties", made), json!({ "value": made["value"] })).await;
            assert!(instance.reveal("sys_properties", made, "value", "tr0ub4dor").await.equal);
        }
        let plain = json!({ "name": "x.plain", "value": "tr0ub4dor-1" });
        let plain = instance.insert("sys_properties", plain).await;
        assert_eq!(plain["value"], "tr0ub4dor-1");
        instance.patch(&path("sys_properties", &plain), json!({ "type": "password2" })).await;
        let export = instance.export().await.to_string();
        assert!(!export.contains("tr0ub4dor"), "a changed type encrypts what is there");
    }
}

#[tokio::test]
async fn a_property_of_the_platform_keeps_its_name_and_stays() {
    let instance = pdi().await;
    let made =
        instance.insert("sys_properties", json!({ "name": "sys_x.mine", "value": "1" })).await;
    let path = path("sys_properties", &made);
    let renamed = instance.patch(&path, json!({ "name": "x.mine" })).await;
    aborted(renamed, "Prevent rename of platform property");
    let deleted = instance.delete(&path).await;
    aborted(deleted, "Prevent deletion of platform property");
    assert_eq!(instance.patch(&path, json!({ "value": "2" })).await.0, 200);
}

#[tokio::test]
async fn a_new_property_leaves_the_caches_alone_or_not() {
    for ignores in [true, false] {
        let instance =
            with(Unknowns { property_ignores_cache: ignores, ..Unknowns::likely() }).await;
        let made = instance.insert("sys_properties", json!({ "name": "x.mine" })).await;
        assert_eq!(made["ignore_cache"], ignores.to_string());
        let column =
            instance.rows("sys_dictionary", "name=sys_properties^element=ignore_cache").await;
        assert_eq!(column[0]["default_value"], ignores.to_string());
        let sent = json!({ "name": "x.other", "ignore_cache": !ignores });
        let sent = instance.insert("sys_properties", sent).await;
        assert_eq!(sent["ignore_cache"], (!ignores).to_string());
    }
}

#[tokio::test]
async fn nobody_locks_out_himself() {
    let instance = pdi().await;
    let own = instance.rows("sys_user", "user_name=admin").await[0].clone();
    for change in [json!({ "locked_out": true }), json!({ "active": false })] {
        let answer = instance.patch(&path("sys_user", &own), change).await;
        aborted(answer, "Prevent locking out oneself");
    }
    let other = instance.rows("sys_user", "user_name=plain.user").await[0].clone();
    let (_, body) = instance.patch(&path("sys_user", &other), json!({ "active": false })).await;
    assert_eq!(body["result"]["locked_out"], "true");
}

#[tokio::test]
async fn blanks_are_taken_from_single_columns_only() {
    let instance = pdi().await;
    for (table, column, others) in [
        ("sys_properties", "name", json!({})),
        ("sys_user_role", "name", json!({})),
        ("sys_user", "user_name", json!({})),
        ("oauth_entity", "login_url", json!({ "name": "X" })),
    ] {
        let mut record = others;
        record[column] = json!("  x.mine ");
        assert_eq!(instance.insert(table, record).await[column], "x.mine", "{table}.{column}");
    }
    let kept = instance.insert("sys_user", json!({ "user_name": "y", "title": " Dr " })).await;
    assert_eq!(kept["title"], " Dr ");
}

#[tokio::test]
async fn a_secret_reads_as_three_private_characters_and_digits() {
    let instance = pdi().await;
    let record = json!({ "name": "Key", "api_key": "hush" });
    let made = instance.insert("api_key_credentials", record).await;
    let text: Vec<char> = made["api_key"].as_str().unwrap().chars().collect();
    assert_eq!(text.len(), 102);
    assert!(text[..3].iter().all(|letter| ('\u{e000}'..='\u{f8ff}').contains(letter)));
    assert!(text[3..].iter().all(char::is_ascii_hexdigit));
}

#[tokio::test]
async fn the_default_profile_is_made_before_its_provider() {
    let instance = pdi().await;
    let provider = json!({ "name": "P", "type": "oauth_provider",
        "default_grant_type": "client_credentials" });
    let provider = instance.insert("oauth_entity", provider).await;
    let profiles = instance.rows("oauth_entity_profile", "name=P default_profile").await;
    assert_eq!(profiles[0]["oauth_entity"], provider["sys_id"]);
    assert_eq!(profiles[0]["grant_type"], "client_credentials");
    let captured = instance.rows("sys_update_xml", "nameSTARTSWITHoauth_entity").await;
    let names: Vec<&str> = captured.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names[0].starts_with("oauth_entity_profile_"), "{names:?}");
    let client = json!({ "name": "C", "type": "client" });
    instance.insert("oauth_entity", client).await;
    assert_eq!(instance.rows("oauth_entity_profile", "").await.len(), 1);
}

#[tokio::test]
async fn what_runs_by_itself_has_its_tables_and_the_dictionary_its_comments() {
    let instance = pdi().await;
    for (table, record) in [
        (
            "sys_script",
            json!({ "name": "R", "collection": "incident", "when": "after",
            "action_update": true, "filter_condition": "active=true", "script": "x();" }),
        ),
        (
            "sysauto_script",
            json!({ "name": "J", "run_type": "periodically",
            "run_period": "1970-01-01 00:05:00", "script": "x();" }),
        ),
        (
            "sysevent_email_action",
            json!({ "name": "N", "collection": "incident",
            "event_name": "x.y", "generation_type": "event", "subject": "S" }),
        ),
        ("sys_dictionary", json!({ "name": "u_x", "element": "u_y", "comments": "Why" })),
    ] {
        let made = instance.insert(table, record.clone()).await;
        for (column, sent) in record.as_object().unwrap() {
            let sent = sent.as_bool().map_or_else(|| sent.clone(), |flag| json!(flag.to_string()));
            assert_eq!(made[column], sent, "{table}.{column}");
        }
    }
    let order = instance.insert("sys_script", json!({ "name": "D" })).await;
    assert_eq!((&order["order"], &order["when"]), (&json!("100"), &json!("before")));
}

#[tokio::test]
async fn what_somebody_changed_in_the_dictionary_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let query = "name=cmn_location^element=city";
    let first = started(Simulator::builder().data(&file)).await;
    let column = first.rows("sys_dictionary", query).await[0].clone();
    first.patch(&path("sys_dictionary", &column), json!({ "max_length": 3 })).await;
    first
        .insert("sys_choice", json!({ "name": "incident", "element": "category", "value": "x" }))
        .await;
    first.simulator.stop().await;
    let second = started(Simulator::builder().data(&file)).await;
    assert_eq!(second.rows("sys_dictionary", query).await[0]["max_length"], "3");
    let made = second.insert("cmn_location", json!({ "name": "X", "city": "Bern" })).await;
    assert_eq!(made["city"], "Ber");
    let added = "name=incident^element=category^value=x";
    assert_eq!(second.rows("sys_choice", added).await.len(), 1);
}

#[tokio::test]
async fn a_file_that_others_use_by_name_is_given_the_name_they_use() {
    let instance = with(Unknowns::likely()).await;
    let point = instance.insert("sys_extension_point", json!({ "name": "Router" })).await;
    assert_eq!(point["api_name"], "global.Router");
    let script = instance.insert("sys_ui_script", json!({ "script_name": "shared" })).await;
    assert_eq!(script["name"], "shared");
    let own = json!({ "script_name": "shared", "name": "own" });
    assert_eq!(instance.insert("sys_ui_script", own).await["name"], "own");
}

#[tokio::test]
async fn user_criteria_are_advanced_while_they_have_a_script() {
    let instance = pdi().await;
    let record = json!({ "name": "Planners", "script": "answer = true;", "advanced": false });
    let made = instance.insert("user_criteria", record).await;
    assert_eq!(made["advanced"], "true");
    let path = path("user_criteria", &made);
    let (_, cleared) = instance.patch(&path, json!({ "script": "", "advanced": true })).await;
    assert_eq!(cleared["result"]["advanced"], "false");
}

#[tokio::test]
async fn the_address_of_a_page_is_made_of_its_scope_and_its_name() {
    let instance = pdi().await;
    let page = instance.insert("sys_ui_page", json!({ "name": "parcels", "endpoint": "x" })).await;
    assert_eq!(page["endpoint"], "parcels.do");
    let (_, body) =
        instance.patch(&path("sys_ui_page", &page), json!({ "name": "all_parcels" })).await;
    assert_eq!(body["result"]["endpoint"], "all_parcels.do");
    let scope = instance.insert("sys_app", json!({ "name": "Acme", "scope": "x_acme" })).await;
    let scoped = json!({ "name": "parcels", "sys_scope": id(&scope) });
    let scoped = instance.insert("sys_ui_page", scoped).await;
    assert_eq!(scoped["endpoint"], "x_acme_parcels.do");
}

#[tokio::test]
async fn an_application_is_no_file_of_an_application() {
    let instance = pdi().await;
    let scope = instance.insert("sys_app", json!({ "name": "Acme", "scope": "x_acme" })).await;
    assert!(scope.get("sys_scope").is_none() && scope.get("sys_name").is_none(), "{scope}");
    assert_eq!(scope["sys_class_name"], "sys_app");
    let found = instance.rows("sys_scope", "scope=x_acme").await;
    assert_eq!((found.len(), &found[0]["sys_class_name"]), (1, &json!("sys_app")));
}

#[tokio::test]
async fn an_include_goes_with_its_style_sheet() {
    let instance = pdi().await;
    let sheet = instance.insert("sp_css", json!({ "name": "Acme", "css": "body {}" })).await;
    let include = json!({ "name": "Acme", "sp_css": id(&sheet) });
    let include = instance.insert("sp_css_include", include).await;
    assert_eq!(include["source"], "local");
    instance.delete(&path("sp_css", &sheet)).await;
    assert!(instance.rows("sp_css_include", "name=Acme").await.is_empty());
}
