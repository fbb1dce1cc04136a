//! The instance itself: the world its rows are in, and what it remembers beside them.

use crate::{
    access::{Sessions, StockRights},
    dictionary::Dictionary,
    faults::Faults,
    journal::Journal,
    oauth,
    outbound::Outbound,
    progress::ProgressBoard,
    rules,
    seeds::Seed,
    store::Claim,
    unknowns::Unknowns,
    world::World,
};
use rusqlite::Connection;
use std::path::PathBuf;

/// A running instance.
pub(crate) struct Instance {
    pub(crate) world: World,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) progress: ProgressBoard,
    pub(crate) sessions: Sessions,
    pub(crate) oauth: oauth::Memory,
    pub(crate) outbound: Outbound,
    /// The access rules it begins with.
    pub(crate) rights: StockRights,
    /// What it was filled with, and is again by a reset.
    pub(crate) seed: Seed,
    /// Files of rows on top of that.
    pub(crate) more_rows: Vec<PathBuf>,
    /// The right to its data file. The last field: it goes when the rows are closed.
    _claim: Option<Claim>,
}

impl Instance {
    /// An instance of the rows behind `rows`, which lie in the file that `claim` is a right to, or in memory.
    pub(crate) fn new(
        url: String,
        claim: Option<Claim>,
        rows: Connection,
        dictionary: Dictionary,
        unknowns: Unknowns,
        rights: StockRights,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            world: World::new(url, rows, dictionary, unknowns, rules::RULES)?,
            faults: Faults::default(),
            journal: Journal::default(),
            progress: ProgressBoard::default(),
            sessions: Sessions::default(),
            oauth: oauth::Memory::default(),
            outbound: Outbound::default(),
            rights,
            seed: Seed::Empty,
            more_rows: Vec::new(),
            _claim: claim,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        records::{self, Input},
        refusal::Refusal,
        store,
        world::Caller,
    };

    fn instance() -> Instance {
        let dictionary = Dictionary::shipped(true).unwrap();
        let rights = StockRights::shipped().unwrap();
        let rows = store::open(None, &dictionary).unwrap();
        Instance::new(String::new(), None, rows, dictionary, Unknowns::likely(), rights).unwrap()
    }

    fn set(instance: &Instance, value: &str, keep: bool) -> String {
        let seen = std::cell::RefCell::new(String::new());
        let _ = instance.world.work(&Caller::system(), |work| {
            let table = work.table("sys_properties")?;
            let row = Input::platform([("name", "a.b"), ("value", value)]);
            match work.find("sys_properties", &[("name", "a.b")])?.first() {
                Some(old) => records::update(work, table, old.value("sys_id"), &row)?,
                None => records::insert(work, table, &row)?,
            };
            *seen.borrow_mut() = work.property("a.b")?;
            if keep { Ok(()) } else { Err(Refusal::NotFound) }
        });
        seen.into_inner()
    }

    fn property(instance: &Instance) -> String {
        instance.world.work(&Caller::system(), |work| work.property("A.B")).unwrap()
    }

    #[test]
    fn a_property_is_what_its_row_says_in_and_after_each_transaction() {
        let instance = instance();
        assert_eq!(property(&instance), "");
        assert_eq!(set(&instance, "one", true), "one");
        assert_eq!(property(&instance), "one");
        assert_eq!(set(&instance, "undone", false), "undone");
        assert_eq!(property(&instance), "one");
        assert_eq!(set(&instance, "two", true), "two");
        assert_eq!(property(&instance), "two");
    }
}
