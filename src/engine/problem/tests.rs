//! Every sentence in one golden file, so that wording is reviewed as prose. Failed requests are really made: against a
//! simulated instance, with the trouble each needs.

mod actions;
mod block;
mod functions;
mod lacks;
mod moves;
mod places;
mod rows;
mod secrets;
mod tokens;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use servicenow::{
    Assertion, Client, Credentials, ElevationRefusal, Error, Grant, Input, InstanceUrl,
    OAuthClient, Options, Query, Row, SecretString, SigningAlgorithm,
};
use simulator::Simulator;
use tfplugin::{CancellationToken, Step};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    Adoption, Attempt, ColumnProblem, Difference, Double, Forms, ImportProblem, Key, Listing,
    Misled, Mistake, Problem, RecordProblem, Reference, Search, SoftwareProblem, Stay, There, Twin,
    Unready, sign_in,
};
use crate::describe::{Code, Field, FieldType, Finding, Target, TextKind};
use crate::engine::model::{ANY_RECORD, Access, Destination, ResourceType, Spot, Subject};
use crate::engine::session::{Configured, Session, Shared, Work};
use crate::resources::ALL;

const SECRET: &str = "planted-secret";
const TABLE: &str = "sys_alias";
const RULES: &str = "sys_security_acl";
const UNSCOPED: &str = "Access to unscoped api is not allowed";

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
        self.client.table(TABLE).matching(&Query::new(), &["name"], None).await.unwrap_err()
    }

    async fn write(&self, identity: &Query) -> Error {
        let row = Row::new().set("name", "A");
        self.client.table(TABLE).insert(&row, Input::Stored, identity, &["name"]).await.unwrap_err()
    }
}

fn basic(username: &str, password: &str) -> Credentials {
    Credentials::Basic {
        username: username.into(),
        password: SecretString::from(password.to_owned()),
    }
}

fn client(url: &str, credentials: Credentials) -> Client {
    client_elevating(&[], url, credentials)
}

fn client_elevating(roles: &[&str], url: &str, credentials: Credentials) -> Client {
    let options = Options {
        request_timeout: Duration::from_secs(1),
        transaction_limit: Duration::from_secs(1),
        max_retries: 0,
        elevate_roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..Options::default()
    };
    Client::new(InstanceUrl::parse(url).unwrap(), credentials, options).unwrap()
}

fn work(client: &Client) -> Work {
    let shared = Shared::default();
    let session = Session::new(client.clone(), Vec::new(), Destination::default());
    shared.set(Configured::Ready(Arc::new(session)));
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
    let error = client.table(table).matching(&Query::new(), &[], None).await.unwrap_err();
    serving.await.unwrap();
    (client, error)
}

/// A failed request of each kind: what happened, and the error.
async fn failures() -> Vec<(&'static str, Client, Error)> {
    let rule =
        json!({ "kind": "business_rule", "rule": "Connection alias and Domain combination" });
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
        ("an API without scopes", 403, "User Not Authorized", UNSCOPED),
        ("a scope that lacks", 403, "Missing required api access scope: table_read", ""),
        ("anything else", 400, "Invalid value", "Something is wrong with it"),
        ("anything else without words", 418, "", ""),
    ];
    for (name, status, message, detail) in words {
        let (client, error) = said(status, message, detail).await;
        all.push((name, client, error));
    }
    all.extend(pages().await);
    all.extend(elevations().await);
    all.extend(identities().await);
    all.extend(guarded().await);
    all.push(stopped().await);
    all
}

/// What stands where an instance should be: a page with a title, a redirection, a server without TLS.
async fn pages() -> Vec<(&'static str, Client, Error)> {
    let titled = json!({ "kind": "status", "status": 200, "headers": { "content-type": "text/html" },
        "body": "<html><title>Sign in to ACME</title></html>" });
    let moved = json!({ "kind": "status", "status": 301,
        "headers": { "location": "https://new.example/x?token=planted-secret" } });
    let inside = json!({ "kind": "status", "status": 302, "headers": { "location": "/login.do" } });
    let rule =
        json!({ "kind": "business_rule", "rule": "Unique Key violation detected by database" });
    let mut all = Vec::new();
    for (name, fault) in [
        ("a web page with a title", titled),
        ("an instance that has moved", moved),
        ("a redirection to a page of its own", inside),
        ("a business rule that is known", rule),
    ] {
        let trouble = Trouble::always(fault).await;
        all.push((name, trouble.client.clone(), trouble.read().await));
    }
    let plain = Trouble::with(json!([]), "admin").await;
    let secure = client(&plain.simulator.url().replace("http:", "https:"), basic("u", "p"));
    let error = secure.table(TABLE).matching(&Query::new(), &[], None).await.unwrap_err();
    all.push(("https to a port for http", secure, error));
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
    let no_table = admin.table("x_none").matching(&Query::new(), &[], None).await.unwrap_err();
    let mut all = vec![
        ("an access rule", sound.client.clone(), forbidden),
        ("no such table", admin, no_table),
    ];
    for (title, credentials) in strangers() {
        let stranger = client(sound.simulator.url(), credentials);
        let error = stranger.table(TABLE).matching(&Query::new(), &[], None).await.unwrap_err();
        all.push((title, stranger, error));
    }
    let words = ("User Not Authenticated", "Required to provide Auth information");
    let (_, refused) = said(401, words.0, words.1).await;
    all.push(("a new token that opens nothing", all.last().unwrap().1.clone(), refused));
    all
}

