//! Whatever a host sends, in either form that values have, each call is answered: no message breaks the provider
//! off, none keeps it for long.
//!
//! Messages are grown from a corpus of real ones by random changes. An ordinary run makes few, always the same;
//! `PROVIDER_FUZZ_SECONDS` says for how long to go on, with further ones that begin at a random number or at
//! `FUZZ_SEED`. What once broke something stands in `found.txt`, which every run sends.

mod corpus;
mod damage;
mod message;
mod node;

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simulator::Unknowns;
use tfplugin::testing::{Harness, Raw};
use tokio::time::timeout;

use self::message::Sent;
use crate::world::{World, fresh};

/// Messages of an ordinary run, and of a round of a long one.
const FEW: u32 = 400;
const ROUND: u32 = 500;
/// Within this time each call is answered.
const PATIENCE: Duration = Duration::from_mins(1);
/// What the service says where an author's method panicked.
const BROKEN: &[u8] = b"broke off while it answered";

/// All calls of the protocol.
fn calls() -> impl Iterator<Item = &'static str> {
    let text = include_str!("../../../proto/tfplugin6.proto");
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("rpc "));
    lines.map(|line| line.split('(').next().unwrap())
}

/// Sends a message; what is wrong with the answer. A provider block goes to a provider of its own: the others
/// keep their instance.
async fn wrong(provider: &Harness, sent: &Sent) -> Option<String> {
    let own;
    let provider = if sent.call == "ConfigureProvider" {
        own = fresh();
        &own
    } else {
        provider
    };
    let what = match timeout(PATIENCE, provider.send(&sent.call, &sent.message)).await {
        Err(_) => "no answer",
        Ok(answer) if is_broken(&answer) => "it broke off",
        Ok(_) => return None,
    };
    Some(format!("{what}; add this line to found.txt:\n{}", corpus::line(sent)))
}

fn is_broken(answer: &Raw) -> bool {
    answer.message.windows(BROKEN.len()).any(|part| part == BROKEN)
}

async fn all_answered(provider: &Harness, all: &[Sent]) {
    for sent in all {
        let wrong = wrong(provider, sent).await;
        assert_eq!(wrong, None);
    }
}

async fn damaged_answered(provider: &Harness, corpus: &[Sent], seed: u64, count: u32) {
    let mut random = StdRng::seed_from_u64(seed);
    for position in 0..count {
        let sent = damage::damaged(corpus, &mut random);
        let wrong = wrong(provider, &sent).await;
        assert_eq!(wrong, None, "seed {seed}, message {position}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_messages_are_answered() {
    let world = World::impatient().await;
    let kept = corpus::kept(world.url());
    all_answered(&world.provider, &corpus::found(world.url())).await;
    all_answered(&world.provider, &kept).await;
    damaged_answered(&world.provider, &kept, 1, FEW).await;
}

#[tokio::test]
async fn every_call_answers_every_message() {
    let world = World::impatient().await;
    let kept = corpus::kept(world.url());
    let lengths = kept.len() / 8;
    let some = kept.iter().step_by(lengths.max(1)).map(|sent| sent.message.clone());
    let odd = [vec![], vec![0xff; 9], vec![0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], vec![0; 70_000]];
    let messages: Vec<Vec<u8>> = some.chain(odd).collect();
    assert!(calls().count() > 30);
    for call in calls() {
        for message in &messages {
            let sent = Sent { call: call.to_owned(), message: message.clone() };
            assert_eq!(wrong(&world.provider, &sent).await, None);
        }
    }
    assert_eq!(world.provider.send("GetMetadata", b"").await.status, 0);
}

/// A long run, in rounds: each has an instance of its own, on which a record of one example is.
#[tokio::test(flavor = "multi_thread")]
async fn damaged_messages_are_answered_for_as_long_as_asked() {
    let Some(seconds) = number("PROVIDER_FUZZ_SECONDS") else { return };
    let seed = number("FUZZ_SEED").unwrap_or_else(rand::random);
    println!("messages from seed {seed} on");
    let mut random = StdRng::seed_from_u64(seed);
    let (begun, mut count) = (Instant::now(), 0_u64);
    while begun.elapsed() < Duration::from_secs(seconds) {
        let unknowns = if random.random() { Unknowns::likely() } else { Unknowns::worst() };
        let mut world = World::with(unknowns).await;
        let position = random.random_range(0..corpus::examples());
        let mut all = corpus::heard(&mut world, position).await;
        // What is about this very instance comes as often as all the rest.
        let kept = corpus::kept(world.url());
        all = all.iter().cycle().take(kept.len()).cloned().chain(kept.iter().cloned()).collect();
        damaged_answered(&world.provider, &all, random.random(), ROUND).await;
        count += u64::from(ROUND);
    }
    println!("{count} messages, each answered");
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
