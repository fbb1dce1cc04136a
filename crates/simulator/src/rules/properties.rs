//! System properties: which keep their names, and which hold secrets (docs/facts.md#property).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// What the names of properties begin with that the platform depends on.
const PLATFORM: &str = "sys_";

/// The value of a property of a password type is encrypted, however it is sent.
pub(super) static ENCRYPT: Rule = Rule {
    name: "Encrypt password property",
    tables: &["sys_properties"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: encrypt,
};

fn encrypt(change: &mut Change<'_>) -> Result<(), Refusal> {
    let vault = &change.work.world.vault;
    let value = change.get("value");
    // What was read as ciphertext and is sent back stays what it is.
    if change.get("type").starts_with("password") && vault.decrypt(value).is_none() {
        let encrypted = vault.encrypt(value);
        change.set("value", encrypted);
    }
    Ok(())
}

/// A property of the platform keeps its name.
pub(super) static KEEP_NAME: Rule = Rule {
    name: "Prevent rename of platform property",
    tables: &["sys_properties"],
    when: When::BeforeUpdate,
    evidence: Evidence::Exported,
    apply: keep_name,
};

fn keep_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let before = change.previous.map_or("", |row| row.value("name"));
    let renamed = before.starts_with(PLATFORM) && change.changes("name");
    if renamed { Err(change.abort(&KEEP_NAME)) } else { Ok(()) }
}

/// And is not deleted.
pub(super) static KEEP: Rule = Rule {
    name: "Prevent deletion of platform property",
    tables: &["sys_properties"],
    when: When::BeforeDelete,
    evidence: Evidence::Exported,
    apply: keep,
};

fn keep(change: &mut Change<'_>) -> Result<(), Refusal> {
    let is_kept = change.get("name").starts_with(PLATFORM);
    if is_kept { Err(change.abort(&KEEP)) } else { Ok(()) }
}
