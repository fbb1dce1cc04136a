//! Every sentence in one golden file, so that wording is reviewed as prose. Failed requests are really made: against a
//! simulated instance, with the trouble each needs.

mod lacks;
mod places;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use servicenow::{
    AppRef, AppToInstall, Assertion, Client, Credentials, ElevationRefusal, Error, Grant, Input,
    InstanceUrl, OAuthClient, Options, Query, Record, Row, SecretText, SigningAlgorithm,
};
use simulator::Simulator;
use tfplugin::{CancellationToken, Diagnostic, Step};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super as explain;
use super::super::cells::Lost;
use super::super::kind::RecordKind;
use super::super::session::{Configured, Session, Shared, Work};
use crate::describe::{Field, Kind, Refusal, Target};
use crate::resources::ALL;

const SECRET: &str = "planted-secret";
const TABLE: &str = "sys_alias";
const RULES: &str = "sys_security_acl";

/// An instance in trouble.
struct Trouble {
    simulator: Simulator,
    client: Client,
}

impl Trouble {
    /// An instance on which every request fails like this.
    async fn always(fault: Json) -> Self {
        Self::with(json!([{ "path": "/api", "fault": fault }]), "admin").await
    }

    async fn with(faults: Json, user: &str) -> Self {
        let faults = serde_json::from_value(faults).unwrap();
        let simulator = Simulator::builder().faults(faults).start().await.unwrap();
        let client = client(simulator.url(), basic(user, user));
        Self { simulator, client }
    }

    async fn read(&self) -> Error {
        self.client.table(TABLE).query(&Query::new(), &["name"], None).await.unwrap_err()
    }

    async fn write(&self, identity: &Query) -> Error {
        let row = Row::new().set("name", "A");
        self.client.table(TABLE).insert(&row, Input::Stored, identity, &["name"]).await.unwrap_err()
    }
}

fn basic(username: &str, password: &str) -> Credentials {
    Credentials::Basic {
        username: username.into(),
        password: SecretText::from(password.to_owned()),
    }
}

fn client(url: &str, credentials: Credentials) -> Client {
    client_elevating(&[], url, credentials)
}

fn client_elevating(roles: &[&str], url: &str, credentials: Credentials) -> Client {
    let options = Options {
        request_timeout: Duration::from_secs(3),
        max_retries: 0,
        elevate_roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..Options::default()
    };
    Client::new(InstanceUrl::parse(url).unwrap(), credentials, options).unwrap()
}

fn work(client: &Client) -> Work {
    let shared = Shared::default();
    shared.set(Configured::Ready(Arc::new(Session::new(client.clone()))));
    shared.work(&CancellationToken::new()).unwrap()
}

/// The error that an instance's words lead to, for words that no simulated rule says.
async fn said(status: u16, message: &str, detail: &str) -> (Client, Error) {
    said_about(TABLE, &[], status, message, detail).await
}

async fn said_about(
    table: &str,
    elevate: &[&str],
    status: u16,
    message: &str,
    detail: &str,
) -> (Client, Error) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = client_elevating(elevate, &url, basic("u", "p"));
    let body = json!({ "error": { "message": message, "detail": detail }, "status": "failure" })
        .to_string();
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    let error = client.table(table).query(&Query::new(), &[], None).await.unwrap_err();
    serving.await.unwrap();
    (client, error)
}

