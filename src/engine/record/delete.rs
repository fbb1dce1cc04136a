//! Destroying a record, by its deletion policy.

use std::collections::BTreeSet;

use servicenow::{Deletion, Input, Record, Row};
use tfplugin::{ApplyRequest, ApplyResponse, Diagnostic, Value};

use crate::describe::Kind;

use crate::engine::lookup::hidden;
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, POLICY, RecordKind};
use crate::engine::problem as explain;
use crate::engine::record::validate::DEACTIVATE;
use crate::engine::session::Work;
use crate::engine::write::hooks::Scene;
use crate::engine::write::links::{self, Extent};
use crate::engine::write::{orphans, restore};

/// Deletes, abandons or restores the record. A record that is gone already counts as deleted.
pub(crate) async fn delete(kind: &RecordKind, work: &Work, request: ApplyRequest) -> ApplyResponse {
    let prior = Attributes::of(request.prior.clone());
    orphans::hold(work, &prior);
    let private = Private::decode(&request.private);
    let done = match (prior.known_text(POLICY), &private.adopted) {
        (Some("abandon"), _) => Ok(()),
        (Some("restore"), Some(adopted)) => {
            let (table, sys_id) = (kind.table(&prior), prior.known_text(ID).unwrap_or_default());
            restore::give_back(work, kind, table, sys_id, adopted)
                .await
                .map_err(|error| explain::restore(work, kind, table, &error))
        }
        (Some(DEACTIVATE), _) => deactivate(kind, work, &prior).await,
        _ => remove(kind, work, &prior).await,
    };
    work.session.forget();
    match done {
        Ok(()) => {
            ApplyResponse { state: Value::Null, private: Some(Vec::new()), diagnostics: Vec::new() }
        }
        Err(wrong) => {
            ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
        }
    }
}

async fn deactivate(kind: &RecordKind, work: &Work, prior: &Attributes) -> Result<(), Diagnostic> {
    take_out_of_use(kind, work, prior, kind.spec.deactivation).await
}

/// Takes the record out of use, which must have worked before anything of it is removed. A record that is gone is out
/// of use.
async fn take_out_of_use(
    kind: &RecordKind,
    work: &Work,
    prior: &Attributes,
    columns: &[(&'static str, &'static str)],
) -> Result<(), Diagnostic> {
    let (table, sys_id) = (kind.table(prior), prior.known_text(ID).unwrap_or_default());
    let row = columns.iter().fold(Row::new(), |row, (column, text)| row.set(*column, *text));
    let asked: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let written = work.client.table(table).update(sys_id, &row, Input::Stored, &asked).await;
    let record = written.map_err(|error| explain::delete(work, kind, table, &error))?;
    let stored = |record: &Record| {
        columns.iter().all(|(column, text)| record.get(column).is_none_or(|is| is == *text))
    };
    if record.as_ref().is_none_or(stored) {
        Ok(())
    } else {
        Err(explain::not_deactivated(kind, table))
    }
}

async fn remove(kind: &RecordKind, work: &Work, prior: &Attributes) -> Result<(), Diagnostic> {
    let table = kind.table(prior);
    let sys_id = prior.known_text(ID).unwrap_or_default();
    if let Some(hook) = kind.spec.before_delete {
        let scene = Scene { work, kind, attributes: prior };
        hook(prior, &scene).await.map_err(explain::refused)?;
    }
    if let Some(column) = kind.spec.activated_last.and_then(|name| kind.field(name)?.column) {
        take_out_of_use(kind, work, prior, &[(column, "false")]).await?;
    }
    for field in &kind.fields {
        if let Kind::Links(between) = &field.kind {
            let unlinked =
                links::write_sys_ids(work, between, sys_id, &BTreeSet::new(), Extent::Exact).await;
            unlinked.map_err(|error| explain::links(work, field, between, &error))?;
        }
    }
    let failed = |error| explain::delete(work, kind, table, &error);
    match work.client.table(table).delete(sys_id).await.map_err(failed)? {
        Deletion::WasGone if hidden::record(work, table, sys_id).await.map_err(failed)? => {
            Err(explain::hidden_from_writing("delete", kind, table, sys_id))
        }
        _ => Ok(()),
    }
}
