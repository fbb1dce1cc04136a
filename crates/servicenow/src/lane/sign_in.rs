//! Opening a session: with the sign-in form as a browser does, or with an OAuth token.

use url::form_urlencoded::Serializer;

use super::browse::Page;
use super::session::Session;
use super::{ElevationRefusal, markup};
use crate::credentials::OAuthClient;
use crate::error::Failure;
use crate::request::Request;
use crate::{Client, Credentials, Error, ExposeSecret, Record, SecretString};

impl Client {
    /// A session in which the user of the credentials is signed in, without elevated roles yet.
    pub(super) async fn sign_in(&self) -> Result<Session, Error> {
        match &self.shared.credentials {
            Credentials::Basic { username, password } => self.by_form(username, password).await,
            Credentials::OAuth(client) => self.by_token(client).await,
            Credentials::Bearer(token) => self.by_given_token(token).await,
            Credentials::ApiKey(_) | Credentials::Certificate => {
                Err(Failure::not_elevated(ElevationRefusal::NoSession, None))
            }
        }
    }

    /// The form answers 200 to a wrong password too (docs/facts.md#sign-in), so who is signed in is
    /// asked for.
    async fn by_form(&self, username: &str, password: &SecretString) -> Result<Session, Error> {
        let mut session = Session::default();
        let address = self.instance().join("/login.do");
        let form = self.browse(&mut session, Request::page(address.clone())).await?;
        let token = markup::form_token(&form.text)
            .ok_or_else(|| Failure::not_elevated(ElevationRefusal::NoForm, None))?;
        let filled = filled(username, password, &token);
        let landing = self.browse(&mut session, Request::step(address).form(&filled)).await?;
        if asks_for_a_code(&landing) {
            return Err(Failure::not_elevated(ElevationRefusal::SecondFactor, None));
        }
        session.user_token = Some(self.user_token(&mut session, &landing).await?.unwrap_or(token));
        let who = self.who_is_in(&mut session).await;
        let who = who.map_err(|error| refusing(error, ElevationRefusal::NotLetIn))?;
        if who.get("user_name").is_none_or(|name| !same_name(name, username)) {
            return Err(Failure::not_elevated(ElevationRefusal::NotLetIn, None));
        }
        Ok(session)
    }

    /// The token of the page the form led to, or else of the start page.
    async fn user_token(
        &self,
        session: &mut Session,
        landing: &Page,
    ) -> Result<Option<SecretString>, Error> {
        if let Some(token) = markup::user_token(&landing.text) {
            return Ok(Some(token));
        }
        let start = Request::page(self.instance().join("/navpage.do"));
        Ok(markup::user_token(&self.browse(session, start).await?.text))
    }

    /// Whether an instance keeps such a session is not established
    /// (docs/facts.md#elevation-sessions).
    async fn by_token(&self, client: &OAuthClient) -> Result<Session, Error> {
        let token = self.until_stopped(self.token(client)).await?;
        let mut session = Session { bearer: Some(token.clone()), ..Session::default() };
        let mut who = self.who_is_in(&mut session).await;
        if who.as_ref().is_err_and(Error::is_unauthenticated) {
            let token = self.until_stopped(self.renewed_token(client, &token)).await?;
            session = Session { bearer: Some(token), ..Session::default() };
            who = self.who_is_in(&mut session).await;
        }
        who?;
        if session.cookies.is_empty() {
            return Err(Failure::not_elevated(ElevationRefusal::NoSession, None));
        }
        Ok(session)
    }

    async fn by_given_token(&self, token: &SecretString) -> Result<Session, Error> {
        let mut session = Session { bearer: Some(token.clone()), ..Session::default() };
        self.who_is_in(&mut session).await?;
        if session.cookies.is_empty() {
            return Err(Failure::not_elevated(ElevationRefusal::NoSession, None));
        }
        Ok(session)
    }

    async fn who_is_in(&self, session: &mut Session) -> Result<Record, Error> {
        let url = self.instance().join("/api/now/ui/user/current_user");
        self.ask(session, &Request::get(url)).await?.record()
    }
}

/// A failure that will pass stays what it is; a final one means `refusal`.
pub(super) fn refusing(error: Error, refusal: ElevationRefusal) -> Error {
    let is_answer = error.status().is_some() && !error.is_retryable();
    if is_answer { Failure::not_elevated(refusal, Some(error)) } else { error }
}

fn filled(username: &str, password: &SecretString, token: &SecretString) -> SecretString {
    let mut form = Serializer::new(String::new());
    form.append_pair("user_name", username)
        .append_pair("user_password", password.expose_secret())
        .append_pair("sysparm_ck", token.expose_secret())
        .append_pair("sys_action", "sysverb_login");
    form.finish().into()
}

/// The platform's page is `validate_multifactor_auth_code.do` (general knowledge).
fn asks_for_a_code(page: &Page) -> bool {
    let path = page.url.path().to_ascii_lowercase();
    path.contains("multifactor") || path.contains("multi_factor") || path.contains("mfa")
}

/// The instance compares user names without case.
fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    #[test]
    fn the_form_is_filled_as_a_browser_fills_it() {
        let form = filled("ann", &"a&b".into(), &"t=1".into());
        assert_eq!(
            form.expose_secret(),
            "user_name=ann&user_password=a%26b&sysparm_ck=t%3D1&sys_action=sysverb_login"
        );
    }

    #[test]
    fn a_page_that_asks_for_a_code_is_known_by_its_path() {
        let page = |path: &str| Page {
            url: Url::parse("https://a.example").unwrap().join(path).unwrap(),
            text: String::new(),
        };
        assert!(asks_for_a_code(&page("/validate_multifactor_auth_code.do?x=1")));
        assert!(!asks_for_a_code(&page("/navpage.do?sysparm=multifactor")));
    }

    #[test]
    fn an_outage_is_not_taken_for_a_refusal() {
        let page = |status| {
            let title = "".into();
            Error::new(Failure::Page { status, hibernating: false, title })
        };
        let outage = page(503);
        assert!(refusing(outage, ElevationRefusal::NotOffered).is_retryable());
        let stopped = refusing(Failure::Stopped.into(), ElevationRefusal::NotOffered);
        assert!(stopped.is_stopped());
        let refused = refusing(page(404), ElevationRefusal::NotOffered);
        assert_eq!(refused.is_elevation_refused(), Some(&ElevationRefusal::NotOffered));
    }
}
