//! A form with all its fields, as a page.

use super::field::Field;
use crate::{
    api::{
        Call,
        form::Form,
        page::{frame, shelf},
    },
    dictionary::{Column, Table},
    http::Answer,
    refusal::Refusal,
    store::Record,
    world::Work,
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Some of what was entered cannot be written.
const DOUBTFUL: u16 = 422;

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct Sheet {
    title: String,
    table: String,
    label: String,
    list: String,
    list_title: String,
    /// Where it leads back to.
    pub(super) back: String,
    /// Where it is sent to.
    action: String,
    token: String,
    failure: Option<String>,
    fields: Vec<Field>,
    system: Vec<Field>,
}

/// What a form is for.
pub(super) struct Purpose {
    pub(super) title: String,
    pub(super) back: String,
    pub(super) action: String,
    pub(super) token: String,
}

impl Sheet {
    /// The form for these columns of `row`: what names it first, then what has to be filled.
    pub(super) fn of(
        work: &Work<'_>,
        table: &Table,
        row: &Record,
        mut columns: Vec<&Arc<Column>>,
        purpose: Purpose,
    ) -> Result<Self, Refusal> {
        let display = table.display_column();
        columns.sort_by_key(|column| {
            (column.name != display, !column.mandatory, column.label.clone())
        });
        let (system, own): (Vec<_>, Vec<_>) =
            columns.into_iter().partition(|column| column.name.starts_with("sys_"));
        let fields = |columns: Vec<&Arc<Column>>| {
            let field = |column: &Arc<Column>| Field::of(work, column, row.value(&column.name));
            columns.into_iter().map(field).collect::<Result<Vec<_>, _>>()
        };
        let (list, list_title) = shelf::list(table);
        let Purpose { title, back, action, token } = purpose;
        Ok(Self {
            title,
            table: table.name.clone(),
            label: table.label.clone(),
            list: list.to_owned(),
            list_title: list_title.to_owned(),
            back,
            action,
            token,
            failure: None,
            fields: fields(own)?,
            system: fields(system)?,
        })
    }

    /// Takes what was entered, and gives what is to be written by column.
    pub(super) fn enter(
        &mut self,
        work: &Work<'_>,
        table: &Table,
        form: &Form,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut changes = Map::new();
        for field in self.fields.iter_mut().chain(&mut self.system) {
            let Some(column) = table.column(&field.column) else { continue };
            if let Some(sent) = field.enter(work, column, form)? {
                changes.insert(field.column.clone(), Value::String(sent));
            }
        }
        Ok(changes)
    }

    /// Whether a person has to look at something again.
    pub(super) fn is_doubtful(&self) -> bool {
        self.fields.iter().chain(&self.system).any(Field::is_doubtful)
    }

    /// The page.
    pub(super) fn page(&self, call: &Call<'_>) -> Result<Answer, Refusal> {
        frame::page(call, "edit.html", &self.list, self)
    }

    /// The page again, with what has to be looked at.
    pub(super) fn doubtful(mut self, call: &Call<'_>) -> Result<Answer, Refusal> {
        self.failure = Some("Nothing was written: some fields have to be looked at.".to_owned());
        Ok(Answer { status: DOUBTFUL, ..self.page(call)? })
    }

    /// The page again, with why nothing was written.
    pub(super) fn refused(mut self, call: &Call<'_>, refusal: &Refusal) -> Result<Answer, Refusal> {
        self.failure = Some(format!("Nothing was written. {}", refusal.in_words()));
        Ok(Answer { status: refusal.answer().0, ..self.page(call)? })
    }
}
