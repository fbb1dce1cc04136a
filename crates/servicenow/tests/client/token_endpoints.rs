//! Tokens for others than the client itself: by each grant, at any endpoint, and given back.

use std::time::SystemTime;

use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use servicenow::{
    Assertion, Client, Credentials, ErrorKind, ExposeSecret, Grant, Input, InstanceUrl,
    OAuthClient, Query, Row, SecretString, SigningAlgorithm, Token, TokenUrl,
};
use simulator::{Seed, Simulator, Unknowns};

use crate::server::{Fault, Server};
use crate::simulated::{admin, simulator};
use crate::{basic, client_with, options};

const TOKEN: &str = "/oauth_token.do";
const SECRET: &str = "robots-own-secret";

async fn insert(client: &Client, table: &str, cells: &[(&str, &str)]) -> String {
    let row = cells.iter().fold(Row::new(), |row, (column, value)| row.set(*column, *value));
    let key = Query::new().equals("name", cells[0].1).unwrap();
    let made = client.table(table).insert(&row, Input::Stored, &key, &[]).await.unwrap();
    made.sys_id().to_owned()
}

/// An inbound client "robot" of the user itil.user, which may ask for the scope "tables".
async fn robot(client: &Client, table: &str) -> String {
    let grant = "glide.oauth.inbound.client.credential.grant_type.enabled";
    insert(client, "sys_properties", &[("name", grant), ("value", "true")]).await;
    let users = Query::new().equals("user_name", "itil.user").unwrap();
    let users = client.table("sys_user").matching(&users, &[], None).await.unwrap();
    let cells = [
        ("name", "Robot"),
        ("client_id", "robot"),
        ("user", users.rows[0].sys_id()),
        ("type", "client"),
        ("user_field", "user_name"),
    ];
    let robot = insert(client, table, &cells).await;
    let row = Row::new().set_secret("client_secret", SECRET.into());
    client.table(table).update(&robot, &row, Input::Display, &[]).await.unwrap();
    let scope = insert(client, "sys_auth_scope", &[("name", "tables")]).await;
    let mapping = [("oauth_entity", robot.as_str()), ("auth_scope", &scope)];
    let row = mapping.iter().fold(Row::new(), |row, (column, value)| row.set(*column, *value));
    let key = Query::new().equals("oauth_entity", &robot).unwrap();
    client
        .table("oauth_entity_auth_scope_mapping")
        .insert(&row, Input::Stored, &key, &[])
        .await
        .unwrap();
    robot
}

fn asking(grant: Grant) -> OAuthClient {
    OAuthClient {
        grant,
        client_id: "robot".into(),
        client_secret: Some(SECRET.into()),
        scope: None,
    }
}

fn password() -> Grant {
    Grant::Password { username: "itil.user".into(), password: "itil.user".into() }
}

/// Who a token stands for; none where it opens nothing.
async fn bearer(simulator: &Simulator, token: &SecretString) -> Option<String> {
    let instance = InstanceUrl::parse(simulator.url()).unwrap();
    let client = Client::new(instance, Credentials::Bearer(token.clone()), options()).unwrap();
    client.current_user().await.ok().map(|user| user.user_name.clone())
}

fn text(secret: Option<&SecretString>) -> &str {
    secret.map_or("", |secret| secret.expose_secret())
}

#[tokio::test]
async fn each_grant_gives_a_token_of_its_user_that_can_be_given_back() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let simulator = simulator(Seed::Pdi, unknowns).await;
        let client = admin(&simulator);
        robot(&client, "oauth_entity").await;
        let endpoint = client.token_endpoint();
        let by_client = endpoint.fetch(&asking(Grant::ClientCredentials)).await.unwrap();
        assert!(by_client.refresh.is_none() && by_client.token_type == "Bearer");
        assert_eq!(by_client.scope.as_deref(), Some("useraccount"));
        let by_password = endpoint.fetch(&asking(password())).await.unwrap();
        let refresh = by_password.refresh.clone().unwrap();
        let refreshed =
            endpoint.fetch(&asking(Grant::RefreshToken(refresh.clone()))).await.unwrap();
        assert_eq!(
            text(refreshed.refresh.as_ref()),
            refresh.expose_secret(),
            "the same comes back"
        );
        for Token { access, lifetime, .. } in [by_client, by_password, refreshed] {
            assert!(lifetime.unwrap().as_secs() > 1_700);
            assert_eq!(bearer(&simulator, &access).await.as_deref(), Some("itil.user"));
            endpoint.revoke(&access).await.unwrap();
            assert_eq!(bearer(&simulator, &access).await, None, "given back");
        }
        endpoint.revoke(&refresh).await.unwrap();
        let refused = endpoint.refresh(&asking(password()), &refresh).await.unwrap_err();
        assert!(refused.is_token_refused());
    }
}

