//! Records changed by hand, in the browser.

use crate::{
    browser::{Browser, Page},
    support::{Instance, id, parts, pdi, with},
};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

/// The page at `path`, as somebody sees it who signs in on the way.
pub(crate) async fn signed_in(instance: &Instance, user: &str, path: &str) -> (Browser, Page) {
    let (browser, url) = (Browser::new(), instance.simulator.url().to_owned());
    let here = [url.as_str()];
    let form = browser.open(&format!("{url}/login.do")).await;
    browser.follow(browser.sign_in(&form, user).await, &here).await;
    let page = browser.open(&format!("{url}{path}")).await;
    (browser, page)
}

/// The record, as the API shows it.
pub(crate) async fn record(instance: &Instance, table: &str, id: &str) -> Value {
    let path = format!("/api/now/table/{table}/{id}?sysparm_exclude_reference_link=true");
    let (status, body) = instance.get(&path).await;
    assert_eq!(status, 200, "{body}");
    body["result"].clone()
}

/// Where a saved form leads, and what is told there.
pub(crate) async fn told(browser: &Browser, instance: &Instance, page: Page) -> String {
    assert_eq!(page.status, 303, "{}", page.text);
    browser.follow(page, &[instance.simulator.url()]).await.text
}

#[tokio::test]
async fn what_is_changed_by_hand_is_written_as_the_table_api_writes_it() {
    let instance = pdi().await;
    let made = json!({ "name": "Team", "description": "old", "email": "team@example.com" });
    let made = instance.insert("sys_user_group", made).await;
    let path = format!("/look/sys_user_group/{}", id(&made));
    let (browser, page) = signed_in(&instance, "admin", &path).await;
    assert!(page.text.replace("&#x2f;", "/").contains(&format!("href=\"{path}/edit\"")));
    let form = browser.open(&format!("{}{path}/edit", instance.simulator.url())).await;
    assert_eq!(form.control("active").as_deref(), Some("true"));
    let text = "two\nlines & <b>";
    let saved = browser.fill(&form, &[("description", text), ("active", "")]).await;
    assert!(told(&browser, &instance, saved).await.contains("role=\"status\">Saved."));
    let after = record(&instance, "sys_user_group", id(&made)).await;
    assert_eq!((&after["description"], &after["active"]), (&json!(text), &json!("false")));
    assert_eq!((&after["sys_mod_count"], &after["sys_updated_by"]), (&json!("1"), &json!("admin")));
    let requests = instance.get("/simulator/requests").await.1;
    let sent = requests
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["path"] == format!("{path}/edit") && entry["method"] == "POST");
    assert_eq!(sent.unwrap()["user"], "admin");
    for (column, value) in made.as_object().unwrap() {
        let is_changed = ["description", "active"].contains(&column.as_str());
        assert!(is_changed || column.starts_with("sys_") || after[column] == *value, "{column}");
    }
}

