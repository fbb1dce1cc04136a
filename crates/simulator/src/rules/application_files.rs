//! Application files: their names, and the update set that captures a change.

use crate::{
    current,
    dictionary::{Column, Kind},
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Rule, When},
};
use std::fmt::Write as _;

/// The API name of a script include or an extension point is its scope's name, a dot and its own name.
pub(super) static API_NAME: Rule = Rule {
    name: "Compute API name",
    tables: &["sys_script_include", "sys_extension_point"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: compute_api_name,
};

fn compute_api_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let api_name = format!("{}.{}", scope_of(change)?, change.get("name"));
    change.set("api_name", api_name);
    Ok(())
}

fn scope_of(change: &Change<'_>) -> Result<String, Refusal> {
    let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
    Ok(scope.as_ref().map_or("global", |row| row.value("scope")).to_owned())
}

/// A UI script that has no name to be loaded by gets one: that of the scope, a dot and its own, and in Global its own
/// alone (docs/facts.md#ui-script).
pub(super) static UI_SCRIPT_NAME: Rule = Rule {
    name: "Compute name of UI script",
    tables: &["sys_ui_script"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: compute_ui_script_name,
};

fn compute_ui_script_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.get("name").is_empty() {
        return Ok(());
    }
    let own = change.get("script_name").to_owned();
    let name = match scope_of(change)?.as_str() {
        "global" => own,
        scope => format!("{scope}.{own}"),
    };
    change.set("name", name);
    Ok(())
}

/// The address of a UI page is its name, after that of its scope where it has one, and `.do` (docs/facts.md#ui-page).
pub(super) static ENDPOINT: Rule = Rule {
    name: "Compute endpoint",
    tables: &["sys_ui_page"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: compute_endpoint,
};

fn compute_endpoint(change: &mut Change<'_>) -> Result<(), Refusal> {
    let scope = scope_of(change)?;
    let prefix = if scope == "global" { String::new() } else { format!("{scope}_") };
    let endpoint = format!("{prefix}{}.do", change.get("name"));
    change.set("endpoint", endpoint);
    Ok(())
}

/// The platform's own name of an application file is its display value.
pub(super) static FILE_NAME: Rule = Rule {
    name: "Compute sys_name",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: compute_file_name,
};

fn compute_file_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.table.is_metadata() && !change.table.is_a("sys_alias") {
        let display = change.get(change.table.display_column()).to_owned();
        change.set("sys_name", display);
    }
    Ok(())
}

/// Changes to application files are captured in an update set, one entry for each file
/// (docs/facts.md#captured-updates). What the instance does by itself is not.
pub(super) static WRITTEN: Rule = Rule {
    name: "Capture update",
    tables: &["sys_metadata"],
    when: When::AfterWrite,
    evidence: Evidence::Seen,
    apply: |change| capture(change, "INSERT_OR_UPDATE"),
};

pub(super) static DELETED: Rule = Rule {
    name: "Capture deletion",
    tables: &["sys_metadata"],
    when: When::AfterDelete,
    evidence: Evidence::Seen,
    apply: |change| capture(change, "DELETE"),
};

fn capture(change: &mut Change<'_>, action: &str) -> Result<(), Refusal> {
    let work = change.work;
    if work.caller.is_system() {
        return Ok(());
    }
    let set = current::update_set(work, change.get("sys_scope"))?;
    let (name, payload) = (change.get("sys_update_name"), payload(change, action));
    let entry = Input::platform([
        ("name", name),
        ("action", action),
        ("application", change.get("sys_scope")),
        ("update_set", &set),
        ("target_name", change.get(change.table.display_column())),
        ("type", &change.table.label),
        ("table", &change.table.name),
        ("payload", &payload),
    ]);
    let table = work.table("sys_update_xml")?;
    let captured = work.find(&table.name, &[("name", name), ("update_set", &set)])?;
    match captured.first() {
        Some(before) => records::update(work, table, before.value("sys_id"), &entry)?,
        None => records::insert(work, table, &entry)?,
    };
    Ok(())
}

/// The file as XML, without its secrets: an instance puts ciphertext there that nobody can use.
fn payload(change: &Change<'_>, action: &str) -> String {
    let table = &change.table.name;
    let is_secret = |column: &&std::sync::Arc<Column>| {
        matches!(column.kind, Kind::Password | Kind::Password2) || column.hidden
    };
    let columns = change.table.columns().filter(|column| !is_secret(column));
    let values = columns.fold(String::new(), |mut values, column| {
        let (name, value) = (&column.name, escaped(change.get(&column.name)));
        // Writing to a String cannot fail.
        let _ = write!(values, "<{name}>{value}</{name}>");
        values
    });
    format!(
        "<record_update table=\"{table}\"><{table} action=\"{action}\">{values}</{table}></record_update>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
