//! The messages to start from: those that a host sent while the examples of all types were made, planned again,
//! read, imported and taken away, the shortest of each call and type.
//!
//! `cargo test --test protocol fuzz::corpus -- --ignored` records them anew.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use simulator::Unknowns;

use super::message::Sent;
use crate::lives::shown;
use crate::world::{World, fresh, full};
use crate::{ground, seen};

const KEPT: &str = "corpus.txt";
/// What once broke something.
const FOUND: &str = "found.txt";
/// Longer messages are not kept: what is small is mutated often.
const LONGEST: usize = 6_000;

fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/protocol/fuzz", name].iter().collect()
}

/// The messages kept, for an instance at this address.
pub(super) fn kept(url: &str) -> Vec<Sent> {
    read(KEPT, url)
}

/// The messages that once broke something.
pub(super) fn found(url: &str) -> Vec<Sent> {
    read(FOUND, url)
}

fn read(name: &str, url: &str) -> Vec<Sent> {
    let text = std::fs::read_to_string(file(name)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| from_line(line, url)).collect()
}

/// A message as a line: its call, and its bytes in base64.
pub(super) fn line(sent: &Sent) -> String {
    format!("{} {}", sent.call, BASE64_STANDARD.encode(&sent.message))
}

fn from_line(line: &str, url: &str) -> Sent {
    let (call, message) = line.split_once(' ').unwrap();
    let message = at_home(BASE64_STANDARD.decode(message).unwrap(), url);
    Sent { call: call.to_owned(), message }
}

/// The message with the address of this instance in place of the one it was recorded with, where that has the
/// same length: nothing else in the message moves.
fn at_home(mut message: Vec<u8>, url: &str) -> Vec<u8> {
    let (scheme, port) = url.rsplit_once(':').unwrap();
    let before = format!("{scheme}:");
    let length = before.len();
    for at in 0..message.len().saturating_sub(length + port.len()) {
        let place = at + length..at + length + port.len();
        let is_url = message[at..].starts_with(before.as_bytes());
        if is_url && message[place.clone()].iter().all(u8::is_ascii_digit) {
            message[place].copy_from_slice(port.as_bytes());
        }
    }
    message
}

/// How many examples there are to hear of.
pub(super) fn examples() -> usize {
    shown().len()
}

/// What a host sends while it makes the record of that example and looks after it. The record stays.
pub(super) async fn heard(world: &mut World, position: usize) -> Vec<Sent> {
    ground::lay(world).await;
    world.provider = fresh().remembering();
    let config = json!({ "instance_url": world.url(), "username": "admin", "password": "admin",
        "elevate_roles": ["security_admin"], "max_retries": 0 });
    world.provider.configure(config).await;
    let one = shown()[position];
    let kind = full(one.kind());
    let made = one.made(world).await;
    let config = one.config(&made);
    let state = world.provider.apply_config(&kind, None, config.clone()).await;
    if let Ok(state) = state {
        let _ = world.provider.apply_config(&kind, Some(state.clone()), config).await;
        let _ = world.provider.plan(&kind, Some(&state), None).await;
        let id = seen::id(&state);
        let _ = world.provider.import(&kind, &id).await;
        let _ = world.provider.read_data(&kind, json!({ "id": id })).await;
    }
    let sent = world.provider.remembered().into_iter();
    sent.map(|(call, message)| Sent { call, message }).collect()
}

/// Data that no example of a resource reads.
async fn data(world: &mut World) -> Vec<Sent> {
    world.provider = fresh().remembering();
    let config = json!({ "instance_url": world.url(), "username": "admin", "password": "admin", "max_retries": 0 });
    world.provider.configure(config).await;
    for (kind, config) in [
        (
            "records",
            json!({ "table": "sys_user_role", "query": "nameSTARTSWITHo", "fields": ["name"], "limit": 3 }),
        ),
        ("table", json!({ "name": "sys_alias" })),
        ("instance", json!({})),
    ] {
        let _ = world.provider.read_data(&full(kind), config).await;
    }
    let sent = world.provider.remembered().into_iter();
    sent.map(|(call, message)| Sent { call, message }).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes the corpus anew"]
async fn the_corpus_is_recorded() {
    let mut shortest: BTreeMap<(String, String), Sent> = BTreeMap::new();
    let mut keep = |all: Vec<Sent>| {
        for sent in all.into_iter().filter(|sent| sent.message.len() < LONGEST) {
            let key = (sent.call.clone(), sent.about());
            let known = shortest.entry(key).or_insert_with(|| sent.clone());
            if sent.message.len() < known.message.len() {
                *known = sent;
            }
        }
    };
    for position in 0..examples() {
        keep(heard(&mut World::with(Unknowns::likely()).await, position).await);
    }
    keep(data(&mut World::likely().await).await);
    let head = "# What a host sent while the examples were made: call, message in base64.\n";
    let lines: String = shortest.values().map(|sent| line(sent) + "\n").collect();
    std::fs::write(file(KEPT), head.to_owned() + &lines).unwrap();
}

#[test]
fn a_message_is_sent_to_the_instance_of_the_test() {
    let message = b"http://127.0.0.1:40001 http://127.0.0.1:4000 http://127.0.0.2:40001".to_vec();
    let moved = at_home(message, "http://127.0.0.1:50002");
    assert_eq!(moved, b"http://127.0.0.1:50002 http://127.0.0.1:4000 http://127.0.0.2:40001");
    let sent = Sent { call: "ReadResource".to_owned(), message: vec![1, 2] };
    assert_eq!(from_line(&line(&sent), "http://127.0.0.1:1"), sent);
}
