//! Sessions with a sign-in form and elevated roles, as the user interface of an instance has them.

use std::collections::HashMap;
use std::sync::Arc;

use axum::response::Response;
use serde_json::json;

use super::{Inner, Seen, answer};

/// What the sign-in page does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Login {
    /// It has a form that lets ann in.
    #[default]
    Form,
    /// It leads to the sign-in page of somebody else.
    SingleSignOn,
    /// It has a form that leads to a page that asks for a code.
    SecondFactor,
    /// It has a form that lets nobody in.
    Closed,
}

/// One session, signed in or not.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    number: usize,
    user: &'static str,
    elevated: Vec<String>,
}

/// All sessions, and how the instance treats them.
#[derive(Debug)]
pub(crate) struct Sessions {
    open: HashMap<String, Open>,
    pub(super) opened: usize,
    made: usize,
    pub(crate) login: Login,
    /// The roles that ann may elevate to.
    pub(crate) offered: Vec<&'static str>,
    /// Whether a session keeps the roles it was given.
    pub(crate) keeps_roles: bool,
    /// Whether a request with a token opens a session.
    pub(crate) for_tokens: bool,
    in_use: HashMap<String, usize>,
    pub(super) most_in_use: usize,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            open: HashMap::new(),
            opened: 0,
            made: 0,
            login: Login::default(),
            offered: vec!["security_admin"],
            keeps_roles: true,
            for_tokens: false,
            in_use: HashMap::new(),
            most_in_use: 0,
        }
    }
}

impl Sessions {
    /// Ends every session.
    pub(crate) fn expire(&mut self) {
        self.open.clear();
    }

    /// Takes the elevated roles from every session.
    pub(crate) fn lower(&mut self) {
        self.open.values_mut().for_each(|session| session.elevated.clear());
    }

    fn open(&mut self, user: &'static str) -> (String, String) {
        self.made += 1;
        self.opened += usize::from(!user.is_empty());
        let id = format!("session-{}", self.made);
        let open = Open { number: self.made, user, elevated: Vec::new() };
        self.open.insert(id.clone(), open);
        let cookie = format!("JSESSIONID={id}; Path=/; HttpOnly");
        (id, cookie)
    }

    fn of(&self, seen: &Seen) -> Option<&Open> {
        self.open.get(&cookie(seen)?)
    }

    /// Whether the request belongs to a session in which somebody is signed in.
    pub(super) fn lets_in(&self, seen: &Seen) -> bool {
        let token = seen.headers.get("x-usertoken").and_then(|value| value.to_str().ok());
        self.of(seen).is_some_and(|session| {
            !session.user.is_empty() && token == Some(&*format!("user-token-{}", session.number))
        })
    }

    /// Whether the request may write access rules.
    pub(super) fn is_elevated(&self, seen: &Seen) -> bool {
        self.of(seen).is_some_and(|session| session.elevated.iter().any(|r| r == "security_admin"))
    }

    /// The pages that need no authorization.
    pub(super) fn page(&mut self, seen: &Seen) -> Option<Response> {
        match (seen.method.as_str(), seen.path.as_str()) {
            ("GET", "/login.do") if self.login == Login::SingleSignOn => {
                Some(answer(302, &[("location", "https://login.example/sso")], ""))
            }
            ("GET", "/login.do") => Some(self.form()),
            ("POST", "/login.do") => Some(self.sign_in(seen)),
            ("GET", "/validate_multifactor_auth_code.do") => Some(answer(200, &[], "<p>Code?</p>")),
            ("GET", "/start.do") => {
                let number = self.of(seen).map_or(0, |session| session.number);
                let page = format!("<script>window.g_ck = 'user-token-{number}'</script>");
                Some(answer(200, &[], &page))
            }
            _ => None,
        }
    }

    fn form(&mut self) -> Response {
        let (id, cookie) = self.open("");
        let page = format!(
            "<html><form><input name=\"sysparm_ck\" type=\"hidden\" value=\"check-{id}\"></form></html>"
        );
        answer(200, &[("set-cookie", &cookie)], &page)
    }

    fn sign_in(&mut self, seen: &Seen) -> Response {
        let expected = format!(
            "user_name=ann&user_password=pass-word-1&sysparm_ck=check-{}&sys_action=sysverb_login",
            cookie(seen).unwrap_or_default()
        );
        if seen.body != expected || self.login == Login::Closed {
            return self.form();
        }
        if self.login == Login::SecondFactor {
            return answer(302, &[("location", "/validate_multifactor_auth_code.do")], "");
        }
        let (_, cookie) = self.open("ann");
        answer(302, &[("location", "/start.do"), ("set-cookie", &cookie)], "")
    }

    /// What an authorized request about sessions is answered.
    pub(super) fn api(&mut self, seen: &Seen) -> Option<Response> {
        match seen.path.as_str() {
            "/api/now/ui/user/current_user" => {
                let cookie =
                    (self.for_tokens && self.of(seen).is_none()).then(|| self.open("ann").1);
                let headers: Vec<(&str, &str)> =
                    cookie.iter().map(|cookie| ("set-cookie", cookie.as_str())).collect();
                let body = r#"{"result":{"user_sys_id":"1","user_name":"Ann"}}"#;
                Some(answer(200, &headers, body))
            }
            "/api/now/ui/impersonate/role" => Some(self.roles(seen)),
            _ => None,
        }
    }

    fn roles(&mut self, seen: &Seen) -> Response {
        let keeps = self.keeps_roles;
        let session = cookie(seen).and_then(|id| self.open.get_mut(&id));
        let mut shown = session.as_ref().map(|s| s.elevated.clone()).unwrap_or_default();
        if seen.method == "POST" {
            let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
            let asked = body["roles"].as_str().unwrap().split(',').map(str::to_owned);
            shown = asked.collect();
            if let Some(session) = session.filter(|_| keeps) {
                session.elevated.clone_from(&shown);
            }
        }
        let offered: Vec<_> = self.offered.iter().map(|name| json!({ "name": name })).collect();
        let body = json!({ "result": { "roles": offered, "activeRoles": shown } });
        answer(200, &[], &body.to_string())
    }
}

/// Counts a request as under way in its session.
pub(super) struct InUse(Arc<Inner>, Option<String>);

impl InUse {
    pub(super) fn new(inner: &Arc<Inner>, seen: &Seen) -> Self {
        let id = cookie(seen);
        let mut sessions = inner.sessions.lock().unwrap();
        if let Some(id) = &id {
            let count = sessions.in_use.entry(id.clone()).or_default();
            *count += 1;
            let count = *count;
            sessions.most_in_use = sessions.most_in_use.max(count);
        }
        Self(Arc::clone(inner), id)
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        if let (Some(id), Ok(mut sessions)) = (&self.1, self.0.sessions.lock()) {
            *sessions.in_use.entry(id.clone()).or_default() -= 1;
        }
    }
}

fn cookie(seen: &Seen) -> Option<String> {
    let header = seen.headers.get("cookie")?.to_str().ok()?;
    let pairs = header.split("; ").filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == "JSESSIONID").map(|(_, id)| id.to_owned()).next()
}
