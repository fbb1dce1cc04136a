//! The probe against this simulator: it must find out exactly how the instance is set.

use crate::support::{Instance, parts, started, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{
    DefaultProfile, Finding, Findings, Point, SecretRead, SecretWrite, Seed, Simulator, Unknowns,
    Verdict, probe,
};

async fn probed(instance: &Instance) -> Findings {
    probe(instance.simulator.url(), "admin", "admin").await.unwrap()
}

/// Asserts that every observable point was found as `unknowns` sets it, except `untold`.
fn assert_found(findings: &Findings, unknowns: &Unknowns, untold: &[&str]) {
    let set = serde_json::to_value(unknowns).unwrap();
    for point in Point::all() {
        let finding = &findings.by_switch[point.switch];
        if !point.beyond_probe.is_empty() || untold.contains(&point.switch) {
            assert!(matches!(finding, Finding::Untold(why) if !why.is_empty()), "{}", point.switch);
        } else {
            assert_eq!(finding, &Finding::Is(set[point.switch].clone()), "{}", point.switch);
        }
    }
    let told = findings.by_switch.values().filter(|finding| matches!(finding, Finding::Is(_)));
    assert!(told.count() >= 20);
}

async fn finds(unknowns: Unknowns, untold: &[&str]) {
    let instance = with(unknowns.clone()).await;
    let before = instance.export().await;
    let findings = probed(&instance).await;
    assert_found(&findings, &unknowns, untold);
    assert_eq!(findings.left_behind, []);
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn it_finds_the_likely_profile_and_leaves_nothing_behind() {
    finds(Unknowns::likely(), &[]).await;
}

#[tokio::test]
async fn it_finds_the_worst_profile_and_leaves_nothing_behind() {
    finds(Unknowns::worst(), &[]).await;
}

#[tokio::test]
async fn it_finds_what_neither_profile_plays() {
    let odd = Unknowns {
        rename_renames_profile: true,
        default_port_omitted: false,
        second_active_connection: Verdict::Allowed,
        duplicate_connection_name: Verdict::Allowed,
        shared_credential: Verdict::Allowed,
        long_text_cut: false,
        blanks_trimmed: false,
        caret_escaped_by_doubling: true,
        domain_writable: false,
        secret_read: SecretRead::Absent,
        secret_write: SecretWrite::RefusedUnlessDisplayValue,
        ..Unknowns::likely()
    };
    finds(odd, &[]).await;
}

#[tokio::test]
async fn an_insert_that_shows_nothing_is_recognised_and_cleaned_up() {
    let instance = with(Unknowns { insert_shows_row: false, ..Unknowns::likely() }).await;
    let before = instance.export().await;
    let findings = probed(&instance).await;
    assert_eq!(findings.by_switch["insert_shows_row"], Finding::Is(json!(false)));
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn a_provider_without_a_profile_is_recognised() {
    let absent = Unknowns { default_profile: DefaultProfile::Absent, ..Unknowns::likely() };
    finds(absent, &["rename_renames_profile"]).await;
}

#[tokio::test]
async fn it_cleans_up_after_an_error_too() {
    let instance = started(Simulator::builder().seed(Seed::Customer)).await;
    let before = instance.export().await;
    let rule = json!([{ "method": "POST", "table": "http_connection", "nth": 1,
        "fault": { "kind": "acl_refusal" } }]);
    instance.fault(rule).await;
    let failed = probe(instance.simulator.url(), "admin", "admin").await.unwrap_err();
    assert!(failed.to_string().contains("ACL Exception Insert Failed"), "{failed}");
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn what_it_cannot_delete_it_names() {
    let instance = crate::support::pdi().await;
    let rule =
        json!([{ "method": "DELETE", "table": "sys_alias", "fault": { "kind": "acl_refusal" } }]);
    instance.fault(rule).await;
    let findings = probed(&instance).await;
    assert!(!findings.left_behind.is_empty());
    assert!(findings.left_behind.iter().all(|(table, id)| table == "sys_alias" && id.len() == 32));
}

#[tokio::test]
async fn it_says_what_is_wrong_with_the_instance_or_the_user() {
    let instance = crate::support::pdi().await;
    let wrong = probe(instance.simulator.url(), "admin", "nonsense").await.unwrap_err();
    assert!(wrong.to_string().contains("User Not Authenticated"), "{wrong}");
    instance.fault(json!([{ "fault": { "kind": "hibernating" } }])).await;
    assert!(probe(instance.simulator.url(), "admin", "admin").await.is_err());
    assert!(probe("http://127.0.0.1:1", "admin", "admin").await.is_err());
}

#[tokio::test]
async fn its_file_plays_the_probed_instance() {
    let worst = Unknowns::worst();
    let instance = with(worst.clone()).await;
    let file = probed(&instance).await.file();
    let played = Unknowns::parse(&file).unwrap();
    let (set, played) = (json!(worst), json!(played));
    for point in Point::all().iter().filter(|point| point.beyond_probe.is_empty()) {
        assert_eq!(played[point.switch], set[point.switch], "{}", point.switch);
    }
    let (status, body): (u16, Value) =
        parts(instance.request(Method::GET, "/simulator/unknowns").send().await.unwrap()).await;
    assert_eq!((status, body), (200, set));
}
