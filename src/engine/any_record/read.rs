//! Reading the managed columns of a record again.

use servicenow::Record;
use tfplugin::{Diagnostic, Diagnostics, ReadRequest, ReadResponse, Value};

use crate::engine::any_record::columns::{Columns, Dictionary};
use crate::engine::any_record::{FIELDS, TABLE, is_audit, texts};
use crate::engine::lookup::hidden;
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, POLICY};
use crate::engine::problem as explain;
use crate::engine::session::{Configured, Shared, Work};

/// Looks the record up again.
pub(super) async fn read(
    shared: &Shared,
    dictionary: &Dictionary,
    request: ReadRequest,
) -> ReadResponse {
    if let Configured::Later(argument) = shared.configured() {
        let diagnostics = vec![explain::read_later(argument)];
        return ReadResponse { state: request.state, private: None, diagnostics };
    }
    let looked = match shared.work(&request.call.stop) {
        Ok(work) => look(&work, dictionary, &request).await,
        Err(wrong) => Err(wrong),
    };
    looked.unwrap_or_else(|wrong| ReadResponse {
        diagnostics: vec![wrong],
        ..ReadResponse::default()
    })
}

async fn look(
    work: &Work,
    dictionary: &Dictionary,
    request: &ReadRequest,
) -> Result<ReadResponse, Diagnostic> {
    let mut state = Attributes::of(request.state.clone());
    let mut private = Private::decode(&request.private);
    let table = state.known_text(TABLE).unwrap_or_default().to_owned();
    let sys_id = state.known_text(ID).unwrap_or_default().to_owned();
    work.session.known.hold(&sys_id);
    let known = dictionary.of(work, &table).await;
    let managed = texts(state.get(FIELDS));
    let columns: Vec<&str> =
        if private.imported { Vec::new() } else { managed.keys().map(String::as_str).collect() };
    let Some(record) = record(work, &table, &sys_id, &columns).await? else {
        return gone_or_hidden(work, &table, &sys_id).await;
    };
    let mut diagnostics = Diagnostics::new();
    if private.imported {
        state.set(FIELDS, worth_managing(&record, &known));
        state.set(POLICY, "delete".into());
    } else if !managed.is_empty() {
        let shown = managed.iter().map(|(column, before)| {
            let now = match record.get(column) {
                Some(stored)
                    if known.get(column).cloned().unwrap_or_default().same(stored, before) =>
                {
                    before.as_str()
                }
                Some(stored) => stored,
                None => {
                    let first = work.session.first_warning(&table, column);
                    diagnostics.extend(first.then(|| explain::hidden_any_column(column, &table)));
                    before.as_str()
                }
            };
            (column.clone(), Value::from(now))
        });
        state.set(FIELDS, Value::Map(shown.collect()));
    }
    private.imported = false;
    work.client.instance().host().clone_into(&mut private.host);
    Ok(ReadResponse { state: state.into_value(), private: Some(private.encode()), diagnostics })
}

/// The columns of an imported record that say something: writable, no secret, and other than a new record's.
fn worth_managing(record: &Record, known: &Columns) -> Value {
    let says = |column: &str, text: &str| match known.get(column) {
        Some(known) => {
            !known.read_only
                && !known.is_secret()
                && !known.same(text, &known.default)
                && !text.is_empty()
        }
        None => !text.is_empty(),
    };
    let own = |column: &str| {
        is_audit(column)
            || matches!(
                column,
                "sys_class_name" | "sys_name" | "sys_package" | "sys_update_name" | "sys_tags"
            )
    };
    let columns = record.columns().filter(|(column, text)| !own(column) && says(column, text));
    Value::Map(columns.map(|(column, text)| (column.to_owned(), text.into())).collect())
}

async fn record(
    work: &Work,
    table: &str,
    sys_id: &str,
    columns: &[&str],
) -> Result<Option<Record>, Diagnostic> {
    let read = if columns.is_empty() {
        work.client.table(table).get(sys_id, &[]).await
    } else {
        work.client.reader().get(&work.client, table, sys_id, columns).await
    };
    read.map_err(|error| explain::any_record(work, "read", table, false, &error))
}

async fn gone_or_hidden(
    work: &Work,
    table: &str,
    sys_id: &str,
) -> Result<ReadResponse, Diagnostic> {
    let hidden = hidden::record(work, table, sys_id).await;
    if hidden.map_err(|error| explain::any_record(work, "read", table, false, &error))? {
        return Err(explain::hidden_any_record("read", table, sys_id));
    }
    Ok(ReadResponse::default())
}
