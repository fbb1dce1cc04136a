//! The instance's web interface: what a request is, who answers it, and one file for each family
//! of endpoints.

mod attachment;
mod batch;
mod cicd;
mod concourse;
mod control;
mod current_user;
mod dialogue;
mod elevation;
mod form;
mod import_set;
mod jsonv2;
mod login;
mod oauth_auth;
mod oauth_initiator;
mod oauth_keys;
mod oauth_password_input;
mod oauth_redirect;
mod oauth_revoke;
mod oauth_token;
mod page;
mod routes;
mod scripted;
mod stats;
mod table;
mod templates;
mod within;

pub(crate) use cicd::{make_active, release_lock};

use crate::{
    access::{self, Session},
    http::{Answer, Request},
    identity,
    instance::Instance,
    outbound,
    refusal::Refusal,
    world::{Caller, Work},
};
#[cfg(test)]
pub(crate) use routes::ROUTES;
use routes::{Door, Route};

/// A request on its way to the function that answers it.
pub(crate) struct Call<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) request: &'a Request,
    pub(crate) caller: Caller,
    /// What the placeholders of the route's pattern stand for, in order.
    captures: Vec<String>,
    /// The version named in the path; without one the newest.
    pub(crate) version: Option<u8>,
}

impl Call<'_> {
    /// The capture at `index`; empty if the pattern has fewer.
    pub(crate) fn capture(&self, index: usize) -> &str {
        self.captures.get(index).map_or("", String::as_str)
    }

    /// Does `work` on the store as the caller.
    pub(crate) fn work<T>(
        &self,
        work: impl FnOnce(&Work<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.instance.world.work(&self.caller, work)
    }
}

/// Answers a request. `user` becomes the name of whoever called.
pub(crate) fn answer(instance: &Instance, request: &Request, user: &mut String) -> Answer {
    let answer = match dispatch(instance, request, user) {
        Ok(answer) => as_asked(request, answer),
        Err(refusal) => refused(instance, request, &refusal),
    };
    outbound::send_messages(&instance.world, &instance.outbound);
    answer
}

/// Whether the head of a request says that somebody sent it who may send much: a user of the
/// instance, or whoever uses the controls.
pub(crate) fn knows(instance: &Instance, head: &Request) -> bool {
    match routes::find(head) {
        Ok((route, ..)) if route.door == Door::Control => control::admit(head).is_ok(),
        Ok((route, ..)) if route.door == Door::Open && session(instance, head).is_some() => true,
        _ => enter(instance, head).is_ok(),
    }
}

/// The session of the request, if somebody signed in to it.
fn session(instance: &Instance, request: &Request) -> Option<Session> {
    let session = instance.sessions.of(request, instance.world.clock.now());
    session.filter(|session| !session.user_id.is_empty())
}

/// The name of whoever signed in to the session of the request; empty where nobody did.
fn person(instance: &Instance, request: &Request) -> Result<String, Refusal> {
    let Some(session) = session(instance, request) else { return Ok(String::new()) };
    let find = |work: &Work<'_>| identity::user_with_id(work, &session.user_id);
    let user = instance.world.work(&Caller::system(), find)?;
    Ok(user.map(|user| user.value("user_name").to_owned()).unwrap_or_default())
}

/// The answer a refusal of `request` becomes on this instance (docs/facts.md#unreadable-request).
pub(crate) fn refused(instance: &Instance, request: &Request, refusal: &Refusal) -> Answer {
    let answer = Answer::refusal(refusal);
    let answer = match refusal {
        Refusal::NoSuchResource(_) if instance.world.unknowns.unknown_path_is_404 => {
            Answer { status: 404, ..answer }
        }
        Refusal::Malformed(_) | Refusal::NotAcceptable | Refusal::UnsupportedMediaType
            if instance.world.unknowns.unreadable_request_gets_page =>
        {
            answer.into_page()
        }
        _ => answer,
    };
    as_asked(request, answer)
}

/// HEAD is answered as GET is, without the body.
fn as_asked(request: &Request, answer: Answer) -> Answer {
    if request.method == "HEAD" { answer.without_body() } else { answer }
}

fn dispatch(instance: &Instance, request: &Request, user: &mut String) -> Result<Answer, Refusal> {
    let (route, captures, version) = match routes::find(request) {
        Err(Refusal::NoSuchResource(_)) if scripted::may_be(request) => {
            return scripted::answer(instance, request, user);
        }
        found => found?,
    };
    let caller = match route.door {
        Door::Open => {
            *user = person(instance, request)?;
            Caller::system()
        }
        Door::Control => {
            control::admit(request)?;
            Caller::system()
        }
        Door::Authenticated => enter(instance, request)?,
    };
    if route.door == Door::Authenticated {
        user.clone_from(&caller.user_name);
    }
    if route.door == Door::Authenticated && route.gives_json() {
        request.accepts_json()?;
    }
    let call = Call { instance, request, caller, captures, version };
    let answer = answer_route(route, &call)?;
    Ok(if route.door == Door::Authenticated { with_session(&call, answer) } else { answer })
}

/// The answer with the cookie of a session, for a client that has none yet. Nothing is kept until
/// the client sends it back.
fn with_session(call: &Call<'_>, answer: Answer) -> Answer {
    let has_one = !access::cookies_of(call.request).is_empty()
        || answer.headers.iter().any(|(name, _)| name == "Set-Cookie");
    let answer = answer.with_header("X-Is-Logged-In", "true");
    if has_one { answer } else { login::with_cookies(call, &Session::new_id(), answer) }
}

fn enter(instance: &Instance, request: &Request) -> Result<Caller, Refusal> {
    let caller = instance
        .world
        .work(&Caller::system(), |work| access::authenticate(work, &instance.sessions, request))?;
    Ok(caller.with(request))
}

fn answer_route(route: &Route, call: &Call<'_>) -> Result<Answer, Refusal> {
    (route.answer)(call)
}
