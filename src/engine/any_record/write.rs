//! Creating, updating and deleting a record of any table.

use std::collections::BTreeMap;

use servicenow::{Deletion, Error, Input, Query, Record, Row, SecretText};
use tfplugin::{ApplyRequest, ApplyResponse, Diagnostic, Diagnostics, Value};

use crate::engine::any_record::columns::Dictionary;
use crate::engine::any_record::{FIELDS, NAME, SECRETS, TABLE, VERSION, texts};
use crate::engine::lookup::hidden;
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, POLICY};
use crate::engine::placement::Placing;
use crate::engine::session::Work;
use crate::engine::write::orphans;
use crate::engine::{placement, problem as explain};

/// Creates (prior null), deletes (planned null) or updates the record.
pub(super) async fn apply(
    work: &Work,
    dictionary: &Dictionary,
    request: ApplyRequest,
) -> ApplyResponse {
    if let Some(sys_id) = request.prior.get(ID).as_str() {
        work.session.known.hold(sys_id);
    }
    let placed = match placed(work, &request).await {
        Ok(placed) => placed,
        Err(wrong) => {
            return ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] };
        }
    };
    let answer = match (request.prior.is_null(), request.planned.is_null()) {
        (true, _) => create(&placed, dictionary, request).await,
        (_, true) => delete(&placed, request).await,
        _ => update(&placed, dictionary, request).await,
    };
    work.session.forget();
    answer
}

/// The operation, its writes placed where the record says that it lies or is to go.
async fn placed(work: &Work, request: &ApplyRequest) -> Result<Work, Diagnostic> {
    if request.planned.is_null() && request.prior.get(POLICY).as_str() == Some("abandon") {
        return Ok(work.clone());
    }
    let record = if request.planned.is_null() { &request.prior } else { &request.planned };
    let column = placement::scope_column(record.get(TABLE).as_str().unwrap_or_default());
    let fields = texts(record.get(FIELDS));
    placement::in_scope(work, fields.get(column).map(String::as_str)).await
}

fn answer(work: &Work, state: Value, diagnostics: Diagnostics) -> ApplyResponse {
    let private = Private { host: work.client.instance().host().to_owned(), ..Private::default() };
    ApplyResponse { state, private: Some(private.encode()), diagnostics }
}

/// The columns to write. Whatever they refer to is referred to from now on.
fn row(work: &Work, fields: &BTreeMap<String, String>) -> Row {
    for text in fields.values() {
        let _ = work.session.known.is_first_to_refer_to(text);
    }
    fields.iter().fold(Row::new(), |row, (column, text)| row.set(column.as_str(), text.as_str()))
}

/// What recognises the record after its answer was lost: all that was written.
fn identity(fields: &BTreeMap<String, String>) -> Query {
    let short = fields.iter().filter(|(_, text)| !text.is_empty() && text.len() < 200);
    short.fold(Query::new(), |query, (column, text)| {
        query.clone().equals(column, text).unwrap_or(query)
    })
}

/// A run that was ended may have made the record already. All that is written tells it from others.
async fn is_no_orphan(
    work: &Work,
    dictionary: &Dictionary,
    table: &str,
    fields: &BTreeMap<String, String>,
) -> Result<(), Diagnostic> {
    if fields.is_empty() {
        return Ok(());
    }
    let columns: Vec<&str> = fields.keys().map(String::as_str).collect();
    let what = format!("{NAME}\u{1f}{table}\u{1f}{}", columns.join(","));
    let recent = orphans::recent(work, &what, table, &columns).await;
    let recent =
        recent.map_err(|error| explain::any_record(work, "create", table, false, &error))?;
    if recent.get().is_none_or(Vec::is_empty) {
        return Ok(());
    }
    let known = dictionary.of(work, table).await;
    let is_it = |record: &Record| {
        fields.iter().all(|(column, text)| {
            let kind = known.get(column).cloned().unwrap_or_default();
            record.get(column).is_some_and(|stored| kind.same(stored, text))
        })
    };
    match orphans::unheld(work, &recent, is_it) {
        Some((record, age)) => Err(explain::any_orphan(table, record.sys_id(), *age)),
        None => Ok(()),
    }
}