/// Credentials that no instance accepts, one for each way to authenticate.
fn strangers() -> Vec<(&'static str, Credentials)> {
    let secret = || SecretString::from(SECRET.to_owned());
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let key = SecretString::from(key.serialize_pem());
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
    let mut all = vec![
        ("a write under read_only", reading, read_only.unwrap_err()),
        ("the user in use", keeping.clone(), own_user),
    ];
    let property = Row::new()
        .set("name", "glide.authenticate.basic_auth.restriction.active")
        .set("value", "true");
    let policy = Row::new().set("name", "Exports").set("api_path", "now/table");
    for (title, table, row) in [
        ("Basic authentication in use", "sys_properties", property),
        ("the Table API in use", "sys_api_access_policy", policy),
    ] {
        let refused = keeping.table(table).insert(&row, Input::Stored, &Query::new(), &[]).await;
        all.push((title, keeping.clone(), refused.unwrap_err()));
    }
    let grants = keeping.table("sys_user_has_role");
    let own_grants =
        Query::new().equals("user", &own).unwrap().equals("role.name", "admin").unwrap();
    let grant = grants.matching(&own_grants, &["role.name"], None).await.unwrap();
    let own_role = grants.delete(grant.rows[0].sys_id()).await.unwrap_err();
    all.push(("a role in use", keeping, own_role));
    all
}

async fn stopped() -> (&'static str, Client, Error) {
    let sound = Trouble::with(json!([]), "admin").await;
    let stop = CancellationToken::new();
    stop.cancel();
    let client = sound.client.with_stop(stop);
    let error = client.table(TABLE).matching(&Query::new(), &[], None).await.unwrap_err();
    ("asked to stop", client, error)
}

/// Failures whose records nobody can tell, and an instance that is not there.
async fn lost() -> Vec<(&'static str, Client, Error)> {
    let cut = |kind| json!([{ "method": "POST", "fault": { "kind": kind } }]);
    // An instance that gives ids of its own.
    let own_id = json!({ "kind": "drop_column", "column": "sys_id" });
    let rules = json!([cut("cut_after")[0], { "method": "POST", "fault": own_id }]);
    let unsure = Trouble::with(rules, "admin").await;
    let uncertain = unsure.write(&Query::new()).await;
    let missing = Trouble::with(cut("cut_before"), "admin").await;
    let missed = missing.write(&Query::new().equals("name", "A").unwrap()).await;
    let unreachable = Trouble::with(json!([]), "admin").await;
    unreachable.simulator.stop().await;
    let error =
        unreachable.client.table(TABLE).matching(&Query::new(), &[], None).await.unwrap_err();
    vec![
        ("a lost answer", unsure.client.clone(), uncertain),
        ("a lost answer twice", missing.client.clone(), missed),
        ("no instance", unreachable.client, error),
    ]
}

fn kind(name: &str) -> ResourceType {
    ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
}

fn field(kind: &ResourceType, name: &str) -> Field {
    *kind.field(name).unwrap()
}

fn target(field: &Field) -> Target {
    let FieldType::Reference(target) = field.holds else {
        panic!("{} is no reference", field.name)
    };
    target
}

/// The golden file in the making.
#[derive(Default)]
struct Golden(String);

