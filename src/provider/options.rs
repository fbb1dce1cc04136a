//! How the provider works: how gently, in which session, and what it never does.

use std::ops::RangeInclusive;
use std::time::Duration;

use servicenow::Options;

use super::arguments::{ARGUMENTS, Of};
use super::sources::{Sources, truth};
use crate::engine::{BlockProblem, Expected, Problems};

/// The options of the client, as far as they are given; what is wrong with the flags, the limits and the roles is noted.
pub(super) fn given(sources: &Sources, wrong: &mut Problems) -> Options {
    for flag in ARGUMENTS.iter().filter(|argument| argument.kind == Of::Flag) {
        sources.at(flag.path).read(truth, Expected::Flag, wrong);
    }
    let timeout = sources.at("request_timeout").read(duration, Expected::Duration, wrong);
    let transaction = sources.at("transaction_limit").read(duration, Expected::Duration, wrong);
    let requests_per_second = sources.at("requests_per_second").read(rate, Expected::Rate, wrong);
    let mut count = |argument, range: RangeInclusive<u32>| {
        let within = |text: &str| text.parse::<u32>().ok().filter(|number| range.contains(number));
        sources.at(argument).read(within, Expected::Count(range.clone()), wrong)
    };
    let (retries, concurrent) =
        (count("max_retries", 0..=100), count("max_concurrent_requests", 1..=100));
    let megabytes = count("max_response_megabytes", 1..=1000);
    let most_bytes = megabytes.and_then(|most| usize::try_from(most).ok()?.checked_mul(1_000_000));
    let default = Options::default();
    Options {
        transaction_limit: transaction.unwrap_or(default.transaction_limit),
        max_response_bytes: most_bytes.unwrap_or(default.max_response_bytes),
        request_timeout: timeout.unwrap_or(default.request_timeout),
        max_retries: retries.unwrap_or(default.max_retries),
        max_concurrent_requests: concurrent
            .and_then(|most| usize::try_from(most).ok())
            .unwrap_or(default.max_concurrent_requests),
        requests_per_second,
        elevate_roles: roles(sources, wrong),
        read_only: sources.at("read_only").flag(),
        keeps_own_identity: !sources.at("allow_self_change").flag(),
        ..default
    }
}

/// Whether secrets are sent again once somebody else has written their record.
pub(super) fn resends_secrets(sources: &Sources) -> bool {
    sources.at("resend_secrets").flag()
}

/// The moments at which the provider proves that it can work.
const MOMENTS: [&str; 2] = [ON_CONFIGURE, "never"];
const ON_CONFIGURE: &str = "on_configure";

/// Whether address and credentials are proven before anything else; a word that is none is noted.
pub(super) fn is_proven_first(sources: &Sources, wrong: &mut Problems) -> bool {
    let known = |text: &str| MOMENTS.into_iter().find(|moment| *moment == text);
    let expected = Expected::Moment(MOMENTS.to_vec());
    sources.at("check").read(known, expected, wrong) == Some(ON_CONFIGURE)
}

/// The roles to elevate to, each once.
fn roles(sources: &Sources, wrong: &mut Problems) -> Vec<String> {
    let (given, mut roles) = (sources.at("elevate_roles"), Vec::new());
    for role in given.texts() {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    if roles.iter().any(|role| role.trim().is_empty() || role.contains(',')) {
        wrong.push(given.wrong(BlockProblem::NoRole));
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
