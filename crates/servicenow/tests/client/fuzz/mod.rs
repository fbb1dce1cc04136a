//! Whatever an instance answers, each operation ends: with what it asked for or with an error, soon, and nothing
//! breaks off.
//!
//! Answers are grown from a corpus of real ones by random changes. An ordinary run makes few, always the same;
//! `CLIENT_FUZZ_SECONDS` says for how long to go on, with further ones that begin at a random number or at
//! `FUZZ_SEED`. What once broke something stands in `found.txt`, which every run answers with.

mod answers;
mod liar;

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use servicenow::{
    AppRef, AppToInstall, Client, Credentials, Grant, Input, InstanceUrl, OAuthClient, Options,
    Query, Row,
};
use tokio::time::timeout;

use self::answers::Answer;
use self::liar::Liar;

/// Operations of an ordinary run.
const FEW: u32 = 300;
/// Within this time each operation ends.
const PATIENCE: Duration = Duration::from_secs(20);
const ID: &str = "0123456789abcdef0123456789abcdef";

fn options() -> Options {
    Options {
        request_timeout: Duration::from_millis(500),
        transaction_limit: Duration::from_millis(100),
        max_retries: 0,
        elevate_roles: vec!["security_admin".to_owned()],
        ..Options::default()
    }
}

fn client(url: &str, random: &mut StdRng) -> Client {
    let (username, password) = ("admin".to_owned(), "admin".into());
    let credentials = if random.random_range(0..4) == 0 {
        let grant = Grant::Password { username, password };
        Credentials::OAuth(OAuthClient {
            grant,
            client_id: "client-1".into(),
            client_secret: Some("client-secret-1".into()),
            scope: None,
        })
    } else {
        Credentials::Basic { username, password }
    };
    Client::new(InstanceUrl::parse(url).unwrap(), credentials, options()).unwrap()
}

/// One operation; what comes of it is of no interest here.
async fn operate(client: &Client, which: u32) {
    let named = Query::new().equals("name", "Mail").unwrap();
    let row = Row::new().set("name", "Mail").set_secret("password", "hush".into());
    let table =
        client.table(if which.is_multiple_of(2) { "sys_alias" } else { "sys_security_acl" });
    let fields = ["name", "type"];
    match which % 14 {
        0 => drop(table.get(ID, &fields).await),
        1 => drop(table.matching(&named, &fields, None).await),
        2 => drop(table.matching(&named, &fields, Some(20)).await),
        3 => drop(table.total(&named).await),
        4 | 5 => drop(table.insert(&row, Input::Stored, &named, &fields).await),
        6 => drop(table.update(ID, &row, Input::Display, &fields).await),
        7 => drop(table.delete(ID).await),
        8 => drop(client.current_user().await),
        9 => install(client).await,
        10 => drop(client.cicd().activate_plugin("com.glide.x").await),
        11 => drop(client.cicd().rollback_batch(ID).await),
        12 => drop(client.cicd().progress(ID).await),
        _ => reads(client).await,
    }
}

async fn install(client: &Client) {
    let app = AppToInstall {
        app: AppRef::Scope("x_acme".into()),
        version: None,
        base_app_version: None,
        auto_upgrade_base_app: false,
    };
    let cicd = client.cicd();
    if let Ok(progress) = cicd.install_app(&app).await {
        let _ = cicd.finish(progress, Duration::from_millis(100), |_| {}).await;
    }
}

/// Reads that meet in the reader.
async fn reads(client: &Client) {
    let other = ID.replace('0', "f");
    let reader = client.reader();
    let read =
        |id: String| async move { reader.get(client, "sys_alias", &id, &["name"]).await.is_ok() };
    futures_util::future::join(read(ID.to_owned()), read(other)).await;
}

/// Carries out one operation after the other; `note` says of each with what it was answered.
async fn all_end(liar: &Liar, seed: u64, mut goes_on: impl FnMut(u32) -> bool) -> u32 {
    let mut random = StdRng::seed_from_u64(seed);
    let mut count = 0;
    while goes_on(count) {
        liar.begin(random.random());
        let client = client(&liar.url, &mut random);
        let which = random.random_range(0..14);
        let ended = timeout(PATIENCE, tokio::spawn(async move { operate(&client, which).await }));
        let ended = ended.await.map_err(|_| "it does not end".to_owned());
        let ended = ended.and_then(|ended| ended.map_err(|panic| panic.to_string()));
        let note = || format!("seed {seed}, operation {count} ({which}):\n{}", liar.told());
        assert!(ended.is_ok(), "{}: {}", ended.unwrap_err(), note());
        count += 1;
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_answers_end_each_operation() {
    let liar = Liar::start(answers::kept(), true).await;
    all_end(&liar, 1, |count| count < FEW).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_once_broke_something_end_each_operation() {
    for found in answers::found() {
        let liar = Liar::start(vec![found], false).await;
        all_end(&liar, 1, |count| count < 28).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_answers_end_each_operation_for_as_long_as_asked() {
    let Some(seconds) = number("CLIENT_FUZZ_SECONDS") else { return };
    let seed = number("FUZZ_SEED").unwrap_or_else(rand::random);
    println!("answers from seed {seed} on");
    let liar = Liar::start(answers::kept(), true).await;
    let end = Instant::now() + Duration::from_secs(seconds);
    let count = all_end(&liar, seed, |_| Instant::now() < end).await;
    println!("{count} operations, each ended");
}

#[test]
fn the_corpus_has_an_answer_to_every_kind_of_request() {
    let kept = answers::kept();
    for asked in
        ["GET /api/now/table/", "POST /api/now/table/", "POST /oauth_token.do", "GET /login.do"]
    {
        let fits = |answer: &Answer| asked.starts_with(&answer.to) || answer.to.starts_with(asked);
        assert!(kept.iter().any(fits), "{asked}");
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
