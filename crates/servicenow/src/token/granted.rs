//! What a token endpoint gives.

use std::time::Duration;

use serde_json::Value;

use crate::SecretString;

/// An access token, and what its endpoint says of it (docs/facts.md#token-endpoint).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Token {
    /// The access token itself.
    pub access: SecretString,
    /// How it is sent: `Bearer` if the endpoint does not say.
    pub token_type: String,
    /// What it is good for, as the endpoint says.
    pub scope: Option<String>,
    /// How long it lasts from now, if the endpoint says.
    pub lifetime: Option<Duration>,
    /// By which the next one can be had.
    pub refresh: Option<SecretString>,
}

impl Token {
    /// Reads what an endpoint answers; none where there is no access token in it.
    pub(super) fn read(body: &Value) -> Option<Self> {
        let text = |name| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let seconds = match body.get("expires_in") {
            Some(Value::String(text)) => text.parse().ok(),
            Some(value) => value.as_u64(),
            None => None,
        };
        Some(Self {
            access: body.get("access_token")?.as_str()?.into(),
            token_type: text("token_type").unwrap_or("Bearer").to_owned(),
            scope: text("scope").map(str::to_owned),
            lifetime: seconds.map(Duration::from_secs),
            refresh: text("refresh_token").map(SecretString::from),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ExposeSecret;

    #[test]
    fn a_token_comes_with_its_lifetime() {
        let lifetime =
            |body: Value| Token::read(&body).unwrap().lifetime.map(|time| time.as_secs());
        assert_eq!(lifetime(json!({"access_token": "t", "expires_in": 1799})), Some(1799));
        assert_eq!(lifetime(json!({"access_token": "t", "expires_in": "60"})), Some(60));
        assert_eq!(lifetime(json!({"access_token": "t"})), None);
        assert!(Token::read(&json!({"token_type": "Bearer"})).is_none());
    }

    #[test]
    fn what_the_endpoint_says_of_a_token_is_kept_and_the_token_is_not_printed() {
        let body = json!({ "access_token": "planted-1", "refresh_token": "planted-2", "scope": "a b",
            "token_type": "bearer" });
        let token = Token::read(&body).unwrap();
        let refresh = token.refresh.as_ref().map(|token| token.expose_secret().to_owned());
        assert_eq!(
            (token.access.expose_secret(), refresh.as_deref()),
            ("planted-1", Some("planted-2"))
        );
        assert_eq!((token.token_type.as_str(), token.scope.as_deref()), ("bearer", Some("a b")));
        assert!(!format!("{token:?}").contains("planted"));
        let bare = Token::read(&json!({ "access_token": "t", "refresh_token": "", "scope": null }))
            .unwrap();
        assert!(bare.refresh.is_none() && bare.scope.is_none() && bare.token_type == "Bearer");
    }
}
