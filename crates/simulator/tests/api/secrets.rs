//! Secrets: never in clear, and stored as the profile of unknowns says.

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{SecretRead, SecretWrite, Unknowns};

async fn reveal(instance: &Instance, table: &str, record: &Value, column: &str) -> (bool, bool) {
    let revealed = instance.reveal(table, record, column, "hush").await;
    (revealed.equal, revealed.encrypted)
}

async fn key(instance: &Instance) -> Value {
    instance.insert("api_key_credentials", json!({ "name": "Key", "api_key": "hush" })).await
}

const DISPLAY: &str = "?sysparm_input_display_value=true";

#[tokio::test]
async fn in_the_likely_case_plaintext_is_encrypted_both_ways() {
    let instance = pdi().await;
    let record = key(&instance).await;
    let shown = record["api_key"].as_str().unwrap();
    assert!(!shown.is_empty() && !shown.contains("hush"));
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (true, true));
    let path = format!("/api/now/table/api_key_credentials/{}{DISPLAY}", id(&record));
    instance.patch(&path, json!({ "api_key": "other" })).await;
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (false, true));
    instance.patch(&path, json!({ "api_key": "hush" })).await;
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (true, true));
}

#[tokio::test]
async fn at_worst_a_plain_write_is_damaged_and_a_display_write_is_right() {
    let instance = with(Unknowns::worst()).await;
    let record = key(&instance).await;
    assert_eq!(record["api_key"], "");
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (false, false));
    let path = format!("/api/now/table/api_key_credentials/{}{DISPLAY}", id(&record));
    instance.patch(&path, json!({ "api_key": "hush" })).await;
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (true, true));
}

#[tokio::test]
async fn a_plain_write_can_be_refused() {
    let strict = SecretWrite::RefusedUnlessDisplayValue;
    let instance = with(Unknowns { secret_write: strict, ..Unknowns::likely() }).await;
    let record = json!({ "name": "Key", "api_key": "hush" });
    let (status, body) = instance.post("/api/now/table/api_key_credentials", record).await;
    assert_eq!(status, 403);
    assert!(body["error"]["detail"].as_str().unwrap().starts_with("Action Aborted: Password"));
    assert!(instance.rows("api_key_credentials", "").await.is_empty());
}

#[tokio::test]
async fn a_secret_reads_as_the_profile_says() {
    let absent = Unknowns { secret_read: SecretRead::Absent, ..Unknowns::likely() };
    assert!(key(&with(absent).await).await.get("api_key").is_none());
    let empty = Unknowns { secret_read: SecretRead::Empty, ..Unknowns::likely() };
    assert_eq!(key(&with(empty).await).await["api_key"], "");
}

#[tokio::test]
async fn a_damaged_secret_is_not_read_in_clear_either() {
    let damaged = SecretWrite::DamagedUnlessDisplayValue;
    let instance = with(Unknowns { secret_write: damaged, ..Unknowns::likely() }).await;
    let record = key(&instance).await;
    assert!(!record.to_string().contains("hush"));
    assert!(!instance.export().await.to_string().contains("hush"));
}

#[tokio::test]
async fn ciphertext_that_is_sent_back_stays_the_same_secret() {
    let instance = pdi().await;
    let record = key(&instance).await;
    let path = format!("/api/now/table/api_key_credentials/{}", id(&record));
    let (_, body) = instance.patch(&path, json!({ "api_key": record["api_key"] })).await;
    assert_eq!(body["result"]["sys_mod_count"], "0");
    assert_eq!(reveal(&instance, "api_key_credentials", &record, "api_key").await, (true, true));
}

#[tokio::test]
async fn a_users_password_works_only_as_a_display_value() {
    let instance = pdi().await;
    let record = json!({ "user_name": "plain", "user_password": "plain" });
    let plain = instance.insert("sys_user", record.clone()).await;
    let instance = instance.user("plain");
    assert_eq!(instance.get("/api/now/table/sys_user").await.0, 401);
    let instance = instance.user("admin");
    let path = format!("/api/now/table/sys_user/{}{DISPLAY}", id(&plain));
    let (_, body) = instance.patch(&path, json!({ "user_password": "plain" })).await;
    assert_eq!(body["result"]["user_password"], "");
    assert_eq!(instance.user("plain").get("/api/now/table/sys_user").await.0, 200);
}

#[tokio::test]
async fn the_export_shows_a_secret_only_as_a_digest() {
    let instance = pdi().await;
    let one = key(&instance).await;
    let row = |export: &Value| export["api_key_credentials"][id(&one)]["api_key"].clone();
    let before = instance.export().await;
    assert!(row(&before).as_str().unwrap().starts_with("digest:"));
    let path = format!("/api/now/table/api_key_credentials/{}{DISPLAY}", id(&one));
    instance.patch(&path, json!({ "api_key": "hush" })).await;
    assert_eq!(row(&instance.export().await), row(&before));
    instance.patch(&path, json!({ "api_key": "other" })).await;
    assert_ne!(row(&instance.export().await), row(&before));
}

#[tokio::test]
async fn only_secrets_can_be_guessed() {
    let instance = pdi().await;
    let record = key(&instance).await;
    let guess = json!({ "table": "api_key_credentials", "sys_id": id(&record),
        "column": "name", "guess": "Key" });
    assert_eq!(instance.post("/simulator/reveal", guess).await.0, 404);
}
