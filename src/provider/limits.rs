//! How gently the provider treats the instance.

use std::ops::RangeInclusive;
use std::time::Duration;

use servicenow::Options;
use tfplugin::{Diagnostic, Diagnostics};

use super::sources::{Argument, Sources, at};

const TIMEOUT: Argument = &["request_timeout"];
const RETRIES: Argument = &["max_retries"];
const CONCURRENT: Argument = &["max_concurrent_requests"];

const RETRY_RANGE: RangeInclusive<u32> = 0..=100;
const CONCURRENT_RANGE: RangeInclusive<u32> = 1..=100;

/// What is wrong with the limits that are given.
pub(super) fn check(sources: &Sources<'_>) -> Diagnostics {
    let mut all = Diagnostics::new();
    if let Some(text) = sources.text(TIMEOUT)
        && timeout(&text).is_none()
    {
        let text = format!(
            "request_timeout is \"{text}\", which is no duration above zero. Write it like \"90s\" or \"2m\"."
        );
        all.push(at(Diagnostic::error("Not a duration", text), TIMEOUT));
    }
    for (argument, range) in [(RETRIES, RETRY_RANGE), (CONCURRENT, CONCURRENT_RANGE)] {
        if let Some(text) = sources.text(argument)
            && number(&text, &range).is_none()
        {
            let (name, least, most) = (argument[0], range.start(), range.end());
            let text = format!("{name} is {text}. It is a whole number from {least} to {most}.");
            all.push(at(Diagnostic::error("Not a limit", text), argument));
        }
    }
    all
}

/// The options of the client, with the limits that are given.
pub(super) fn options(sources: &Sources<'_>, mut options: Options) -> Options {
    if let Some(given) = sources.text(TIMEOUT).and_then(|text| timeout(&text)) {
        options.request_timeout = given;
    }
    if let Some(given) = sources.text(RETRIES).and_then(|text| number(&text, &RETRY_RANGE)) {
        options.max_retries = given;
    }
    if let Some(given) = sources.text(CONCURRENT).and_then(|text| number(&text, &CONCURRENT_RANGE))
    {
        options.max_concurrent_requests =
            usize::try_from(given).unwrap_or(options.max_concurrent_requests);
    }
    options
}

fn timeout(text: &str) -> Option<Duration> {
    humantime::parse_duration(text).ok().filter(|time| !time.is_zero())
}

fn number(text: &str, range: &RangeInclusive<u32>) -> Option<u32> {
    text.parse().ok().filter(|number| range.contains(number))
}