async fn create(work: &Work, dictionary: &Dictionary, request: ApplyRequest) -> ApplyResponse {
    let mut state = Attributes::of(request.planned);
    let table = state.known_text(TABLE).unwrap_or_default().to_owned();
    let fields = texts(state.get(FIELDS));
    let placing = Placing::of(work, &table, |column| fields.contains_key(column));
    let columns: Vec<&str> = std::iter::once("sys_id")
        .chain(fields.keys().map(String::as_str))
        .chain(placing.columns())
        .chain(placement::capture_columns(work, &table))
        .collect();
    if let Err(orphan) = is_no_orphan(work, dictionary, &table, &fields).await {
        return ApplyResponse { diagnostics: vec![orphan], ..ApplyResponse::default() };
    }
    let made = work
        .client
        .table(&table)
        .insert(&placing.fill(row(work, &fields)), Input::Stored, &identity(&fields), &columns)
        .await;
    let record = match made {
        Ok(record) => record,
        Err(error) => {
            let diagnostics = vec![explain::any_record(work, "create", &table, true, &error)];
            return ApplyResponse { diagnostics, ..ApplyResponse::default() };
        }
    };
    state.set(ID, record.sys_id().into());
    let mut wrong = lost(work, dictionary, &table, &fields, &record).await;
    wrong.extend(placing.elsewhere(&table, &record).into_iter().map(explain::refused));
    wrong.extend(placement::missed(work, &table, &record).await);
    if !wrong.iter().any(Diagnostic::is_error) {
        wrong.extend(send_secrets(work, &table, record.sys_id(), &request.config).await.err());
    }
    if !wrong.iter().any(Diagnostic::is_error) {
        return answer(work, state.into_value(), wrong);
    }
    match remove(work, &table, record.sys_id()).await {
        Ok(()) => ApplyResponse { diagnostics: wrong, ..ApplyResponse::default() },
        Err(why) => {
            wrong.push(explain::any_not_undone(&table, record.sys_id(), &why));
            state.set(VERSION, Value::Null);
            answer(work, state.into_value(), wrong)
        }
    }
}

async fn update(work: &Work, dictionary: &Dictionary, request: ApplyRequest) -> ApplyResponse {
    let prior = Attributes::of(request.prior.clone());
    let mut state = Attributes::of(request.planned);
    let (table, sys_id) = (
        state.known_text(TABLE).unwrap_or_default().to_owned(),
        state.known_text(ID).unwrap_or_default().to_owned(),
    );
    let before = texts(prior.get(FIELDS));
    let mut changed = texts(state.get(FIELDS));
    changed.retain(|column, text| before.get(column) != Some(text));
    let mut told = Diagnostics::new();
    if !changed.is_empty() {
        let columns: Vec<&str> = changed
            .keys()
            .map(String::as_str)
            .chain(placement::capture_columns(work, &table))
            .collect();
        match stored(
            work.client
                .table(&table)
                .update(&sys_id, &row(work, &changed), Input::Stored, &columns)
                .await,
        ) {
            Ok(record) => {
                told = lost(work, dictionary, &table, &changed, &record).await;
                show_stored(&mut state, &told, &changed, &record);
                told.extend(placement::missed(work, &table, &record).await);
            }
            Err(error) => {
                let wrong = match error {
                    None => unwritten(work, &table, &sys_id).await,
                    Some(error) => explain::any_record(work, "update", &table, true, &error),
                };
                return ApplyResponse {
                    state: request.prior,
                    private: None,
                    diagnostics: vec![wrong],
                };
            }
        }
    }
    if prior.get(VERSION) != state.get(VERSION)
        && let Err(wrong) = send_secrets(work, &table, &sys_id, &request.config).await
    {
        state.set(VERSION, prior.get(VERSION).clone());
        told.push(wrong);
    }
    answer(work, state.into_value(), told)
}

