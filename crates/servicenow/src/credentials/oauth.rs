//! A client of the instance's token endpoint, and the form it sends there (facts §3.1).

use url::form_urlencoded::Serializer;

use crate::SecretText;

/// An application registered on the instance, and the grant by which it asks for tokens.
#[derive(Clone, Debug)]
pub struct OAuthClient {
    /// How the token is asked for.
    pub grant: Grant,
    /// The client id from the Application Registry.
    pub client_id: String,
    /// The client secret; none for a public client.
    pub client_secret: Option<SecretText>,
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
        password: SecretText,
    },
}

impl OAuthClient {
    /// The body of the token request, form-encoded.
    pub(crate) fn form(&self) -> SecretText {
        let mut form = Serializer::new(String::new());
        match &self.grant {
            Grant::ClientCredentials => form.append_pair("grant_type", "client_credentials"),
            Grant::Password { username, password } => form
                .append_pair("grant_type", "password")
                .append_pair("username", username)
                .append_pair("password", password.expose()),
        };
        form.append_pair("client_id", &self.client_id);
        if let Some(secret) = &self.client_secret {
            form.append_pair("client_secret", secret.expose());
        }
        if let Some(scope) = &self.scope {
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

    #[test]
    fn client_credentials_send_the_client_alone() {
        assert_eq!(
            client(Grant::ClientCredentials).form().expose(),
            "grant_type=client_credentials&client_id=id%261&client_secret=s%3Dcret"
        );
    }

    #[test]
    fn the_password_grant_sends_the_user_too() {
        let grant = Grant::Password { username: "ann".into(), password: "a b".into() };
        let public =
            OAuthClient { client_secret: None, scope: Some("x y".into()), ..client(grant) };
        assert_eq!(
            public.form().expose(),
            "grant_type=password&username=ann&password=a+b&client_id=id%261&scope=x+y"
        );
    }

    #[test]
    fn printing_a_client_shows_no_secret() {
        let grant = Grant::Password { username: "ann".into(), password: "pass-1".into() };
        let shown = format!("{:?}", crate::Credentials::OAuth(client(grant)));
        assert!(!shown.contains("s=cret") && !shown.contains("pass-1"), "{shown}");
    }
}
