//! What a record has to do with other records of its instance.

use super::hooks::{Found, InTheWay};

/// Rows that are the instance's own.
#[derive(Debug, Clone, Copy)]
pub struct Others {
    /// The columns that tell where such a row comes from.
    pub columns: &'static [&'static str],
    /// Where it comes from and what to do, in whole sentences.
    pub say: fn(&Found) -> String,
}

/// A record that takes another one along when it is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The attribute that refers to it.
    pub attribute: &'static str,
    /// The flag of the records that it takes along; none for all.
    pub only_while: Option<&'static str>,
}

/// What a second record of the same natural key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namesakes {
    /// One too many: the key names one thing.
    Refused,
    /// Allowed, and worth a word: names need not be unique.
    Told,
    /// Nothing out of the ordinary.
    Usual,
}

/// Records of which one at a time has a flag on, for what they share.
#[derive(Clone, Copy)]
pub struct Turns {
    /// The flag.
    pub flag: &'static str,
    /// The record that has the turn.
    pub in_the_way: InTheWay,
}