/// A failed request of each kind: what happened, and the error.
async fn failures() -> Vec<(&'static str, Client, Error)> {
    let rule = json!({ "kind": "business_rule", "rule": "Validate active connection" });
    let faults = [
        ("a hibernating instance", json!({ "kind": "hibernating" })),
        ("a web page", json!({ "kind": "html" })),
        ("no answer in time", json!({ "kind": "latency", "ms": 30_000 })),
        ("a rate limit", json!({ "kind": "rate_limit", "reset_seconds": 900 })),
        ("a business rule", rule),
    ];
    let mut all = Vec::new();
    for (name, fault) in faults {
        let trouble = Trouble::always(fault).await;
        all.push((name, trouble.client.clone(), trouble.read().await));
    }
    let words = [
        ("a data policy", 403, "Operation Failed", "Data Policy Exception: Name is mandatory"),
        ("anything else", 400, "Invalid value", "Something is wrong with it"),
        ("anything else without words", 418, "", ""),
    ];
    for (name, status, message, detail) in words {
        let (client, error) = said(status, message, detail).await;
        all.push((name, client, error));
    }
    all.extend(elevations().await);
    all.extend(identities().await);
    all.extend(guarded().await);
    all.push(stopped().await);
    all
}

/// Refusals to write an access rule: without elevation, with it, and where there is no session.
async fn elevations() -> Vec<(&'static str, Client, Error)> {
    let (words, detail) =
        ("Operation Failed", "ACL Exception Insert Failed due to security constraints");
    let (plain, refused) = said_about(RULES, &[], 403, words, detail).await;
    let instance = plain.instance().as_str().to_owned();
    let elevated = client_elevating(&["security_admin"], &instance, basic("u", "p"));
    let (none, no_session) = said_about(RULES, &["security_admin"], 403, "", "").await;
    vec![
        ("a rule written without elevation", plain, refused.clone()),
        ("a rule refused to an elevated user", elevated, refused),
        ("no elevated session", none, no_session),
    ]
}

/// Failures that have to do with who asks and what for.
async fn identities() -> Vec<(&'static str, Client, Error)> {
    let sound = Trouble::with(json!([]), "plain.user").await;
    let forbidden = sound.write(&Query::new()).await;
    let admin = client(sound.simulator.url(), basic("admin", "admin"));
    let no_table = admin.table("x_none").query(&Query::new(), &[], None).await.unwrap_err();
    let mut all = vec![
        ("an access rule", sound.client.clone(), forbidden),
        ("no such table", admin, no_table),
    ];
    for (title, credentials) in strangers() {
        let stranger = client(sound.simulator.url(), credentials);
        let error = stranger.table(TABLE).query(&Query::new(), &[], None).await.unwrap_err();
        all.push((title, stranger, error));
    }
    let words = ("User Not Authenticated", "Required to provide Auth information");
    let (_, refused) = said(401, words.0, words.1).await;
    all.push(("a new token that opens nothing", all.last().unwrap().1.clone(), refused));
    all
}

/// Credentials that no instance accepts, one for each way to authenticate.
fn strangers() -> Vec<(&'static str, Credentials)> {
    let secret = || SecretText::from(SECRET.to_owned());
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let key = SecretText::from(key.serialize_pem());
    let assertion = Assertion::new("nobody", "ann", key, SigningAlgorithm::Es256).unwrap();
    let grants = [
        ("a refused token: password", Grant::Password { username: "u".into(), password: secret() }),
        ("a refused token: refresh token", Grant::RefreshToken(secret())),
        ("a refused token: assertion", Grant::JwtBearer(Box::new(assertion))),
        ("a refused token", Grant::ClientCredentials),
    ];
    let asking = |(title, grant)| {
        let client_secret = Some(secret());
        let client = OAuthClient { grant, client_id: "nobody".into(), client_secret, scope: None };
        (title, Credentials::OAuth(client))
    };
    let others = [
        ("a wrong password", basic("admin", SECRET)),
        ("a wrong access token", Credentials::Bearer(secret())),
        ("a wrong API key", Credentials::ApiKey(secret())),
        ("a certificate of nobody", Credentials::Certificate),
    ];
    others.into_iter().chain(grants.into_iter().map(asking)).collect()
}

