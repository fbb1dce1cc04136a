//! Damaged queries never end the process and are never a fault of the store. They are grown from
//! a few sound ones by random changes, for as long as `SIMULATOR_FUZZ_SECONDS` says.
//!
//! A coverage-guided fuzzer needs a nightly compiler; this needs none, and the grammar is small.

use super::{Asking, Circumstances, Joins, compile, parse};
use crate::{
    clock,
    dictionary::{Dictionary, Table},
    locale::Locale,
    store,
    unknowns::UnknownQueryColumn,
};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use rusqlite::{Connection, params_from_iter};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// Sound queries, and text that has no business in one.
const CORPUS: &[&str] = &[
    "name=abel^active=true^ORDERBYname",
    "manager.manager.nameLIKEa^ORmanager.emailENDSWITHx^NQname!=b",
    "failed_attemptsBETWEEN1@3^sys_created_onONToday@javascript:gs.daysAgo(1)@javascript:gs.now()",
    "nameINa,b,c^nameNOT INx^ORDERBYDESCfailed_attempts^GROUPBYname^EQ",
    "nameSAMEASuser_name^ORemailNSAMEASmanager.email^sys_class_nameINSTANCEOFsys_user",
    "sys_created_onRELATIVEGT@dayofweek@ago@2^nameISNOTEMPTY^emailEMPTYSTRING",
    "name=javascript:gs.getUserName()^sys_updated_on>javascript:gs.beginningOfLastMonth()",
    "'; DROP TABLE sys_user; --\"`[]?1:x$y@z",
    "^^^OR^NQ^EQ^ORDERBY^ORDERBYDESC^ORNQ=^.=..^a.b.c.d.e.f.g.h.i.j=1",
    "\u{0}\u{fffd}\u{202e}İß=Ä%_\\\\%",
];
const TOKENS: &[&str] = &[
    "^",
    "^OR",
    "^NQ",
    "^EQ",
    "ORDERBY",
    "ORDERBYDESC",
    "name",
    "manager.",
    "=",
    "!=",
    "LIKE",
    "IN",
    "BETWEEN",
    "@",
    ",",
    "javascript:gs.daysAgo(",
    ")",
    "'",
    "\"",
    "\\",
    "%",
    "\u{0}",
    "-9",
    "1e9",
    "9223372036854775808",
    "ISEMPTY",
    "GT_FIELD",
    "RELATIVELE@year@ahead@99999",
];

struct Bench {
    dictionary: Dictionary,
    connection: Connection,
}

impl Bench {
    fn new() -> Self {
        let dictionary = Dictionary::shipped(true).unwrap();
        let connection = store::open(None, &dictionary).unwrap();
        let bench = Self { dictionary, connection };
        for (id, name, manager) in [("1", "abel", "2"), ("2", "Beth", ""), ("3", "x'y%", "1")] {
            let row = [("sys_id", id), ("name", name), ("manager", manager), ("active", "true")];
            let row = row.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            store::insert(&bench.connection, bench.table(), &row).unwrap();
        }
        bench
    }

    fn table(&self) -> &Table {
        self.dictionary.table("sys_user").unwrap()
    }

    /// The rows a query gives; nothing where it is refused.
    fn rows(&self, text: &str, on_unknown: UnknownQueryColumn) -> Option<BTreeSet<String>> {
        let locale = Locale::default();
        let now = clock::moment("2026-11-22 08:05:09").unwrap();
        let asking = Asking {
            circumstances: Circumstances { user_name: "abel", user_id: "1", now, locale: &locale },
            on_unknown,
            unknown_matches_nothing: false,
            may_read: &|_| true,
        };
        let mut joins = Joins::new(&self.dictionary, self.table());
        let sql = compile(&parse(text, false), &mut joins, &self.dictionary, &asking).ok()?;
        let (from, condition, order) = (joins.sql(), &sql.condition, &sql.order);
        let statement = format!("SELECT t.sys_id FROM {from} WHERE {condition} ORDER BY {order}");
        let mut statement = self.connection.prepare(&statement).unwrap();
        let rows = statement.query_map(params_from_iter(sql.parameters), |row| row.get(0));
        Some(rows.unwrap().collect::<Result<_, _>>().unwrap())
    }
}

/// A query grown from the corpus, not longer than an address may be.
fn grown(random: &mut StdRng) -> String {
    let mut text = (*CORPUS.choose(random).unwrap()).to_owned();
    for _ in 0..random.random_range(0..12) {
        text = changed(&text, random);
    }
    text.chars().take(8_192).collect()
}

fn changed(text: &str, random: &mut StdRng) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = random.random_range(0..=characters.len());
    let (before, after) = characters.split_at(at);
    let (before, after): (String, String) = (before.iter().collect(), after.iter().collect());
    match random.random_range(0..6) {
        0 => format!("{before}{}{after}", TOKENS.choose(random).unwrap()),
        1 => format!("{before}{}", CORPUS.choose(random).unwrap()),
        2 => after,
        3 => format!("{before}{}", after.chars().skip(1).collect::<String>()),
        4 => format!("{text}^{text}"),
        _ => format!("{before}{}{after}", char::from(random.next_u32().to_le_bytes()[0])),
    }
}

#[test]
fn no_query_is_a_fault_and_asking_twice_gives_the_same() {
    let seconds = std::env::var("SIMULATOR_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(2));
    let bench = Bench::new();
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let mut asked = 0_u64;
    while Instant::now() < end || asked == 0 {
        let text = grown(&mut random);
        let note = || format!("seed {seed}, query {asked}: {text:?}");
        let rows = bench.rows(&text, UnknownQueryColumn::Dropped).expect("nothing is refused here");
        let twice = bench.rows(&format!("{text}^NQ{text}"), UnknownQueryColumn::Dropped);
        assert_eq!(Some(&rows), twice.as_ref(), "{}", note());
        if let Some(strict) = bench.rows(&text, UnknownQueryColumn::Refused) {
            assert_eq!(strict, rows, "{}", note());
        }
        asked += 1;
    }
}
