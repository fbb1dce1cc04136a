//! Reading a record again: what is there, what was hidden, what is gone.

use servicenow::Record;
use tfplugin::{Diagnostic, Diagnostics, ReadRequest, ReadResponse, Value};

use crate::describe::{Kind, Moment};

use crate::engine::lookup::look::{Fill, Look};
use crate::engine::lookup::{hidden, look as record, references};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ADOPT, ID, POLICY, RecordKind};
use crate::engine::problem as explain;
use crate::engine::record::create::related;
use crate::engine::session::{Configured, Shared, Work};
use crate::engine::write::orphans;

/// Looks the record up again.
pub(crate) async fn read(kind: &RecordKind, shared: &Shared, request: ReadRequest) -> ReadResponse {
    if let Configured::Later(argument) = shared.configured() {
        let diagnostics = vec![explain::read_later(argument)];
        return ReadResponse { state: request.state, private: None, diagnostics };
    }
    let looked = match shared.work(&request.call.stop) {
        Ok(work) => look(kind, &work, &request).await,
        Err(wrong) => Err(wrong),
    };
    looked.unwrap_or_else(|wrong| ReadResponse {
        diagnostics: vec![wrong],
        ..ReadResponse::default()
    })
}

async fn look(
    kind: &RecordKind,
    work: &Work,
    request: &ReadRequest,
) -> Result<ReadResponse, Diagnostic> {
    let before = Attributes::of(request.state.clone());
    let mut private = Private::decode(&request.private);
    let table = kind.table(&before);
    let Some(record) = record_of(kind, work, table, &before).await? else {
        return gone_or_hidden(kind, work, table, &before).await;
    };
    let fill = if private.imported { Fill::All } else { Fill::Managed };
    let look = Look { work, kind, record: &record, private: &private, fill };
    let shown =
        look.state(&before).await.map_err(|error| explain::read(work, kind, table, &error))?;
    let mut state = shown.state;
    for (name, value) in related(work, kind, &state, Moment::Read).await? {
        state.set(name, value.map_or(Value::Null, Value::from));
    }
    if private.imported {
        spell_imported(kind, work, &record, &mut state).await;
        state.set(ADOPT, false.into());
        state.set(POLICY, "delete".into());
    }
    private.imported = false;
    work.client.instance().host().clone_into(&mut private.host);
    orphans::hold(work, &state);
    let diagnostics = hidden(kind, work, table, &shown.absent);
    Ok(ReadResponse { state: state.into_value(), private: Some(private.encode()), diagnostics })
}

/// What is imported may become configuration, so each reference must lead to its record again.
async fn spell_imported(kind: &RecordKind, work: &Work, record: &Record, state: &mut Attributes) {
    for field in &kind.fields {
        if let (Kind::Reference(target), Some(column)) = (&field.kind, field.column) {
            let spelled =
                references::unambiguous(work, column, target, record, state.get(field.name)).await;
            state.set(field.name, spelled);
        }
    }
}

async fn record_of(
    kind: &RecordKind,
    work: &Work,
    table: &str,
    before: &Attributes,
) -> Result<Option<Record>, Diagnostic> {
    let columns = record::columns(kind, before, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let sys_id = before.known_text(ID).unwrap_or_default();
    let read = work.client.reader().get(&work.client, table, sys_id, &columns).await;
    read.map_err(|error| explain::read(work, kind, table, &error))
}

async fn gone_or_hidden(
    kind: &RecordKind,
    work: &Work,
    table: &str,
    before: &Attributes,
) -> Result<ReadResponse, Diagnostic> {
    let sys_id = before.known_text(ID).unwrap_or_default();
    let is_hidden = hidden::record(work, table, sys_id).await;
    if !is_hidden.map_err(|error| explain::read(work, kind, table, &error))? {
        return Ok(ReadResponse::default());
    }
    work.session.needs.refuse(table, false);
    Err(explain::hidden_record(kind, table, sys_id))
}

fn hidden(kind: &RecordKind, work: &Work, table: &str, absent: &[&'static str]) -> Diagnostics {
    let first = absent.iter().filter(|column| work.session.first_warning(table, column));
    let field = |column: &str| kind.fields.iter().find(|field| field.column == Some(column));
    first.filter_map(|column| Some(explain::hidden_column(field(column)?, column, table))).collect()
}