#[tokio::test]
async fn a_signed_assertion_gives_a_token_of_its_subject() {
    let simulator = simulator(Seed::Pdi, Unknowns::likely()).await;
    let client = admin(&simulator);
    let robot = robot(&client, "oauth_jwt").await;
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate = rcgen::CertificateParams::new(vec!["robot.example".into()]).unwrap();
    let pem = certificate.self_signed(&key).unwrap().pem();
    let cells = [
        ("name", "Robot's"),
        ("format", "pem"),
        ("type", "trust_store_cert"),
        ("pem_certificate", &pem),
    ];
    let certificate = insert(&client, "sys_certificate", &cells).await;
    let cells = [
        ("name", "Robot's"),
        ("oauth_jwt", &robot),
        ("sys_certificate", &certificate),
        ("kid", "k1"),
    ];
    insert(&client, "jwt_verifier_map", &cells).await;
    let key = key.serialize_pem();
    let assertion = |key: String| {
        Assertion::new("robot", "itil.user", key.into(), SigningAlgorithm::Es256).unwrap()
    };
    let by = |assertion| asking(Grant::JwtBearer(Box::new(assertion)));
    let token = client.token_endpoint().fetch(&by(assertion(key))).await.unwrap();
    assert_eq!(bearer(&simulator, &token.access).await.as_deref(), Some("itil.user"));
    let stranger = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap().serialize_pem();
    let refused = client.token_endpoint().fetch(&by(assertion(stranger))).await.unwrap_err();
    assert!(refused.is_token_refused());
}

#[tokio::test]
async fn a_scope_is_asked_for_and_one_that_the_client_has_not_is_refused() {
    let simulator = simulator(Seed::Pdi, Unknowns::likely()).await;
    let client = admin(&simulator);
    robot(&client, "oauth_entity").await;
    let with =
        |scope: &str| OAuthClient { scope: Some(scope.into()), ..asking(Grant::ClientCredentials) };
    let token = client.token_endpoint().fetch(&with("tables")).await.unwrap();
    assert_eq!(token.scope.as_deref(), Some("tables"));
    let refused = client.token_endpoint().fetch(&with("others")).await.unwrap_err();
    assert_eq!((refused.oauth_error(), refused.message()), (Some("server_error"), "access_denied"));
    assert!(!format!("{refused} {refused:?}").contains(SECRET));
}

#[tokio::test]
async fn a_token_comes_from_another_instance_too() {
    let (own, other) = tokio::join!(
        simulator(Seed::Pdi, Unknowns::likely()),
        simulator(Seed::Pdi, Unknowns::likely())
    );
    robot(&admin(&other), "oauth_entity").await;
    let url = TokenUrl::of(&InstanceUrl::parse(other.url()).unwrap());
    let endpoint = admin(&own).token_endpoint_at(url).unwrap();
    let token = endpoint.fetch(&asking(Grant::ClientCredentials)).await.unwrap();
    assert_eq!(bearer(&other, &token.access).await.as_deref(), Some("itil.user"));
    assert_eq!(bearer(&own, &token.access).await, None);
    endpoint.revoke(&token.access).await.unwrap();
    assert_eq!(bearer(&other, &token.access).await, None);
}

