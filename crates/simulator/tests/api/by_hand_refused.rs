//! Records that are not changed by hand: nobody is signed in, somebody may not, a form is not their
//! own, or what was entered is refused.

use crate::{
    browser::Browser,
    by_hand::{record, signed_in},
    support::{Instance, id, pdi},
};
use serde_json::{Value, json};

async fn team(instance: &Instance) -> (Value, String) {
    let made = instance.insert("sys_user_group", json!({ "name": "Team" })).await;
    let path = format!("/look/sys_user_group/{}", id(&made));
    (made, path)
}

async fn is_as_it_was(instance: &Instance, made: &Value) -> bool {
    let now = record(instance, "sys_user_group", id(made)).await;
    now["sys_mod_count"] == "0" && now["name"] == made["name"]
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back_to_the_form() {
    let instance = pdi().await;
    let (made, path) = team(&instance).await;
    let (browser, url) = (Browser::new(), instance.simulator.url());
    let page = browser.open(&format!("{url}{path}")).await;
    assert!(page.text.contains("Sign in to edit") && !page.text.contains(">Delete<"));
    let asked = browser.open(&format!("{url}{path}/edit")).await;
    let sign_in = browser.follow(asked, &[url]).await;
    assert_eq!(sign_in.url.path(), "/login.do");
    let form = browser.follow(browser.sign_in(&sign_in, "admin").await, &[url]).await;
    assert_eq!(form.url.path(), format!("{path}/edit"));
    assert!(form.text.contains("Edit Team"));
    // Whoever sends the form without having signed in is asked to, and nothing is written.
    let stranger = Browser::new().fill(&form, &[("name", "Taken")]).await;
    assert_eq!(stranger.location.unwrap().path(), "/login.do");
    assert!(is_as_it_was(&instance, &made).await);
}

#[tokio::test]
async fn whoever_may_not_is_told_so_and_nothing_is_written() {
    let instance = pdi().await;
    let (made, path) = team(&instance).await;
    let (admin, form) = signed_in(&instance, "admin", &format!("{path}/edit")).await;
    let (browser, page) = signed_in(&instance, "plain.user", &path).await;
    assert!(page.text.contains("do not let plain.user change this record"), "{}", page.text);
    assert!(!page.text.contains(">Edit<") && !page.text.contains(">Delete<"));
    let url = instance.simulator.url();
    for refused in ["edit", "delete"] {
        let page = browser.open(&format!("{url}{path}/{refused}")).await;
        assert!([403, 404].contains(&page.status), "{refused}: {}", page.status);
        assert!(!page.text.contains("<form method=\"post\""), "{refused}");
    }
    let new = browser.open(&format!("{url}/look/sys_user_group/new")).await;
    assert_eq!(new.status, 403);
    assert!(new.text.contains("Not allowed"), "{}", new.text);
    // The form of somebody who may, with the token of somebody who may not.
    let home = browser.open(&format!("{url}/navpage.do")).await;
    let token = home.text.split("g_ck = \"").nth(1).unwrap().split('"').next().unwrap();
    let sent = browser.fill(&form, &[("sysparm_ck", token), ("name", "Taken")]).await;
    assert!([403, 404].contains(&sent.status), "{}", sent.status);
    assert!(is_as_it_was(&instance, &made).await);
    assert_eq!(admin.fill(&form, &[("name", "Ours")]).await.status, 303);
}

#[tokio::test]
async fn columns_that_the_person_may_not_write_are_not_in_the_form() {
    let instance = pdi().await;
    let user = &instance.rows("sys_user", "user_name=admin").await[0];
    let (_, form) =
        signed_in(&instance, "admin", &format!("/look/sys_user/{}/edit", id(user))).await;
    for (column, shown) in [("title", true), ("sys_id", false), ("sys_updated_by", false)] {
        assert_eq!(form.control(column).is_some(), shown, "{column}");
    }
}

#[tokio::test]
async fn a_form_without_the_token_of_its_session_changes_nothing() {
    let instance = pdi().await;
    let (made, path) = team(&instance).await;
    let (browser, form) = signed_in(&instance, "admin", &format!("{path}/edit")).await;
    let (_, other) = signed_in(&instance, "admin", &format!("{path}/edit")).await;
    let question = browser.open(&format!("{}{path}/delete", instance.simulator.url())).await;
    let new = format!("{}/look/sys_user_group/new", instance.simulator.url());
    let new = browser.open(&new).await;
    for token in ["", "made-up", &other.control("sysparm_ck").unwrap()] {
        for page in [&form, &question, &new] {
            let sent = browser.fill(page, &[("sysparm_ck", token), ("name", "Forged")]).await;
            assert_eq!(sent.status, 403, "{token}");
            assert!(sent.text.contains("out of date"), "{}", sent.text);
        }
    }
    assert!(is_as_it_was(&instance, &made).await);
    assert!(instance.rows("sys_user_group", "name=Forged").await.is_empty());
}

#[tokio::test]
async fn what_a_rule_refuses_is_said_on_the_form_with_what_was_entered() {
    let instance = pdi().await;
    let property = json!({ "name": "sys_own", "type": "string", "value": "1" });
    let property = instance.insert("sys_properties", property).await;
    let path = format!("/look/sys_properties/{}/edit", id(&property));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    let again = browser.fill(&form, &[("name", "renamed"), ("value", "2")]).await;
    assert_eq!(again.status, 403);
    assert!(again.text.contains("role=\"alert\""), "{}", again.text);
    assert!(again.text.contains("Prevent rename of platform property"), "{}", again.text);
    assert_eq!(again.control("name").as_deref(), Some("renamed"));
    assert_eq!(again.control("value").as_deref(), Some("2"));
    assert_eq!(record(&instance, "sys_properties", id(&property)).await["value"], "1");
    // What is sent again is still what was changed since the form was first opened.
    assert_eq!(browser.fill(&again, &[("name", "sys_own")]).await.status, 303);
    assert_eq!(record(&instance, "sys_properties", id(&property)).await["value"], "2");
}

#[tokio::test]
async fn a_secret_that_was_entered_does_not_come_back_with_what_is_wrong() {
    let instance = pdi().await;
    let made = instance.insert("oauth_entity", json!({ "name": "Provider" })).await;
    let path = format!("/look/oauth_entity/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    let wrong =
        [("client_secret", "tr0ub4dor"), ("access_token_lifespan", "long"), ("comments", "c")];
    let again = browser.fill(&form, &wrong).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("This is no whole number"), "{}", again.text);
    assert_eq!(again.control("comments").as_deref(), Some("c"));
    assert!(!again.text.contains("tr0ub4dor"), "{}", again.text);
}

#[tokio::test]
async fn what_is_wrong_among_the_columns_of_the_system_is_not_folded_away() {
    let instance = pdi().await;
    let made = instance.insert("sys_alias", json!({ "name": "One" })).await;
    let path = format!("/look/sys_alias/{}/edit", id(&made));
    let (browser, form) = signed_in(&instance, "admin", &path).await;
    assert!(form.text.contains("<details>"));
    let again = browser.fill(&form, &[("sys_scope", "nowhere")]).await;
    assert_eq!(again.status, 422);
    assert!(again.text.contains("<details open>"), "{}", again.text);
}

#[tokio::test]
async fn a_form_of_what_is_not_there_says_so() {
    let instance = pdi().await;
    for (path, words) in [
        ("/look/no_such_table/1/edit", "No such table"),
        ("/look/no_such_table/new", "No such table"),
        ("/look/no_such_table/1/delete", "No such table"),
        ("/look/sys_user/no-such-row/edit", "No such record"),
        ("/look/sys_user/no-such-row/delete", "No such record"),
    ] {
        let (_, page) = signed_in(&instance, "admin", path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text.contains(words), "{path}: {}", page.text);
    }
}
