//! What leads to no single record: references by name, imports, and data sources.

use tfplugin::{AttributePath, Step};
use thiserror::Error;

use super::roles::{needed, reads};
use super::sentence::similar;
use crate::describe::{Target, shown};
use crate::engine::model::{ANY_RECORD, Right};

/// A reference: the attribute, what it names, and where that is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) attribute: &'static str,
    /// The entry of a map that it is.
    pub(crate) element: Option<String>,
    /// What the configuration says.
    pub(crate) spelling: String,
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

/// What a type accepts as an import id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forms {
    /// Attributes accepted as `key:value`; a single one also without its name.
    pub(crate) keys: &'static [&'static str],
    /// Attributes accepted as `a/b`.
    pub(crate) path: &'static [&'static str],
}

/// Why an import leads to no single record.
#[derive(Debug, Clone, Error)]
pub(crate) enum ImportProblem {
    #[error("Cannot import {0}\nThe import id is empty. {forms}", forms = .1.listed())]
    Empty(String, Forms),
    #[error(
        "Cannot import {type_name}\n\
         Nothing in the table {table} that the provider's user can see is {}.{} {}",
        shown(.id), similar(.near), .forms.listed()
    )]
    Nothing { type_name: String, table: &'static str, id: String, near: Vec<String>, forms: Forms },
    #[error(
        "Cannot import {type_name}\n\
         {} fits several records: {}. Import the one you mean by its sys_id.",
        shown(.id), .candidates.join(", ")
    )]
    Several { type_name: String, id: String, candidates: Vec<String> },
    #[error(
        "Cannot import {any}\n\
         {id} is not of the form `table/sys_id`, such as `sys_choice/0a1b…`, or `table/column:value`, such as \
         `cmn_department/name:Legal`; several columns have a comma between them.",
        any = ANY_RECORD, id = shown(.0)
    )]
    NoTable(String),
    #[error(
        "Cannot import {}\n\
         The table {table} has no record {sys_id} that the provider's user can see.",
        ANY_RECORD
    )]
    NoRow { table: String, sys_id: String },
    /// No row has these values in these columns.
    #[error(
        "Cannot import {}\n\
         The table {table} has no record with {wanted} that the provider's user can see.{} Check the spelling, or import it by \
         `{table}/<sys_id>`.",
        ANY_RECORD, similar(.near)
    )]
    NoMatch { table: String, wanted: String, near: Vec<String> },
    #[error(
        "Cannot import {}\n\
         The table {table} has no column {column}.{} Give the column's name, not its label.",
        ANY_RECORD, similar(.near)
    )]
    NoColumn { table: String, column: String, near: Vec<String> },
    /// It is there, and one of those that the instance keeps itself.
    #[error("Cannot import {type_name}\n{why}")]
    OfTheInstance { type_name: String, why: String },
    /// The instance lists it, and it is not installed, or not active.
    #[error(
        "Cannot import {type_name}\n\
         The instance lists {}, and it is not installed or not active there, so that there is nothing to take over. Leave the \
         import out: applying the resource installs it.",
        shown(.id)
    )]
    NotInstalled { type_name: String, id: String },
}

