//! Imports that name no single record.

use super::reference::similar;
use super::sentence::{Sentence, cannot};
use crate::engine::model::ANY_RECORD;

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

impl ImportProblem {
    pub(super) fn sentence(&self) -> Sentence {
        let (type_name, text) = match self {
            Self::Empty(type_name, forms) => {
                (type_name.as_str(), format!("The import id is empty. {}", forms.listed()))
            }
            Self::Nothing { type_name, table, id, near, forms } => (
                type_name.as_str(),
                format!(
                    "Nothing in the table {table} that the provider's user can see is \"{id}\".{} {}",
                    similar(near),
                    forms.listed()
                ),
            ),
            Self::Several { type_name, id, candidates } => (
                type_name.as_str(),
                format!(
                    "\"{id}\" fits several records: {}. Import the one you mean by its sys_id.",
                    candidates.join(", ")
                ),
            ),
            Self::NoTable(id) => (
                ANY_RECORD,
                format!("\"{id}\" is not of the form `table/sys_id`, such as `sys_choice/0a1b…`."),
            ),
            Self::NoRow { table, sys_id } => (
                ANY_RECORD,
                format!(
                    "The table {table} has no record {sys_id} that the provider's user can see."
                ),
            ),
        };
        Sentence::new(cannot("import", type_name), text)
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