impl Golden {
    fn add(&mut self, title: &str, problem: &Problem) {
        let diagnostic = problem.told();
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

/// The failure of each kind of attempt: what was being done, and whose access to which table was refused.
fn of_requests(golden: &mut Golden, work: &Work, error: &Error) {
    let alias = || "servicenow_connection_alias".to_owned();
    let application = || "servicenow_application".to_owned();
    let record = || Subject::new(&alias(), TABLE);
    let row = Subject::new(ANY_RECORD, TABLE);
    let (secret, column) =
        (Spot::Attribute("client_secret", "client_secret"), Spot::Column("password".into()));
    let install =
        Attempt::Install { type_name: application(), app: "x_acme_spoke".into(), is_there: false };
    let attempts = [
        ("create", Attempt::Operation("create", alias()), Access::Create),
        ("adopt", Attempt::Adopt(alias()), Access::Update),
        ("read", Attempt::Operation("read", alias()), Access::Read),
        ("update", Attempt::Operation("update", alias()), Access::Update),
        ("delete", Attempt::Delete(alias()), Access::Delete),
        ("restore", Attempt::Restore(alias()), Access::Update),
        ("secret", Attempt::SendSecret(secret), Access::Update),
        ("links", Attempt::Link("scopes"), Access::Create),
        ("children", Attempt::Children("headers"), Access::Create),
        ("lookup", Attempt::LookUp("oauth_api_script"), Access::Read),
        ("columns", Attempt::Describe, Access::Read),
        ("for_hook: read", Attempt::FollowUp, Access::Read),
        ("for_hook: insert", Attempt::FollowUp, Access::Create),
        ("for_hook: delete", Attempt::FollowUp, Access::Delete),
        ("data", Attempt::ReadData("servicenow_records".into()), Access::Read),
        ("asked before anything else", Attempt::Prove, Access::Read),
        ("not_undone", Attempt::Undo(record(), "<sys_id>".into()), Access::Delete),
        ("not_installed", install, Access::Update),
        ("not_activated", activate(true), Access::Update),
        ("any_record", Attempt::Operation("create", ANY_RECORD.into()), Access::Create),
        ("any_secret", Attempt::SendSecret(column), Access::Update),
        ("any_not_undone", Attempt::Undo(row, "<sys_id>".into()), Access::Delete),
        ("not_uninstalled", Attempt::Uninstall(application()), Access::Delete),
    ];
    for (title, attempt, access) in attempts {
        golden.add(title, &work.failed(attempt, TABLE, access, error.clone()));
    }
}

fn activate(is_listed: bool) -> Attempt {
    Attempt::Activate { type_name: "servicenow_plugin".into(), is_listed }
}

async fn of_plugins(golden: &mut Golden) {
    let (client, error) = said(400, "Activation failed", "").await;
    for (title, is_listed) in [("not_activated: listed", true), ("not_activated: unknown", false)] {
        let attempt = activate(is_listed);
        golden.add(title, &work(&client).failed(attempt, TABLE, Access::Update, error.clone()));
    }
}

fn registry() -> Subject {
    Subject::new("servicenow_oauth_registry", "oauth_entity")
}

fn department() -> Subject {
    Subject::new(ANY_RECORD, "cmn_department")
}

fn of_references(golden: &mut Golden) {
    let (registry, credential) = (kind("oauth_registry"), kind("credential"));
    let (script, profile) =
        (field(&registry, "oauth_api_script"), field(&credential, "oauth_profile"));
    let misled = |field: &Field, spelling, misled| {
        Problem::Misled(Box::new(Reference::new(field.name, &target(field), spelling)), misled)
    };
    let several = || vec!["\"A/x\" (1)".to_owned(), "\"B/x\" (2)".to_owned()];
    golden.add("nothing_referred", &misled(&script, "OAuthX", Misled::Nothing(Vec::new())));
    golden.add("nothing_referred: near", &misled(&profile, "x", Misled::Nothing(several())));
    golden.add("several_referred", &misled(&profile, "x", Misled::Several(several())));
    golden.add("hidden_target", &misled(&script, "OAuthX", Misled::Hidden));
}

fn of_adoption(golden: &mut Golden) {
    let type_name = || "servicenow_oauth_registry".to_owned();
    let sys_id = || "<sys_id>".to_owned();
    let age = Duration::from_secs(200);
    let sys_ids = vec!["<first sys_id>".into(), "<second sys_id>".into()];
    let several = Adoption::Several { type_name: type_name(), key: &["name"], sys_ids };
    let why = "a value cannot hold ^".to_owned();
    let (table, left, right) = ("sys_user_has_role", "user", "role");
    let all = [
        ("several_to_adopt", several),
        ("cannot_search", Adoption::Unsearchable { type_name: type_name(), why }),
        ("orphan", Adoption::Orphan { subject: registry(), sys_id: sys_id(), age }),
        ("joined_already", Adoption::Joined { table, left, right, sys_id: sys_id() }),
        ("any_orphan", Adoption::Orphan { subject: department(), sys_id: sys_id(), age }),
        ("gone_while_adopting", Adoption::Gone(type_name())),
        ("hidden_to_adopt", Adoption::Hidden { subject: registry(), key: vec!["name".into()] }),
        ("held_by_another", Adoption::Held { subject: registry(), sys_id: sys_id() }),
    ];
    for (title, adoption) in all {
        golden.add(title, &Problem::Adoption(adoption));
    }
}

fn of_twins(golden: &mut Golden) {
    let twin = |key, by: &str, at: &str, seconds: Option<u64>| Twin {
        verb: "create",
        subject: Subject::new("servicenow_role", "sys_user_role"),
        key,
        sys_id: "<sys_id>".into(),
        by: by.into(),
        at: at.into(),
        age: seconds.map(Duration::from_secs),
    };
    let (name, pair): (Key, Key) = (&["name"], &["oauth_registry", "scope"]);
    let recent = || twin(name, "admin", "2026-01-31 10:00:00", Some(200));
    let old = || twin(name, "glide.maint", "2019-01-31 10:00:00", None);
    let change = |attribute: &str, before: Option<&str>, after: Option<&str>| Difference {
        attribute: attribute.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let changes = vec![
        change("description", Some("Ours"), Some("")),
        change("script", Some(&"x".repeat(70)), None),
        change("value", None, Some("true")),
    ];
    let secrets = vec!["client_secret", "password"];
    let type_name = "servicenow_role".to_owned();
    let all = [
        ("there: refused", There::Refused(recent())),
        ("there: refused, made by the platform", There::Refused(old())),
        ("there: under another address", There::Shown(twin(pair, "", "", None))),
        ("there: being made", There::InTheMaking { type_name, key: name }),
        ("there: told", There::Told(recent())),
        ("there: told of another key", There::Told(twin(pair, "admin", "", None))),
        ("there: adopted", There::Adopted { twin: old(), changes, secrets }),
        (
            "there: adopted as it is",
            There::Adopted { twin: old(), changes: Vec::new(), secrets: Vec::new() },
        ),
    ];
    for (title, there) in all {
        golden.add(title, &Problem::There(Box::new(there)));
    }
}

fn of_columns(golden: &mut Golden) {
    let (attribute, table) =
        (|| Spot::Attribute("comments", "comments"), || "oauth_entity".to_owned());
    let (column, other) = (|| Spot::Column("code".into()), || "cmn_department".to_owned());
    let stored = |spot, table, stored: &str| {
        let stored = stored.to_owned();
        ColumnProblem::NotStored { spot, table, stored }
    };
    let secret = ColumnProblem::SecretInFields {
        column: "password".into(),
        table: "sys_auth_profile_basic".into(),
    };
    let all = [
        ("not_stored: empty", stored(attribute(), table(), "")),
        ("not_stored: other", stored(attribute(), table(), "something else")),
        ("not_stored: long", stored(attribute(), table(), &"x".repeat(4000))),
        ("cut", ColumnProblem::Cut { spot: attribute(), table: table(), written: 47, kept: 40 }),
        ("any_cut", ColumnProblem::Cut { spot: column(), table: other(), written: 300, kept: 255 }),
        ("no_such_column", ColumnProblem::Missing { spot: attribute(), table: table() }),
        ("hidden_column", ColumnProblem::Hidden { spot: attribute(), table: table() }),
        ("unproven_column", ColumnProblem::Unproven { spot: attribute(), table: table() }),
        ("vital_column", ColumnProblem::Vital { spot: attribute(), table: table() }),
        ("hidden_any_column", ColumnProblem::Hidden { spot: column(), table: other() }),
        ("any_no_such_column", ColumnProblem::Missing { spot: column(), table: other() }),
        ("any_not_stored", stored(column(), other(), "A")),
        ("secret_in_fields", secret),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Column(problem));
    }
    of_columns_in_the_plan(golden);
}

fn of_columns_in_the_plan(golden: &mut Golden) {
    let (user, table) = (Spot::Attribute("application_user", "user"), || "incident".to_owned());
    let (notes, sys_id) = (|| Spot::Column("work_notes".into()), || "<sys_id>".to_owned());
    let long = Spot::Attribute("comments", "comments");
    let long = ColumnProblem::TooLong {
        spot: long,
        table: "oauth_entity".into(),
        length: 4200,
        limit: 4000,
    };
    let target = || "sys_user".to_owned();
    let nowhere = ColumnProblem::Astray {
        spot: user.clone(),
        target: target(),
        sys_id: sys_id(),
        lies_in: None,
    };
    let lies_in = Some("sys_user_group".to_owned());
    let elsewhere =
        ColumnProblem::Astray { spot: user, target: target(), sys_id: sys_id(), lies_in };
    let entry = |by_name| ColumnProblem::Entry { spot: notes(), table: table(), by_name };
    let columns = vec!["caller_id".to_owned(), "u_site".to_owned()];
    let all = [
        ("too_long", long),
        ("astray: nowhere", nowhere),
        ("astray: elsewhere", elsewhere),
        ("journal_entry", entry(false)),
        ("journal_entry: by name", entry(true)),
        ("left_out", ColumnProblem::LeftOut { columns, table: table() }),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Column(problem));
    }
}

fn of_records(golden: &mut Golden) {
    let sys_id = || "<sys_id>".to_owned();
    let hidden = |subject, verb| RecordProblem::Hidden { subject, verb, sys_id: sys_id() };
    let left = |subject| RecordProblem::HiddenAndLeft { subject, sys_id: sys_id() };
    let user = || Subject::new("servicenow_oauth_registry", "sys_user");
    let refused = || vec!["name".to_owned(), "comments".to_owned()];
    let table = "sys_rest_message_fn_headers";
    let hidden_children = RecordProblem::HiddenChildren { attribute: "headers", table, count: 2 };
    let kept = |is_undone| RecordProblem::NotGivenBack {
        subject: registry(),
        sys_id: sys_id(),
        refused: refused(),
        is_undone,
    };
    let all = [
        ("gone_while_writing", RecordProblem::Gone(registry())),
        ("any_gone", RecordProblem::Gone(department())),
        ("hidden_any_record", hidden(department(), "read")),
        ("not_deactivated", RecordProblem::NotDeactivated(user())),
        ("not_given_back", kept(false)),
        ("not_given_back: undoing", kept(true)),
        (
            "data_loss",
            RecordProblem::DataLoss {
                subject: Subject::new("servicenow_table", "sys_db_object"),
                what: "the table with its columns and every record in it",
            },
        ),
        ("unnamed", RecordProblem::Unnamed { subject: user(), attribute: "user_name" }),
        ("hidden_children", hidden_children),
        ("hidden_record", hidden(registry(), "read")),
        ("hidden_from_writing", hidden(registry(), "delete")),
        ("hidden_and_not_undone", left(user())),
        ("hidden_and_not_undone: a row", left(department())),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Record(problem));
    }
}

