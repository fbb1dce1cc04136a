//! A request for somebody's consent: what `/oauth_auth.do` is asked, and whether it may be
//! (docs/facts.md#authorization-endpoint).

use super::{
    Client, Failure,
    code::{Codes, Consent},
    pkce::{Challenge, Method},
    scope,
};
use crate::{refusal::Refusal, store::Record, world::Work};
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// Whether requests must carry `state`: true on fresh instances, absent on upgraded ones \[D\].
const STATE_REQUIRED: &str = "glide.oauth.state.parameter.required";
/// How long a code is good where the registry does not say, in seconds.
const CODE_LIFESPAN: i64 = 60;

/// The parameters as they were sent; empty where they were not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    pub(crate) response_type: String,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    pub(crate) state: String,
    pub(crate) code_challenge: String,
    pub(crate) code_challenge_method: String,
}

/// A request that can be put to a person.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) client: Client,
    /// Where the browser goes afterwards.
    pub(crate) redirect: Url,
    /// What is granted.
    pub(crate) scope: String,
    /// Whether the token itself is wanted instead of a code.
    pub(crate) implicit: bool,
    challenge: Option<Challenge>,
    sent_redirect: String,
    state: String,
}

/// Why a request is not put to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// There is nowhere to send the browser: a page says what is wrong.
    Page(&'static str),
    /// The client is told at its redirect URL.
    Told(Url),
}

/// Checks what was asked.
pub(crate) fn check(work: &Work<'_>, ask: &Ask) -> Result<Result<Authorization, Wrong>, Refusal> {
    let Some(client) = Client::by_id(work, &ask.client_id)? else {
        return Ok(Err(Wrong::Page("Invalid client_id")));
    };
    let Some(redirect) = redirect(client.get("redirect_url"), &ask.redirect_uri) else {
        return Ok(Err(Wrong::Page("The application has no redirect URL")));
    };
    if ask.state.is_empty() && work.property(STATE_REQUIRED)? == "true" {
        return Ok(Err(Wrong::Page("Missing State parameter in request")));
    }
    let told = |error| Ok(Err(Wrong::Told(answer(&redirect, &[("error", error)], &ask.state))));
    let implicit = match ask.response_type.as_str() {
        "code" => false,
        "token" => true,
        _ => return told("unsupported_response_type"),
    };
    let Ok(challenge) = challenge(&client, ask, implicit) else { return told("invalid_request") };
    let scope = match scope::granted(work, &client, &ask.scope) {
        Ok(scope) => scope,
        Err(Failure::Denied(_)) => return told("invalid_scope"),
        Err(Failure::Refused(refusal)) => return Err(refusal),
    };
    let (sent_redirect, state) = (ask.redirect_uri.clone(), ask.state.clone());
    Ok(Ok(Authorization { client, redirect, scope, implicit, challenge, sent_redirect, state }))
}

/// The redirect URL asked for if it is registered, else the first registered one \[D\].
fn redirect(registered: &str, wanted: &str) -> Option<Url> {
    let registered = || registered.split(',').map(str::trim).filter(|url| !url.is_empty());
    let chosen = registered().find(|url| *url == wanted).or_else(|| registered().next())?;
    Url::parse(chosen).ok()
}

/// Public clients, and those marked so, must send a challenge. Where the registry asks for S256, a plain
/// one is refused: whoever sees it on its way has the verifier \[I\].
fn challenge(client: &Client, ask: &Ask, implicit: bool) -> Result<Option<Challenge>, ()> {
    let method = Method::named(&ask.code_challenge_method).ok_or(())?;
    if !ask.code_challenge.is_empty() {
        let too_weak = method == Method::Plain && client.get("code_challenge_method") == "S256";
        let challenge = Challenge::new(method, &ask.code_challenge);
        return if too_weak { Err(()) } else { Ok(Some(challenge)) };
    }
    let needed = !implicit && (client.is_public() || client.is("use_pkce"));
    if needed { Err(()) } else { Ok(None) }
}

