//! `/look/{table}/{sys_id}/delete`: a record deleted by hand, once that is confirmed.

use super::change::path;
use crate::{
    api::{
        Call,
        form::Form,
        login,
        page::{
            cell::href,
            frame, missing, notice,
            person::{self, Person},
            shelf,
        },
        table,
    },
    http::Answer,
    refusal::{Operation, Refusal},
    world::Work,
};
use serde::Serialize;
use serde_json::Map;

/// The question.
#[derive(Debug, Serialize)]
struct Question {
    name: String,
    label: String,
    table: String,
    list: String,
    back: String,
    action: String,
    token: String,
    failure: Option<String>,
}

/// `GET`: asks whether it is meant.
pub(in crate::api) fn ask(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(person) = person::of(call)? else { return Ok(login::first_sign_in(call)) };
    match person.call.work(|work| question(work, &person)) {
        Ok(question) => frame::page(call, "delete.html", &question.list, &question),
        Err(refusal) => missing::told(call, refusal),
    }
}

/// `POST`: deletes it, as the Table API does.
pub(in crate::api) fn delete(call: &Call<'_>) -> Result<Answer, Refusal> {
    let person = match person::sending(call, &Form::of_body(call.request))? {
        Ok(person) => person,
        Err(answer) => return Ok(answer),
    };
    let question = match person.call.work(|work| question(work, &person)) {
        Ok(question) => question,
        Err(refusal) => return missing::told(call, refusal),
    };
    match person.write("DELETE", &path(&question.table, call.capture(1)), Map::new()) {
        Ok(_) => Ok(notice::see(&format!("/look/{}", question.list), "deleted")),
        Err(refusal) => {
            let (status, failure) = (refusal.answer().0, Some(refusal.in_words()));
            let question = Question { failure, ..question };
            Ok(Answer { status, ..frame::page(call, "delete.html", &question.list, &question)? })
        }
    }
}

fn question(work: &Work<'_>, person: &Person<'_>) -> Result<Question, Refusal> {
    let (name, id) = (person.call.capture(0), person.call.capture(1));
    let row = work.fetch(name, id)?.ok_or(Refusal::NotFound)?;
    let class = work.table(row.value("sys_class_name"))?;
    if !table::may(work, class, id, Operation::Delete)? {
        return Err(Refusal::Access(Operation::Delete));
    }
    let back = href(&class.name, id);
    Ok(Question {
        name: row.value(class.display_column()).to_owned(),
        label: class.label.clone(),
        table: class.name.clone(),
        list: shelf::list(class).0.to_owned(),
        action: format!("{back}/delete"),
        back,
        token: person.token.clone(),
        failure: None,
    })
}