fn of_searches(golden: &mut Golden) {
    let type_name = || "servicenow_oauth_profile".to_owned();
    let (table, why) = ("oauth_entity_profile", "a value cannot hold ^".to_owned());
    let sys_ids = vec!["<first sys_id>".into(), "<second sys_id>".into()];
    let (rows, tables) = ("servicenow_records".to_owned(), "servicenow_table".to_owned());
    let near = vec!["\"Camunda OAuth\" (1)".to_owned()];
    let hidden = Search::Hidden { type_name: rows, table: "sys_alias".into(), count: 3 };
    let no_table = Search::NoTable { type_name: tables, table: "incidents".into() };
    let no_column = |attribute| Search::NoColumn {
        type_name: "servicenow_records".into(),
        attribute,
        table: "incident".into(),
        column: "prioritty".into(),
        near: vec!["priority".into()],
    };
    let more = |total| Search::More { table: "incident".into(), limit: 1000, total };
    let all = [
        ("hidden_rows", hidden),
        ("no_table_in_dictionary", no_table),
        ("no_column: query", no_column("query")),
        ("no_column: fields", no_column("fields")),
        ("more_rows", more(Some(1200))),
        ("more_rows: not counted", more(None)),
        ("not_found: unsearchable", Search::Unsearchable { type_name: type_name(), why }),
        ("not_found: nothing", Search::Nothing { type_name: type_name(), table, near: Vec::new() }),
        ("not_found: near", Search::Nothing { type_name: type_name(), table, near }),
        ("not_found: several", Search::Several { type_name: type_name(), table, sys_ids }),
    ];
    for (title, problem) in listings() {
        golden.add(title, &Problem::Listing(problem));
    }
    for (title, problem) in all {
        golden.add(title, &Problem::Search(problem));
    }
}