impl Authorization {
    /// Where to send a browser whose person consented, with a code.
    pub(crate) fn with_code(&self, codes: &Codes, user: &Record, now: Timestamp) -> Url {
        // 0, the default of the column, stands for what the platform takes (docs/facts.md#registry).
        let lifespan = match self.client.seconds("auth_code_lifespan", CODE_LIFESPAN) {
            0 => CODE_LIFESPAN,
            seconds => seconds,
        };
        let consent = Consent {
            client: self.client.sys_id().to_owned(),
            user: user.value("sys_id").to_owned(),
            redirect_uri: self.sent_redirect.clone(),
            scope: self.scope.clone(),
            challenge: self.challenge.clone(),
            expires: crate::clock::after(now, SignedDuration::from_secs(lifespan)),
        };
        let code = codes.issue(consent, now);
        self.answer(&[("code", &code)])
    }

    /// Where to send a browser with these parameters and the client's state.
    pub(crate) fn answer(&self, parameters: &[(&str, &str)]) -> Url {
        answer(&self.redirect, parameters, &self.state)
    }

    /// The same in the fragment, which browsers keep to themselves.
    pub(crate) fn answer_in_fragment(&self, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.redirect.clone();
        let query = self.answer(parameters).query().unwrap_or_default().to_owned();
        url.set_fragment(Some(&query));
        url
    }
}

fn answer(redirect: &Url, parameters: &[(&str, &str)], state: &str) -> Url {
    let mut url = redirect.clone();
    let state = Some(("state", state)).filter(|(_, state)| !state.is_empty());
    url.query_pairs_mut().extend_pairs(parameters).extend_pairs(state);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unregistered_redirect_gives_way_to_the_first_registered_one() {
        let registered = "https://one.example/cb, https://two.example/cb";
        let chosen = |wanted: &str| redirect(registered, wanted).map(|url| url.to_string());
        assert_eq!(chosen("https://two.example/cb").as_deref(), Some("https://two.example/cb"));
        assert_eq!(chosen("https://evil.example/").as_deref(), Some("https://one.example/cb"));
        assert_eq!(chosen("").as_deref(), Some("https://one.example/cb"));
        assert!(redirect("", "https://one.example/cb").is_none());
    }

    #[test]
    fn parameters_join_those_the_redirect_has() {
        let url = Url::parse("https://one.example/cb?a=1").unwrap();
        let sent = answer(&url, &[("code", "x y")], "s&t").to_string();
        assert_eq!(sent, "https://one.example/cb?a=1&code=x+y&state=s%26t");
        assert_eq!(answer(&url, &[("error", "e")], "").query(), Some("a=1&error=e"));
    }

    #[test]
    fn a_public_client_must_send_a_challenge() {
        let of = |public: &str| {
            Client::of_row(Record::from([("public_client".to_owned(), public.to_owned())]))
        };
        let none = Ask::default();
        assert_eq!(challenge(&of("false"), &none, false), Ok(None));
        assert_eq!(challenge(&of("true"), &none, false), Err(()));
        let odd = Ask { code_challenge_method: "S512".to_owned(), ..Ask::default() };
        assert_eq!(challenge(&of("false"), &odd, false), Err(()));
        let sent = Ask { code_challenge: "c".to_owned(), ..Ask::default() };
        assert!(challenge(&of("true"), &sent, false).unwrap().is_some());
    }

    #[test]
    fn a_plain_challenge_is_refused_where_a_digest_is_asked_for() {
        let of = |asked: &str| {
            let asked = ("code_challenge_method".to_owned(), asked.to_owned());
            Client::of_row(Record::from([asked]))
        };
        let sent = |method: &str| Ask {
            code_challenge: "c".to_owned(),
            code_challenge_method: method.to_owned(),
            ..Ask::default()
        };
        for (asked, method, taken) in [
            ("S256", "S256", true),
            ("S256", "plain", false),
            ("S256", "", false),
            ("plain", "plain", true),
            ("plain", "S256", true),
            ("none", "plain", true),
            ("", "", true),
        ] {
            let outcome = challenge(&of(asked), &sent(method), false);
            assert_eq!(outcome.is_ok(), taken, "{asked} asked, {method} sent");
        }
    }
}