/// Writes that the guards of the provider block keep from being sent.
async fn guarded() -> Vec<(&'static str, Client, Error)> {
    let sound = Trouble::with(json!([]), "admin").await;
    let guarded = |credentials: Credentials, read_only: bool| {
        let options = Options { read_only, keeps_own_identity: true, ..Options::default() };
        let instance = InstanceUrl::parse(sound.simulator.url()).unwrap();
        Client::new(instance, credentials, options).unwrap()
    };
    let reading = guarded(basic("admin", "admin"), true);
    let row = Row::new().set("name", "A");
    let read_only = reading.table(TABLE).insert(&row, Input::Stored, &Query::new(), &[]).await;
    let keeping = guarded(basic("admin", "admin"), false);
    let own = keeping.current_user().await.unwrap().sys_id;
    let own_user = keeping.table("sys_user").delete(&own).await.unwrap_err();
    vec![
        ("a write under read_only", reading, read_only.unwrap_err()),
        ("the user in use", keeping, own_user),
    ]
}

async fn stopped() -> (&'static str, Client, Error) {
    let sound = Trouble::with(json!([]), "admin").await;
    let stop = CancellationToken::new();
    stop.cancel();
    let client = sound.client.with_stop(stop);
    let error = client.table(TABLE).query(&Query::new(), &[], None).await.unwrap_err();
    ("asked to stop", client, error)
}

/// Failures whose records nobody can tell, and an instance that is not there.
async fn lost() -> Vec<(&'static str, Client, Error)> {
    let cut = |kind| json!([{ "method": "POST", "fault": { "kind": kind } }]);
    let unsure = Trouble::with(cut("cut_after"), "admin").await;
    let uncertain = unsure.write(&Query::new()).await;
    let missing = Trouble::with(cut("cut_before"), "admin").await;
    let missed = missing.write(&Query::new().equals("name", "A").unwrap()).await;
    let unreachable = Trouble::with(json!([]), "admin").await;
    unreachable.simulator.stop().await;
    let error = unreachable.client.table(TABLE).query(&Query::new(), &[], None).await.unwrap_err();
    vec![
        ("a lost answer", unsure.client.clone(), uncertain),
        ("a lost answer twice", missing.client.clone(), missed),
        ("no instance", unreachable.client, error),
    ]
}

fn kind(name: &str) -> RecordKind {
    RecordKind::new(ALL.iter().find(|resource| resource.name == name).unwrap())
}

fn field(kind: &RecordKind, name: &str) -> Field {
    *kind.field(name).unwrap()
}

fn target(field: &Field) -> Target {
    let Kind::Reference(target) = field.kind else { panic!("{} is no reference", field.name) };
    target
}

/// The golden file in the making.
#[derive(Default)]
struct Golden(String);

impl Golden {
    fn add(&mut self, title: &str, diagnostic: &Diagnostic) {
        let severity = if diagnostic.is_error() { "error" } else { "warning" };
        let place: Vec<&str> = diagnostic.path.iter().flat_map(|path| &path.0).map(name).collect();
        let at = if place.is_empty() { String::new() } else { format!(" at {}", place.join(".")) };
        writeln!(
            self.0,
            "{title}\n  {severity}{at}: {}\n  {}\n",
            diagnostic.summary, diagnostic.detail
        )
        .unwrap();
    }

    fn refused(&mut self, title: &str, refusal: Refusal) {
        self.add(title, &explain::refused(refusal));
    }

    /// The text with what differs from run to run replaced.
    fn finished(self, hosts: &BTreeSet<String>) -> String {
        let text =
            hosts.iter().fold(self.0, |text, host| text.replace(host.as_str(), "dev1.example"));
        let (ports, mut rest) = (text.split("127.0.0.1:"), String::new());
        for (index, part) in ports.enumerate() {
            let digits =
                part.len() - part.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            rest.push_str(if index == 0 { part } else { "dev1.example" });
            if index > 0 {
                rest.push_str(&part[digits..]);
            }
        }
        let cause = rest.find(" (os error").map(|at| at..at + rest[at..].find(')').unwrap() + 1);
        if let Some(cause) = cause {
            rest.replace_range(cause, "");
        }
        rest
    }
}