fn listings() -> Vec<(&'static str, Listing)> {
    let type_name = || "servicenow_connection".to_owned();
    let hidden = |counts: &[(&str, u64)]| {
        Listing::Hidden(counts.iter().map(|(table, count)| ((*table).to_owned(), *count)).collect())
    };
    let (name, near) = ("credentail".to_owned(), vec!["credential".to_owned()]);
    let known = vec!["name".to_owned(), "credential".to_owned()];
    let column = "activ".to_owned();
    vec![
        ("list: no_filter", Listing::NoFilter { type_name: type_name(), name, near, known }),
        ("list: no_flag", Listing::NoFlag("active".into(), "yes".into())),
        ("list: no_moment", Listing::NoMoment("yesterday".into())),
        (
            "list: no_column",
            Listing::NoColumn {
                type_name: type_name(),
                attribute: "query",
                table: "http_connection".into(),
                column,
                near: vec!["active".into()],
            },
        ),
        (
            "list: unaskable",
            Listing::Unaskable { type_name: type_name(), why: "the value is a script".into() },
        ),
        ("list: hidden", hidden(&[("sys_connection", 1)])),
        ("list: hidden in several", hidden(&[("http_connection", 2), ("jdbc_connection", 3)])),
    ]
}

fn of_imports(golden: &mut Golden) {
    let type_name = || "servicenow_oauth_registry".to_owned();
    let nothing = ImportProblem::Nothing {
        type_name: type_name(),
        table: "oauth_entity",
        id: "Camunda".into(),
        near: vec!["Camunda OAuth (1)".to_owned()],
        forms: Forms { keys: &["name", "client_id"], path: &["type", "name"] },
    };
    let several = ImportProblem::Several {
        type_name: type_name(),
        id: "a/b".into(),
        candidates: vec!["A (1) by name".into(), "B (2) by type/name".into()],
    };
    let of_the_instance = ImportProblem::OfTheInstance {
        type_name: type_name(),
        why: "<where it comes from>".into(),
    };
    let not_installed = ImportProblem::NotInstalled {
        type_name: "servicenow_plugin".into(),
        id: "com.glide.tokenbased_auth".into(),
    };
    let no_row = ImportProblem::NoRow { table: "sys_choice".into(), sys_id: "<sys_id>".into() };
    let all = [
        ("import: empty", ImportProblem::Empty(type_name(), Forms { keys: &["name"], path: &[] })),
        ("nothing_to_import", nothing),
        ("import: several", several),
        ("import: no table", ImportProblem::NoTable("sys_choice".into())),
        ("import: no row", no_row),
        ("import: of the instance", of_the_instance),
        ("import: not installed", not_installed),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Import(problem));
    }
}

