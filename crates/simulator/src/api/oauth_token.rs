//! `POST /oauth_token.do`: the token endpoint (docs/facts.md#token-endpoint). Its grants are in
//! `oauth/grants/`.

use super::{Call, form::Form};
use crate::{
    http::Answer,
    oauth::{
        Failure,
        grants::{self, Ask},
    },
    refusal::Refusal,
    world::Work,
};
use base64::{Engine, prelude::BASE64_STANDARD};

/// Whether parameters in the query are ignored \[D\].
const BODY_ONLY: &str = "glide.oauth.allow.parameters.in.post.body.only";

/// Issues a token, or refuses with 401.
pub(super) fn token(call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut ask = call.work(|work| asked(work, call))?;
    ask.keys = super::oauth_keys::published(call, &ask)?;
    let outcome =
        call.work(|work| Failure::settle(grants::grant(work, &call.instance.oauth, &ask)))?;
    Ok(match outcome {
        Ok(granted) => Answer::json(200, granted.body()),
        Err(denial) => Answer::json(401, denial.body()),
    })
}

fn asked(work: &Work<'_>, call: &Call<'_>) -> Result<Ask, Refusal> {
    let request = call.request;
    let body_only = work.property(BODY_ONLY)? == "true";
    let form = if body_only { Form::of_body(request) } else { Form::of(request) };
    let form = form.or(client_of_header(request.header("authorization")));
    let get = |name: &str| form.get(name).to_owned();
    Ok(Ask {
        grant_type: get("grant_type"),
        client_id: get("client_id"),
        client_secret: get("client_secret"),
        scope: get("scope"),
        username: get("username"),
        password: get("password"),
        refresh_token: get("refresh_token"),
        code: get("code"),
        redirect_uri: get("redirect_uri"),
        code_verifier: get("code_verifier"),
        assertion: get("assertion"),
        keys: None,
    })
}

/// A client may name itself in a Basic header instead \[I\].
fn client_of_header(header: Option<&str>) -> Vec<(String, String)> {
    let pair = || {
        let encoded = header?.strip_prefix("Basic ")?;
        let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        let form = format!("client_id={id}&client_secret={secret}");
        Some(url::form_urlencoded::parse(form.as_bytes()).into_owned().collect())
    };
    pair().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_and_secret_of_a_header_are_encoded_as_in_a_form() {
        let encoded = format!("Basic {}", BASE64_STANDARD.encode("a%3Ab:c%20d"));
        let pairs = client_of_header(Some(&encoded));
        assert_eq!(pairs[0], ("client_id".to_owned(), "a:b".to_owned()));
        assert_eq!(pairs[1], ("client_secret".to_owned(), "c d".to_owned()));
        assert!(client_of_header(Some("Bearer x")).is_empty());
        assert!(client_of_header(None).is_empty());
    }
}