fn name(step: &Step) -> &str {
    match step {
        Step::Attribute(name) | Step::Key(name) => name,
        Step::Index(_) => "[]",
    }
}

fn of_requests(golden: &mut Golden, work: &Work, error: &Error) {
    let (alias, registry) = (kind("connection_alias"), kind("oauth_registry"));
    let (secret, script) =
        (field(&registry, "client_secret"), field(&registry, "oauth_api_script"));
    let profile = kind("oauth_profile");
    let scopes = field(&profile, "scopes");
    let Kind::Links(joins) = scopes.kind else { panic!("scopes are linked") };
    let app = AppToInstall {
        app: AppRef::Scope("x_acme_spoke".into()),
        version: None,
        base_app_version: None,
        auto_upgrade_base_app: false,
    };
    golden.add("create", &explain::create(work, &alias, TABLE, error));
    golden.add("adopt", &explain::adopt(work, &alias, TABLE, error));
    golden.add("read", &explain::read(work, &alias, TABLE, error));
    golden.add("update", &explain::update(work, &alias, TABLE, error));
    golden.add("delete", &explain::delete(work, &alias, TABLE, error));
    golden.add("restore", &explain::restore(work, &alias, TABLE, error));
    golden.add("secret", &explain::secret(work, &secret, "oauth_entity", error));
    golden.add("links", &explain::links(work, &scopes, &joins, error));
    golden.add("lookup", &explain::lookup(work, &script, &target(&script), error));
    golden.refused("for_hook", explain::for_hook(work, error));
    golden.add("data", &explain::data(work, "servicenow_records", TABLE, error));
    golden.add("not_undone", &explain::not_undone(work, &alias, TABLE, "<sys_id>", error));
    golden.add(
        "not_installed",
        &explain::not_installed(work, &kind("application"), &app, false, error),
    );
    golden.add("not_activated", &explain::not_activated(work, &kind("plugin"), true, error));
    golden.add("any_record", &explain::any_record(work, "create", TABLE, true, error));
    golden.add("any_secret", &explain::any_secret(work, "password", TABLE, error));
    let why = explain::any_record(work, "delete", TABLE, true, error);
    golden.add("any_not_undone", &explain::any_not_undone(TABLE, "<sys_id>", &why));
    golden.add("not_uninstalled", &explain::not_uninstalled(work, &kind("application"), error));
}

async fn of_plugins(golden: &mut Golden) {
    let (client, error) = said(400, "Activation failed", "").await;
    for (title, is_listed) in [("not_activated: listed", true), ("not_activated: unknown", false)] {
        let said = explain::not_activated(&work(&client), &kind("plugin"), is_listed, &error);
        golden.add(title, &said);
    }
}