fn of_mistakes(golden: &mut Golden) {
    let kind = |kind, text: &str| {
        let text = text.to_owned();
        Mistake::OtherKind { name: "attribute", index: None, kind, text }
    };
    let codes: &[Code] = &[("yes_no", "1"), ("reference", "8")];
    let all = [
        Mistake::OtherType { name: "pkce".into(), types: &["oauth_provider"], actual: "client" },
        Mistake::WithoutEffect { name: "roles".into(), flag: "active", wanted: true },
        Mistake::UnknownType("ssh".into(), vec!["basic_auth", "api_key"]),
        Mistake::SecretTwice("password"),
        Mistake::NoVersion("password"),
        Mistake::OnlyVersion("password"),
        Mistake::Empty("name"),
        Mistake::NotWhole("order"),
        Mistake::UnusualWord { name: "state", words: &["build", "ignore"], word: "c".into() },
        Mistake::UnknownWord {
            name: "grant_type",
            words: &["password", "code"],
            word: "passwort".into(),
        },
        Mistake::UnknownWord { name: "grant_type", words: &["password", "code"], word: "c".into() },
        Mistake::UnusualNumber { name: "type", codes, number: "99".into() },
        Mistake::UnknownCode { name: "type", codes, text: "referenc".into() },
        kind(TextKind::Url, "not a url"),
        kind(TextKind::UrlOrPage(&["do"]), "login.example.com/token"),
        kind(TextKind::Uri, &"x".repeat(200)),
        kind(TextKind::Email, "nope"),
        kind(TextKind::Host, "https://a.example"),
        kind(TextKind::Moment, "tomorrow\n"),
        Mistake::TooLow { name: "access_token_lifespan", least: 0, number: -5 },
        Mistake::Comma("redirect_urls", 1),
        Mistake::EmptyElement("redirect_urls", 1),
        Mistake::EmptyInSet("mid_servers"),
        Mistake::NullChild("headers", 1),
        Mistake::InChild { name: "headers", index: 1, wrong: Box::new(Mistake::Empty("name")) },
        Mistake::ReadOnly("default_profile_id".into(), Vec::new()),
        Mistake::ReadOnly("url".into(), vec!["connection_url"]),
        Mistake::ReadOnly("name".into(), vec!["first_name", "last_name"]),
        Mistake::OwnId,
        Mistake::OnlyShown("label".into(), vec!["name".into()]),
        Mistake::OnlyShown("host".into(), Vec::new()),
        Mistake::UnknownPolicy { policy: "keep".into(), listed: "It is \"delete\".".into() },
        Mistake::NothingToRestore,
        Mistake::NoDuration("create", "soon".into(), "expected number at 0".into()),
        Mistake::AuditColumn("fields", "sys_id".into()),
        Mistake::OtherRecord("fields", "parent.name".into()),
        Mistake::NoVersionOfFields,
        Mistake::NoTableName,
        Mistake::NoColumn,
        Mistake::NoLimit,
        Mistake::LimitOnAll,
        Mistake::NothingToSearchBy(vec!["name", "scope"]),
    ];
    for mistake in all {
        golden.add("mistake", &Problem::Mistake(mistake));
    }
}

