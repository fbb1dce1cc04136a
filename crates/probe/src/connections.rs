//! Connections: their URLs, and what may not be there twice.
//!
//! Each has an alias, for one without may be refused, also while it is not active (docs/facts.md#active-connections).

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use serde_json::{Value, json};

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let single = alias(bench, "one connection").await?;
    let by_hand = json!({
        "name": bench.name("by hand"),
        "connection_alias": single,
        "active": "true",
        "url_builder": "false",
        "connection_url": "https://probe.example:8443/path",
    });
    let by_hand = bench.insert("http_connection", &by_hand).await?;
    let stored = bench.read("http_connection", text(&by_hand["sys_id"])).await?.unwrap_or_default();
    notes.is("connection_url_back_filled", text(&stored["host"]) == "probe.example");
    domain(bench, notes, text(&by_hand["sys_id"])).await?;
    built(bench, notes).await?;
    let second = json!({
        "name": bench.name("second on the alias"), "connection_alias": single, "active": "true",
        "connection_url": "https://probe.example/second",
    });
    let second = bench.try_insert("http_connection", &second).await?;
    notes.verdict("second_active_connection", second.worked());
    let same_name = json!({
        "name": bench.name("by hand"), "active": "false",
        "connection_alias": alias(bench, "same name").await?,
    });
    let same_name = bench.try_insert("http_connection", &same_name).await?;
    notes.verdict("duplicate_connection_name", same_name.worked());
    credentials(bench, notes).await
}

async fn alias(bench: &Bench, name: &str) -> Result<String, ProbeError> {
    let alias = json!({ "name": bench.name(name), "type": "connection" });
    let alias = bench.insert("sys_alias", &alias).await?;
    Ok(text(&alias["sys_id"]).to_owned())
}

async fn domain(bench: &Bench, notes: &mut Notes, connection: &str) -> Result<(), ProbeError> {
    let nowhere = format!("{:032x}", rand::random::<u128>());
    let moved = json!({ "sys_domain": nowhere });
    if !bench.try_update("http_connection", connection, &moved).await?.worked() {
        notes.is("domain_writable", false);
        return Ok(());
    }
    let stored = bench.read("http_connection", connection).await?.unwrap_or_default();
    notes.is("domain_writable", text(&stored["sys_domain"]) == nowhere);
    let back = json!({ "sys_domain": "global" });
    bench.try_update("http_connection", connection, &back).await?;
    Ok(())
}

async fn built(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let built = json!({
        "name": bench.name("built"), "active": "false", "url_builder": "true",
        "protocol": "https", "host": "probe.example", "port": "443", "base_path": "/path",
        "connection_alias": alias(bench, "built").await?,
    });
    let built = bench.try_insert("http_connection", &built).await?;
    if !built.worked() {
        notes.untold(
            "default_port_omitted",
            format!("the insert is answered with {}", built.refusal()),
        );
        return Ok(());
    }
    let id = text(&built.body["result"]["sys_id"]);
    let stored = bench.read("http_connection", id).await?.unwrap_or_default();
    match text(&stored["connection_url"]) {
        "https://probe.example/path" => notes.is("default_port_omitted", true),
        "https://probe.example:443/path" => notes.is("default_port_omitted", false),
        "" => notes.untold("default_port_omitted", "no URL is built"),
        _ => notes.untold("default_port_omitted", "the URL is not built of these parts alone"),
    }
    Ok(())
}

/// A credential that is not there, and one that two connections use.
async fn credentials(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let nobody = format!("{:032x}", rand::random::<u128>());
    let dangling = json!({
        "name": bench.name("dangling"), "active": "false", "credential": nobody,
        "connection_alias": alias(bench, "dangling").await?,
    });
    let dangling = bench.try_insert("http_connection", &dangling).await?;
    if dangling.worked() {
        let id = text(&dangling.body["result"]["sys_id"]);
        let stored = bench.read("http_connection", id).await?.unwrap_or_default();
        notes.is("dangling_reference_kept", text(&stored["credential"]) == nobody);
    } else {
        notes.untold("dangling_reference_kept", "the whole insert is refused");
    }
    let credential = json!({ "name": bench.name("shared credential"), "user_name": "probe" });
    let credential = bench.insert("basic_auth_credentials", &credential).await?;
    let first = user_of(bench, "first user", text(&credential["sys_id"])).await?;
    let first = bench.try_insert("http_connection", &first).await?;
    if !first.worked() {
        notes.untold(
            "shared_credential",
            format!("the first user is answered with {}", first.refusal()),
        );
        return Ok(());
    }
    let second = user_of(bench, "second user", text(&credential["sys_id"])).await?;
    let second = bench.try_insert("http_connection", &second).await?;
    notes.verdict("shared_credential", second.worked());
    Ok(())
}

async fn user_of(bench: &Bench, name: &str, credential: &str) -> Result<Value, ProbeError> {
    Ok(json!({
        "name": bench.name(name), "active": "true", "credential": credential,
        "connection_alias": alias(bench, name).await?,
        "connection_url": "https://probe.example/shared",
    }))
}
