//! How the provider works: how gently, in which session, and what it never does.

use std::ops::RangeInclusive;
use std::time::Duration;

use servicenow::Options;

use super::arguments::{ARGUMENTS, Of};
use super::sources::{Sources, truth};
use crate::engine::{Argument, BlockProblem, Expected, Problems};

const TIMEOUT: Argument = "request_timeout";
const TRANSACTION: Argument = "transaction_limit";
const RESPONSE: Argument = "max_response_megabytes";
const RETRIES: Argument = "max_retries";
const CONCURRENT: Argument = "max_concurrent_requests";
const RATE: Argument = "requests_per_second";
const ROLES: Argument = "elevate_roles";
const READ_ONLY: Argument = "read_only";
const SELF_CHANGE: Argument = "allow_self_change";

const RETRY_RANGE: RangeInclusive<u32> = 0..=100;
const RESPONSE_RANGE: RangeInclusive<u32> = 1..=1000;
const CONCURRENT_RANGE: RangeInclusive<u32> = 1..=100;

/// What is wrong with the flags, the limits and the roles that are given.
pub(super) fn check(sources: &Sources) -> Problems {
    let flags = ARGUMENTS.iter().filter(|argument| argument.kind == Of::Flag);
    let flags = flags.filter_map(|argument| {
        sources.unfit(argument.path, |text| truth(text).is_some(), Expected::Flag)
    });
    let count = |argument, range: RangeInclusive<u32>| {
        let is_within = |text: &str| number(text, &range).is_some();
        sources.unfit(argument, is_within, Expected::Count(range.clone()))
    };
    let limits = [
        sources.unfit(TIMEOUT, |text| duration(text).is_some(), Expected::Duration),
        sources.unfit(TRANSACTION, |text| duration(text).is_some(), Expected::Duration),
        sources.unfit(RATE, |text| rate(text).is_some(), Expected::Rate),
        count(RETRIES, RETRY_RANGE),
        count(CONCURRENT, CONCURRENT_RANGE),
        count(RESPONSE, RESPONSE_RANGE),
    ];
    let mut wrong: Problems = flags.chain(limits.into_iter().flatten()).collect();
    if sources.texts(ROLES).iter().any(|role| role.trim().is_empty() || role.contains(',')) {
        wrong.push(sources.wrong(ROLES, BlockProblem::NoRole));
    }
    wrong
}

/// The options of the client, as far as they are given.
pub(super) fn given(sources: &Sources) -> Options {
    let default = Options::default();
    let count = |argument, range| sources.text(argument).and_then(|text| number(text, range));
    let concurrent = count(CONCURRENT, &CONCURRENT_RANGE);
    let timeout = sources.text(TIMEOUT).and_then(duration);
    let transaction = sources.text(TRANSACTION).and_then(duration);
    let megabytes = count(RESPONSE, &RESPONSE_RANGE).and_then(|most| usize::try_from(most).ok());
    let most_bytes = megabytes.map(|most| most.saturating_mul(1_000_000));
    Options {
        transaction_limit: transaction.unwrap_or(default.transaction_limit),
        max_response_bytes: most_bytes.unwrap_or(default.max_response_bytes),
        request_timeout: timeout.unwrap_or(default.request_timeout),
        max_retries: count(RETRIES, &RETRY_RANGE).unwrap_or(default.max_retries),
        max_concurrent_requests: concurrent
            .and_then(|most| usize::try_from(most).ok())
            .unwrap_or(default.max_concurrent_requests),
        requests_per_second: sources.text(RATE).and_then(rate),
        elevate_roles: roles(sources),
        read_only: sources.flag(READ_ONLY),
        keeps_own_identity: !sources.flag(SELF_CHANGE),
        ..default
    }
}

/// The roles to elevate to, each once.
fn roles(sources: &Sources) -> Vec<String> {
    let mut roles = Vec::new();
    for role in sources.texts(ROLES) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// A duration above zero, such as `90s`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    humantime::parse_duration(text).ok().filter(|time| !time.is_zero())
}

fn rate(text: &str) -> Option<f64> {
    text.parse().ok().filter(|rate| (0.01..=1000.0).contains(rate))
}

fn number(text: &str, range: &RangeInclusive<u32>) -> Option<u32> {
    text.parse().ok().filter(|number| range.contains(number))
}
