//! Checks of a configuration by itself.

use super::{AUDIT, FIELDS, SECRETS, TABLE, VERSION, is_table_name};
use crate::describe::Values;
use crate::engine::model::{Attributes, Policy};
use crate::engine::problem::Mistake;
use crate::engine::record::validate::unknown_policy;

/// What is wrong with the configuration, or odd.
pub(super) fn check(config: &Attributes) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> =
        [FIELDS, SECRETS].into_iter().flat_map(|name| of_columns(config, name)).collect();
    if config.given(SECRETS).is_set() && config.get(VERSION).is_null() {
        mistakes.push(Mistake::NoVersionOfFields);
    }
    let listed = "It is \"delete\" or \"abandon\".";
    mistakes.extend(unknown_policy(config, &[Policy::Delete, Policy::Abandon], listed));
    if config.known_text(TABLE).is_some_and(|table| !is_table_name(table)) {
        mistakes.push(Mistake::NoTableName);
    }
    let is_empty =
        |name: &str| !config.get(name).is_unknown() && columns(config, name).next().is_none();
    if is_empty(FIELDS) && is_empty(SECRETS) {
        mistakes.push(Mistake::NoColumn);
    }
    mistakes
}

fn columns<'a>(config: &'a Attributes, name: &str) -> impl Iterator<Item = &'a String> {
    config.get(name).as_map().into_iter().flatten().map(|(column, _)| column)
}

fn of_columns(config: &Attributes, attribute: &'static str) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for column in columns(config, attribute) {
        if AUDIT.contains(&column.as_str()) {
            mistakes.push(Mistake::AuditColumn(attribute, column.clone()));
        }
        if column.contains('.') {
            mistakes.push(Mistake::OtherRecord(attribute, column.clone()));
        }
    }
    mistakes
}
