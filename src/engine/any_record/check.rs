//! Checks of a configuration by itself.

use super::{
    AUDIT, FIELDS, MATCH_ON, REFERENCES, SECRETS, TABLE, VERSION, is_table_name, matching,
};
use crate::describe::{Given, Values};
use crate::engine::model::{ADOPT, Attributes, POLICY, Policy};
use crate::engine::problem::Mistake;
use crate::engine::record::validate::unknown_policy;

/// What is wrong with the configuration, or odd.
pub(super) fn check(config: &Attributes) -> Vec<Mistake> {
    let maps = [FIELDS, REFERENCES, SECRETS];
    let mut mistakes: Vec<Mistake> =
        maps.into_iter().flat_map(|name| of_columns(config, name)).collect();
    mistakes.extend(given_twice(config));
    mistakes.extend(of_matching(config));
    if config.given(SECRETS).is_set() && config.get(VERSION).is_null() {
        mistakes.push(Mistake::NoVersionOfFields);
    }
    mistakes.extend(of_policy(config));
    if config.known_text(TABLE).is_some_and(|table| !is_table_name(table)) {
        mistakes.push(Mistake::NoTableName);
    }
    let is_empty =
        |name: &str| !config.get(name).is_unknown() && columns(config, name).next().is_none();
    if maps.into_iter().all(is_empty) {
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

/// The columns that are given by name and otherwise as well.
fn given_twice(config: &Attributes) -> Vec<Mistake> {
    let is_in = |name: &str, column: &String| columns(config, name).any(|other| other == column);
    let twice = columns(config, REFERENCES).filter_map(|column| {
        let other = [FIELDS, SECRETS].into_iter().find(|name| is_in(name, column))?;
        Some(Mistake::ColumnTwice(column.clone(), other))
    });
    twice.collect()
}

/// What is wrong with the way in which a row that is there is recognised.
fn of_matching(config: &Attributes) -> Vec<Mistake> {
    let has_some = match config.get(MATCH_ON) {
        open if open.is_unknown() => return Vec::new(),
        columns => columns.as_list().is_some_and(|columns| !columns.is_empty()),
    };
    match config.flag(ADOPT) {
        Given::Is(true) if !has_some => return vec![Mistake::NothingToMatch],
        Given::Null | Given::Is(false) if has_some => {
            let (name, flag) = (MATCH_ON.to_owned(), ADOPT);
            return vec![Mistake::WithoutEffect { name, flag, wanted: true }];
        }
        _ => {}
    }
    let is_given = |column: &str| {
        [FIELDS, REFERENCES].into_iter().any(|name| {
            let all = config.get(name);
            all.is_unknown() || matching::tells(all.get(column))
        })
    };
    let untold = matching::columns(config).into_iter().filter(|column| !is_given(column));
    untold.map(Mistake::NotToMatch).collect()
}

fn of_policy(config: &Attributes) -> Option<Mistake> {
    let listed = "It is one of \"delete\", \"abandon\", \"restore\".";
    let restores = config.known_text(POLICY) == Some(Policy::Restore.word());
    let is_futile = restores && matches!(config.flag(ADOPT), Given::Null | Given::Is(false));
    let policies = [Policy::Delete, Policy::Abandon, Policy::Restore];
    let futile = is_futile.then_some(Mistake::NothingToRestore);
    unknown_policy(config, &policies, listed).or(futile)
}