fn of_records(golden: &mut Golden) {
    let registry = kind("oauth_registry");
    let credential = kind("credential");
    let (script, profile) =
        (field(&registry, "oauth_api_script"), field(&credential, "oauth_profile"));
    let several = ["\"A/x\" (1)".to_owned(), "\"B/x\" (2)".to_owned()];
    golden.add(
        "nothing_referred",
        &explain::nothing_referred(&script, &target(&script), "OAuthX", &[]),
    );
    golden.add(
        "nothing_referred: near",
        &explain::nothing_referred(&profile, &target(&profile), "x", &several),
    );
    golden.add(
        "several_referred",
        &explain::several_referred(&profile, &target(&profile), "x", &several),
    );
    golden.add("hidden_target", &explain::hidden_target(&script, &target(&script), "OAuthX"));
    let (mut one, mut other) = (Record::default(), Record::default());
    one.insert("sys_id", "<first sys_id>");
    other.insert("sys_id", "<second sys_id>");
    golden
        .add("several_to_adopt", &explain::several_to_adopt(&registry, &["name"], &[&one, &other]));
    golden.add("cannot_search", &explain::cannot_search(&registry, "a value cannot hold ^"));
    let age = Duration::from_secs(200);
    golden.add("orphan", &explain::orphan(&registry, "oauth_entity", "<sys_id>", age));
    let joined = explain::joined_already("sys_user_has_role", ["user", "role"], "<sys_id>");
    golden.refused("joined_already", joined);
    golden.add("any_orphan", &explain::any_orphan("cmn_department", "<sys_id>", age));
    golden.add("gone_while_adopting", &explain::gone_while_adopting(&registry));
    golden.add("gone_while_writing", &explain::gone_while_writing(&registry));
    let comments = field(&registry, "comments");
    let lost = Lost { field: comments, column: "comments", stored: None };
    golden.add("not_stored: empty", &explain::not_stored(&lost, "oauth_entity", ""));
    golden.add("not_stored: other", &explain::not_stored(&lost, "oauth_entity", "something else"));
    golden.add("no_such_column", &explain::no_such_column(&lost, "oauth_entity"));
    golden.add("hidden_column", &explain::hidden_column(&comments, "comments", "oauth_entity"));
    golden.add("any_gone", &explain::any_gone("cmn_department"));
    golden.add(
        "hidden_any_record",
        &explain::hidden_any_record("read", "cmn_department", "<sys_id>"),
    );
    golden.add("hidden_any_column", &explain::hidden_any_column("code", "cmn_department"));
    golden.add("any_no_such_column", &explain::any_no_such_column("code", "cmn_department"));
    golden.add("any_not_stored", &explain::any_not_stored("code", "cmn_department", "A"));
    golden
        .add("secret_in_fields", &explain::secret_in_fields("password", "sys_auth_profile_basic"));
    golden.add("not_deactivated", &explain::not_deactivated(&registry, "sys_user"));
    golden.add("hidden_record", &explain::hidden_record(&registry, "oauth_entity", "<sys_id>"));
    golden.add(
        "hidden_from_writing",
        &explain::hidden_from_writing("delete", &registry, "oauth_entity", "<sys_id>"),
    );
    golden.add(
        "hidden_and_not_undone",
        &explain::hidden_and_not_undone(&registry, "sys_user", "<sys_id>"),
    );
    golden.add("hidden_rows", &explain::hidden_rows("servicenow_records", "sys_alias", 3));
    golden.add(
        "no_table_in_dictionary",
        &explain::no_table_in_dictionary("servicenow_table", "incidents"),
    );
    golden.add("secret_stays", &explain::secret_stays(&field(&registry, "client_secret")));
    let near = ["Camunda OAuth (1)".to_owned()];
    golden.add(
        "nothing_to_import",
        &explain::nothing_to_import(&registry, "Camunda", &near, "It can be a sys_id."),
    );
    golden.add("not_importable", &explain::not_importable(&registry, "<what was wrong>".into()));
    golden.add(
        "not_found",
        &explain::not_found("servicenow_oauth_profile", "<what was wrong>".into()),
    );
}

fn of_policies(golden: &mut Golden) {
    golden.add("not_configured", &explain::not_configured());
    golden.add("not_known_yet", &explain::not_known_yet("instance_url"));
    golden.add("other_instance", &explain::other_instance("dev1.example", "dev2.example"));
    golden.add("read_later", &explain::read_later("instance_url"));
    golden.refused("unaskable", explain::unaskable("a value cannot hold ^"));
    golden.refused("stopped", explain::stopped());
    golden.add("nothing_to_restore", &explain::nothing_to_restore());
    golden.add("will_be_abandoned", &explain::will_be_abandoned());
    golden.add("will_be_deactivated", &explain::will_be_deactivated());
    golden.add("will_be_deactivated", &explain::will_be_deactivated());
    golden.add("will_be_restored", &explain::will_be_restored(&[]));
    golden.add(
        "will_be_restored: secrets",
        &explain::will_be_restored(&["client_secret".into(), "password".into()]),
    );
    golden.add("application_stays", &explain::application_stays());
    golden.add("plugin_stays", &explain::plugin_stays());
    golden.add("application_goes", &explain::application_goes());
    golden.add("cannot_uninstall", &explain::cannot_uninstall());
    golden.add("batch_needs_id_and_version", &explain::batch_needs_id_and_version());
    golden.add("downgrade", &explain::downgrade("1.3.1", "1.2.0"));
    golden.add("other_version", &explain::other_version("1.2.0", "1.3.1"));
    golden.add("installed_but_hidden", &explain::installed_but_hidden(&kind("application")));
}