fn stored(updated: Result<Option<Record>, Error>) -> Result<Record, Option<Error>> {
    updated.map_err(Some)?.ok_or(None)
}

/// After an error the state holds what is stored.
fn show_stored(
    state: &mut Attributes,
    told: &Diagnostics,
    changed: &BTreeMap<String, String>,
    record: &Record,
) {
    if !told.iter().any(Diagnostic::is_error) {
        return;
    }
    let Some(fields) = state.get(FIELDS).as_map() else { return };
    let mut fields = fields.clone();
    for column in changed.keys() {
        if let Some(stored) = record.get(column) {
            fields.insert(column.clone(), stored.into());
        }
    }
    state.set(FIELDS, Value::Map(fields));
}

async fn lost(
    work: &Work,
    dictionary: &Dictionary,
    table: &str,
    fields: &BTreeMap<String, String>,
    record: &Record,
) -> Diagnostics {
    let known = dictionary.of(work, table).await;
    let mut wrong = Diagnostics::new();
    for (column, text) in fields {
        match record.get(column) {
            Some(stored) if known.get(column).cloned().unwrap_or_default().same(stored, text) => {}
            Some(stored) => wrong.push(explain::any_not_stored(column, table, stored)),
            None if !known.is_empty() && !known.contains_key(column) => {
                wrong.push(explain::any_no_such_column(column, table));
            }
            None => {
                let first = work.session.first_warning(table, column);
                wrong.extend(first.then(|| explain::hidden_any_column(column, table)));
            }
        }
    }
    wrong
}

/// Each secret goes alone and as a display value (facts §12.16).
async fn send_secrets(
    work: &Work,
    table: &str,
    sys_id: &str,
    config: &Value,
) -> Result<(), Diagnostic> {
    for (column, text) in texts(config.get(SECRETS)) {
        let row = Row::new().set_secret(column.as_str(), SecretText::from(text));
        match work.client.table(table).update(sys_id, &row, Input::Display, &["sys_id"]).await {
            Ok(Some(_)) => {}
            Ok(None) => return Err(unwritten(work, table, sys_id).await),
            Err(error) => return Err(explain::any_secret(work, &column, table, &error)),
        }
    }
    Ok(())
}

async fn delete(work: &Work, request: ApplyRequest) -> ApplyResponse {
    let prior = Attributes::of(request.prior.clone());
    let (table, sys_id) =
        (prior.known_text(TABLE).unwrap_or_default(), prior.known_text(ID).unwrap_or_default());
    let done = match prior.known_text(POLICY) {
        Some("abandon") => Ok(()),
        _ => remove(work, table, sys_id).await,
    };
    match done {
        Ok(()) => {
            ApplyResponse { state: Value::Null, private: Some(Vec::new()), diagnostics: Vec::new() }
        }
        Err(wrong) => {
            ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
        }
    }
}

async fn remove(work: &Work, table: &str, sys_id: &str) -> Result<(), Diagnostic> {
    let failed = |error| explain::any_record(work, "delete", table, true, &error);
    match work.client.table(table).delete(sys_id).await.map_err(failed)? {
        Deletion::WasGone if hidden::record(work, table, sys_id).await.map_err(failed)? => {
            Err(explain::hidden_any_record("delete", table, sys_id))
        }
        _ => Ok(()),
    }
}

/// Why a write found no record.
async fn unwritten(work: &Work, table: &str, sys_id: &str) -> Diagnostic {
    match hidden::record(work, table, sys_id).await {
        Ok(true) => explain::hidden_any_record("update", table, sys_id),
        _ => explain::any_gone(table),
    }
}
