//! `GET /look/{table}/{sys_id}`: one row with all its columns, and the rows that refer to it.

use super::{
    cell::{Cell, cell},
    count,
    edit::{self, Offer},
    frame, missing, notice, shelf,
};
use crate::{
    api::Call,
    dictionary::{Column, Table},
    http::Answer,
    refusal::Refusal,
    store::Record,
    world::Work,
};
use serde::Serialize;
use std::sync::Arc;
use url::form_urlencoded;

#[derive(Serialize)]
struct Field {
    label: String,
    column: String,
    kind: &'static str,
    evidence: &'static str,
    mandatory: bool,
    cell: Cell,
}

#[derive(Serialize)]
struct Related {
    title: String,
    column: String,
    count: usize,
    href: String,
}

/// What a person can set off from the form, as on an instance.
#[derive(Serialize)]
struct Action {
    title: &'static str,
    href: String,
}

#[derive(Serialize)]
struct Shown {
    table: String,
    label: String,
    list: String,
    list_title: String,
    name: String,
    notice: Option<&'static str>,
    offer: Offer,
    action: Option<Action>,
    fields: Vec<Field>,
    system: Vec<Field>,
    related: Vec<Related>,
}

/// A form.
pub(in crate::api) fn record(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (name, id) = (call.capture(0), call.capture(1));
    let page = call.work(|work| {
        let row = work.fetch(name, id)?.ok_or(Refusal::NotFound)?;
        let class = work.world.dictionary.table(row.value("sys_class_name"));
        let table = class.unwrap_or(work.table(name)?);
        let row = work.fetch(&table.name, id)?.ok_or(Refusal::NotFound)?;
        shown(work, table, &row)
    });
    let page = match page {
        Err(Refusal::InvalidTable(_)) => return missing::table(call, name),
        Err(Refusal::NotFound) => return missing::record(call, name),
        page => page?,
    };
    let id = value_of(&page.system, "sys_id").unwrap_or_else(|| id.to_owned());
    let class = call.instance.world.dictionary.table(&page.table).ok_or(Refusal::NotFound)?;
    let (related, offer) = (related(call, class, &id)?, edit::offer(call, class, &id)?);
    let (list, notice) = (page.list.clone(), notice::of(call));
    frame::page(call, "record.html", &list, Shown { notice, offer, related, ..page })
}

fn value_of(fields: &[Field], column: &str) -> Option<String> {
    let field = fields.iter().find(|field| field.column == column);
    field.map(|field| field.cell.text.clone())
}

fn shown(work: &Work<'_>, table: &Arc<Table>, row: &Record) -> Result<Shown, Refusal> {
    let display = table.display_column();
    let mut columns: Vec<&Arc<Column>> = table.columns().filter(|column| !column.hidden).collect();
    // What names the row first, then what is filled.
    columns.sort_by_key(|column| {
        let empty = row.value(&column.name).is_empty();
        (column.name != display, empty, !column.mandatory, column.label.clone())
    });
    let (system, own): (Vec<_>, Vec<_>) =
        columns.into_iter().partition(|column| column.audit || column.name.starts_with("sys_"));
    let fields = |columns: Vec<&Arc<Column>>| {
        columns.into_iter().map(|column| field(work, column, row)).collect::<Result<Vec<_>, _>>()
    };
    let (list, list_title) = shelf::list(table);
    let name = row.value(display);
    Ok(Shown {
        table: table.name.clone(),
        label: table.label.clone(),
        list: list.to_owned(),
        list_title: list_title.to_owned(),
        notice: None,
        offer: Offer::default(),
        action: get_oauth_token(table, row),
        name: if name.is_empty() { "(without a name)" } else { name }.to_owned(),
        fields: fields(own)?,
        system: fields(system)?,
        related: Vec::new(),
    })
}

/// "Get OAuth Token" of a credential with a profile (docs/facts.md#outbound-token).
fn get_oauth_token(table: &Table, row: &Record) -> Option<Action> {
    let profile = row.value("oauth_entity_profile");
    if table.name != "oauth_2_0_credentials" || profile.is_empty() {
        return None;
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("oauth_requestor_context", &table.name)
        .append_pair("oauth_requestor", row.value("sys_id"))
        .append_pair("oauth_provider_profile", profile)
        .append_pair("response_type", "code")
        .finish();
    Some(Action { title: "Get OAuth Token", href: format!("/oauth_initiator.do?{query}") })
}

fn field(work: &Work<'_>, column: &Column, row: &Record) -> Result<Field, Refusal> {
    Ok(Field {
        label: column.label.clone(),
        column: column.name.clone(),
        kind: column.kind.internal_type(),
        evidence: column.evidence.mark(),
        mandatory: column.mandatory,
        cell: cell(work, column, row.value(&column.name))?,
    })
}

/// The lists of rows that refer to this one, those with rows only.
fn related(call: &Call<'_>, table: &Table, id: &str) -> Result<Vec<Related>, Refusal> {
    let dictionary = &call.instance.world.dictionary;
    let mut related = Vec::new();
    for (referring, column) in dictionary.references_to(table) {
        let query = format!("{}={id}", column.name);
        let count = count(call, &referring.name, &query)?;
        if count > 0 {
            let name = &referring.name;
            let encoded: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
            related.push(Related {
                title: shelf::of(name).map_or(&*referring.label, |entry| entry.title).to_owned(),
                column: column.label.clone(),
                count,
                href: format!("/look/{name}?query={encoded}"),
            });
        }
    }
    Ok(related)
}
