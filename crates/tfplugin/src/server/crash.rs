//! What a process that breaks leaves behind: one log line, and no memory.

use std::io::Write as _;
use std::panic::{Location, PanicHookInfo};

use serde_json::json;

use super::log;

/// Keeps the process from leaving a file with its memory when it is aborted: the memory of a
/// provider holds secrets. Where the system refuses that, there is nothing else to do.
pub(super) fn leave_no_core_file() {
    #[cfg(unix)]
    let _ = nix::sys::resource::setrlimit(nix::sys::resource::Resource::RLIMIT_CORE, 0, 0);
}

/// Replaces the process's panic hook: a panic is logged by its place, not by what it said, for that
/// may hold a value.
pub(super) fn log_panics(module: &'static str) {
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
        assert!(value["location"].as_str().unwrap().contains("crash.rs:"), "{text}");
    }
}