/// Why a data source has nothing to show.
#[derive(Debug, Clone, Error)]
pub(crate) enum Search {
    #[error(
        "Cannot find the record of data source {type_name}\n\
         The record cannot be searched for: {why}."
    )]
    Unsearchable { type_name: String, why: String },
    #[error(
        "Cannot find the record of data source {type_name}\n\
         No record of the table {table} that the provider's user can see has these values.{} Check the spelling.",
        similar(.near)
    )]
    Nothing { type_name: String, table: &'static str, near: Vec<String> },
    #[error(
        "Cannot find the record of data source {type_name}\n\
         {} records of the table {table} have these values: {}. Give the id of the one you mean.",
        .sys_ids.len(), .sys_ids.join(", ")
    )]
    Several { type_name: String, table: &'static str, sys_ids: Vec<String> },
    #[error(
        "Cannot read data source {type_name}\n\
         The table {table} counts {count} rows that match, and shows none: access control rules hide them from the \
         provider's user. {}",
        reads(.table)
    )]
    Hidden { type_name: String, table: String, count: u64 },
    #[error(
        "Cannot read data source {type_name}\n\
         The dictionary shows the provider's user no table {table}. Check the spelling; tables are named like incident or \
         x_acme_orders. Reading the dictionary normally takes {}.",
        needed("sys_dictionary", Right::Read)
    )]
    NoTable { type_name: String, table: String },
    #[error(
        "Cannot read data source {type_name}\n\
         The table {table} has no column {column}, and the instance does not say so: {}.{} Give the column's name, not its \
         label.",
        unknown(.attribute), similar(.near)
    )]
    NoColumn {
        type_name: String,
        attribute: &'static str,
        table: String,
        column: String,
        near: Vec<String>,
    },
    /// The limit, and how many rows match where the instance tells.
    #[error(
        "More rows match than were read\n\
         {}, and limit cut off all beyond {limit}. Raise limit, set all = true instead, or narrow the query.",
        beyond(.table, *.total)
    )]
    More { table: String, limit: usize, total: Option<u64> },
}

impl Reference {
    /// The reference of this attribute.
    pub(crate) fn new(attribute: &'static str, target: &Target, spelling: &str) -> Self {
        Self {
            attribute,
            element: None,
            spelling: spelling.to_owned(),
            table: target.table,
            keys: target.keys,
            has_path: target.within.is_some(),
        }
    }
}

impl Reference {
    /// Where it stands.
    pub(super) fn path(&self) -> AttributePath {
        let attribute = AttributePath::attribute(self.attribute);
        match &self.element {
            Some(element) => attribute.then(Step::Key(element.clone())),
            None => attribute,
        }
    }

    /// What a user calls it.
    fn name(&self) -> String {
        match &self.element {
            Some(element) => format!("{}[{element:?}]", self.attribute),
            None => self.attribute.to_owned(),
        }
    }
}

impl Misled {
    pub(super) fn sentence(&self, reference: &Reference) -> String {
        let Reference { spelling, table, keys, has_path, .. } = reference;
        let attribute = reference.name();
        let (keys, spelling) = (keys.join(" or "), shown(spelling));
        match self {
            Self::Hidden => format!(
                "Cannot look up the reference\n\
                 {attribute} is {spelling}, and the table {table} has such a record and does not show it: an access \
                 control rule hides it from the provider's user. {} A sys_id instead of the name needs no right to read the \
                 table.",
                reads(table)
            ),
            Self::Several(candidates) => format!(
                "The reference leads to no single record\n\
                 {attribute} is {spelling}, and several records of {table} have that {keys}: {}. Give the sys_id of the \
                 one you mean{}.",
                candidates.join(", "),
                if *has_path { ", or the form with the slash" } else { "" }
            ),
            Self::Nothing(near) => format!(
                "The reference leads to no single record\n\
                 {attribute} is {spelling}, and the table {table} has no record with that {keys} that the provider's \
                 user can see.{} Check the spelling, create the record first, or give its sys_id.",
                similar(near)
            ),
        }
    }
}

fn beyond(table: &str, total: Option<u64>) -> String {
    match total {
        Some(total) => format!("{total} rows of the table {table} match"),
        None => format!("More rows of the table {table} may match"),
    }
}

/// What an instance does with a column that it does not know.
fn unknown(attribute: &str) -> &'static str {
    match attribute {
        "query" => "it drops the condition, and rows come that were not asked for",
        _ => "it answers without the column",
    }
}

impl Forms {
    fn listed(&self) -> String {
        let mut forms = vec!["a sys_id".to_owned()];
        match self.keys {
            [] => {}
            [key] => forms.push(format!("its {key}")),
            keys => forms.extend(keys.iter().map(|key| format!("`{key}:…`"))),
        }
        if !self.path.is_empty() {
            forms.push(format!("`<{}>`", self.path.join(">/<")));
        }
        format!("It can be {}.", forms.join(" or "))
    }
}
