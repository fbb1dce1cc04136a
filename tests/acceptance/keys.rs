//! Keys that work: an instance that proves itself to another by an assertion of its own, and a caller who proves himself to
//! an instance by a key.

use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::key_store;
use xtask::failure::Failure;
use xtask::instance::Instance;
use xtask::simulator::SimulatorProcess;
use xtask::workspace::Workspace;

use crate::support::initialised::initialise;
use crate::support::provider;
use crate::support::setup::{Setup, everywhere};
use crate::support::stage::Stage;

const PASSWORD: &str = "planted-key-store-q7Zx";

/// A key store, and the certificate of its key in PEM form.
fn made() -> (Vec<u8>, String) {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::new(Vec::new()).unwrap().self_signed(&pair).unwrap();
    (key_store::java(PASSWORD, &pair.serialize_der(), certificate.der()), certificate.pem())
}

/// An instance that gives tokens for assertions signed with the key of this certificate.
fn third_party(certificate: &str) -> Result<SimulatorProcess, Failure> {
    let process = SimulatorProcess::start(&provider::simulator(), &["--seed", "pdi"])?;
    let instance = process.admin()?;
    let client = json!({ "name": "Customer", "client_id": "servicenow", "public_client": true,
        "inbound_grant_type": "jwt", "user_field": "user_name" });
    let client = instance.insert("oauth_jwt", &client)?;
    let certificate = json!({ "name": "Customer", "pem_certificate": certificate });
    let certificate = instance.insert("sys_certificate", &certificate)?;
    let map = json!({ "name": "Customer", "kid": "customer-1", "oauth_jwt": client["sys_id"],
        "sys_certificate": certificate["sys_id"] });
    instance.insert("jwt_verifier_map", &map)?;
    Ok(process)
}

/// The example, about this third party.
fn asserting(stage: &Stage, setup: &Setup, url: &str) -> Result<Workspace, Failure> {
    let mut workspace = stage.workspace()?;
    workspace.copy(&xtask::cargo::root().join("examples/jwt-bearer"))?;
    initialise(&workspace, &setup.terraform)?;
    let url = url.trim_end_matches('/');
    for (name, value) in [
        ("url", url),
        ("token_url", &format!("{url}/oauth_token.do")),
        ("client_id", "servicenow"),
        ("audience", "servicenow"),
        ("issuer", "servicenow"),
        ("subject", "itil.user"),
        ("key_id", "customer-1"),
        ("key_store_password", PASSWORD),
    ] {
        workspace.variable(name, value);
    }
    Ok(workspace)
}

/// What the instance gets when it calls the third party through the alias, as a flow does.
fn called(instance: &Instance) -> Result<Value, Failure> {
    let alias = instance.record("sys_alias", "name=Archive")?;
    let path = format!("/simulator/aliases/{}/call", alias["sys_id"].as_str().unwrap());
    let wanted = json!({ "path": "/api/now/ui/user/current_user" });
    Ok(instance.send(Method::POST, &path, Some(&wanted))?.body)
}

#[test]
fn an_instance_gets_tokens_by_assertions_it_signs_itself() {
    let (store, certificate) = made();
    everywhere(|setup| {
        let remote = third_party(&certificate)?;
        let stage = Stage::open(setup)?;
        let before = stage.instance.export()?;
        let mut workspace = asserting(&stage, setup, remote.url())?;
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        let body = called(&stage.instance)?;
        assert!(body["error"]["detail"].to_string().contains("Nothing is attached"), "{body}");
        std::fs::write(workspace.path().join("store.jks"), &store).unwrap();
        workspace.variable("key_store", "store.jks");
        workspace.apply(&[])?.succeeded()?;
        let body = called(&stage.instance)?;
        assert_eq!(body["body"]["result"]["user_name"], "itil.user", "{body}");
        assert_eq!(body["exchanges"][0]["purpose"], "token", "{body}");
        workspace.plan(&[])?.unchanged()?;
        assert!(!workspace.state_file().contains(PASSWORD), "the password is in the state");
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&before)
    });
}

const TOKEN: &str = "now_planted0123456789";
const INCIDENTS: &str = "/api/now/table/incident?sysparm_limit=1";

/// The key's token is shown to administrators alone, so this one is given to it.
fn with_token(instance: &Instance) -> Result<(), Failure> {
    let key = instance.record("api_key", "name=Incident exporter")?;
    let sys_id = key["sys_id"].as_str().unwrap();
    let path = format!("/api/now/table/api_key/{sys_id}?sysparm_input_display_value=true");
    let answer = instance.send(Method::PATCH, &path, Some(&json!({ "token": TOKEN })))?;
    assert_eq!(answer.status, 200, "{}", answer.body);
    Ok(())
}

#[test]
fn a_key_opens_what_its_policy_names_and_nothing_else() {
    everywhere(|setup| {
        let stage = Stage::open(setup)?;
        let before = stage.instance.export()?;
        let workspace = stage.workspace()?;
        workspace.copy(&xtask::cargo::root().join("examples/api-key"))?;
        initialise(&workspace, &setup.terraform)?;
        workspace.apply(&[])?.succeeded()?;
        workspace.plan(&[])?.unchanged()?;
        with_token(&stage.instance)?;
        let asked = |path: &str, header| {
            stage.instance.answer_with(path, header).map(|answer| answer.status)
        };
        for header in ["X-Exporter-Key", "x-sn-apikey"] {
            assert_eq!(asked(INCIDENTS, (header, TOKEN))?, 200, "{header}");
        }
        assert_eq!(asked(INCIDENTS, ("X-Other-Key", TOKEN))?, 401);
        assert_eq!(asked(INCIDENTS, ("X-Exporter-Key", "another"))?, 401);
        assert_eq!(asked("/api/now/stats/incident", ("X-Exporter-Key", TOKEN))?, 401);
        let by_password = stage.instance.send(Method::GET, INCIDENTS, None)?;
        assert_eq!(by_password.status, 200, "the policy accepts passwords too");
        workspace.plan(&[])?.unchanged()?;
        assert!(!workspace.state_file().contains(TOKEN), "the token is in the state");
        workspace.destroy()?.succeeded()?;
        stage.is_as_before(&before)
    });
}
