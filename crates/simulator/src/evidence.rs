//! How well a rule or a column of the simulated platform is established.

use serde::{Deserialize, Serialize};

/// The mark every rule, column and table rule carries, in the words of the facts it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Evidence {
    /// Documented by the vendor.
    #[serde(rename = "D")]
    Documented,
    /// Read in records, rules or scripts that an instance or the vendor's packages contain.
    #[serde(rename = "X")]
    Exported,
    /// Measured on a live instance by somebody who wrote it down.
    #[serde(rename = "M")]
    Measured,
    /// Seen in working third-party code.
    #[serde(rename = "S")]
    Seen,
    /// Inferred.
    #[serde(rename = "I")]
    Inferred,
    /// Chosen by this simulator because nothing is known.
    #[serde(rename = "invented")]
    Invented,
}

impl Evidence {
    /// All of them, in the order of the facts.
    pub const ALL: [Self; 6] = [
        Self::Documented,
        Self::Exported,
        Self::Measured,
        Self::Seen,
        Self::Inferred,
        Self::Invented,
    ];

    /// What the mark says, in words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Documented => "documented by the vendor",
            Self::Measured => "measured on a live instance by somebody who wrote it down",
            Self::Exported => "read in what instances or the vendor's packages contain",
            Self::Seen => "seen in working code of others",
            Self::Inferred => "inferred",
            Self::Invented => "chosen here because nothing is known",
        }
    }

    /// The mark as it is printed: a letter, or `invented`.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Documented => "D",
            Self::Measured => "M",
            Self::Exported => "X",
            Self::Seen => "S",
            Self::Inferred => "I",
            Self::Invented => "invented",
        }
    }
}
