//! Sessions of people: who signed in with a form carries a cookie from then on.
//!
//! A session also exists before sign-in, so that the form can carry a token against forgery.

use crate::{
    clock,
    http::Request,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    vault,
    world::Work,
};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

/// How long a session may rest before it ends \[I\].
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// The platform's name for the cookie.
const COOKIE: &str = "JSESSIONID";

/// What the instance remembers about one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) id: String,
    /// The sys_id of whoever signed in; empty before that.
    pub(crate) user_id: String,
    /// What forms (`sysparm_ck`) and calls (`X-UserToken`) must carry.
    pub(crate) token: String,
    /// Names of the roles elevated to.
    pub(crate) elevated: BTreeSet<String>,
    last_used: Timestamp,
}

impl Session {
    /// An identifier for a session.
    pub(crate) fn new_id() -> String {
        vault::new_id().to_ascii_uppercase()
    }
}

/// All sessions. They do not outlive the process.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    by_id: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// A new session for the user; for nobody yet where `user_id` is empty.
    pub(crate) fn open(&self, user_id: &str, now: Timestamp) -> Session {
        self.open_as(Session::new_id(), user_id, now)
    }

    fn open_as(&self, id: String, user_id: &str, now: Timestamp) -> Session {
        let session = Session {
            id,
            user_id: user_id.to_owned(),
            token: format!("{}{}", vault::new_id(), vault::new_id()),
            elevated: BTreeSet::new(),
            last_used: now,
        };
        let mut by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        by_id.retain(|_, other| now.duration_since(other.last_used) < IDLE);
        by_id.insert(session.id.clone(), session.clone());
        session
    }

    /// The session whose cookie the request carries, unless it rested too long.
    pub(crate) fn of(&self, request: &Request, now: Timestamp) -> Option<Session> {
        let mut by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        let id = cookies_of(request).into_iter().find(|id| by_id.contains_key(id))?;
        let session =
            by_id.get_mut(&id).filter(|session| now.duration_since(session.last_used) < IDLE)?;
        session.last_used = now;
        Some(session.clone())
    }

    /// The session of a client that signs in with each request and keeps cookies: opened when it
    /// first sends the cookie it was given.
    pub(crate) fn of_client(
        &self,
        request: &Request,
        user_id: &str,
        now: Timestamp,
    ) -> Option<Session> {
        if let Some(session) = self.of(request, now) {
            return Some(session).filter(|session| session.user_id == user_id);
        }
        let is_id = |id: &String| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = cookies_of(request).into_iter().find(is_id)?;
        Some(self.open_as(id, user_id, now))
    }

    /// Changes a session that is still open.
    pub(crate) fn change(&self, id: &str, change: impl FnOnce(&mut Session)) {
        let mut by_id = self.by_id.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = by_id.get_mut(id) {
            change(session);
        }
    }

    /// Ends all sessions.
    pub(crate) fn clear(&self) {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Ends a session.
    pub(crate) fn close(&self, id: &str) {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

/// Writes a session down in `sys_user_session`, where scripts find the token forms must carry.
pub(crate) fn note_session(
    work: &Work<'_>,
    session: &Session,
    user: &Record,
) -> Result<(), Refusal> {
    let row = Input::platform([
        ("name", user.value("user_name")),
        ("user", &session.user_id),
        ("id", &session.id),
        ("csrf_token", &session.token),
        ("last_accessed", &clock::stored(work.now)),
    ]);
    records::insert(work, work.table("sys_user_session")?, &row)?;
    Ok(())
}

/// The headers that give a browser the session of the instance at `url`.
///
/// Browsers keep cookies by host and not by port, so two instances on one machine would take each
/// other's: a second cookie that names the port keeps them apart.
pub(crate) fn set_cookies(session: &str, url: &str) -> [String; 2] {
    let secure = if url.starts_with("https:") { "; Secure" } else { "" };
    let port = url.rsplit(':').next().unwrap_or_default().trim_end_matches('/');
    [COOKIE.to_owned(), format!("{COOKIE}_{port}")]
        .map(|name| format!("{name}={session}; Path=/; HttpOnly; SameSite=Lax{secure}"))
}

/// The values of all session cookies of a request.
pub(crate) fn cookies_of(request: &Request) -> Vec<String> {
    let headers = request.headers.get_all("cookie").iter().filter_map(|value| value.to_str().ok());
    let pairs =
        headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(name, _)| name.trim().starts_with(COOKIE))
        .map(|(_, value)| value.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn request(cookie: &str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", cookie.parse().unwrap());
        Request::new("GET", "/", "", headers, Vec::new())
    }

    #[test]
    fn a_session_is_found_by_its_cookie_until_it_rests_too_long() {
        let (sessions, start) = (Sessions::default(), Timestamp::UNIX_EPOCH);
        let session = sessions.open("u1", start);
        let carrying = request(&format!("other=1; JSESSIONID={}", session.id));
        assert_eq!(sessions.of(&carrying, start).unwrap().user_id, "u1");
        assert!(sessions.of(&carrying, start + SignedDuration::from_mins(29)).is_some());
        assert!(sessions.of(&carrying, start + SignedDuration::from_mins(58)).is_some());
        assert!(sessions.of(&carrying, start + SignedDuration::from_mins(90)).is_none());
        assert!(sessions.of(&request("JSESSIONID=made-up"), start).is_none());
    }

    #[test]
    fn a_closed_session_is_gone_and_a_changed_one_is_changed() {
        let (sessions, now) = (Sessions::default(), Timestamp::UNIX_EPOCH);
        let session = sessions.open("", now);
        let carrying = request(&format!("JSESSIONID={}", session.id));
        sessions.change(&session.id, |session| "u2".clone_into(&mut session.user_id));
        assert_eq!(sessions.of(&carrying, now).unwrap().user_id, "u2");
        sessions.close(&session.id);
        assert!(sessions.of(&carrying, now).is_none());
    }

    #[test]
    fn the_cookie_of_another_instance_on_the_machine_does_no_harm() {
        let (sessions, now) = (Sessions::default(), Timestamp::UNIX_EPOCH);
        let session = sessions.open("u1", now);
        let [plain, with_port] = set_cookies(&session.id, "http://127.0.0.1:8081");
        assert!(plain.starts_with("JSESSIONID=") && !plain.contains("Secure"));
        let own = with_port.split(';').next().unwrap();
        assert!(own.starts_with("JSESSIONID_8081="));
        let both = request(&format!("JSESSIONID=of-another; {own}"));
        assert_eq!(sessions.of(&both, now).unwrap().id, session.id);
        assert!(set_cookies(&session.id, "https://127.0.0.1:1")[0].contains("; Secure"));
    }
}
