//! A client of the instance's token endpoint, and the form it sends there
//! (docs/facts.md#token-endpoint).

use url::form_urlencoded::Serializer;

use super::Assertion;
use crate::error::Failure;
use crate::{Error, ExposeSecret, SecretString};

/// An application registered on the instance, and the grant by which it asks for tokens.
#[derive(Clone, Debug)]
pub struct OAuthClient {
    /// How the token is asked for.
    pub grant: Grant,
    /// The client id from the Application Registry.
    pub client_id: String,
    /// The client secret; none for a public client.
    pub client_secret: Option<SecretString>,
    /// Scopes to ask for, separated by spaces; the instance's default if none.
    pub scope: Option<String>,
}

/// An OAuth 2.0 grant that needs nobody at a browser.
#[derive(Clone, Debug)]
pub enum Grant {
    /// The application acts for the user named in its registry entry.
    ClientCredentials,
    /// The application acts for a user whose password it holds.
    Password {
        /// The user's name.
        username: String,
        /// The user's password.
        password: SecretString,
    },
    /// The application was given a refresh token once; where the instance replaces it, the new one
    /// is kept for as long as the client lives.
    RefreshToken(SecretString),
    /// The application vouches for a user with its signature.
    JwtBearer(Box<Assertion>),
}

const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

impl OAuthClient {
    /// The body of the request for a token, form-encoded. `now` is in seconds since 1970 by the
    /// instance's clock.
    pub(crate) fn form(&self, now: i64) -> Result<SecretString, Error> {
        let mut form = Serializer::new(String::new());
        match &self.grant {
            Grant::ClientCredentials => form.append_pair("grant_type", "client_credentials"),
            Grant::Password { username, password } => form
                .append_pair("grant_type", "password")
                .append_pair("username", username)
                .append_pair("password", password.expose_secret()),
            Grant::RefreshToken(token) => return Ok(self.refreshing(token)),
            Grant::JwtBearer(assertion) => {
                let unsigned =
                    |_| Failure::Invalid("the key of the JWT bearer grant does not sign");
                form.append_pair("grant_type", JWT_BEARER).append_pair(
                    "assertion",
                    assertion.sign(now).map_err(unsigned)?.expose_secret(),
                )
            }
        };
        Ok(self.completed(form, true))
    }

    /// The body of the request that turns a refresh token into an access token.
    pub(crate) fn refreshing(&self, token: &SecretString) -> SecretString {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", token.expose_secret());
        // Scopes belong to the refresh token already; asking for others would be refused.
        self.completed(form, false)
    }

    /// Whether a refresh token that comes along is worth keeping: asking by password again gives
    /// the same token as long as it lasts (docs/facts.md#grants).
    pub(crate) fn keeps_refresh_tokens(&self) -> bool {
        matches!(self.grant, Grant::Password { .. } | Grant::RefreshToken(_))
    }

    fn completed(&self, mut form: Serializer<'_, String>, with_scope: bool) -> SecretString {
        form.append_pair("client_id", &self.client_id);
        if let Some(secret) = &self.client_secret {
            form.append_pair("client_secret", secret.expose_secret());
        }
        if let Some(scope) = self.scope.as_ref().filter(|_| with_scope) {
            form.append_pair("scope", scope);
        }
        form.finish().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(grant: Grant) -> OAuthClient {
        OAuthClient {
            grant,
            client_id: "id&1".to_owned(),
            client_secret: Some("s=cret".into()),
            scope: None,
        }
    }

    fn sent(client: &OAuthClient) -> String {
        client.form(0).unwrap().expose_secret().to_owned()
    }

    #[test]
    fn client_credentials_send_the_client_alone() {
        assert_eq!(
            sent(&client(Grant::ClientCredentials)),
            "grant_type=client_credentials&client_id=id%261&client_secret=s%3Dcret"
        );
    }

    #[test]
    fn the_password_grant_sends_the_user_too() {
        let grant = Grant::Password { username: "ann".into(), password: "a b".into() };
        let public =
            OAuthClient { client_secret: None, scope: Some("x y".into()), ..client(grant) };
        assert_eq!(
            sent(&public),
            "grant_type=password&username=ann&password=a+b&client_id=id%261&scope=x+y"
        );
    }

    #[test]
    fn a_refresh_token_is_sent_without_scopes() {
        let scoped =
            OAuthClient { scope: Some("x".into()), ..client(Grant::RefreshToken("r 1".into())) };
        assert_eq!(
            sent(&scoped),
            "grant_type=refresh_token&refresh_token=r+1&client_id=id%261&client_secret=s%3Dcret"
        );
    }

    #[test]
    fn printing_a_client_shows_no_secret() {
        let grants = [
            Grant::Password { username: "ann".into(), password: "pass-1".into() },
            Grant::RefreshToken("pass-1".into()),
        ];
        for grant in grants {
            let shown = format!("{:?}", crate::Credentials::OAuth(client(grant)));
            assert!(!shown.contains("s=cret") && !shown.contains("pass-1"), "{shown}");
        }
    }
}
