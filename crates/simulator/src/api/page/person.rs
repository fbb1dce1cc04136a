//! Whoever is signed in and looks at a page, and what they do with their own rights.

use crate::{
    access,
    api::{Call, dialogue, form::Form, login},
    http::Answer,
    refusal::Refusal,
};
use serde_json::{Map, Value};

/// Values are entered as people see them, and so they are written.
const AS_ENTERED: (&str, &str) = ("sysparm_input_display_value", "true");

/// Somebody who signed in.
pub(super) struct Person<'a> {
    /// The call as they make it, with their rights.
    pub(super) call: Call<'a>,
    /// What their forms must carry.
    pub(super) token: String,
}

/// Whoever signed in, if anybody did.
pub(super) fn of<'a>(call: &Call<'a>) -> Result<Option<Person<'a>>, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(None) };
    let caller = call.work(|work| access::caller_in_session(work, &session))?;
    Ok(caller.map(|caller| {
        let (instance, request, version) = (call.instance, call.request, call.version);
        let captures = call.captures.clone();
        let call = Call { instance, request, caller, captures, version };
        Person { call, token: session.token }
    }))
}

/// Whoever sent the form of a page; or the answer where nobody is signed in, or where it is none of
/// their session's forms.
pub(super) fn sending<'a>(
    call: &Call<'a>,
    form: &Form,
) -> Result<Result<Person<'a>, Answer>, Refusal> {
    let Some(person) = of(call)? else { return Ok(Err(login::first_sign_in(call))) };
    if form.get("sysparm_ck") == person.token {
        return Ok(Ok(person));
    }
    let text = "This page is out of date. Please open it again.";
    dialogue::message(403, "Not done", text).map(Err)
}

impl Person<'_> {
    /// What the Table API answers them to a write; `path` begins at the table's name.
    pub(super) fn write(
        &self,
        method: &str,
        path: &str,
        values: Map<String, Value>,
    ) -> Result<Answer, Refusal> {
        let body = Value::Object(values).to_string().into_bytes();
        self.call.table_api(method, path, &[AS_ENTERED], body)
    }
}
