//! Authorization codes: sign-in, consent, exchange, and everything that is refused on the way.

use crate::{
    browser::{Browser, Page},
    support::{Instance, id, parts, pdi},
};
use serde_json::{Value, json};

const REDIRECT: &str = "https://client.example/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async fn registered(extra: Value) -> Instance {
    let instance = pdi().await;
    let mut record = json!({
        "name": "Tool", "client_id": "tool", "client_secret": "s3cret",
        "redirect_url": format!("{REDIRECT},https://client.example/other"),
    });
    record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("oauth_entity", record).await;
    instance
}

fn ask(instance: &Instance, more: &[(&str, &str)]) -> String {
    let usual = [("response_type", "code"), ("client_id", "tool"), ("redirect_uri", REDIRECT)];
    let url = format!("{}/oauth_auth.do", instance.simulator.url());
    reqwest::Url::parse_with_params(&url, usual.iter().chain(more)).unwrap().to_string()
}

/// Opens the address, signs in as `user` and returns the page that follows.
async fn signed_in(browser: &Browser, instance: &Instance, url: &str, user: &str) -> Page {
    let here = [instance.simulator.url()];
    let form = browser.follow(browser.open(url).await, &here).await;
    assert_eq!(form.url.path(), "/login.do");
    let page = browser.submit(&form, &[("user_name", user), ("user_password", user)]).await;
    browser.follow(page, &here).await
}

async fn consented(instance: &Instance, more: &[(&str, &str)]) -> Page {
    let browser = Browser::new();
    let page = signed_in(&browser, instance, &ask(instance, more), "itil.user").await;
    browser.submit(&page, &[("decision", "allow")]).await
}

async fn exchange(instance: &Instance, more: &[(&str, &str)]) -> (u16, Value) {
    let usual = [("grant_type", "authorization_code"), ("client_id", "tool")];
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let form: Vec<_> = more.iter().chain(&usual).collect();
    parts(instance.client.post(url).form(&form).send().await.unwrap()).await
}

async fn user_of(instance: &Instance, token: &Value) -> (u16, Value) {
    let url = format!("{}/api/now/ui/user/current_user", instance.simulator.url());
    let request = instance.client.get(url).bearer_auth(token.as_str().unwrap());
    parts(request.send().await.unwrap()).await
}

const SECRET: (&str, &str) = ("client_secret", "s3cret");
const STATE: (&str, &str) = ("state", "xyz");
const BACK: (&str, &str) = ("redirect_uri", REDIRECT);

#[tokio::test]
async fn nobody_elses_page_can_frame_sign_in_or_consent() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let sign_in = browser.open(&format!("{}/login.do", instance.simulator.url())).await;
    let consent = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    let wrong = browser.open(&ask(&instance, &[("client_id", "nobody")])).await;
    assert_eq!(consent.url.path(), "/oauth_auth.do");
    for page in [sign_in, consent, wrong] {
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert_eq!(policy, "frame-ancestors 'none'; base-uri 'none'", "{}", page.url);
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{}", page.url);
    }
}

#[tokio::test]
async fn consent_gives_a_code_that_gives_tokens_that_act_as_the_person() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let page = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Tool") && page.text.contains("ITIL User"));
    assert!(page.text.contains("useraccount"));
    let sent = browser.submit(&page, &[("decision", "allow")]).await;
    assert!(sent.location.as_ref().unwrap().as_str().starts_with(REDIRECT));
    assert_eq!(sent.sent("state").as_deref(), Some("xyz"));
    let code = sent.sent("code").unwrap();
    let (status, body) = exchange(&instance, &[SECRET, BACK, ("code", &code)]).await;
    assert_eq!((status, &body["scope"]), (200, &json!("useraccount")), "{body}");
    assert!(body["refresh_token"].is_string());
    assert_eq!(
        user_of(&instance, &body["access_token"]).await.1["result"]["user_name"],
        "itil.user"
    );
    let again = exchange(&instance, &[SECRET, BACK, ("code", &code)]).await;
    assert_eq!(
        again,
        (401, json!({ "error_description": "access_denied", "error": "server_error" }))
    );
}

