//! Actions: what they do on the instance, what they say meanwhile, and what they find.

use serde_json::{Value as Json, json};
use tfplugin::testing::Invoked;
use tfplugin::{Diagnostic, Severity};

use crate::seen::one_error;
use crate::world::{World, under_both};

const ALIAS: &str = "0000000000000000000000000000a11a";
const POLICY: &str = "0000000000000000000000000000dead";

async fn invoke(world: &World, action: &str, config: Json) -> Invoked {
    world.provider.invoke(&format!("servicenow_{action}"), config).await
}

/// What an action that must succeed says meanwhile.
async fn done(world: &World, action: &str, config: Json) -> Vec<String> {
    let invoked = invoke(world, action, config.clone()).await;
    assert!(invoked.diagnostics.is_empty(), "{action} {config}: {:#?}", invoked.diagnostics);
    invoked.progress
}

/// Asserts that an action is refused by one error with these words.
async fn refused(world: &World, action: &str, config: Json, attribute: &str, words: &[&str]) {
    let invoked = invoke(world, action, config).await;
    one_error(&invoked.diagnostics, attribute, words);
}

fn has(said: &[String], words: &str) -> bool {
    said.iter().any(|message| message.contains(words))
}

/// An update set on a source, with one alias; it refers to a retry policy that is missing, if so told. The sys_id it has
/// there.
async fn offered(world: &World, is_missing: bool) -> String {
    let source = json!({ "name": "Development", "url": "https://dev.example" });
    let source = world.insert("sys_update_set_source", source).await;
    let set = json!({ "name": "Release 1", "update_source": source });
    let set = world.insert("simulator_remote_update_set", set).await;
    let policy = if is_missing { POLICY } else { "" };
    let payload = format!(
        "<record_update><sys_alias><sys_id>{ALIAS}</sys_id><name>Arrived</name>\
         <retry_policy>{policy}</retry_policy></sys_alias></record_update>"
    );
    let update = json!({ "name": format!("sys_alias_{ALIAS}"), "update_set": set, "payload": payload,
        "type": "Connection & Credential Aliases", "target_name": "Arrived" });
    world.insert("simulator_remote_update", update).await;
    set
}

async fn retrieve(world: &World, set: &str, more: Json) -> Invoked {
    let config = json!({ "update_set_id": set, "source": "Development" });
    invoke(world, "update_set_retrieve", crate::world::with(config, more)).await
}

async fn aliases(world: &World) -> usize {
    world.rows("sys_alias", "name=Arrived").await.len()
}

#[tokio::test]
async fn an_update_set_goes_from_its_source_to_this_instance_and_back() {
    under_both(async |world| {
        let before = world.export().await["sys_alias"].clone();
        let set = offered(&world, false).await;
        let retrieved = retrieve(&world, &set, json!({})).await;
        assert!(retrieved.diagnostics.is_empty(), "{:#?}", retrieved.diagnostics);
        assert!(has(&retrieved.progress, "100 %, successful"), "{:?}", retrieved.progress);
        assert!(has(&retrieved.progress, "\"Release 1\" is retrieved"), "{:?}", retrieved.progress);
        let named = json!({ "update_set": "release 1" });
        let said = done(&world, "update_set_preview", named).await;
        assert!(has(&said, "nothing keeps \"Release 1\" from being committed"), "{said:?}");
        let commit = json!({ "update_sets": [set] });
        let said = done(&world, "update_set_commit", commit.clone()).await;
        assert!(has(&said, "committed as the local update set"), "{said:?}");
        assert_eq!(aliases(&world).await, 1);
        let said = done(&world, "update_set_commit", commit).await;
        assert!(has(&said, "was committed before"), "{said:?}");
        let said = done(&world, "update_set_back_out", json!({ "update_set": set })).await;
        assert!(has(&said, "is backed out"), "{said:?}");
        assert_eq!(world.export().await["sys_alias"], before);
    })
    .await;
}

