//! How gently the provider treats the instance.

use std::ops::RangeInclusive;
use std::time::Duration;

use servicenow::Options;
use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::sources::{Sources, at, called};

const TIMEOUT: Argument = &["request_timeout"];
const RETRIES: Argument = &["max_retries"];
const CONCURRENT: Argument = &["max_concurrent_requests"];
const RATE: Argument = &["requests_per_second"];

const RETRY_RANGE: RangeInclusive<u32> = 0..=100;
const CONCURRENT_RANGE: RangeInclusive<u32> = 1..=100;

/// What is wrong with the limits that are given.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let mut all = Diagnostics::new();
    if let Some(text) = sources.text(TIMEOUT).filter(|text| duration(text).is_none()) {
        all.push(not_a_duration(&name(sources, TIMEOUT), text, TIMEOUT));
    }
    if let Some(text) = sources.text(RATE).filter(|text| rate(text).is_none()) {
        let name = name(sources, RATE);
        let text = format!("{name} is {text}. It is a number from 0.01 to 1000.");
        all.push(at(Diagnostic::error("Not a limit", text), RATE));
    }
    for (argument, range) in [(RETRIES, RETRY_RANGE), (CONCURRENT, CONCURRENT_RANGE)] {
        if let Some(text) = sources.text(argument)
            && number(text, &range).is_none()
        {
            let (name, least, most) = (name(sources, argument), range.start(), range.end());
            let text = format!("{name} is {text}. It is a whole number from {least} to {most}.");
            all.push(at(Diagnostic::error("Not a limit", text), argument));
        }
    }
    all
}

/// How the argument is called where it stands.
fn name(sources: &Sources, argument: Argument) -> String {
    called(sources.place_of(argument), argument)
}

/// The options of the client, with the limits that are given.
pub(super) fn options(sources: &Sources, mut options: Options) -> Options {
    if let Some(given) = sources.text(TIMEOUT).and_then(duration) {
        options.request_timeout = given;
    }
    if let Some(given) = sources.text(RETRIES).and_then(|text| number(text, &RETRY_RANGE)) {
        options.max_retries = given;
    }
    if let Some(given) = sources.text(CONCURRENT).and_then(|text| number(text, &CONCURRENT_RANGE)) {
        options.max_concurrent_requests =
            usize::try_from(given).unwrap_or(options.max_concurrent_requests);
    }
    options.requests_per_second = sources.text(RATE).and_then(rate);
    options
}

/// A duration above zero, such as `90s`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    humantime::parse_duration(text).ok().filter(|time| !time.is_zero())
}

/// The error that a text is none.
pub(super) fn not_a_duration(name: &str, text: &str, argument: Argument) -> Diagnostic {
    let text = format!(
        "{name} is \"{text}\", which is no duration above zero. Write it like \"90s\" or \"2m\"."
    );
    at(Diagnostic::error("Not a duration", text), argument)
}

fn rate(text: &str) -> Option<f64> {
    text.parse().ok().filter(|rate| (0.01..=1000.0).contains(rate))
}

fn number(text: &str, range: &RangeInclusive<u32>) -> Option<u32> {
    text.parse().ok().filter(|number| range.contains(number))
}
