//! What holds for a record of any table.

use crate::{
    evidence::Evidence,
    records,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Meaning, Rule, When},
};

/// A record stays in its domain whatever is sent, where that is switched on (docs/facts.md#domain).
pub(super) static DOMAIN: Rule = Rule {
    name: "Keep domain",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Invented,
    apply: keep_domain,
};

fn keep_domain(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.work.world.unknowns.domain_writable || change.meaning == Meaning::Platform {
        return Ok(());
    }
    let before = change.previous.map(|row| row.value("sys_domain").to_owned());
    change.set("sys_domain", before.unwrap_or_else(|| "global".to_owned()));
    Ok(())
}

/// Columns the dictionary calls unique hold each value once. Empty values do not count.
pub(super) static UNIQUE: Rule = Rule {
    name: "Unique Key violation detected by database",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Invented,
    apply: check_unique,
};

fn check_unique(change: &mut Change<'_>) -> Result<(), Refusal> {
    for column in change.table.columns().filter(|column| column.unique) {
        let text = change.get(&column.name);
        if text.is_empty() || !change.changes(&column.name) {
            continue;
        }
        if !change.others(&change.table.root, &[(&column.name, text)])?.is_empty() {
            return Err(change.abort(&UNIQUE));
        }
    }
    Ok(())
}

/// The files on a record go with it.
pub(super) static ATTACHMENTS: Rule = Rule {
    name: "Delete attachments of record",
    tables: &[],
    when: When::BeforeDelete,
    evidence: Evidence::Inferred,
    apply: delete_attachments,
};

fn delete_attachments(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    for file in work.find("sys_attachment", &[("table_sys_id", change.get("sys_id"))])? {
        if change.table.lineage.iter().any(|name| name == file.value("table_name")) {
            records::delete(work, work.table("sys_attachment")?, file.value("sys_id"))?;
        }
    }
    Ok(())
}

/// A record that a Store application shipped takes no update, where that is switched on
/// (docs/facts.md#shipped-records).
pub(super) static SHIPPED: Rule = Rule {
    name: "Protect shipped records",
    tables: &[],
    when: When::BeforeUpdate,
    evidence: Evidence::Invented,
    apply: check_shipped,
};

fn check_shipped(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let allowed = work.world.unknowns.update_of_shipped_record == Verdict::Allowed;
    if allowed || change.meaning == Meaning::Platform || change.table.is_a("sys_package") {
        return Ok(());
    }
    let scope = change.previous.map_or("", |row| row.value("sys_scope"));
    let shipped = work.fetch("sys_store_app", scope)?.is_some();
    if shipped { Err(change.abort(&SHIPPED)) } else { Ok(()) }
}