#[tokio::test]
async fn a_preview_problem_is_told_with_its_kind_and_its_record_and_keeps_the_set_from_being_committed()
 {
    under_both(async |world| {
        let set = offered(&world, true).await;
        retrieve(&world, &set, json!({})).await;
        let config = json!({ "update_set": set });
        let words = [
            "error with \"Arrived\"",
            "Connection & Credential Aliases",
            "sys_retry_policy",
            POLICY,
        ];
        refused(&world, "update_set_preview", config, "", &words).await;
        let commit = json!({ "update_sets": ["Release 1"] });
        let words = ["a problem", "\"Arrived\"", "Nothing was changed"];
        refused(&world, "update_set_commit", commit.clone(), "", &words).await;
        assert_eq!(aliases(&world).await, 0);
        let problem = world.rows("sys_update_preview_problem", "").await.remove(0);
        let problem = problem["sys_id"].as_str().unwrap();
        world.change("sys_update_preview_problem", problem, json!({ "status": "ignored" })).await;
        done(&world, "update_set_commit", commit).await;
        assert_eq!(aliases(&world).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_retrieval_may_preview_at_once_and_replace_what_was_retrieved_before() {
    under_both(async |world| {
        let set = offered(&world, true).await;
        retrieve(&world, &set, json!({})).await;
        let again = json!({ "preview": true, "replace": true });
        let retrieved = retrieve(&world, &set, again).await;
        one_error(&retrieved.diagnostics, "", &["\"Arrived\"", "Could not find a record"]);
        assert_eq!(world.rows("sys_remote_update_set", "").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn several_copies_that_are_not_committed_are_told_apart_by_their_sys_ids() {
    let world = World::likely().await;
    let set = offered(&world, false).await;
    for _ in 0..2 {
        retrieve(&world, &set, json!({})).await;
    }
    let config = json!({ "update_set": "Release 1" });
    let copies = world.rows("sys_remote_update_set", "").await;
    let ids: Vec<&str> = copies.iter().map(|copy| copy["sys_id"].as_str().unwrap()).collect();
    refused(&world, "update_set_preview", config, "update_set", &ids).await;
    done(&world, "update_set_preview", json!({ "update_set": ids[0] })).await;
}

#[tokio::test]
async fn what_is_not_there_or_not_ready_is_refused() {
    under_both(async |world| {
        let set = offered(&world, false).await;
        let nowhere = json!({ "update_set_id": set, "source": "Elsewhere" });
        refused(&world, "update_set_retrieve", nowhere, "source", &["Elsewhere"]).await;
        let unoffered = json!({ "update_set_id": POLICY, "source": "Development" });
        let words = ["Cannot retrieve the update set", "no completed update set", "100 %"];
        refused(&world, "update_set_retrieve", unoffered, "", &words).await;
        for id in ["Release 1", POLICY] {
            let config = json!({ "update_set": id });
            refused(&world, "update_set_preview", config, "update_set", &[id]).await;
        }
        retrieve(&world, &set, json!({})).await;
        let commit = json!({ "update_sets": [set] });
        refused(&world, "update_set_commit", commit, "", &["is loaded", "Preview it first"]).await;
        let back = json!({ "update_set": set });
        refused(&world, "update_set_back_out", back, "", &["nothing to undo"]).await;
        let default = json!({ "update_set": "Default" });
        refused(&world, "update_set_back_out", default, "", &["Cannot back the update set out"])
            .await;
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_the_problems_commits_nothing() {
    let world = World::likely().await;
    let set = offered(&world, true).await;
    retrieve(&world, &set, json!({ "preview": true })).await;
    world
        .faults(
            json!([{ "table": "sys_update_preview_problem", "fault": { "kind": "unreadable" } }]),
        )
        .await;
    let commit = json!({ "update_sets": [set] });
    let words = ["preview problems cannot be seen", "sys_update_preview_problem"];
    refused(&world, "update_set_commit", commit, "", &words).await;
    assert_eq!(world.rows("sys_remote_update_set", "state=previewed").await.len(), 1);
}

/// A suite of tests that end so, each with its name and what it says.
async fn suite(world: &World, tests: &[(&str, &str, &str)]) {
    let suite = world.insert("sys_atf_test_suite", json!({ "name": "Smoke" })).await;
    for (name, status, output) in tests {
        let test = world.insert("sys_atf_test", json!({ "name": name })).await;
        world.insert("sys_atf_test_suite_test", json!({ "test_suite": suite, "test": test })).await;
        let outcome = json!({ "test": test, "status": status, "output": output });
        world.insert("simulator_test_outcome", outcome).await;
    }
}

#[tokio::test]
async fn a_suite_whose_tests_pass_passes() {
    under_both(async |world| {
        suite(&world, &[("One", "success", ""), ("Two", "success", "")]).await;
        let said = done(&world, "test_suite_run", json!({ "suite": "Smoke" })).await;
        assert!(has(&said, "\"Smoke\": 2 passed, 0 failed"), "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn each_failed_test_is_named_with_what_it_said() {
    under_both(async |world| {
        let tests = [
            ("Good", "success", ""),
            ("Bad", "failure", "Expected 1, got 2"),
            ("Broken", "error", "No such table"),
        ];
        suite(&world, &tests).await;
        let invoked = invoke(&world, "test_suite_run", json!({ "suite": "Smoke" })).await;
        let told: Vec<String> = invoked
            .diagnostics
            .iter()
            .map(|one| format!("{} {}", one.summary, one.detail))
            .collect();
        assert_eq!(told.len(), 3, "{told:#?}");
        for (name, words) in [("Bad", "Expected 1, got 2"), ("Broken", "No such table")] {
            let named = |text: &String| {
                text.contains(&format!("The test \"{name}\"")) && text.contains(words)
            };
            assert!(told.iter().any(named), "{told:#?}");
        }
        assert!(told[2].contains("1 passed, 1 failed, 1 could not be carried out"), "{told:#?}");
        assert!(!told[2].contains("not named"), "{told:#?}");
    })
    .await;
}

#[tokio::test]
async fn failures_that_cannot_be_seen_are_counted() {
    let world = World::likely().await;
    suite(&world, &[("Bad", "failure", "")]).await;
    world
        .faults(json!([{ "table": "sys_atf_test_result", "fault": { "kind": "unreadable" } }]))
        .await;
    refused(&world, "test_suite_run", json!({ "suite": "Smoke" }), "", &["1 of the failed tests"])
        .await;
}

#[tokio::test]
async fn a_suite_that_is_not_there_or_may_not_run_is_refused() {
    under_both(async |world| {
        suite(&world, &[]).await;
        let words = ["Smok", "\"Smoke\""];
        refused(&world, "test_suite_run", json!({ "suite": "Smok" }), "suite", &words).await;
        let property = json!({ "name": "sn_atf.schedule.enabled", "value": "false" });
        world.insert("sys_properties", property).await;
        let words = ["Cannot run the test suite", "sn_atf.schedule.enabled"];
        refused(&world, "test_suite_run", json!({ "suite": "Smoke" }), "", &words).await;
    })
    .await;
}

/// A check that finds one property, and the property.
async fn check(world: &World) -> (String, String) {
    let check = json!({ "name": "No passwords in properties", "priority": "1", "category": "security",
        "short_description": "Keep it in a credential", "table": "sys_properties",
        "conditions": "nameENDSWITH.password" });
    let check = world.insert("scan_table_check", check).await;
    (check, world.insert("sys_properties", json!({ "name": "acme.password" })).await)
}

fn is_about(said: &[Diagnostic], property: &str) -> bool {
    let [only] = said else { return false };
    let words = ["No passwords in properties", "priority 1", "security", property, "Keep it"];
    only.severity == Severity::Warning && words.iter().all(|words| only.detail.contains(words))
}

#[tokio::test]
async fn findings_are_warnings_that_name_the_check_and_the_record() {
    under_both(async |world| {
        let (check, property) = check(&world).await;
        let suite = world.insert("scan_check_suite", json!({ "name": "Ours" })).await;
        world.insert("scan_check_suite_check", json!({ "suite": suite, "check": check })).await;
        for config in [
            json!({}),
            json!({ "table": "sys_properties", "record": property }),
            json!({ "suite": "Ours", "applications": ["global"] }),
            json!({ "suite": suite, "update_sets": ["Default"] }),
        ] {
            let invoked = invoke(&world, "instance_scan", config.clone()).await;
            assert!(is_about(&invoked.diagnostics, &property), "{config} {invoked:#?}");
            assert!(has(&invoked.progress, "the checks found one thing"), "{invoked:#?}");
        }
        let combo = world.rows("scan_combo", "").await.remove(0);
        let invoked = invoke(&world, "instance_scan", json!({ "combo": combo["sys_id"] })).await;
        assert!(is_about(&invoked.diagnostics, &property), "{invoked:#?}");
        world.delete("sys_properties", &property).await;
        let said = done(&world, "instance_scan", json!({})).await;
        assert!(has(&said, "the checks found nothing"), "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn findings_beyond_the_most_and_hidden_ones_are_told_of() {
    let world = World::likely().await;
    let check = json!({ "name": "Every column", "table": "sys_dictionary" });
    world.insert("scan_table_check", check).await;
    let invoked = invoke(&world, "instance_scan", json!({})).await;
    assert_eq!(invoked.diagnostics.len(), 51);
    assert_eq!(invoked.diagnostics[50].summary, "The checks found more");
    world.faults(json!([{ "table": "scan_finding", "fault": { "kind": "unreadable" } }])).await;
    let invoked = invoke(&world, "instance_scan", json!({})).await;
    assert_eq!(invoked.diagnostics[0].summary, "The findings cannot be seen");
}

#[tokio::test]
async fn a_scan_says_what_it_scans_in_one_way() {
    let world = World::likely().await;
    for (config, attribute) in [
        (json!({ "table": "sys_user" }), "table"),
        (json!({ "record": "1" }), "record"),
        (json!({ "suite": "Ours" }), "suite"),
        (json!({ "applications": ["global"] }), "applications"),
        (json!({ "suite": "Ours", "applications": ["a"], "update_sets": ["b"] }), "update_sets"),
        (json!({ "combo": "1", "suite": "Ours", "update_sets": ["b"] }), "combo"),
        (json!({ "suite": "Ours", "applications": [] }), "applications"),
        (json!({ "combo": " " }), "combo"),
        (json!({ "timeout": "soon" }), "timeout"),
    ] {
        refused(&world, "instance_scan", config, attribute, &[attribute]).await;
    }
}

/// An OAuth client that acts for a user.
async fn client(world: &World, user: &str) -> Json {
    let user = world.rows("sys_user", &format!("user_name={user}")).await.remove(0);
    let client = json!({ "name": "Robot", "type": "client", "client_id": "robot",
        "default_grant_type": "client_credentials", "inbound_grant_type": "client_credentials",
        "user": user["sys_id"] });
    let client = world.insert("oauth_entity", client).await;
    let path = format!("{client}?sysparm_input_display_value=true");
    world.change("oauth_entity", &path, json!({ "client_secret": "hush-hush-1" })).await;
    let property = json!({ "name": "glide.oauth.inbound.client.credential.grant_type.enabled", "value": "true" });
    world.insert("sys_properties", property).await;
    json!({ "client_id": "robot", "client_secret": "hush-hush-1" })
}

#[tokio::test]
async fn a_client_that_gets_a_token_is_proven_with_its_user() {
    under_both(async |world| {
        let config = client(&world, "itil.user").await;
        let said = done(&world, "oauth_token_check", config.clone()).await;
        assert!(has(&said, "\"robot\" gets a token that acts for itil.user"), "{said:?}");
        let expected = json!({ "expected_user": "ITIL.user" });
        done(&world, "oauth_token_check", crate::world::with(config.clone(), expected)).await;
        let other = crate::world::with(config, json!({ "expected_user": "ann" }));
        let words = ["acts for itil.user", "ann"];
        refused(&world, "oauth_token_check", other, "expected_user", &words).await;
    })
    .await;
}

#[tokio::test]
async fn a_client_that_gets_none_fails_and_no_secret_is_told() {
    under_both(async |world| {
        let config = client(&world, "itil.user").await;
        let wrong = crate::world::with(config, json!({ "client_secret": "wrong-secret-2" }));
        let invoked = invoke(&world, "oauth_token_check", wrong).await;
        one_error(
            &invoked.diagnostics,
            "",
            &["Cannot get a token", "refused to give an OAuth token"],
        );
        let told = format!("{invoked:?}");
        assert!(!told.contains("wrong-secret-2"), "{told}");
        let half = json!({ "client_id": "robot", "username": "ann" });
        refused(&world, "oauth_token_check", half, "username", &["password"]).await;
    })
    .await;
}

#[tokio::test]
async fn an_application_goes_back_to_the_version_before() {
    under_both(async |world| {
        let config = |version: &str| json!({ "scope": "x_camun_camunda", "version": version });
        let state = world.apply("application", None, &config("1.2.0")).await;
        world.apply("application", Some(&state), &config("1.3.1")).await;
        done(&world, "application_rollback", config("1.2.0")).await;
        let app = world.rows("sys_store_app", "scope=x_camun_camunda").await.remove(0);
        assert_eq!(app["version"], "1.2.0");
        let words = ["Cannot roll the application back"];
        refused(&world, "application_rollback", config("1.0.0"), "", &words).await;
        let both = json!({ "scope": "x_a", "app_id": "1", "version": "1" });
        refused(&world, "application_rollback", both, "scope", &["app_id"]).await;
        let none = json!({ "version": "1" });
        refused(&world, "application_rollback", none, "version", &["scope"]).await;
    })
    .await;
}

#[tokio::test]
async fn a_plugin_without_an_earlier_version_is_not_rolled_back() {
    under_both(async |world| {
        for (id, words) in [
            ("com.snc.core.oauth", "No earlier version"),
            ("com.nothing", "Plugin ID is not valid"),
        ] {
            let config = json!({ "plugin_id": id });
            let words = ["Cannot roll the plugin back", words];
            refused(&world, "plugin_rollback", config, "", &words).await;
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_not_use_the_api_is_told_the_role() {
    let world = World::likely().await;
    let provider = world.signed_in("itil.user").await;
    let config = json!({ "plugin_id": "com.snc.core.oauth" });
    let said = provider.invoke("servicenow_plugin_rollback", config).await.diagnostics;
    let words = ["may not use the CI/CD API", "sn_cicd.sys_ci_automation"];
    one_error(&said, "", &words);
}

#[tokio::test]
async fn a_provider_that_only_reads_does_nothing() {
    let world = World::likely().await;
    let provider = world.with_arguments(json!({ "read_only": true })).await;
    world.forget_requests().await;
    for (action, config) in [
        ("servicenow_plugin_rollback", json!({ "plugin_id": "com.snc.core.oauth" })),
        ("servicenow_test_suite_run", json!({ "suite": "Smoke" })),
        ("servicenow_instance_scan", json!({})),
    ] {
        one_error(&provider.invoke(action, config).await.diagnostics, "", &["read_only"]);
    }
    assert!(world.requests().await.iter().all(|request| request["method"] == "GET"));
}

#[tokio::test]
async fn an_action_waits_no_longer_than_it_is_told() {
    let world = World::likely().await;
    suite(&world, &[("One", "success", "")]).await;
    let config = json!({ "suite": "Smoke", "timeout": "1ms" });
    world.stands_still().await;
    refused(&world, "test_suite_run", config, "", &["50 %", "raise timeout"]).await;
}

#[tokio::test]
async fn what_a_plan_did_not_know_is_checked_when_it_is_done() {
    let world = World::likely().await;
    let config = json!({ "timeout": tfplugin::testing::unknown() });
    let planned = world.provider.plan_action("servicenow_instance_scan", config).await;
    assert!(planned.is_empty(), "{planned:#?}");
    let config = json!({ "timeout": "soon" });
    let invoked = world.provider.invoke_alone("servicenow_instance_scan", config).await;
    one_error(&invoked.diagnostics, "timeout", &["soon"]);
}