#[tokio::test]
async fn denying_tells_the_client() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let page = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    let sent = browser.submit(&page, &[("decision", "deny")]).await;
    assert_eq!(sent.sent("error").as_deref(), Some("access_denied"));
    assert_eq!(sent.sent("state").as_deref(), Some("xyz"));
    assert!(sent.sent("code").is_none());
}

#[tokio::test]
async fn a_decision_needs_the_page_it_was_asked_on() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let mut page = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    page.text = page.text.replace("sysparm_ck", "something_else");
    let sent = browser.submit(&page, &[("decision", "allow")]).await;
    assert_eq!((sent.status, sent.location), (403, None));
}

#[tokio::test]
async fn a_wrong_password_is_answered_with_the_form_again() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let here = [instance.simulator.url()];
    let form = browser.follow(browser.open(&ask(&instance, &[STATE])).await, &here).await;
    let again = browser.submit(&form, &[("user_name", "itil.user"), ("user_password", "no")]).await;
    assert_eq!(again.status, 200);
    assert!(again.text.contains("User name or password invalid"));
    let page = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    assert_eq!(page.url.path(), "/oauth_auth.do");
}

#[tokio::test]
async fn state_is_required_by_property() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let page = browser.open(&ask(&instance, &[])).await;
    assert_eq!(page.status, 400);
    assert!(page.text.contains("Missing State parameter in request"));
    let rows = instance.rows("sys_properties", "name=glide.oauth.state.parameter.required").await;
    let path = format!("/api/now/table/sys_properties/{}", id(&rows[0]));
    instance.patch(&path, json!({ "value": "false" })).await;
    assert!(consented(&instance, &[]).await.sent("code").is_some());
}

#[tokio::test]
async fn an_unknown_client_gets_a_page_and_a_wrong_type_of_answer_an_error() {
    let instance = registered(json!({})).await;
    let browser = Browser::new();
    let unknown = ask(&instance, &[STATE]).replace("client_id=tool", "client_id=nobody");
    assert_eq!(browser.open(&unknown).await.status, 400);
    let odd = ask(&instance, &[STATE]).replace("response_type=code", "response_type=magic");
    let sent = browser.open(&odd).await;
    assert_eq!(sent.sent("error").as_deref(), Some("unsupported_response_type"));
    let scoped = browser.open(&ask(&instance, &[STATE, ("scope", "moon")])).await;
    assert_eq!(scoped.sent("error").as_deref(), Some("invalid_scope"));
}

#[tokio::test]
async fn an_unregistered_redirect_gives_way_to_the_first_registered_one() {
    let instance = registered(json!({})).await;
    let evil = ask(&instance, &[STATE]).replace("client.example", "evil.example");
    let browser = Browser::new();
    let page = signed_in(&browser, &instance, &evil, "itil.user").await;
    let sent = browser.submit(&page, &[("decision", "allow")]).await;
    assert!(sent.location.unwrap().as_str().starts_with(REDIRECT));
}