#[tokio::test]
async fn only_what_the_person_changed_is_written() {
    let instance = pdi().await;
    let made = instance.insert("sys_user_group", json!({ "name": "Team", "source": "a" })).await;
    let path = format!("/look/sys_user_group/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    let api = format!("/api/now/table/sys_user_group/{}", id(&made));
    assert_eq!(instance.patch(&api, json!({ "source": "meanwhile" })).await.0, 200);
    assert_eq!(browser.fill(&form, &[("email", "a@example.com")]).await.status, 303);
    let after = record(&instance, "sys_user_group", id(&made)).await;
    assert_eq!((&after["source"], &after["email"]), (&json!("meanwhile"), &json!("a@example.com")));
}

#[tokio::test]
async fn a_secret_is_never_shown_and_stays_where_nothing_is_entered() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let instance = with(unknowns).await;
        let path = "/api/now/table/oauth_entity?sysparm_input_display_value=true";
        let made = json!({ "name": "Provider", "client_secret": "hush-hush" });
        let made = instance.post(path, made).await.1["result"].clone();
        let path = format!("/look/oauth_entity/{}/edit", id(&made));
        let (browser, form) = signed_in(&instance, "admin", &path).await;
        assert!(form.text.contains("Leave this empty to keep it"), "{}", form.text);
        assert!(!form.text.contains("hush-hush") && !form.text.contains('\u{e010}'));
        assert_eq!(form.control("client_secret").as_deref(), Some(""));
        assert_eq!(form.control("was.client_secret"), None);
        assert_eq!(browser.fill(&form, &[("comments", "by hand")]).await.status, 303);
        let kept = instance.reveal("oauth_entity", &made, "client_secret", "hush-hush").await;
        assert!(kept.equal && kept.encrypted, "{kept:?}");
        assert_eq!(browser.fill(&form, &[("client_secret", "another")]).await.status, 303);
        let changed = instance.reveal("oauth_entity", &made, "client_secret", "another").await;
        assert!(changed.equal && changed.encrypted, "{changed:?}");
        let requests = instance.get("/simulator/requests").await.1.to_string();
        assert!(!requests.contains("another") && !requests.contains("hush-hush"));
    }
}

#[tokio::test]
async fn a_password_of_a_user_and_of_a_property_are_secrets_too() {
    let instance = pdi().await;
    let property = json!({ "name": "own.secret", "type": "password2", "value": "hush-hush" });
    let property = instance.insert("sys_properties", property).await;
    let path = format!("/look/sys_properties/{}/edit", id(&property));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert_eq!(form.control("value").as_deref(), Some(""));
    assert_eq!(browser.fill(&form, &[("description", "by hand")]).await.status, 303);
    let kept = instance.reveal("sys_properties", &property, "value", "hush-hush").await;
    assert!(kept.equal, "{kept:?}");
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let path = format!("/look/sys_user/{}/edit", id(user));
    let form = browser.open(&format!("{}{path}", instance.simulator.url())).await;
    let signs_in = async |password: &str| {
        let url = format!("{}/api/now/table/sys_user?sysparm_limit=1", instance.simulator.url());
        let request = instance.client.request(Method::GET, url);
        let answer = request.basic_auth("itil.user", Some(password)).send().await.unwrap();
        parts(answer).await.0 == 200
    };
    assert_eq!(browser.fill(&form, &[("title", "by hand")]).await.status, 303);
    assert!(signs_in("itil.user").await);
    assert_eq!(browser.fill(&form, &[("user_password", "changed")]).await.status, 303);
    assert!(signs_in("changed").await && !signs_in("itil.user").await);
}

#[tokio::test]
async fn a_record_is_made_and_deleted_by_hand() {
    let instance = pdi().await;
    let (browser, list) = signed_in(&instance, "admin", "/look/sys_user_group").await;
    assert!(list.text.replace("&#x2f;", "/").contains("href=\"/look/sys_user_group/new\""));
    let url = instance.simulator.url();
    let form = browser.open(&format!("{url}/look/sys_user_group/new")).await;
    let made = browser.fill(&form, &[("name", "By hand"), ("active", "")]).await;
    let page = browser.follow(made, &[url]).await;
    assert!(page.text.contains("The record was made.") && page.text.contains(">By hand<"));
    let rows = instance.rows("sys_user_group", "name=By hand").await;
    assert_eq!(
        (&rows[0]["active"], &rows[0]["sys_created_by"]),
        (&json!("false"), &json!("admin"))
    );
    let path = format!("{url}/look/sys_user_group/{}/delete", id(&rows[0]));
    let question = browser.open(&path).await;
    assert!(question.text.contains("Delete By hand?"));
    assert_eq!(instance.rows("sys_user_group", "name=By hand").await.len(), 1);
    let done = browser.fill(&question, &[]).await;
    assert!(told(&browser, &instance, done).await.contains("The record was deleted."));
    assert!(instance.rows("sys_user_group", "name=By hand").await.is_empty());
}
