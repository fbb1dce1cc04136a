//! What is known of the platform stands in `docs/facts.md`, and everything that rests on it says where.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::source;

const PAGE: &str = "docs/facts.md";
const ANCHOR: (&str, &str) = ("<a id=\"", "\"></a>");
const CONFIDENCES: [char; 5] = ['D', 'X', 'M', 'S', 'I'];
/// What the old citations, numbers of sections, began with.
const SECTION: char = '\u{a7}';
/// Folders that hold what was built or fetched, and nothing anybody wrote.
const NOT_WRITTEN: &[&str] = &["target", ".git", ".terraform"];

/// One fact: its anchor, and what is said from there to the next one.
struct Fact {
    anchor: String,
    text: String,
}

fn facts(page: &str) -> Vec<Fact> {
    let fact = |part: &str| {
        let (anchor, rest) = part.split_once(ANCHOR.1).unwrap();
        let text = rest.split("\n## ").next().unwrap_or(rest);
        Fact { anchor: anchor.to_owned(), text: text.to_owned() }
    };
    page.split(ANCHOR.0).skip(1).map(fact).collect()
}

/// Whether a mark such as `[M]` or `[X SDK]` is in the text.
fn is_marked(text: &str) -> bool {
    let begins = |part: &str| {
        let mut letters = part.chars();
        let mark = letters.next().is_some_and(|letter| CONFIDENCES.contains(&letter));
        mark && letters.next().is_some_and(|next| next == ' ' || next == ']')
    };
    text.split('[').skip(1).any(begins)
}

/// The anchors that follow each `lead` in the text.
fn anchors_after(text: &str, lead: &str) -> Vec<String> {
    let of_anchor = |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
    let anchor = |rest: &str| rest.chars().take_while(of_anchor).collect::<String>();
    let all = text.split(lead).skip(1).map(anchor);
    all.filter(|anchor| !anchor.is_empty()).collect()
}

fn citations(text: &str) -> Vec<String> {
    anchors_after(text, &format!("{PAGE}#"))
}

/// Whether a line cites a section by its number.
fn is_numbered(line: &str) -> bool {
    let digit = |text: &str| text.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
    let sections = line.split(SECTION).skip(1).any(digit);
    sections || line.split("facts ").skip(1).any(|rest| rest.starts_with(SECTION) || digit(rest))
}

/// Every text of the repository, with its path from the root.
fn texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(source::root(), &mut found);
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_WRITTEN.contains(&name.as_str()) {
                collect(&path, found);
            }
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path.strip_prefix(source::root()).unwrap().display().to_string(), text));
        }
    }
}

#[test]
fn every_citation_leads_to_a_fact() {
    let facts: BTreeSet<String> =
        facts(&source::text(PAGE)).into_iter().map(|fact| fact.anchor).collect();
    let (mut seen, mut astray) = (0, Vec::new());
    for (path, text) in texts().into_iter().filter(|(path, _)| path != PAGE) {
        let cited = citations(&text);
        seen += cited.len();
        let nowhere = cited.into_iter().filter(|anchor| !facts.contains(anchor));
        astray.extend(nowhere.map(|anchor| format!("{path}: {PAGE}#{anchor}")));
    }
    assert!(seen > 200, "the law saw only {seen} citations");
    assert!(astray.is_empty(), "these lead nowhere: {astray:#?}");
}

#[test]
fn nothing_cites_by_number() {
    let numbered = |(path, text): (String, String)| {
        let lines = text.lines().filter(|line| is_numbered(line));
        lines.map(|line| format!("{path}: {}", line.trim())).collect::<Vec<_>>()
    };
    let numbered: Vec<String> = texts().into_iter().flat_map(numbered).collect();
    assert!(numbered.is_empty(), "cite as {PAGE}#anchor: {numbered:#?}");
}

#[test]
fn each_fact_has_an_anchor_of_its_own_and_a_confidence() {
    let page = source::text(PAGE);
    let facts = facts(&page);
    assert!(facts.len() > 100, "the law saw only {} facts", facts.len());
    let mut anchors = BTreeSet::new();
    for Fact { anchor, text } in &facts {
        assert!(anchors.insert(anchor.as_str()), "{anchor} is there twice");
        let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        assert!(anchor.chars().all(plain), "{anchor} is more than short words");
        assert!(is_marked(text), "{anchor} does not say how sure it is");
    }
    let lost: Vec<String> = anchors_after(&page, "](#")
        .into_iter()
        .filter(|anchor| !anchors.contains(anchor.as_str()))
        .collect();
    assert!(lost.is_empty(), "the page refers to facts it does not have: {lost:?}");
}

