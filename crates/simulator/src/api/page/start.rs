//! `GET /`: what is on the instance, who asked for what lately, how it is set and how faithful it is.

use super::{
    count,
    faith::{self, Invention, Share},
    frame,
    shelf::SHELVES,
};
use crate::{
    api::Call, http::Answer, identity, journal::Entry, refusal::Refusal, unknowns::Unknowns,
};
use serde::Serialize;

/// How many of the latest requests are shown.
const LATEST: usize = 8;
/// How many users are shown.
const SHOWN: usize = 6;

#[derive(Serialize)]
struct Card {
    title: &'static str,
    table: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct Start {
    groups: Vec<Group>,
    requests: Vec<Entry>,
    total: u64,
    faults: usize,
    unknowns: &'static str,
    users: Vec<String>,
    evidence: Vec<Share>,
    inventions: Vec<Invention>,
}

/// The start page.
pub(in crate::api) fn start(call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut groups = Vec::new();
    for shelf in SHELVES {
        let mut cards = Vec::new();
        for entry in shelf.entries {
            if call.instance.world.dictionary.table(entry.table).is_some() {
                let count = count(call, entry.table, "")?;
                cards.push(Card { title: entry.title, table: entry.table, count });
            }
        }
        groups.push(Group { title: shelf.title, cards });
    }
    let journal = &call.instance.journal;
    let mut requests = journal.entries();
    requests.reverse();
    requests.truncate(LATEST);
    let page = Start {
        groups,
        requests,
        total: journal.counts().total,
        faults: call.instance.faults.list().len(),
        unknowns: profile(&call.instance.world.unknowns),
        users: call.work(|work| identity::named_like_password(work, SHOWN))?,
        evidence: faith::shares(&call.instance.world.dictionary, &call.instance.rights),
        inventions: faith::inventions(),
    };
    frame::page(call, "start.html", "start", page)
}

/// The profile that the unknowns are, if they are one.
fn profile(unknowns: &Unknowns) -> &'static str {
    if *unknowns == Unknowns::likely() {
        "likely"
    } else if *unknowns == Unknowns::worst() {
        "worst"
    } else {
        "a file"
    }
}