fn of_elevation(golden: &mut Golden) {
    let role = "security_admin".to_owned();
    let refusals = [
        ElevationRefusal::NoForm,
        ElevationRefusal::NotLetIn,
        ElevationRefusal::SecondFactor,
        ElevationRefusal::NoSession,
        ElevationRefusal::NotOffered,
        ElevationRefusal::RoleNotOffered { role: role.clone() },
        ElevationRefusal::NotKept { role },
    ];
    for refusal in refusals {
        let text = explain::elevation::refused("dev1.example", &refusal, "");
        writeln!(golden.0, "{text}\n").unwrap();
    }
}

#[tokio::test]
async fn every_sentence_reads_well() {
    let mut failures = failures().await;
    failures.extend(lost().await);
    let hosts = failures.iter().map(|(_, client, _)| client.instance().host().to_owned()).collect();
    let mut golden = Golden::default();
    golden.0.push_str("WHAT CAN GO WRONG WITH A REQUEST\n\n");
    for (title, client, error) in &failures {
        golden.add(title, &explain::create(&work(client), &kind("connection_alias"), TABLE, error));
    }
    golden.0.push_str("WHY THERE IS NO ELEVATED SESSION\n\n");
    of_elevation(&mut golden);
    golden.0.push_str("WHAT WAS BEING DONE\n\n");
    let forbidden = failures.iter().find(|(title, ..)| *title == "an access rule").unwrap();
    of_requests(&mut golden, &work(&forbidden.1), &forbidden.2);
    of_plugins(&mut golden).await;
    golden.0.push_str("RECORDS\n\n");
    of_records(&mut golden);
    golden.0.push_str("ALL THAT AN ACCOUNT LACKS\n\n");
    lacks::all(&mut golden);
    golden.0.push_str("WHERE NEW RECORDS GO\n\n");
    let no_table = failures.iter().find(|(title, ..)| *title == "no such table").unwrap();
    places::all(&mut golden, &work(&forbidden.1), &forbidden.2, &no_table.2);
    golden.0.push_str("THE PROVIDER, POLICIES AND APPLICATIONS\n\n");
    of_policies(&mut golden);
    let text = golden.finished(&hosts);
    assert!(!text.contains(SECRET), "a secret is in a sentence");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("sentences", text));
}

#[test]
fn no_sentence_is_left_out_of_the_golden_file() {
    let sources = [
        include_str!("mod.rs"),
        include_str!("readback.rs"),
        include_str!("application.rs"),
        include_str!("any_record.rs"),
        include_str!("adopting.rs"),
        include_str!("reference.rs"),
        include_str!("staying.rs"),
        include_str!("lacking.rs"),
        include_str!("placing.rs"),
    ];
    let shown =
        [include_str!("tests.rs"), include_str!("tests/lacks.rs"), include_str!("tests/places.rs")];
    let mut seen = 0;
    for line in sources.iter().flat_map(|source| source.lines()) {
        let Some((_, rest)) = line.split_once("pub(in crate::engine) fn ") else { continue };
        let name = rest.split('(').next().unwrap();
        seen += 1;
        assert!(
            shown.iter().any(|text| text.contains(&format!("explain::{name}("))),
            "{name} is not shown"
        );
    }
    assert!(seen > 40, "only {seen} functions were seen");
}