fn of_rules(golden: &mut Golden) {
    let finding = Finding::warning("active", "<a resource's own word>", "<what is wrong>");
    golden.add("finding", &Problem::Finding(finding));
    let (summary, detail) = ("<a rule's own word>".to_owned(), "<what is wrong>".to_owned());
    golden.add("refused", &Problem::Refused { attribute: Some("active"), summary, detail });
    golden.add("unaskable", &Problem::Unaskable("a value cannot hold ^".into()));
}

fn of_the_provider(golden: &mut Golden) {
    let (there, here) = ("dev1.example".to_owned(), "dev2.example".to_owned());
    let all = [
        ("not_configured", Unready::NotConfigured),
        ("not_known_yet", Unready::NotKnownYet("instance_url")),
        ("other_instance", Unready::OtherInstance { there, here }),
        ("read_later", Unready::NotRefreshed("instance_url")),
        ("stopped", Unready::Stopped),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Unready(problem));
    }
    let both = || vec!["client_secret".to_owned(), "password".to_owned()];
    let (sys_id, kept) = (|| "<sys_id>".to_owned(), vec!["name".to_owned(), "comments".to_owned()]);
    let taken_over = |lost| Stay::TakenOver { subject: registry(), sys_id: sys_id(), lost };
    let all = [
        ("secret_stays", Stay::Secret("client_secret")),
        ("children_stay", Stay::Children("headers")),
        ("nothing_to_restore", Stay::NothingToRestore),
        ("reference_stays", Stay::Reference("connection_alias")),
        ("will_be_abandoned", Stay::Abandoned),
        ("will_be_deactivated", Stay::Deactivated),
        ("will_be_restored", Stay::Restored { secrets: Vec::new(), is_partial: false }),
        ("will_be_restored: secrets", Stay::Restored { secrets: both(), is_partial: true }),
        ("left_unproven", Stay::Unproven { subject: registry(), sys_id: sys_id(), kept }),
        ("left_to_another", taken_over(Vec::new())),
        ("left_to_another: values", taken_over(vec!["name".into(), "scopes".into()])),
    ];
    for (title, stay) in all {
        golden.add(title, &Problem::Stay(stay));
    }
}

