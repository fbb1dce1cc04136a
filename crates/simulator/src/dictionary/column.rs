//! One column of a table.

use super::Kind;
use crate::evidence::Evidence;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What happens to a row whose reference loses its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "these are the platform's words")]
pub(crate) enum Cascade {
    /// The reference becomes empty.
    #[default]
    Clear,
    /// The row is deleted too.
    Cascade,
    /// The same; the platform has two words for it.
    Delete,
    /// The row is deleted without its table's rules.
    DeleteNoWorkflow,
    /// The target is not deleted.
    Restrict,
    /// Nothing.
    None,
}

impl Cascade {
    /// The platform's word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Cascade => "cascade",
            Self::Delete => "delete",
            Self::DeleteNoWorkflow => "delete_no_workflow",
            Self::Restrict => "restrict",
            Self::None => "none",
        }
    }
}

/// A column with everything the dictionary says about it.
#[expect(clippy::struct_excessive_bools, reason = "the dictionary has these marks")]
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) kind: Kind,
    /// In characters.
    pub(crate) max_length: Option<usize>,
    pub(crate) default: Option<String>,
    pub(crate) mandatory: bool,
    pub(crate) display: bool,
    pub(crate) unique: bool,
    /// Written by the platform alone; what a caller sends is dropped.
    pub(crate) computed: bool,
    /// Says who wrote the row and when; left out of the export.
    pub(crate) audit: bool,
    /// Needed by the simulator and never shown.
    pub(crate) hidden: bool,
    /// Whoever knows its value acts as somebody: a page that anybody may look at masks it.
    pub(crate) masked: bool,
    pub(crate) reference: Option<String>,
    pub(crate) cascade: Cascade,
    /// Stored value and label of each choice.
    pub(crate) choices: BTreeMap<String, String>,
    pub(crate) evidence: Evidence,
    /// The table that declares the column first.
    pub(crate) declared_in: String,
}

impl Column {
    /// Whether a caller may set it at all. The class of a row may be changed although the platform
    /// fills it in (docs/facts.md#reclassification).
    pub(crate) fn is_writable(&self) -> bool {
        let computed = self.computed && self.kind != Kind::ClassName;
        !computed && !self.audit && !self.hidden && self.kind != Kind::Guid
    }

    /// What a new row holds when nobody says anything.
    pub(crate) fn initial(&self) -> String {
        match (&self.default, self.kind) {
            (Some(value), _) => value.clone(),
            (None, Kind::Boolean) => "false".to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// A column as a dictionary file declares it.
#[expect(clippy::struct_excessive_bools, reason = "the dictionary has these marks")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declaration {
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) max_length: Option<usize>,
    pub(super) default: Option<String>,
    #[serde(default)]
    pub(super) mandatory: bool,
    #[serde(default)]
    pub(super) display: bool,
    #[serde(default)]
    pub(super) unique: bool,
    #[serde(default)]
    pub(super) computed: bool,
    #[serde(default)]
    pub(super) audit: bool,
    #[serde(default)]
    pub(super) hidden: bool,
    #[serde(default)]
    pub(super) masked: bool,
    pub(super) reference: Option<String>,
    #[serde(default)]
    pub(super) cascade: Cascade,
    #[serde(default)]
    pub(super) choices: BTreeMap<String, String>,
    /// The table's mark unless the column has its own.
    pub(super) evidence: Option<Evidence>,
    /// False where no source names the column for certain.
    #[serde(default = "yes")]
    pub(super) established: bool,
}

fn yes() -> bool {
    true
}

impl Declaration {
    /// The column it declares, in `table`, whose mark is `evidence`.
    pub(super) fn column(self, name: String, table: &str, evidence: Evidence) -> Column {
        Column {
            name,
            label: self.label,
            kind: self.kind,
            max_length: self.max_length,
            default: self.default,
            mandatory: self.mandatory,
            display: self.display,
            unique: self.unique,
            computed: self.computed,
            audit: self.audit,
            hidden: self.hidden,
            masked: self.masked,
            reference: self.reference,
            cascade: self.cascade,
            choices: self.choices,
            evidence: self.evidence.unwrap_or(evidence),
            declared_in: table.to_owned(),
        }
    }
}