/// The confidences that the marks of a text name: `X` and `I` of `[X SDK; the rest I]`.
fn confidences(text: &str) -> BTreeSet<char> {
    let marks = text.split('[').skip(1).filter_map(|part| part.split_once(']'));
    // What is followed by an address is a link.
    let marks = marks.filter(|(_, rest)| !rest.starts_with('(')).map(|(mark, _)| mark);
    let words = marks.flat_map(|mark| mark.split([' ', ',', ';', ':', '\n']));
    let letter = |word: &str| word.parse::<char>().ok().filter(|one| CONFIDENCES.contains(one));
    words.filter_map(letter).collect()
}

/// What the simulated instance says a point or a table rests on, and the facts it cites for it.
fn marked() -> Vec<(String, String, Vec<String>)> {
    let text_of = |table: &toml::Table, key: &str| table[key].as_str().unwrap().to_owned();
    let points: toml::Table = source::text("crates/simulator/unknowns.toml").parse().unwrap();
    let points = points["point"].as_array().unwrap().iter().map(|point| {
        let point = point.as_table().unwrap();
        let cited = citations(&text_of(point, "place"));
        (text_of(point, "switch"), text_of(point, "evidence"), cited)
    });
    let mut marked: Vec<_> = points.collect();
    for path in source::files("crates/simulator/tables") {
        let tables: toml::Table = source::text(&path).parse().unwrap();
        for (name, table) in &tables {
            let table = table.as_table().unwrap();
            let cited = citations(&text_of(table, "source"));
            marked.push((name.clone(), text_of(table, "evidence"), cited));
        }
    }
    marked
}

/// How much a mark claims; what the facts do not have, such as `invented`, claims least. What is exported and what is
/// documented claim the same.
fn claim(mark: &str) -> usize {
    const CLAIMS: [&str; 4] = ["I", "S", "M", "DX"];
    let place = CLAIMS.iter().position(|marks| mark.len() == 1 && marks.contains(mark));
    place.map_or(0, |place| place + 1)
}

#[test]
fn the_simulated_instance_claims_no_more_than_its_facts() {
    let facts = facts(&source::text(PAGE));
    let of = |anchor: &String| facts.iter().find(|fact| fact.anchor == *anchor).unwrap();
    let (mut seen, mut too_sure) = (0, Vec::new());
    for (name, mark, cited) in marked().into_iter().filter(|(_, _, cited)| !cited.is_empty()) {
        seen += 1;
        let own: BTreeSet<char> =
            cited.iter().flat_map(|anchor| confidences(&of(anchor).text)).collect();
        let best = own.iter().map(|mark| claim(&mark.to_string())).max().unwrap_or_default();
        if claim(&mark) > best {
            too_sure.push(format!("{name} is marked {mark}, its facts {own:?}"));
        }
    }
    assert!(seen > 80, "the law saw only {seen}");
    assert!(too_sure.is_empty(), "these are surer than {PAGE}: {too_sure:#?}");
}

#[test]
fn citations_and_marks_are_told_from_other_text() {
    let text = format!("a ({PAGE}#page-limit), `{PAGE}#` and {PAGE}#times: b");
    assert_eq!(citations(&text), ["page-limit", "times"]);
    assert!(claim("X") == claim("D") && claim("M") > claim("S") && claim("I") > claim("invented"));
    let several = "a [X SDK, R1; the rest\n  I] and [link](#there) [M]";
    assert_eq!(confidences(several), BTreeSet::from(['X', 'I', 'M']));
    assert!(is_marked("So it is. [M REPORT]") && is_marked("[D DOC; the rest I]"));
    assert!(!is_marked("See [Documents](#documents), item[0] and [MID]."));
    // Put together here, for the law reads this file too.
    for old in [["(facts", "\u{a7}2.4)"], ["\"facts", "5.3\""], ["switched on", "(\u{a7}12.6)"]] {
        assert!(is_numbered(&old.join(" ")), "{old:?}");
    }
    assert!(!is_numbered("the facts give none; 2 facts, \u{a7} alone"));
}
