//! `/oauth_auth.do`: asks the person whether an application may act for them
//! (docs/facts.md#authorization-endpoint).

use super::{Call, dialogue, form::Form, login};
use crate::{
    access::Session,
    http::Answer,
    identity::{TokenKind, may_have_token},
    oauth::{
        Holder,
        authorization::{self, Ask, Authorization, Wrong},
        token,
    },
    refusal::Refusal,
    store::Record,
    world::Work,
};
use serde::Serialize;
use url::Url;

#[derive(Serialize)]
struct Consent<'a> {
    client: &'a str,
    user: &'a str,
    scopes: Vec<&'a str>,
    redirect: &'a str,
    token: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

/// `GET`: the page with Allow and Deny, after sign-in.
pub(super) fn ask(call: &Call<'_>) -> Result<Answer, Refusal> {
    let ask = asked(&Form::of(call.request));
    let wanted = match call.work(|work| authorization::check(work, &ask))? {
        Ok(wanted) => wanted,
        Err(wrong) => return refused(&wrong),
    };
    let Some((session, user)) = person(call)? else { return Ok(login::first_sign_in(call)) };
    if wanted.client.is("skip_authorize") {
        return allow(call, &wanted, &user);
    }
    let page = Consent {
        client: wanted.client.get("name"),
        user: user.value("name"),
        scopes: wanted.scope.split(' ').collect(),
        redirect: wanted.redirect.as_str(),
        token: &session.token,
        fields: fields(&ask).to_vec(),
    };
    dialogue::page(200, "consent.html", page)
}

/// `POST`: what the person decided.
pub(super) fn decide(call: &Call<'_>) -> Result<Answer, Refusal> {
    let form = Form::of_body(call.request);
    let Some((session, user)) = person(call)? else { return Ok(login::first_sign_in(call)) };
    if session.token != form.get("sysparm_ck") {
        return dialogue::message(403, "Not done", "This page is out of date. Please begin again.");
    }
    let wanted = match call.work(|work| authorization::check(work, &asked(&form)))? {
        Ok(wanted) => wanted,
        Err(wrong) => return refused(&wrong),
    };
    match form.get("decision") {
        "allow" => allow(call, &wanted, &user),
        _ => Ok(sent(&wanted.answer(&[
            ("error", "access_denied"),
            ("error_description", "The user denied access"),
        ]))),
    }
}

fn asked(form: &Form) -> Ask {
    let get = |name: &str| form.get(name).to_owned();
    Ask {
        response_type: get("response_type"),
        client_id: get("client_id"),
        redirect_uri: get("redirect_uri"),
        scope: get("scope"),
        state: get("state"),
        code_challenge: get("code_challenge"),
        code_challenge_method: get("code_challenge_method"),
    }
}

/// What the page sends back when the person has decided.
fn fields(ask: &Ask) -> [(&str, &str); 7] {
    [
        ("response_type", &ask.response_type),
        ("client_id", &ask.client_id),
        ("redirect_uri", &ask.redirect_uri),
        ("scope", &ask.scope),
        ("state", &ask.state),
        ("code_challenge", &ask.code_challenge),
        ("code_challenge_method", &ask.code_challenge_method),
    ]
}

/// Whoever signed in, while they may still have tokens.
fn person(call: &Call<'_>) -> Result<Option<(Session, Record)>, Refusal> {
    let Some(session) = login::signed_in(call) else { return Ok(None) };
    let user = call.work(|work| work.fetch("sys_user", &session.user_id))?;
    Ok(user.filter(may_have_token).map(|user| (session, user)))
}

fn allow(call: &Call<'_>, wanted: &Authorization, user: &Record) -> Result<Answer, Refusal> {
    let to = if wanted.implicit {
        call.work(|work| with_token(work, wanted, user))?
    } else {
        wanted.with_code(&call.instance.oauth.codes, user, call.instance.world.clock.now())
    };
    Ok(sent(&to))
}

/// The implicit grant: the token itself, in the fragment.
fn with_token(work: &Work<'_>, wanted: &Authorization, user: &Record) -> Result<Url, Refusal> {
    let (client, scope) = (&wanted.client, wanted.scope.as_str());
    let holder = Holder { client, user, grant_type: "implicit", scope };
    let token = token::issue(work, &holder, TokenKind::Access)?;
    Ok(wanted.answer_in_fragment(&[
        ("access_token", &token.text),
        ("token_type", "Bearer"),
        ("expires_in", &token.seconds.to_string()),
        ("scope", scope),
    ]))
}

fn refused(wrong: &Wrong) -> Result<Answer, Refusal> {
    match wrong {
        Wrong::Page(text) => dialogue::message(400, "OAuth request refused", text),
        Wrong::Told(to) => Ok(sent(to)),
    }
}

fn sent(to: &Url) -> Answer {
    login::redirect(to.as_str())
}
