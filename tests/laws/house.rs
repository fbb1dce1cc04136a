//! How large things may grow, and what is never written outside tests.

use crate::source::{self, Source};

const LINES_OF_A_FILE: usize = 400;
const LINES_OF_A_FUNCTION: usize = 60;

/// What ends the process, or writes to the handshake's own stream, where a diagnostic should be.
const NEVER: &[&str] = &[
    ".unwrap()",
    ".expect(\"",
    "println!",
    "eprintln!",
    "dbg!(",
    "todo!(",
    "unimplemented!(",
    "unsafe ",
];

/// Each function of a formatted file: its first line and how many it has.
fn functions(lines: &[String]) -> Vec<(&str, usize)> {
    let starts = lines.iter().enumerate().filter(|(_, line)| is_start(line));
    starts.filter_map(|(at, line)| Some((line.as_str(), length(&lines[at..])?))).collect()
}

fn is_start(line: &str) -> bool {
    let words = line.split_whitespace();
    let mut words = words.skip_while(|word| {
        word.starts_with("pub")
            || ["const", "async", "in", "extern"].contains(word)
            || word.ends_with(')')
    });
    words.next() == Some("fn")
}

/// The lines up to the closing brace at the function's own indentation; none without a body.
fn length(lines: &[String]) -> Option<usize> {
    let first = &lines[0];
    let indentation = &first[..first.len() - first.trim_start().len()];
    let closing = format!("{indentation}}}");
    let signature = lines.iter().position(|line| line.ends_with(['{', '}', ';']))?;
    match lines[signature].chars().last()? {
        ';' => None,
        '}' => Some(signature + 1),
        _ => lines.iter().position(|line| *line == closing).map(|end| end + 1),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn no_file_has_more_than_400_lines_before_its_tests() {
    let long = |source: &Source| source.before_tests().len() > LINES_OF_A_FILE;
    let long: Vec<String> =
        source::shipped().into_iter().filter(long).map(|source| source.path).collect();
    assert!(long.is_empty(), "split by meaning: {long:#?}");
}

#[test]
fn no_function_has_more_than_60_lines() {
    let mut long = Vec::new();
    let mut seen = 0;
    for source in source::shipped() {
        for (name, length) in functions(source.before_tests()) {
            seen += 1;
            if length > LINES_OF_A_FUNCTION {
                long.push(format!("{}: {} ({length})", source.path, name.trim()));
            }
        }
    }
    assert!(seen > 500, "the law saw only {seen} functions");
    assert!(long.is_empty(), "split by meaning: {long:#?}");
}

#[test]
fn nine_functions_in_ten_have_at_most_30_lines() {
    let of = |source: Source| {
        functions(source.before_tests()).iter().map(|(_, length)| *length).collect::<Vec<_>>()
    };
    let mut lengths: Vec<usize> = source::shipped().into_iter().flat_map(of).collect();
    lengths.sort_unstable();
    let (median, ninth) = (lengths[lengths.len() / 2], lengths[lengths.len() * 9 / 10]);
    assert!(median <= 10 && ninth <= 30, "median {median}, nine in ten {ninth}");
}

#[test]
fn nothing_panics_or_prints_outside_tests() {
    let mut wrong = Vec::new();
    // The driver of tests panics by its nature.
    let exempt = |path: &str| path.contains("src/testing/");
    for source in source::shipped().iter().filter(|source| !exempt(&source.path)) {
        for line in source.code() {
            wrong.extend(
                NEVER
                    .iter()
                    .filter(|word| line.contains(**word))
                    .map(|word| format!("{}: {word}", source.path)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in source::shipped() {
        let said = source.before_tests().iter().take_while(|line| line.starts_with("//!")).count();
        assert!(said > 0, "{} begins without //!", source.path);
    }
}

#[test]
fn a_function_is_measured_from_its_first_line_to_its_closing_brace() {
    let sample = lines(
        "impl A {\n    pub(crate) async fn long(\n        a: u8,\n    ) {\n        b();\n    }\n\n    fn none();\n    const fn short() -> u8 { 1 }\n}",
    );
    let lengths: Vec<usize> = functions(&sample).into_iter().map(|(_, length)| length).collect();
    assert_eq!(lengths, [5, 1]);
}