#[tokio::test]
async fn another_server_sees_neither_headers_nor_credentials_and_its_words_are_masked() {
    let (own, other) = (Server::start().await, Server::start().await);
    let transport =
        servicenow::Transport::default().header("X-Gateway", &"gateway-key".into()).unwrap();
    let options = servicenow::Options { transport, ..options() };
    let client = client_with(&own.url, basic(), options);
    let url = TokenUrl::parse(&format!("{}/oauth_token.do?tenant=1", other.url)).unwrap();
    let body = r#"{"error":"invalid_client","error_description":"robots-own-secret is wrong"}"#;
    other.fault("POST", "/oauth_token.do", Fault::Instead(401, &[], body));
    let endpoint = client.token_endpoint_at(url).unwrap();
    let refused = endpoint.fetch(&asking(Grant::ClientCredentials)).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::TokenRefused { code: "invalid_client" });
    assert_eq!(refused.message(), "**** is wrong");
    let seen = &other.seen()[0];
    assert!(seen.headers.get("x-gateway").is_none() && seen.headers.get("authorization").is_none());
    assert_eq!(seen.parameter("tenant"), Some("1"));
    assert!(own.seen().is_empty());
    let kept = endpoint.revoke(&"x".into()).await.unwrap_err();
    assert!(matches!(kept.kind(), ErrorKind::Invalid(_)), "nobody knows where");
}

#[tokio::test]
async fn what_the_client_shows_of_itself_can_be_given_to_others() {
    let server = Server::start().await;
    let shown =
        async |credentials| client_with(&server.url, credentials, options()).proof().await.unwrap();
    let basic = shown(basic()).await.unwrap();
    assert_eq!(
        (basic.header, basic.value.expose_secret()),
        ("Authorization", "Basic YW5uOnBhc3Mtd29yZC0x")
    );
    let key = shown(Credentials::ApiKey("now_key-1".into())).await.unwrap();
    assert_eq!((key.header, key.value.expose_secret()), ("x-sn-apikey", "now_key-1"));
    let token = shown(crate::oauth()).await.unwrap();
    assert_eq!(
        (text(token.token.as_ref()), token.value.expose_secret()),
        ("token-1", "Bearer token-1")
    );
    assert!(token.ends.is_some());
    assert!(!format!("{token:?}").contains("token-1"));
    assert!(shown(Credentials::Certificate).await.is_none());
}

/// A server with one record, and a client of it that has read the record with a token of five minutes.
async fn soon_to_end() -> (Server, Client) {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let first = r#"{"access_token":"token-0","refresh_token":"refresh-1","expires_in":300}"#;
    server.fault("POST", TOKEN, Fault::Instead(200, &[], first));
    let client = client_with(&server.url, crate::oauth(), options());
    client.table("sys_alias").get("1", &[]).await.unwrap();
    (server, client)
}

#[tokio::test]
async fn a_token_that_would_end_soon_is_renewed_before_it_is_given_out() {
    let (server, client) = soon_to_end().await;
    let proof = client.proof().await.unwrap().unwrap();
    assert_eq!(text(proof.token.as_ref()), "token-1");
    assert_eq!(client.proof().await.unwrap().unwrap().value.expose_secret(), "Bearer token-1");
    assert_eq!(server.count("POST", TOKEN), 2);
}

#[tokio::test]
async fn a_first_token_is_given_out_however_soon_it_ends() {
    let server = Server::start().await;
    let first = r#"{"access_token":"token-0","expires_in":300}"#;
    server.fault("POST", TOKEN, Fault::Instead(200, &[], first));
    let client = client_with(&server.url, crate::oauth(), options());
    let proof = client.proof().await.unwrap().unwrap();
    assert_eq!(text(proof.token.as_ref()), "token-0");
    let left = proof.ends.unwrap().duration_since(SystemTime::now()).unwrap().as_secs();
    assert!((290..=300).contains(&left), "{left}");
    assert_eq!(server.count("POST", TOKEN), 1);
}

#[tokio::test]
async fn a_token_that_still_works_survives_a_refused_renewal() {
    let (server, client) = soon_to_end().await;
    let refused = r#"{"error_description":"access_denied","error":"server_error"}"#;
    // By the refresh token, and by the password.
    for _ in 0..2 {
        server.fault("POST", TOKEN, Fault::Instead(401, &[], refused));
    }
    for _ in 0..2 {
        assert!(client.proof().await.unwrap_err().is_token_refused());
    }
    assert_eq!(server.count("POST", TOKEN), 3, "a refusal stands for a while");
    client.table("sys_alias").get("1", &[]).await.unwrap();
    assert_eq!(server.seen().last().unwrap().headers["authorization"], "Bearer token-0");
    assert_eq!(server.count("POST", TOKEN), 3);
}
