//! The files on a record go with it.

use crate::{
    evidence::Evidence,
    records,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Delete attachments of record",
    tables: &[],
    when: When::BeforeDelete,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    for file in work.find("sys_attachment", &[("table_sys_id", change.get("sys_id"))])? {
        if change.table.lineage.iter().any(|name| name == file.value("table_name")) {
            records::delete(work, work.table("sys_attachment")?, file.value("sys_id"))?;
        }
    }
    Ok(())
}
