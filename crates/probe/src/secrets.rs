//! Secrets that are encrypted both ways: how they read, and how they must be written.
//!
//! Whether a secret was stored as it should be cannot be read. So a registry of the kind client is
//! made with it, and the token endpoint tells whether the secret is the one.

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use serde_json::{Value, json};

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    reading(bench, notes).await?;
    let plain = client(bench, "plain secret", "plain");
    let plain = bench.try_insert("oauth_entity", &plain).await?;
    if !plain.worked() {
        notes.is("secret_write", "refused_unless_display_value");
        return Ok(());
    }
    let plain = plain.body["result"].clone();
    let displayed = client(bench, "displayed secret", "displayed");
    let displayed = bench.insert_displayed("oauth_entity", &displayed).await?;
    match (token(bench, &plain, "plain").await?, token(bench, &displayed, "displayed").await?) {
        (true, _) => notes.is("secret_write", "either_way"),
        (false, true) => notes.is("secret_write", "damaged_unless_display_value"),
        (false, false) => notes.untold("secret_write", "the token endpoint gives no token"),
    }
    Ok(())
}

async fn reading(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let record = json!({
        "name": bench.name("credential"), "user_name": "probe", "password": "probe-secret",
    });
    let made = bench.insert_displayed("basic_auth_credentials", &record).await?;
    let read = bench.read("basic_auth_credentials", text(&made["sys_id"])).await?;
    match read.unwrap_or_default().get("password") {
        None => notes.is("secret_read", "absent"),
        Some(password) if text(password).is_empty() => notes.is("secret_read", "empty"),
        Some(password) if text(password) == "probe-secret" => {
            notes.untold("secret_read", "it reads in clear");
        }
        Some(_) => notes.is("secret_read", "ciphertext"),
    }
    Ok(())
}

fn client(bench: &Bench, name: &str, secret: &str) -> Value {
    json!({ "name": bench.name(name), "type": "client", "client_secret": secret })
}

/// Whether the client gets a token for the user of this probe. What was issued is taken back.
async fn token(bench: &Bench, client: &Value, secret: &str) -> Result<bool, ProbeError> {
    let id = text(&client["sys_id"]);
    let client = bench.read("oauth_entity", id).await?.unwrap_or_default();
    let form = [
        ("grant_type", "password"),
        ("client_id", text(&client["client_id"])),
        ("client_secret", secret),
        ("username", &bench.instance.username),
        ("password", &bench.instance.password),
    ];
    let answer = bench.instance.form("/oauth_token.do", &form).await?;
    for issued in bench.rows("oauth_credential", &format!("peer={id}")).await.unwrap_or_default() {
        if text(&issued["peer"]) == id {
            bench.remember("oauth_credential", text(&issued["sys_id"]));
        }
    }
    Ok(answer.worked() && answer.body["access_token"].is_string())
}
