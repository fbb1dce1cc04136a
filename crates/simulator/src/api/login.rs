//! `/login.do`, `/navpage.do` and `/logout.do`: people sign in with a form and are known by a cookie
//! from then on (docs/facts.md#sign-in).
//!
//! As on the platform a failed sign-in is answered with 200 and the form again.

use super::{Call, dialogue, form::Form};
use crate::{
    access::{self, Session},
    http::Answer,
    identity,
    refusal::Refusal,
};
use serde::Serialize;
use url::{Position, Url, form_urlencoded};

/// Where people land who were going nowhere.
const HOME: &str = "/navpage.do";
/// What a failed sign-in says.
const FAILED: &str = "User name or password invalid";
/// How many users the form names whose password is their name.
const HINTS: usize = 6;

#[derive(Serialize)]
struct SignIn<'a> {
    token: &'a str,
    goto: String,
    /// Who tried to sign in.
    user: &'a str,
    failure: Option<&'a str>,
    /// Some whose password is their name.
    hints: Vec<String>,
}

/// `GET /login.do`: the form.
pub(super) fn form(call: &Call<'_>) -> Result<Answer, Refusal> {
    let goto = Form::of(call.request);
    sign_in_page(call, goto.get("sysparm_goto_url"), goto.get("user_name"), None)
}

#[derive(Serialize)]
struct Home<'a> {
    user: &'a str,
    token: &'a str,
}

/// `GET /navpage.do`: the first page of somebody who signed in. Its variable `g_ck` holds what calls
/// in the session must carry.
pub(super) fn home(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(session) = signed_in(call) else { return Ok(first_sign_in(call)) };
    let user = call.work(|work| work.fetch("sys_user", &session.user_id))?;
    let user = user.as_ref().map_or("", |user| user.value("user_name"));
    dialogue::page(200, "navpage.html", Home { user, token: &session.token })
}

/// `POST /login.do`: signs in, and goes where the person was going.
pub(super) fn sign_in(call: &Call<'_>) -> Result<Answer, Refusal> {
    let form = Form::of_body(call.request);
    let goto = form.get("sysparm_goto_url");
    let before = session(call);
    // Without the form's own token somebody else's page could sign a person in.
    let Some(before) = before.filter(|session| session.token == form.get("sysparm_ck")) else {
        return sign_in_page(call, goto, form.get("user_name"), None);
    };
    let (name, password) = (form.get("user_name"), form.get("user_password"));
    let user = call.work(|work| identity::sign_in(work, name, password))?;
    let Some(user) = user else { return sign_in_page(call, goto, name, Some(FAILED)) };
    let sessions = &call.instance.sessions;
    sessions.close(&before.id);
    let session = sessions.open(user.value("sys_id"), call.instance.world.clock.now());
    call.work(|work| access::note_session(work, &session, &user))?;
    Ok(with_cookies(call, &session.id, redirect(&local(goto))))
}

/// `GET /logout.do`.
pub(super) fn sign_out(call: &Call<'_>) -> Result<Answer, Refusal> {
    if let Some(session) = session(call) {
        call.instance.sessions.close(&session.id);
    }
    dialogue::message(200, "Signed out", "You are signed out of this instance.")
}

/// The session of the request, signed in or not.
pub(super) fn session(call: &Call<'_>) -> Option<Session> {
    call.instance.sessions.of(call.request, call.instance.world.clock.now())
}

/// The session of the request, if somebody signed in to it.
pub(super) fn signed_in(call: &Call<'_>) -> Option<Session> {
    super::session(call.instance, call.request)
}

/// To the sign-in form, and back here afterwards.
pub(super) fn first_sign_in(call: &Call<'_>) -> Answer {
    redirect(&sign_in_href(call))
}

/// The address of the sign-in form, which leads back here afterwards.
pub(super) fn sign_in_href(call: &Call<'_>) -> String {
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&call.request.query).finish();
    let mark = if query.is_empty() { "" } else { "?" };
    let here = format!("{}{mark}{query}", call.request.path);
    let to = form_urlencoded::Serializer::new(String::new())
        .append_pair("sysparm_goto_url", &here)
        .finish();
    format!("/login.do?{to}")
}

/// 302.
pub(super) fn redirect(to: &str) -> Answer {
    Answer { status: 302, ..Answer::nothing() }.with_header("Location", to)
}

fn sign_in_page(
    call: &Call<'_>,
    goto: &str,
    user: &str,
    failure: Option<&str>,
) -> Result<Answer, Refusal> {
    let instance = call.instance;
    let session = session(call).filter(|session| session.user_id.is_empty());
    let session = session.unwrap_or_else(|| instance.sessions.open("", instance.world.clock.now()));
    let hints = call.work(|work| identity::named_like_password(work, HINTS))?;
    let page = SignIn { token: &session.token, goto: local(goto), user, failure, hints };
    Ok(with_cookies(call, &session.id, dialogue::page(200, "sign_in.html", page)?))
}

/// The answer with the cookies that give a browser the session of that identifier.
pub(super) fn with_cookies(call: &Call<'_>, session: &str, answer: Answer) -> Answer {
    let cookies = access::set_cookies(session, &call.instance.world.url);
    cookies.into_iter().fold(answer, |answer, cookie| answer.with_header("Set-Cookie", cookie))
}

/// A path on this instance, as a browser reads it: it drops tabs and line breaks, and a backslash is a
/// slash to it. The first page for everything that leads elsewhere.
fn local(goto: &str) -> String {
    let here = Url::parse("http://instance.invalid").ok();
    let there = here.as_ref().and_then(|here| here.join(goto).ok());
    let path = there.filter(|there| {
        goto.starts_with('/') && here.as_ref().is_some_and(|here| here.origin() == there.origin())
    });
    let path = path.map(|there| there[Position::BeforePath..].to_owned());
    // What is read here may be read again by others: nothing that begins like a host goes out.
    path.filter(|path| !path.starts_with("//")).unwrap_or_else(|| HOME.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_leads_nowhere_but_to_this_instance() {
        assert_eq!(local("/oauth_auth.do?client_id=1"), "/oauth_auth.do?client_id=1");
        assert_eq!(local("/look/sys_user?query=a%09b#x"), "/look/sys_user?query=a%09b#x");
        for elsewhere in [
            "",
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "\\\\example.com",
            "/\t/example.com",
            "/\n/example.com",
            "/\r\n\t/example.com",
            "\t//example.com",
            " //example.com",
            "/.//example.com",
            "/x/..//example.com",
            "javascript:alert(1)",
            "http:example.com",
            "http:/example.com",
            "@example.com",
            "///example.com",
            "/\t\\example.com",
        ] {
            assert_eq!(local(elsewhere), HOME, "{elsewhere:?}");
        }
    }
}
