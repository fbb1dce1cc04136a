//! References by name that lead to no single record.

use super::roles;
use super::sentence::Sentence;
use crate::describe::Target;
use crate::engine::model::Right;

/// A reference: the attribute, what it names, and where that is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// The attribute.
    pub(crate) attribute: &'static str,
    /// What the configuration says.
    pub(crate) spelling: String,
    /// The table that is looked in.
    pub(crate) table: &'static str,
    /// The columns that name a record there.
    pub(crate) keys: &'static [&'static str],
    /// Whether the form with the slash tells records of one name apart.
    pub(crate) has_path: bool,
}

/// Why a reference leads to no single record.
#[derive(Debug, Clone)]
pub(crate) enum Misled {
    /// The record is there, but hidden.
    Hidden,
    /// Several records are named like this: each by its key and sys_id.
    Several(Vec<String>),
    /// No record is named like this; these resemble it.
    Nothing(Vec<String>),
}

impl Reference {
    /// The reference of this attribute.
    pub(crate) fn new(attribute: &'static str, target: &Target, spelling: &str) -> Self {
        Self {
            attribute,
            spelling: spelling.to_owned(),
            table: target.table,
            keys: target.keys,
            has_path: target.within.is_some(),
        }
    }
}

impl Misled {
    pub(super) fn sentence(&self, reference: &Reference) -> Sentence {
        let Reference { attribute, spelling, table, keys, has_path } = reference;
        let no_single = "The reference leads to no single record";
        let (summary, text) = match self {
            Self::Hidden => (
                "Cannot look up the reference",
                format!(
                    "{attribute} is \"{spelling}\", and the table {table} has such a record and does not show it: an access control \
                     rule hides it from the provider's user. The role that allows reading is normally {}. A sys_id instead of the \
                     name needs no right to read the table.",
                    roles::needed(table, Right::Read)
                ),
            ),
            Self::Several(candidates) => (
                no_single,
                format!(
                    "{attribute} is \"{spelling}\", and several records of {table} have that {}: {}. Give the sys_id of the one you \
                     mean{}.",
                    keys.join(" or "),
                    candidates.join(", "),
                    if *has_path { ", or the form with the slash" } else { "" }
                ),
            ),
            Self::Nothing(near) => (
                no_single,
                format!(
                    "{attribute} is \"{spelling}\", and the table {table} has no record with that {} that the provider's user can \
                     see.{} Check the spelling, create the record first, or give its sys_id.",
                    keys.join(" or "),
                    similar(near)
                ),
            ),
        };
        Sentence::new(summary, text).at_attribute(attribute)
    }
}

/// What resembles a name that leads nowhere, as a sentence after another one; nothing where nothing does.
pub(super) fn similar(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" Similar: {}.", near.join(", ")) }
}
