//! A panic leaves one log line: where it was. Not what it said, for that may hold a value.

use std::io::Write as _;
use std::panic::{Location, PanicHookInfo};

use serde_json::json;

use super::log;

/// Replaces the process's panic hook.
pub(super) fn hook(module: &'static str) {
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        let line = line(module, info.location());
        // There is nowhere left to report a broken standard error.
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }));
}

fn line(module: &str, location: Option<&Location<'_>>) -> String {
    let place = location.map_or_else(String::new, ToString::to_string);
    let line = json!({
        "@level": "error", "@message": "the provider panicked", "@module": module,
        "@timestamp": log::now(), "location": place,
    });
    line.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_where() {
        let text = line("provider", Some(Location::caller()));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["@level"], "error");
        assert!(value["location"].as_str().unwrap().contains("panics.rs:"), "{text}");
    }
}
