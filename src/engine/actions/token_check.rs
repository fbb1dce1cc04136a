//! `servicenow_oauth_token_check`: whether an OAuth client gets a token of this instance, for whom, and with which scopes.

use async_trait::async_trait;
use servicenow::{
    Client, Credentials, CurrentUser, Error, Grant, OAuthClient, SecretString, Token,
};
use tfplugin::Schema;

use super::{Act, Action, text, texts};
use crate::engine::model::{Attributes, Need};
use crate::engine::problem::{ActionProblem, Problem, Problems, Told};

const DEED: &str = "get a token";

/// The action.
pub(super) struct TokenCheck;

#[async_trait]
impl Action for TokenCheck {
    fn type_name(&self) -> &'static str {
        "servicenow_oauth_token_check"
    }

    fn schema(&self) -> Schema {
        Schema::new(
            "Proves that an OAuth client gets a token of this instance, and tells for whom it acts, with which scopes and for how \
             long. It fails where the client gets none, or one for another user or with fewer scopes than expected. The token \
             itself is shown nowhere.",
            vec![
                text("client_id", "The client id of the registry.").required(),
                text("client_secret", "The client secret. Without it the client is a public one.")
                    .optional()
                    .write_only(),
                text(
                    "username",
                    "The user whose password is given. With it the grant is `password`, without it `client_credentials`.",
                )
                .optional(),
                text("password", "The password of that user.").optional().write_only(),
                texts("scopes", "The scopes to ask for, all of which must be granted.").optional(),
                text("expected_user", "The user id of the user that the token has to act for.").optional(),
            ],
        )
    }

    /// None: whoever it is for asks for the token.
    fn need(&self) -> Option<Need> {
        None
    }

    fn check(&self, config: &Attributes) -> Problems {
        let is_null = |name: &str| config.get(name).is_null();
        match (is_null("username"), is_null("password")) {
            (false, true) => Problem::from(ActionProblem::Without("username", "password")).into(),
            (true, false) => Problem::from(ActionProblem::Without("password", "username")).into(),
            _ => Problems::new(),
        }
    }

    async fn invoke(&self, act: Act<'_>) -> Result<Problems, Problem> {
        let wanted = act.texts("scopes");
        let oauth = client(act, &wanted);
        let asking = act.work.client.signing_in_as(Credentials::OAuth(oauth.clone()));
        let got = token(&asking, &oauth).await;
        let got = got.map_err(|error| act.failed(DEED, error).asked_by(&asking))?;
        let (Token { scope, lifetime, .. }, CurrentUser { user_name: user, .. }) = got;
        let scopes = scope.unwrap_or_default();
        let scopes: Vec<String> = scopes.split_whitespace().map(str::to_owned).collect();
        let client = act.text("client_id").to_owned();
        act.say(&Told::Token { client, user: user.clone(), scopes: scopes.clone(), lifetime });
        let mut problems = Problems::new();
        let lacks =
            |wanted: &&&str| !scopes.is_empty() && !scopes.iter().any(|one| one == **wanted);
        let lacking: Vec<String> =
            wanted.iter().filter(lacks).map(|one| (*one).to_owned()).collect();
        if !lacking.is_empty() {
            problems.push(Problem::from(ActionProblem::NoScope(lacking)));
        }
        let wanted = act.text("expected_user");
        if !wanted.is_empty() && !wanted.eq_ignore_ascii_case(&user) {
            let wanted = wanted.to_owned();
            problems.push(Problem::from(ActionProblem::OtherUser { wanted, user }));
        }
        Ok(problems)
    }
}

/// The client that the configuration describes.
fn client(act: Act<'_>, scopes: &[&str]) -> OAuthClient {
    let secret =
        |name: &str| act.config.known_text(name).map(|text| SecretString::from(text.to_owned()));
    let grant = match act.text("username") {
        "" => Grant::ClientCredentials,
        username => Grant::Password {
            username: username.to_owned(),
            password: secret("password").unwrap_or_default(),
        },
    };
    OAuthClient {
        grant,
        client_id: act.text("client_id").to_owned(),
        client_secret: secret("client_secret"),
        scope: Some(scopes.join(" ")).filter(|scopes| !scopes.is_empty()),
    }
}

/// What the token is for, and for whom: the instance is asked who is calling with it.
async fn token(asking: &Client, oauth: &OAuthClient) -> Result<(Token, CurrentUser), Error> {
    let token = asking.token_endpoint().fetch(oauth).await?;
    let bearer = asking.signing_in_as(Credentials::Bearer(token.access.clone()));
    let user = bearer.current_user().await?;
    Ok((token, user))
}
