//! What leads to no single record: references by name, imports, and data sources.

use tfplugin::Diagnostic;

use super::roles::{needed, reads};
use super::sentence::{cannot, error};
use crate::describe::Target;
use crate::engine::model::{ANY_RECORD, Right};

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

/// What a type accepts as an import id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forms {
    /// Attributes accepted as `key:value`; a single one also without its name.
    pub(crate) keys: &'static [&'static str],
    /// Attributes accepted as `a/b`.
    pub(crate) path: &'static [&'static str],
}

/// Why an import leads to no single record.
#[derive(Debug, Clone)]
pub(crate) enum ImportProblem {
    /// The id is empty.
    Empty(String, Forms),
    /// Nothing is named like this.
    Nothing { type_name: String, table: &'static str, id: String, near: Vec<String>, forms: Forms },
    /// Several records fit the id.
    Several { type_name: String, id: String, candidates: Vec<String> },
    /// The id of a row of any table is not of the form `table/sys_id`.
    NoTable(String),
    /// The table has no such row, or hides it.
    NoRow { table: String, sys_id: String },
}

/// Why a data source has nothing to show.
#[derive(Debug, Clone)]
pub(crate) enum Search {
    /// The values cannot be asked for.
    Unsearchable { type_name: String, why: String },
    /// No record has the values.
    Nothing { type_name: String, table: &'static str },
    /// Several records have the values.
    Several { type_name: String, table: &'static str, sys_ids: Vec<String> },
    /// Rows are there, and none is shown.
    Hidden { type_name: String, table: String, count: u64 },
    /// The dictionary shows nothing of the table.
    NoTable { type_name: String, table: String },
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
    pub(super) fn sentence(&self, reference: &Reference) -> Diagnostic {
        let Reference { attribute, spelling, table, keys, has_path } = reference;
        let (keys, no_single) = (keys.join(" or "), "The reference leads to no single record");
        let sentence = match self {
            Self::Hidden => error!(
                "Cannot look up the reference",
                "{attribute} is \"{spelling}\", and the table {table} has such a record and does not show it: an access \
                 control rule hides it from the provider's user. {} A sys_id instead of the name needs no right to read the \
                 table.",
                reads(table)
            ),
            Self::Several(candidates) => error!(
                no_single,
                "{attribute} is \"{spelling}\", and several records of {table} have that {keys}: {}. Give the sys_id of the \
                 one you mean{}.",
                candidates.join(", "),
                if *has_path { ", or the form with the slash" } else { "" }
            ),
            Self::Nothing(near) => error!(
                no_single,
                "{attribute} is \"{spelling}\", and the table {table} has no record with that {keys} that the provider's \
                 user can see.{} Check the spelling, create the record first, or give its sys_id.",
                similar(near)
            ),
        };
        sentence.at_attribute(attribute)
    }
}

/// What resembles a name that leads nowhere, as a sentence after another one; nothing where nothing does.
fn similar(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" Similar: {}.", near.join(", ")) }
}

impl ImportProblem {
    pub(super) fn sentence(&self) -> Diagnostic {
        let (type_name, text) = match self {
            Self::Empty(type_name, forms) => {
                (type_name.as_str(), format!("The import id is empty. {}", forms.listed()))
            }
            Self::Nothing { type_name, table, id, near, forms } => {
                let (near, forms) = (similar(near), forms.listed());
                let text = format!(
                    "Nothing in the table {table} that the provider's user can see is \"{id}\".{near} {forms}"
                );
                (type_name.as_str(), text)
            }
            Self::Several { type_name, id, candidates } => {
                let all = candidates.join(", ");
                let text = format!(
                    "\"{id}\" fits several records: {all}. Import the one you mean by its sys_id."
                );
                (type_name.as_str(), text)
            }
            Self::NoTable(id) => (
                ANY_RECORD,
                format!("\"{id}\" is not of the form `table/sys_id`, such as `sys_choice/0a1b…`."),
            ),
            Self::NoRow { table, sys_id } => {
                let text = format!(
                    "The table {table} has no record {sys_id} that the provider's user can see."
                );
                (ANY_RECORD, text)
            }
        };
        Diagnostic::error(cannot("import", type_name), text)
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

impl Search {
    pub(super) fn sentence(&self) -> Diagnostic {
        let unfound = |name: &str| format!("Cannot find the record of data source {name}");
        match self {
            Self::Unsearchable { type_name, why } => {
                error!(unfound(type_name), "The record cannot be searched for: {why}.")
            }
            Self::Nothing { type_name, table } => error!(
                unfound(type_name),
                "No record of the table {table} that the provider's user can see has these values. Check the spelling."
            ),
            Self::Several { type_name, table, sys_ids } => error!(
                unfound(type_name),
                "{} records of the table {table} have these values: {}. Give the id of the one you mean.",
                sys_ids.len(),
                sys_ids.join(", ")
            ),
            Self::Hidden { type_name, table, count } => error!(
                cannot("read data source", type_name),
                "The table {table} counts {count} rows that match, and shows none: access control rules hide them from the \
                 provider's user. {}",
                reads(table)
            ),
            Self::NoTable { type_name, table } => error!(
                cannot("read data source", type_name),
                "The dictionary shows the provider's user no table {table}. Check the spelling; tables are named like \
                 incident or x_acme_orders. Reading the dictionary normally takes {}.",
                needed("sys_dictionary", Right::Read)
            )
            .at_attribute("name"),
        }
    }
}