#[tokio::test]
async fn a_code_needs_the_redirect_and_the_secret_it_was_asked_with() {
    let instance = registered(json!({})).await;
    let other = ("redirect_uri", "https://client.example/other");
    for wrong in [[SECRET, other], [SECRET, ("redirect_uri", "")], [("client_secret", "no"), BACK]]
    {
        let code = consented(&instance, &[STATE]).await.sent("code").unwrap();
        let form = [wrong[0], wrong[1], ("code", code.as_str())];
        assert_eq!(exchange(&instance, &form).await.0, 401, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_public_client_proves_itself_and_gets_no_refresh_token() {
    let instance = registered(json!({ "public_client": true, "client_secret": "" })).await;
    let browser = Browser::new();
    let bare = browser.open(&ask(&instance, &[STATE])).await;
    assert_eq!(bare.sent("error").as_deref(), Some("invalid_request"));
    let challenge = [STATE, ("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let code = consented(&instance, &challenge).await.sent("code").unwrap();
    let right = [BACK, ("code", code.as_str()), ("code_verifier", VERIFIER)];
    let (status, body) = exchange(&instance, &right).await;
    assert_eq!(status, 200, "{body}");
    assert!(body.get("refresh_token").is_none());
    let wrong_verifier = VERIFIER.replace('d', "e");
    for verifier in ["", wrong_verifier.as_str()] {
        let code = consented(&instance, &challenge).await.sent("code").unwrap();
        let form = [BACK, ("code", code.as_str()), ("code_verifier", verifier)];
        assert_eq!(exchange(&instance, &form).await.0, 401);
    }
}

#[tokio::test]
async fn a_challenge_binds_a_private_client_too() {
    let instance = registered(json!({ "code_challenge_method": "plain" })).await;
    let challenge = [STATE, ("code_challenge", VERIFIER), ("code_challenge_method", "plain")];
    let code = consented(&instance, &challenge).await.sent("code").unwrap();
    assert_eq!(exchange(&instance, &[SECRET, BACK, ("code", &code)]).await.0, 401);
    let code = consented(&instance, &challenge).await.sent("code").unwrap();
    let proven = [SECRET, BACK, ("code", code.as_str()), ("code_verifier", VERIFIER)];
    assert_eq!(exchange(&instance, &proven).await.0, 200);
}

#[tokio::test]
async fn a_plain_challenge_is_refused_where_the_registry_asks_for_a_digest() {
    for public in [false, true] {
        let instance = registered(json!({ "public_client": public })).await;
        for method in ["plain", ""] {
            let challenge =
                [STATE, ("code_challenge", VERIFIER), ("code_challenge_method", method)];
            let sent = Browser::new().open(&ask(&instance, &challenge)).await;
            assert_eq!(sent.sent("error").as_deref(), Some("invalid_request"), "{method}");
            assert_eq!(sent.sent("code"), None);
        }
    }
}

#[tokio::test]
async fn a_code_expires_by_the_registrys_lifespan() {
    let instance = registered(json!({ "auth_code_lifespan": 30 })).await;
    let code = consented(&instance, &[STATE]).await.sent("code").unwrap();
    instance.advance(31).await;
    assert_eq!(exchange(&instance, &[SECRET, BACK, ("code", &code)]).await.0, 401);
}

#[tokio::test]
async fn whoever_is_signed_in_and_trusted_is_not_asked() {
    let instance = registered(json!({ "skip_authorize": true })).await;
    let browser = Browser::new();
    let page = signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    assert!(page.sent("code").is_some());
    let again = browser.open(&ask(&instance, &[STATE])).await;
    assert!(again.sent("code").is_some());
    instance.advance(1801).await;
    let later = browser.open(&ask(&instance, &[STATE])).await;
    assert_eq!(later.location.unwrap().path(), "/login.do");
}

#[tokio::test]
async fn the_implicit_grant_gives_a_token_in_the_fragment() {
    let instance = registered(json!({})).await;
    let url = ask(&instance, &[STATE]).replace("response_type=code", "response_type=token");
    let browser = Browser::new();
    let page = signed_in(&browser, &instance, &url, "itil.user").await;
    let sent = browser.submit(&page, &[("decision", "allow")]).await.location.unwrap();
    let pairs: std::collections::HashMap<_, _> =
        url::form_urlencoded::parse(sent.fragment().unwrap().as_bytes()).into_owned().collect();
    assert_eq!((pairs["token_type"].as_str(), pairs["state"].as_str()), ("Bearer", "xyz"));
    assert_eq!(user_of(&instance, &json!(pairs["access_token"])).await.0, 200);
    assert_eq!(sent.query(), None);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let instance = registered(json!({ "skip_authorize": true })).await;
    let browser = Browser::new();
    signed_in(&browser, &instance, &ask(&instance, &[STATE]), "itil.user").await;
    browser.open(&format!("{}/logout.do", instance.simulator.url())).await;
    let page = browser.open(&ask(&instance, &[STATE])).await;
    assert_eq!(page.location.unwrap().path(), "/login.do");
}