fn of_software(golden: &mut Golden) {
    let (low, high) = (|| "1.2.0".to_owned(), || "1.3.1".to_owned());
    let application = Subject::new("servicenow_application", "sys_store_app");
    let all = [
        ("application_stays", SoftwareProblem::Stays),
        ("plugin_stays", SoftwareProblem::PluginStays),
        ("application_goes", SoftwareProblem::Goes),
        ("cannot_uninstall", SoftwareProblem::NotUndoable),
        ("application_taken_over", SoftwareProblem::TakenOver),
        ("rollback_unknown", SoftwareProblem::RollbackUnknown),
        ("batch_needs_id_and_version", SoftwareProblem::Unidentified),
        (
            "two_applications",
            SoftwareProblem::TwoApplications { given: "x_a".into(), scope: "x_b".into() },
        ),
        ("downgrade", SoftwareProblem::Downgrade { installed: high(), wanted: low() }),
        ("other_version", SoftwareProblem::OtherVersion { installed: low(), wanted: high() }),
        ("installed_but_hidden", SoftwareProblem::Hidden(application)),
    ];
    for (title, problem) in all {
        golden.add(title, &Problem::Software(problem));
    }
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
        let text = sign_in::not_elevated("dev1.example", &refusal, "");
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
        let attempt = Attempt::Operation("create", "servicenow_connection_alias".into());
        golden.add(title, &work(client).failed(attempt, TABLE, Access::Create, error.clone()));
    }
    golden.0.push_str("WHY THERE IS NO ELEVATED SESSION\n\n");
    of_elevation(&mut golden);
    golden.0.push_str("WHAT WAS BEING DONE\n\n");
    let forbidden = failures.iter().find(|(title, ..)| *title == "an access rule").unwrap();
    of_requests(&mut golden, &work(&forbidden.1), &forbidden.2);
    of_plugins(&mut golden).await;
    let rule = failures.iter().find(|(title, ..)| *title == "a business rule").unwrap();
    let attempt = Attempt::Operation("create", "servicenow_connection_alias".into());
    let refused = work(&rule.1).failed(attempt, TABLE, Access::Create, rule.2.clone());
    golden.add("explained beside it", &refused.clone().explained());
    for (title, is_certain) in [("in the way", true), ("perhaps in the way", false)] {
        let double = Double {
            subject: Subject::new("servicenow_user", "sys_user"),
            key: &["user_name"],
            attribute: "user_name",
            sys_id: "<sys_id>".into(),
            is_certain,
        };
        golden.add(title, &refused.clone().because_of(double));
    }
    golden.0.push_str("RECORDS\n\n");
    of_references(&mut golden);
    of_adoption(&mut golden);
    of_twins(&mut golden);
    of_columns(&mut golden);
    secrets::all(&mut golden);
    moves::all(&mut golden);
    of_records(&mut golden);
    of_searches(&mut golden);
    of_imports(&mut golden);
    golden.0.push_str("CONFIGURATIONS\n\n");
    of_mistakes(&mut golden);
    of_rules(&mut golden);
    golden.0.push_str("ALL THAT AN ACCOUNT LACKS\n\n");
    lacks::all(&mut golden);
    golden.0.push_str("ROWS OF ANY TABLE\n\n");
    rows::all(&mut golden);
    golden.0.push_str("WHERE NEW RECORDS GO\n\n");
    let no_table = failures.iter().find(|(title, ..)| *title == "no such table").unwrap();
    places::all(&mut golden, &work(&forbidden.1), &forbidden.2, &no_table.2);
    golden.0.push_str("THE PROVIDER, POLICIES AND APPLICATIONS\n\n");
    of_the_provider(&mut golden);
    of_software(&mut golden);
    golden.0.push_str("ACTIONS\n\n");
    actions::all(&mut golden, &work(&forbidden.1), &forbidden.2);
    golden.0.push_str("THE PROVIDER BLOCK\n\n");
    block::all(&mut golden);
    golden.0.push_str("TOKENS\n\n");
    tokens::all(&mut golden, &failures);
    golden.0.push_str("FUNCTIONS\n\n");
    functions::all(&mut golden);
    let text = golden.finished(&hosts);
    assert!(!text.contains(SECRET), "a secret is in a sentence");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("sentences", text));
}

/// The variants of an enum in a file, each as the golden file names it.
fn variants(source: &str) -> Vec<String> {
    let (mut found, mut name) = (Vec::new(), None);
    for line in source.lines() {
        if let Some((_, rest)) = line.split_once("pub(crate) enum ") {
            name = rest.split_whitespace().next();
        } else if line == "}" {
            name = None;
        }
        let variant = line.strip_prefix("    ").filter(|rest| rest.starts_with(char::is_uppercase));
        if let (Some(name), Some(variant)) = (name, variant) {
            let end = variant.find(|letter: char| !letter.is_alphanumeric());
            found.push(format!("{name}::{}", &variant[..end.unwrap_or(variant.len())]));
        }
    }
    found
}

#[test]
fn no_sentence_is_left_out_of_the_golden_file() {
    let sources = [
        include_str!("action.rs"),
        include_str!("block.rs"),
        include_str!("column.rs"),
        include_str!("configuration.rs"),
        include_str!("failure.rs"),
        include_str!("listing.rs"),
        include_str!("mod.rs"),
        include_str!("moved.rs"),
        include_str!("placing.rs"),
        include_str!("record.rs"),
        include_str!("search.rs"),
        include_str!("secret.rs"),
        include_str!("software.rs"),
        include_str!("there.rs"),
        include_str!("token.rs"),
    ];
    let shown = [
        include_str!("tests.rs"),
        include_str!("tests/actions.rs"),
        include_str!("tests/block.rs"),
        include_str!("tests/moves.rs"),
        include_str!("tests/places.rs"),
        include_str!("tests/rows.rs"),
        include_str!("tests/secrets.rs"),
        include_str!("tests/tokens.rs"),
    ];
    let all: Vec<String> = sources.iter().flat_map(|source| variants(source)).collect();
    // A failure is made by the operation whose request failed.
    for variant in all.iter().filter(|variant| *variant != "Problem::Failed") {
        assert!(shown.iter().any(|text| text.contains(variant.as_str())), "{variant} is not shown");
    }
    assert!(all.len() > 80, "only {} variants were seen", all.len());
}
